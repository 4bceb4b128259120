"""Clocks that are wrong or jump, the crawler's or the database's, lose and repeat nothing."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newsspider.frontier.leases import HEARTBEATS_PER_LEASE
from newsspider.replica import ReplicaServer
from newsspider.replica.addresses import story_name
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.chaos.conftest import Report
from tests.chaos.cutting import LEASE
from tests.running.clocks import DAY, HOUR, Clock, a_moment_later, last_time, needs_faketime, programs_by
from tests.running.nights import AT_ONCE
from tests.running.processes import SLOWLY, STORIES, Witness, newsroom, wait_until, watch

AGAIN = tuple(
    word
    for setting in (f"RETRY_WAITS={AT_ONCE}", "RUN_IDLE_TIMEOUT=5", "DOWNLOAD_DELAY=0.05", "HOST_LEASE=15")
    for word in ("-s", setting)
)
"""As a live crawl, which waits a minute for what is due again in one; so slow that there is work for both, and with
a lease that a busy machine keeps."""

ANSWERED = 1.0
"""Seconds until the newsroom has noted the answers to the requests that were under way, on a busy machine."""

pytestmark = [pytest.mark.timeout(900), needs_faketime]


@pytest.mark.parametrize(
    ("first", "then"),
    [(0, HOUR), (0, -HOUR), (DAY, DAY), (-DAY, -DAY)],
    ids=["jumps_an_hour_ahead", "jumps_an_hour_back", "a_day_ahead", "a_day_behind"],
)
def test_the_clock_of_one_of_two(
    witness: Witness, tmp_path: Path, report: Report, first: int, then: int
) -> None:
    """Leases are counted by the database's clock, whatever waits by one that never jumps."""
    clock = Clock(tmp_path / "clock", first)
    with (
        ReplicaServer(witness.site, access_log=witness.log) as server,
        witness.crawl("lompat", server.address, tmp_path, *SLOWLY, *AGAIN, before=clock.before) as one,
        a_moment_later(),
        witness.crawl("tetap", server.address, tmp_path, *SLOWLY, *AGAIN) as two,
    ):
        wait_until(lambda: min(witness.by("lompat"), witness.by("tetap")) > 20)
        clock.jump(then)
        assert {one.ended(), two.ended()} <= {0, 3}, one.said()[-2000:] + two.said()[-2000:]
    figures = witness.figures()
    report(figures)
    wrong = last_time(one.said()) - last_time(two.said())
    assert abs(wrong - timedelta(seconds=then)) < timedelta(minutes=2)  # the clock was wrong indeed
    assert (figures.lost, figures.stored_twice) == (0, 0), witness.lost()
    assert figures.fetched_twice == 0, [url for url, times in witness.sent().items() if times > 1]
    assert witness.trespasses() == []


@pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["an_hour_ahead", "an_hour_back"])
def test_the_clock_of_the_database_jumps(
    data_dir: Path, programs: list[Path], tmp_path: Path, report: Report, jump: int
) -> None:
    """Ahead: every lease is over at once, and until its next sign of life a process does not know; for so
    long two may ask a host. Back: what was found before is due an hour later, and then had."""
    clock = Clock(data_dir / "clock")
    wrong = programs_by(clock.environment, programs, data_dir / "programs")
    with embedded_server(data_dir, wrong) as database:
        migrate(database)
        watch(database)
        witness = Witness(newsroom(STORIES), database, tmp_path / "access.log")
        with (
            ReplicaServer(witness.site, access_log=witness.log) as server,
            witness.crawl("satu", server.address, tmp_path, *SLOWLY) as one,
            witness.crawl("dua", server.address, tmp_path, *SLOWLY) as two,
        ):
            wait_until(lambda: min(witness.by("satu"), witness.by("dua")) > 60)
            visited = witness.visited()
            clock.jump(jump)
            jumped = time.time()
            assert abs(
                _time_of(database) - datetime.now().astimezone() - timedelta(seconds=jump)
            ) < timedelta(seconds=9)
            codes = {one.ended(), two.ended()}
            clock.jump(max(0, jump))  # an hour later, if it jumped back
            with witness.crawl("nanti", server.address, tmp_path, *SLOWLY) as later:
                assert later.ended() in (0, 3), later.said()[-2000:]
        for name in ("satu", "dua"):
            witness.in_flight += len(witness.unsettled(name, visited, jumped + ANSWERED))
        figures = witness.figures()
        report(figures)
        assert codes <= {0, 3}, one.said()[-2000:] + two.said()[-2000:]
        assert (figures.lost, figures.stored_twice) == (0, 0), witness.lost()
        again = _sent_again(witness.entries(), jumped + LEASE / HEARTBEATS_PER_LEASE + 1)
        assert len(again) <= figures.in_flight, again


def _sent_again(entries: list[dict[str, Any]], since: float) -> list[str]:
    """Addresses of stories that were sent since a moment, and before."""
    whole = [e for e in entries if e["status"] == 200 and story_name(e["host"], e["path"])]
    before = {(entry["host"], entry["path"]) for entry in whole if entry["time"] < since}
    return [
        f"{entry['host']}{entry['path']}"
        for entry in whole
        if entry["time"] >= since and (entry["host"], entry["path"]) in before
    ]


def _time_of(database: str) -> datetime:
    with psycopg.connect(database) as connection:
        row = connection.execute("select clock_timestamp()").fetchone()
    assert row
    found: datetime = row[0]
    return found
