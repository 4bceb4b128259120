"""A crawl stops in time at one or two SIGTERMs, also without its database."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from tests.chaos.conftest import Report
from tests.chaos.proxy import Line
from tests.running.processes import SLOWLY, Crawl, Witness, wait_until

pytestmark = pytest.mark.timeout(900)
DRAIN_SECONDS = 30.0


def finish(witness: Witness, address: str, folder: Path, report: Report) -> None:
    """Another crawl does what the stopped one left."""
    with witness.crawl("lanjut", address, folder, *SLOWLY) as again:
        assert again.ended() == 0, again.said()[-2000:]
    figures = witness.figures()
    report(figures)
    assert (figures.lost, figures.stored_twice) == (0, 0), witness.lost()
    assert figures.fetched_twice <= figures.in_flight
    assert witness.trespasses() == []


def stopped(crawl: Crawl, most: float) -> float:
    """How many seconds it took to end."""
    began = time.monotonic()
    wait_until(lambda: not crawl.lives, most + 5)
    took = time.monotonic() - began
    print(f"ended in {took:.1f} s, code {crawl.process.returncode}")
    assert took < most, crawl.said()[-2000:]
    assert crawl.process.returncode not in (0, 3)
    return took


@pytest.mark.parametrize("away", [False, True], ids=["at_once", "while_the_database_is_away"])
def test_a_second_sigterm(witness: Witness, tmp_path: Path, report: Report, away: bool) -> None:
    """It ends without waiting for anything."""
    with ReplicaServer(witness.site, access_log=witness.log) as server, Line(witness.database) as line:
        with witness.crawl("henti", server.address, tmp_path, *SLOWLY, through=line.conninfo) as crawl:
            wait_until(lambda: witness.by("henti") > 150)
            if away:
                line.fall_silent()
                time.sleep(1)
            crawl.term()
            wait_until(lambda: "shutting down gracefully" in crawl.said())
            crawl.term()
            stopped(crawl, 5)
        line.come_back(cut=True)
        witness.in_flight += len(witness.unsettled("henti"))
        finish(witness, server.address, tmp_path, report)


@pytest.mark.parametrize("gone", [False, True], ids=["silent", "refusing"])
def test_sigterm_while_the_database_is_away(
    witness: Witness, tmp_path: Path, report: Report, gone: bool
) -> None:
    with ReplicaServer(witness.site, access_log=witness.log) as server, Line(witness.database) as line:
        with witness.crawl("henti", server.address, tmp_path, *SLOWLY, through=line.conninfo) as crawl:
            wait_until(lambda: witness.by("henti") > 150)
            if gone:
                line.hang_up()
            else:
                line.fall_silent()
            time.sleep(1)
            crawl.term()
            stopped(crawl, DRAIN_SECONDS)
        witness.in_flight += len(witness.unsettled("henti"))
        finish(witness, server.address, tmp_path, report)
