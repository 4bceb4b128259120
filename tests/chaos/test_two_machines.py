"""Two machines crawl as one, and lose nothing when one is cut off, for a while or for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.conftest import Report
from tests.chaos.cutting import LEASE, SLOWER, assert_at_most_what_was_in_flight, assert_handed_over
from tests.chaos.machines import DATA, NEWS, Networks, networks
from tests.running.nights import last_run, rows
from tests.running.processes import SLOWLY, Witness, wait_until

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def net(witness: Witness) -> Iterator[Networks]:
    with networks(witness) as made:
        yield made


def test_two_machines_are_one_crawl(witness: Witness, net: Networks, tmp_path: Path, report: Report) -> None:
    """Though both know their process by the same number."""
    one, two = net.machines
    with (
        net.crawl(witness, one, tmp_path, *SLOWLY) as here,
        net.crawl(witness, two, tmp_path, *SLOWLY) as there,
    ):
        assert (here.ended(), there.ended()) == (0, 0), here.said()[-2000:] + there.said()[-2000:]
    figures = witness.figures()
    report(figures)
    assert (figures.lost, figures.stored_twice, figures.fetched_twice) == (0, 0, 0)
    assert witness.trespasses() == []
    workers = rows(
        witness.database, "select split_part(machine, ' ', 1) as name, process from worker order by 1"
    )
    assert workers == [{"name": one.name, "process": 1}, {"name": two.name, "process": 1}]
    shares = witness.shares(one.name, two.name)
    assert min(shares) > sum(shares) / 10, shares


@pytest.mark.parametrize("comes_back", [True, False], ids=["comes_back", "never_comes_back"])
@pytest.mark.parametrize("cables", [(NEWS, DATA), (DATA,)], ids=["from_all", "from_the_database"])
def test_one_machine_is_cut_off(
    witness: Witness, net: Networks, tmp_path: Path, report: Report, cables: tuple[str, ...], comes_back: bool
) -> None:
    one, two = net.machines
    with (
        net.crawl(witness, one, tmp_path, *SLOWLY, *SLOWER) as alone,
        net.crawl(witness, two, tmp_path, *SLOWLY, *SLOWER) as other,
    ):
        wait_until(lambda: min(witness.by(one.name), witness.by(two.name)) > 60)
        had = {entry["host"] for entry in witness.entries() if entry["user_agent"] == one.name}
        one.pull(*cables)
        silent = time.time()
        visited = witness.visited()
        time.sleep(3 * LEASE)
        witness.in_flight += len(witness.unsettled(one.name, visited))
        back = time.time()
        if comes_back:
            one.plug_in(*cables)
            codes = {alone.ended(), other.ended()}
        else:
            codes = {other.ended()}
            assert alone.lives
    figures = witness.figures()
    report(figures)
    assert codes <= {0, 3}, alone.said()[-2000:] + other.said()[-2000:]
    assert_at_most_what_was_in_flight(witness, figures)
    if cables == (DATA,):
        assert_handed_over(witness, one.name, two.name, silent, back)
    taken = {
        entry["host"]
        for entry in witness.entries()
        if entry["user_agent"] == two.name and silent < entry["time"] < back
    }
    assert had & taken
    run = last_run(witness.database)
    assert len(rows(witness.database, "select from run")) == 1
    assert run["finished_at"] is not None
    assert comes_back or f"process 1 on {one.name} died; others went on" in run["reasons"]
    assert comes_back or run["verdict"] == "degraded"
