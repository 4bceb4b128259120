"""SIGTERM in every other state of a crawl: not yet begun, waiting for the database, reading, sending alerts (item 7).

The states with a browser and with hosts that keep a crawl waiting are in tests/runs/test_shutdown.py.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import psycopg
import pytest

from newsspider.replica import ReplicaServer
from newsspider.store.queries import query
from tests.chaos.proxy import Line
from tests.conftest import Slowest
from tests.crawls.oddnights import healthy
from tests.running.nights import rows
from tests.running.oddsite import HTML, WWW, OddSite, sitemap
from tests.running.processes import SLOWLY, newsroom, wait_until
from tests.running.receiving import receiving
from tests.running.stopping import closed, crawling, stopped

pytestmark = pytest.mark.timeout(900)
PLAIN = ("-a", "render=never")
TABLES = "page, article, run, worker, host"


@pytest.mark.parametrize("after", [0.1, 0.5, 1.0, 1.5, 2.0, 2.5])
def test_not_yet_begun(database: str, tmp_path: Path, slowest: Slowest, after: float) -> None:
    log = tmp_path / "log"
    with (
        ReplicaServer(newsroom(100)) as server,
        crawling(server.address, database, log, *PLAIN, *SLOWLY) as crawl,
    ):
        time.sleep(after)
        slowest(f"{after} s after its start", stopped(crawl, log))
    for run in rows(database, "select finished_at, verdict from run"):
        assert run["finished_at"] is not None, log.read_text()[-2000:]


@pytest.mark.parametrize("locked", ["page", TABLES], ids=["the_frontier", "all"])
def test_tables_locked_by_a_person(database: str, tmp_path: Path, slowest: Slowest, locked: str) -> None:
    log = tmp_path / "log"
    with (
        ReplicaServer(newsroom(400), access_log=tmp_path / "access") as server,
        crawling(server.address, database, log, *PLAIN, *SLOWLY) as crawl,
    ):
        wait_until(lambda: rows(database, "select from article limit 1"))
        with psycopg.connect(database) as person:
            person.execute(f"lock table {locked} in access exclusive mode".encode())
            time.sleep(2)
            slowest(f"{locked} locked", stopped(crawl, log))


@pytest.mark.parametrize("locked", ["run", TABLES], ids=["runs", "all"])
def test_tables_locked_before_it_begins(database: str, tmp_path: Path, slowest: Slowest, locked: str) -> None:
    log = tmp_path / "log"
    with psycopg.connect(database) as person, ReplicaServer(newsroom(100)) as server:
        person.execute(f"lock table {locked} in access exclusive mode".encode())
        with crawling(server.address, database, log, *PLAIN) as crawl:
            time.sleep(6)
            slowest(f"{locked} locked before it begins", stopped(crawl, log))
    assert rows(database, "select id from run where finished_at is null") == []


def test_migrating(empty_database: str, tmp_path: Path, slowest: Slowest) -> None:
    """Another process migrates, without end."""
    log = tmp_path / "log"
    with psycopg.connect(empty_database) as other, ReplicaServer(newsroom(100)) as server:
        other.execute(query("migration_turn"))
        with crawling(server.address, empty_database, log, *PLAIN) as crawl:
            time.sleep(6)
            slowest("migrating", stopped(crawl, log))


@pytest.mark.parametrize("refusing", [False, True], ids=["silent", "refusing"])
def test_the_database_is_away(database: str, tmp_path: Path, slowest: Slowest, refusing: bool) -> None:
    log = tmp_path / "log"
    with (
        ReplicaServer(newsroom(400)) as server,
        Line(database) as line,
        crawling(server.address, line.conninfo, log, *PLAIN, *SLOWLY) as crawl,
    ):
        wait_until(lambda: rows(database, "select from article limit 1"))
        line.hang_up() if refusing else line.fall_silent()
        time.sleep(1)
        slowest(f"database {'refusing' if refusing else 'silent'}", stopped(crawl, log))


def test_reading_a_hostile_page(database: str, tmp_path: Path, slowest: Slowest) -> None:
    """Case X4: pages whose reading takes as long as it may."""
    urls = [f"https://{WWW}/news/785865{number}/kopi-{number}" for number in range(9)]
    hostile = "<html>" + "<br>" * 12_001 + "<" + "a" * 3_000_000
    pages = {url.removeprefix("https://"): (200, HTML, hostile) for url in urls}
    site, log = OddSite({f"{WWW}/sitemap-news.xml": sitemap(*urls), **pages}), tmp_path / "log"
    with site.running(), crawling(site.address, database, log, *PLAIN, "-a", "hosts=www") as crawl:
        wait_until(lambda: any("kopi" in place for place in site.asked))
        time.sleep(0.5)
        if crawl.poll() is None:
            slowest("reading a hostile page", stopped(crawl, log))
            closed(database)


def test_ending_by_itself(database: str, tmp_path: Path, slowest: Slowest) -> None:
    """The run is over, and its end is being written: that is waited for, and the verdict is its own."""
    log = tmp_path / "log"
    stated = ("-a", "hosts=www", "-s", "RUN_IDLE_TIMEOUT=0")
    with (
        OddSite({}, healthy).running() as site,
        psycopg.connect(database) as person,
        crawling(site.address, database, log, *PLAIN, *stated) as crawl,
    ):
        wait_until(lambda: rows(database, "select from article limit 1"))
        person.execute("lock table run in share row exclusive mode")
        wait_until(lambda: b"Closing spider (finished)" in log.read_bytes())
        threading.Timer(2, person.rollback).start()
        slowest("ending", stopped(crawl, log))
        assert crawl.poll() == 0
    (run,) = rows(database, "select verdict, finish_reason from run")
    assert run == {"verdict": "ok", "finish_reason": "finished"}


def test_telling_a_receiver_that_hangs(database: str, tmp_path: Path, slowest: Slowest) -> None:
    log = tmp_path / "log"
    with receiving() as webhook, ReplicaServer(newsroom(400)) as server:
        webhook.seconds = 50
        alerts = ("-s", f"ALERT_URLS={webhook.url}")
        with crawling(server.address, database, log, *PLAIN, *SLOWLY, *alerts) as crawl:
            wait_until(lambda: rows(database, "select from article limit 1"))
            slowest("alert receiver hangs", stopped(crawl, log))
        webhook.seconds = 0
    closed(database)
