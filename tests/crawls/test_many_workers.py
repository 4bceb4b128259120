"""Several processes in one run: shared hosts, takeover, stop, a database that dies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.databases.tallying import assert_tallies_are_exact
from tests.running.crawling import HANGS
from tests.running.nights import last_run, rows
from tests.running.processes import (
    SLOWLY,
    STORIES,
    Crawl,
    Witness,
    kill_and_start,
    lease_changes,
    newsroom,
    wait_until,
    watch,
)

FEW = 200
DRAIN_SECONDS = 30.0


@pytest.fixture
def witness(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Witness:
    """Of a newsroom of FEW stories, or as many as the test wants."""
    watch(database)
    return Witness(newsroom(getattr(request, "param", FEW)), database, tmp_path / "access.log")


@pytest.fixture
def address(witness: Witness) -> Iterator[str]:
    with ReplicaServer(witness.site, access_log=witness.log) as server:
        yield server.address


@pytest.mark.parametrize("witness", [STORIES], indirect=True)
def test_two_processes_share_one_run(witness: Witness, address: str, tmp_path: Path) -> None:
    with (
        witness.crawl("satu", address, tmp_path, *SLOWLY) as one,
        witness.crawl("dua", address, tmp_path, *SLOWLY) as two,
    ):
        assert (one.ended(), two.ended()) == (0, 0), one.said()[-2000:] + two.said()[-2000:]
    found = witness.figures()
    assert (found.lost, found.stored_twice, found.fetched_twice) == (0, 0, 0), str(found)
    assert witness.trespasses() == []
    # Two or three on an idle machine; a lease that runs out on a busy one is taken over too.
    assert max(lease_changes(witness.entries()).values()) <= 8
    shares = witness.shares("satu", "dua")
    assert min(shares) > sum(shares) / 20, shares
    assert len(rows(witness.database, "select from run")) == 1
    run = last_run(witness.database)
    assert (run["verdict"], run["finish_reason"], run["reasons"]) == ("ok", "finished", [])
    assert run["counters"]["articles_new"] == len(rows(witness.database, "select from article"))
    assert run["counters"]["asked"] == sum(
        row["counters"]["asked"] for row in rows(witness.database, "select counters from worker")
    )
    assert rows(witness.database, "select from host where worker is not null") == []


@pytest.mark.parametrize("witness", [STORIES], indirect=True)
def test_survivor_takes_over_hosts_of_killed_process(witness: Witness, address: str, tmp_path: Path) -> None:
    with (
        witness.crawl("mati", address, tmp_path, *SLOWLY) as dying,
        witness.crawl("hidup", address, tmp_path, *SLOWLY) as living,
    ):
        wait_until(lambda: min(witness.by("mati"), witness.by("hidup")) > 20)
        witness.killed(dying)
        assert living.ended() == 3, living.said()[-2000:]
    found = witness.figures()
    assert (found.lost, found.stored_twice) == (0, 0), str(found)
    assert found.fetched_twice <= found.in_flight, str(found)
    assert_tallies_are_exact(witness.database)
    assert witness.trespasses() == []
    assert len(rows(witness.database, "select from run")) == 1
    run = last_run(witness.database)
    assert run["verdict"] == "degraded"
    assert [
        reason for reason in run["reasons"] if reason.startswith(f"process {dying.process.pid} on ")
    ] == run["reasons"]
    assert "died; others went on" in run["reasons"][0]


def test_process_without_work_names_the_others_and_ends(
    witness: Witness, address: str, tmp_path: Path
) -> None:
    slowly = (
        "-a",
        "hosts=www,solo",
        "-s",
        "DOWNLOAD_DELAY=0.3",
        "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=1",
        "-s",
        "HOST_PAGES_IN_FLIGHT=8",
    )
    with (
        witness.crawl("satu", address, tmp_path, *slowly) as one,
        witness.crawl("dua", address, tmp_path, *slowly) as two,
    ):
        wait_until(lambda: min(witness.by("satu"), witness.by("dua")) > 5)
        with witness.crawl("tiga", address, tmp_path, *slowly) as three:
            assert three.ended() == 0, three.said()[-2000:]
            assert witness.by("tiga") == 0
            assert one.lives
            assert two.lives
        for other in (one, two):
            assert f"nothing to do: process {other.process.pid} on " in three.said()
            other.kill()
    assert "other processes go on with the run: 2" in three.said()


def test_killed_crawl_resumes_at_once(witness: Witness, address: str, tmp_path: Path) -> None:
    slowly = (*SLOWLY, "-s", f"HOST_LEASE={2 * HANGS}")
    with witness.crawl("mati", address, tmp_path, *slowly) as dying:
        wait_until(lambda: witness.by("mati") > 200)
        witness.killed(dying)
    with witness.crawl("baru", address, tmp_path, *slowly) as again:
        wait_until(lambda: witness.by("baru") > 50)  # gives up long before the lease expires
        assert again.ended() == 0, again.said()[-2000:]
    found = witness.figures()
    assert (found.lost, found.stored_twice) == (0, 0), str(found)
    assert found.fetched_twice <= found.in_flight, str(found)
    assert_tallies_are_exact(witness.database)
    first, second = rows(witness.database, "select * from run order by id")
    assert (first["finish_reason"], first["verdict"]) == ("lost", "lost")
    assert (second["finish_reason"], second["verdict"]) == ("finished", "ok")


def test_stopped_process_drains_and_leaves_pages_due(witness: Witness, address: str, tmp_path: Path) -> None:
    with witness.crawl("henti", address, tmp_path, *SLOWLY) as stopping:
        wait_until(lambda: witness.by("henti") > 150)
        stopping.term()
        began = time.monotonic()
        assert stopping.ended(DRAIN_SECONDS) == 1, stopping.said()[-2000:]
        print(f"drained in {time.monotonic() - began:.1f} s")
    assert witness.unsettled("henti") == set()
    run = last_run(witness.database)
    assert run["finish_reason"] == "shutdown"
    assert "the crawl ended early: shutdown" in run["reasons"]
    assert rows(witness.database, "select url from page where due_at <= now() and outcome is null limit 1")
    assert rows(witness.database, "select from host where worker is not null") == []


def test_crawl_survives_a_killed_database(data_dir: Path, programs: list[Path], tmp_path: Path) -> None:
    with embedded_server(data_dir, programs) as database:
        migrate(database)
        watch(database)
        witness = Witness(newsroom(FEW), database, tmp_path / "access.log")
        with (
            ReplicaServer(witness.site, access_log=witness.log) as server,
            witness.crawl("satu", server.address, tmp_path, *SLOWLY) as crawl,
        ):
            wait_until(lambda: witness.by("satu") > 200)
            kill_and_start(data_dir, programs, 1.0)
            code = crawl.ended()
        found = witness.figures()
        assert (found.lost, found.stored_twice, found.fetched_twice) == (0, 0, 0), (
            str(found) + crawl.said()[-3000:]
        )
        assert code in (0, 3), crawl.said()[-2000:]
        assert len(rows(database, "select from run")) == 1
        assert_tallies_are_exact(database)


def test_witness_identifies_each_process(witness: Witness, address: str, tmp_path: Path) -> None:
    """The witnesses can tell the processes apart, or nothing above would prove anything."""
    with Crawl("nama", address, witness.database, tmp_path, *SLOWLY) as crawl:
        wait_until(lambda: witness.by("nama") > 3)
        assert witness.trespasses() != []
        witness.pids["nama"] = crawl.process.pid
        assert witness.trespasses() == []


@pytest.mark.parametrize("witness", [STORIES], indirect=True)
def test_late_process_gets_its_fair_share(witness: Witness, address: str, tmp_path: Path) -> None:
    """Also where the first has many pages of every host in hand, and its pace lets them end but slowly."""
    slowly = (
        "-a",
        "hosts=www,solo,jogja",
        "-s",
        "DOWNLOAD_DELAY=0.3",
        "-s",
        "HOST_PAGES_IN_FLIGHT=16",
        "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=1",
    )
    with witness.crawl("dulu", address, tmp_path, *slowly) as first:
        wait_until(lambda: witness.by("dulu") > 20)
        with witness.crawl("nanti", address, tmp_path, *slowly) as later:
            wait_until(lambda: witness.by("nanti") > 3 or not later.lives)
            assert witness.by("nanti") > 3, later.said()[-600:]
        assert first.lives
    assert witness.trespasses() == []


def test_stopped_process_drains_in_time_at_live_pace(witness: Witness, address: str, tmp_path: Path) -> None:
    """As on the live site: two seconds between requests, and sixteen pages of each host in hand."""
    pace = (
        "-a",
        "hosts=www,solo,jogja",
        "-s",
        "DOWNLOAD_DELAY=2",
        "-s",
        "HOST_PAGES_IN_FLIGHT=16",
        "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=1",
        "-s",
        "HOST_LEASE=45",
    )
    with witness.crawl("henti", address, tmp_path, *pace) as stopping:
        wait_until(lambda: witness.by("henti") > 9)
        stopping.term()
        began = time.monotonic()
        stopping.ended(DRAIN_SECONDS + 60)
        took = time.monotonic() - began
    print(f"drained in {took:.1f} s")
    assert took < DRAIN_SECONDS
