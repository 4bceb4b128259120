"""Do two processes keep out of each other's way when one is cut off, the clock jumps, or all goes wrong at once?"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from newsspider.replica.troubles import PERMANENT, Troubles
from tests.chaos.conftest import Tell
from tests.chaos.proxy import Line
from tests.nights import AT_ONCE, rows
from tests.processes import SLACK, SLOWLY, Witness, wait_until

pytestmark = pytest.mark.timeout(300)
LEASE = 4.0
FAKETIME = [
    path for folder in ("/usr/lib", "/usr/local/lib") for path in Path(folder).rglob("libfaketime.so.1")
]


@pytest.mark.parametrize("cut", [False, True], ids=["line_comes_back", "connections_are_gone"])
def test_one_of_two_is_cut_off_from_the_database(
    witness: Witness, tmp_path: Path, tell: Tell, cut: bool
) -> None:
    """It stops asking its hosts before the other takes them over, and when the line is back it does no harm."""
    slowly = (*SLOWLY, "-s", "DOWNLOAD_DELAY=0.1", "-s", "PAGES_IN_HAND=64")
    with (
        ReplicaServer(witness.site, access_log=witness.log) as server,
        Line(witness.database) as line,
        witness.crawl("putus", server.address, tmp_path, *slowly, through=line.conninfo) as alone,
        witness.crawl("tetap", server.address, tmp_path, *slowly) as other,
    ):
        wait_until(lambda: min(witness.by("putus"), witness.by("tetap")) > 60)
        line.fall_silent()
        silent = time.time()
        time.sleep(0.9 * LEASE)
        witness.in_flight += len(witness.unsettled("putus"))
        time.sleep(2.1 * LEASE)
        back = time.time()
        line.come_back(cut=cut)
        codes = alone.ended(90), other.ended(90)
    figures = witness.figures()
    tell(figures)
    entries = witness.entries()
    last = {
        entry["host"]: entry["time"] for entry in entries
        if entry["user_agent"] == "putus" and silent < entry["time"] < back
    }  # fmt: skip
    assert last
    assert max(last.values()) < silent + LEASE
    taken = {
        entry["host"]: entry["time"] for entry in reversed(entries)
        if entry["user_agent"] == "tetap" and silent < entry["time"] < back and entry["host"] in last
    }  # fmt: skip
    assert taken
    assert [host for host in taken if taken[host] < last[host] - SLACK] == []
    assert set(codes) <= {0, 3}, (codes, alone.said()[-2000:], other.said()[-2000:])
    assert (figures.lost, figures.stored_twice) == (0, 0)
    assert figures.fetched_twice <= figures.in_flight
    assert witness.trespasses() == []
    assert rows(witness.database, "select from run where finished_at is null") == []


def test_all_troubles_at_once(witness: Witness, tmp_path: Path, tell: Tell) -> None:
    troubled = witness.troubled = Troubles(witness.site, share=0.05, lists=True, retry_after=1)
    numbers = range(witness.site.stories)
    witness.excused = {
        url for number in numbers if troubled.of(url := witness.site.story(number).url) in PERMANENT
    }
    patient = (
        *SLOWLY, "-s", f"RETRY_WAITS={AT_ONCE}", "-s", "RUN_PATIENCE=5", "-s", "DOWNLOAD_TIMEOUT=3",
        "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16", "-s", "DOWNLOAD_DELAY=0",
    )  # fmt: skip
    with (
        ReplicaServer(troubled, access_log=witness.log) as server,
        witness.crawl("satu", server.address, tmp_path, *patient) as one,
        witness.crawl("dua", server.address, tmp_path, *patient) as two,
    ):
        assert {one.ended(120), two.ended(120)} <= {0, 3}, one.said()[-2000:] + two.said()[-2000:]
    figures = witness.figures()
    tell(figures)
    assert (figures.lost, figures.stored_twice) == (0, 0), witness.lost()
    assert figures.fetched_twice == 0
    assert witness.trespasses() == []


@pytest.mark.skipif(not FAKETIME, reason="a clock that jumps needs libfaketime, which is not installed")
@pytest.mark.parametrize("jump", [3600, -3600], ids=["an_hour_ahead", "an_hour_back"])
def test_the_clock_of_one_jumps(
    witness: Witness, tmp_path: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    """Leases are counted by the database's clock and by one that never jumps."""
    clock = tmp_path / "clock"
    clock.write_text("+0")
    with ReplicaServer(witness.site, access_log=witness.log) as server:
        with monkeypatch.context() as jumping:
            for name, value in {
                "LD_PRELOAD": str(FAKETIME[0]), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }.items():  # fmt: skip
                jumping.setitem(os.environ, name, value)
            one = witness.crawl("lompat", server.address, tmp_path, *SLOWLY)
        with one, witness.crawl("tetap", server.address, tmp_path, *SLOWLY) as two:
            wait_until(lambda: min(witness.by("lompat"), witness.by("tetap")) > 60)
            clock.write_text(f"{jump:+d}")
            assert {one.ended(90), two.ended(90)} <= {0, 3}, one.said()[-2000:] + two.said()[-2000:]
    figures = witness.figures()
    tell(figures)
    assert (figures.lost, figures.stored_twice, figures.fetched_twice) == (0, 0, 0)
    assert witness.trespasses() == []
