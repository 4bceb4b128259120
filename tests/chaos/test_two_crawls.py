"""Two processes stay apart when one is cut off or freezes, or everything fails at once."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from newsspider.replica.troubles import PERMANENT, Troubles
from tests.chaos.conftest import Report
from tests.chaos.cutting import LEASE, SLOWER, assert_at_most_what_was_in_flight, assert_handed_over
from tests.chaos.proxy import Line
from tests.running.nights import AT_ONCE, rows
from tests.running.processes import SLOWLY, Crawl, Witness, wait_until

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("cut", [False, True], ids=["line_comes_back", "connections_are_gone"])
def test_one_of_two_is_cut_off_from_the_database(
    witness: Witness, tmp_path: Path, report: Report, cut: bool
) -> None:
    """It stops asking its hosts before the other takes them over, and when the line is back it does no harm."""
    slowly = (*SLOWLY, *SLOWER)
    with (
        ReplicaServer(witness.site, access_log=witness.log) as server,
        Line(witness.database) as line,
        witness.crawl("putus", server.address, tmp_path, *slowly, through=line.conninfo) as alone,
        witness.crawl("tetap", server.address, tmp_path, *slowly) as other,
    ):
        wait_until(lambda: min(witness.by("putus"), witness.by("tetap")) > 60)
        line.fall_silent()
        silent = time.time()
        visited = witness.visited()
        time.sleep(3 * LEASE)
        witness.in_flight += len(witness.unsettled("putus", visited))
        back = time.time()
        line.come_back(cut=cut)
        codes = alone.ended(), other.ended()
    figures = witness.figures()
    report(figures)
    assert_handed_over(witness, "putus", "tetap", silent, back)
    assert set(codes) <= {0, 3}, (codes, alone.said()[-2000:], other.said()[-2000:])
    assert_at_most_what_was_in_flight(witness, figures)
    assert rows(witness.database, "select from run where finished_at is null") == []


def test_all_troubles_at_once(witness: Witness, tmp_path: Path, report: Report) -> None:
    troubled = witness.troubled = Troubles(witness.site, share=0.05, lists=True, retry_after=1)
    numbers = range(witness.site.stories)
    witness.excused = {
        url for number in numbers if troubled.of(url := witness.site.story(number).url) in PERMANENT
    }
    patient = (
        *SLOWLY,
        "-s",
        f"RETRY_WAITS={AT_ONCE}",
        "-s",
        "RUN_IDLE_TIMEOUT=5",
        "-s",
        "DOWNLOAD_TIMEOUT=3",
        "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=16",
        "-s",
        "DOWNLOAD_DELAY=0",
    )
    with (
        ReplicaServer(troubled, access_log=witness.log) as server,
        witness.crawl("satu", server.address, tmp_path, *patient) as one,
        witness.crawl("dua", server.address, tmp_path, *patient) as two,
    ):
        assert {one.ended(), two.ended()} <= {0, 3}, one.said()[-2000:] + two.said()[-2000:]
    figures = witness.figures()
    report(figures)
    assert (figures.lost, figures.stored_twice) == (0, 0), witness.lost()
    assert figures.fetched_twice == 0
    assert witness.trespasses() == []


def test_one_of_two_freezes_in_the_middle_of_a_transaction(
    witness: Witness, tmp_path: Path, report: Report
) -> None:
    """As a machine does that is cut off without a word: the server knows of nothing, and keeps its locks until
    the lease of its hosts would be over."""
    slowly = (*SLOWLY, *SLOWER)
    with (
        ReplicaServer(witness.site, access_log=witness.log) as server,
        witness.crawl("beku", server.address, tmp_path, *slowly) as frozen,
        witness.crawl("tetap", server.address, tmp_path, *slowly) as other,
    ):
        wait_until(lambda: min(witness.by("beku"), witness.by("tetap")) > 60)
        wait_until(lambda: _freezes_writing(witness, frozen), every=0)
        visited = witness.visited()
        code = other.ended()
        assert frozen.lives
        witness.in_flight += len(witness.unsettled("beku", visited))
        frozen.process.send_signal(signal.SIGCONT)
        codes = {code, frozen.ended()}
    figures = witness.figures()
    report(figures)
    assert codes <= {0, 1, 3}, frozen.said()[-2000:] + other.said()[-2000:]
    assert_at_most_what_was_in_flight(witness, figures)


def _freezes_writing(witness: Witness, crawl: Crawl) -> bool:
    """Stop the process; whether that left a transaction open that has written pages. If not, it goes on."""
    crawl.process.send_signal(signal.SIGSTOP)
    time.sleep(0.01)  # what it had sent before is done by then
    left = rows(
        witness.database,
        "select from pg_stat_activity where datname = current_database() and state = 'idle in transaction' "
        "and backend_xid is not null and client_port is not null and now() - state_change > interval '5 ms'",
    )
    if left:
        return True
    crawl.process.send_signal(signal.SIGCONT)
    time.sleep(0.003)
    return False
