"""A crawl survives locks on its tables, or ends in time and names who holds them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import Slowest
from tests.databases.locking import crawling, locked, stopped
from tests.databases.pooler import pooler
from tests.running.crawling import HANGS, ROOT
from tests.running.nights import rows
from tests.running.oddsite import OddSite
from tests.running.processes import wait_until
from tests.store.pooled import STORIES, little_site

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def pooled(empty_database: str, data_dir: Path) -> Iterator[str]:
    with pooler(empty_database, data_dir) as conninfo:
        yield conninfo


@pytest.fixture
def site() -> Iterator[OddSite]:
    with little_site().running() as running:
        yield running


@pytest.mark.parametrize(
    "tables",
    [("article",), ("page",), ("host", "worker"), ("run",), ("article", "page", "run", "worker", "host")],
    ids="-".join,
)
def test_stop_ends_in_time_while_tables_are_locked(
    database: str, tmp_path: Path, tables: tuple[str, ...], slowest: Slowest
) -> None:
    """Case D4: SIGTERM while somebody locks tables. The run's row is closed where it can be written."""
    with crawling(database, tmp_path) as crawl, locked(database, *tables):
        time.sleep(1)
        slowest(f"locked by a person: {', '.join(tables)}", stopped(crawl))
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
        assert crawl.ended() in (0, 3), crawl.said()[-2000:]


@pytest.mark.parametrize("table", ["run", "newsspider_migration", "page", "host"])
def test_a_start_that_waits_says_for_what(database: str, tmp_path: Path, table: str) -> None:
    """Case D5, at the start; and it can be stopped."""
    with locked(database, table) as holder, crawling(database, tmp_path, requests=0) as crawl:
        pid = holder.info.backend_pid
        wait_until(lambda: f"server process {pid} (user newsspider, psql" in crawl.said(), 25)
        stopped(crawl)


def test_a_start_that_waits_for_another_migrator_says_so(database: str, tmp_path: Path) -> None:
    """Case D5."""
    with psycopg.connect(database) as connection:
        connection.execute("delete from newsspider_migration where name = 'views/days'")
    with psycopg.connect(database) as other:
        other.execute("select pg_advisory_xact_lock(1852143475)")
        with crawling(database, tmp_path, requests=0) as crawl:
            wait_until(lambda: "another process migrates the database" in crawl.said(), 25)
            stopped(crawl, signal.SIGINT)
    assert "stopped before the crawl had begun" in crawl.said()


def test_three_crawls_at_once_through_a_pooler(pooled: str, empty_database: str, site: OddSite) -> None:
    """Case D1: three processes begin at once in an empty database of three shared sessions."""
    command = [
        sys.executable,
        "-c",
        "import sys; from tests.running.crawling import scrapy;"
        "done = scrapy('crawl', 'tribun', '-a', 'hosts=www,solo', address=sys.argv[1], database=sys.argv[2]);"
        "print(done.stderr[-2000:]); sys.exit(done.returncode)",
        site.address,
        pooled,
    ]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [(process.communicate(timeout=HANGS)[0], process.returncode) for process in started]
    assert all(code in (0, 3) for _, code in ended), ended
    assert rows(empty_database, "select count(*) as n from article") == [{"n": len(STORIES)}]
    runs = rows(empty_database, "select verdict, finish_reason from run")
    assert {run["finish_reason"] for run in runs} == {"finished"}, runs
