"""A crawl that is killed repeatedly loses no story, stores none twice and fetches few twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from tests.chaos.conftest import Report
from tests.running.nights import last_run, rows
from tests.running.processes import SLOWLY, Crawl, Witness, wait_until

pytestmark = pytest.mark.timeout(900)


def test_ten_kills_of_one_crawl(witness: Witness, tmp_path: Path, report: Report) -> None:
    dice = random.Random(10)
    with ReplicaServer(witness.site, access_log=witness.log) as server:
        for number in range(10):
            with witness.crawl(f"mati{number}", server.address, tmp_path, *SLOWLY) as crawl:
                enough = dice.randint(60, 110)  # ten times that many leave work for the last
                wait_until(lambda crawl=crawl, enough=enough: witness.by(crawl.name) > enough)  # type: ignore[misc]
                witness.killed(crawl)
        with witness.crawl("terakhir", server.address, tmp_path, *SLOWLY) as crawl:
            assert crawl.ended() == 0, crawl.said()[-2000:]
    figures = witness.figures()
    report(figures)
    assert (figures.lost, figures.stored_twice) == (0, 0)
    assert figures.fetched_twice <= figures.in_flight
    assert witness.trespasses() == []
    assert [row["verdict"] for row in rows(witness.database, "select verdict from run order by id")] == [
        *("lost",) * 10,
        "ok",
    ]


def test_six_kills_spread_over_two_crawls(witness: Witness, tmp_path: Path, report: Report) -> None:
    """The killed one is started again at once, and joins the run that the other goes on with."""
    dice = random.Random(6)
    with ReplicaServer(witness.site, access_log=witness.log) as server:
        made = 0

        def begin() -> Crawl:
            nonlocal made
            made += 1
            return witness.crawl(
                f"proses{made}", server.address, tmp_path, *SLOWLY, "-s", "DOWNLOAD_DELAY=0.1"
            )

        crawls = [begin(), begin()]
        try:
            for _ in range(6):
                place = dice.randrange(2)
                enough = dice.randint(10, 40)
                wait_until(lambda name=crawls[place].name, enough=enough: witness.by(name) > enough)  # type: ignore[misc]
                wait_until(lambda name=crawls[1 - place].name: witness.by(name) > 0)  # type: ignore[misc]
                witness.killed(crawls[place])
                crawls[place] = begin()
            codes = [crawl.ended() for crawl in crawls]
        finally:
            for crawl in crawls:
                crawl.kill()
    figures = witness.figures()
    report(figures)
    assert set(codes) <= {0, 3}, codes
    assert (figures.lost, figures.stored_twice) == (0, 0)
    assert figures.fetched_twice <= figures.in_flight
    assert witness.trespasses() == []
    run = last_run(witness.database)
    assert len(rows(witness.database, "select from run")) == 1
    assert run["verdict"] == "degraded"
    assert sum("died; others went on" in reason for reason in run["reasons"]) == 6
