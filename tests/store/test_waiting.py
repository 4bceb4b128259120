"""Does every wait for the database end in time, and say for what it waits?"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection

from newsspider.replica import ReplicaServer
from tests.crawling import scrapy
from tests.nights import rows
from tests.processes import SLOWLY, Crawl, newsroom, wait_until

STOP_SECONDS = 30.0


@contextmanager
def locked(conninfo: str, *tables: str) -> Iterator[Connection]:
    """Somebody's psql holds these tables."""
    with psycopg.connect(conninfo, application_name="psql", autocommit=False) as connection:
        for table in tables:
            connection.execute(f"lock table {table} in access exclusive mode".encode())
        yield connection


@contextmanager
def crawling(database: str, folder: Path, requests: int = 40) -> Iterator[Crawl]:
    """A crawl in the middle of its work, or (0 requests) one that has just been started."""
    log = folder / "access.log"
    with (
        ReplicaServer(newsroom(200), access_log=log) as server,
        Crawl("satu", server.address, database, folder, *SLOWLY) as crawl,
    ):
        if requests:
            wait_until(lambda: log.exists() and log.read_bytes().count(b"\n") > requests, 60)
        yield crawl


def stopped(crawl: Crawl, how: signal.Signals = signal.SIGTERM) -> float:
    """Seconds from the signal to the end, which is exit code 1 without a traceback."""
    began = time.monotonic()
    crawl.process.send_signal(how)
    assert crawl.ended(STOP_SECONDS + 10) == 1, crawl.said()[-2000:]
    took = time.monotonic() - began
    print(f"ended in {took:.1f} s")
    assert took < STOP_SECONDS, crawl.said()[-2000:]
    assert "Traceback" not in crawl.said(), crawl.said()[-3000:]
    return took


@pytest.mark.parametrize(
    "tables",
    [("article",), ("article", "page", "run", "worker", "host")],
    ids="-".join,
)
def test_stop_ends_in_time_while_tables_are_locked(
    database: str, tmp_path: Path, tables: tuple[str, ...]
) -> None:
    """Case D4: told to stop while somebody holds tables. The run's row is closed where it can be written."""
    with crawling(database, tmp_path) as crawl, locked(database, *tables):
        time.sleep(1)
        stopped(crawl)
    ((verdict, ended),) = [
        (row["verdict"], row["ended_at"])
        for row in rows(database, "select run.verdict, worker.ended_at from run join worker on run = run.id")
    ]
    if tables == ("article",):
        assert verdict == "failed"
        assert ended is not None


def test_a_blocked_crawl_says_who_blocks_and_goes_on(database: str, tmp_path: Path) -> None:
    """Case D5, in use: the holder is named within ten seconds, and nothing is lost when it lets go."""
    with crawling(database, tmp_path) as crawl:
        with locked(database, "article") as holder:
            pid = holder.info.backend_pid
            wait_until(lambda: f"server process {pid} (user newsspider, psql" in crawl.said(), 20)
            assert "holds a lock on article: lock table article in access exclusive" in crawl.said()
        assert crawl.ended(60) in (0, 3), crawl.said()[-2000:]


@pytest.mark.parametrize("table", ["run", "newsspider_migration"])
def test_a_start_that_waits_says_for_what(database: str, tmp_path: Path, table: str) -> None:
    """Case D5, at the start; and it can be stopped."""
    with locked(database, table) as holder, crawling(database, tmp_path, requests=0) as crawl:
        pid = holder.info.backend_pid
        wait_until(lambda: f"server process {pid} (user newsspider, psql" in crawl.said(), 25)
        stopped(crawl)


def test_a_start_that_waits_for_another_migrator_says_so(database: str, tmp_path: Path) -> None:
    """Case D5."""
    with psycopg.connect(database) as connection:
        connection.execute("delete from newsspider_migration where name like '0011%'")
    with psycopg.connect(database) as other:
        other.execute("select pg_advisory_xact_lock(1852143475)")
        with crawling(database, tmp_path, requests=0) as crawl:
            wait_until(lambda: "another process migrates the database" in crawl.said(), 25)
            stopped(crawl, signal.SIGINT)
    assert "stopped before the crawl had begun" in crawl.said()


def test_looks_give_up_at_a_lock_and_name_its_holder(database: str) -> None:
    """Case D5: commands that look."""
    with locked(database, "run", "article", "page") as holder:
        for command, code in (("status", 1), ("healthcheck", 1), ("search", 1)):
            began = time.monotonic()
            looked = scrapy(command, *(["kopi"] if command == "search" else []), database=database)
            assert looked.returncode == code
            assert f"server process {holder.info.backend_pid} (user" in looked.stdout + looked.stderr
            assert time.monotonic() - began < 20
