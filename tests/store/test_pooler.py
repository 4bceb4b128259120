"""PgBouncer: everything but the scheduler works with transaction pooling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsspider.store.database import DatabaseUnavailable, open_database
from newsspider.store.requirements import shares_sessions
from tests.databases.pooler import pooler
from tests.running.crawling import scrapy
from tests.running.nights import rows
from tests.running.oddsite import OddSite
from tests.store.pooled import STORIES, little_site


@pytest.fixture
def pooled(empty_database: str, data_dir: Path) -> Iterator[str]:
    with pooler(empty_database, data_dir) as conninfo:
        yield conninfo


@pytest.fixture
def site() -> Iterator[OddSite]:
    with little_site().running() as running:
        yield running


def test_crawls_and_reports_through_a_pooler(pooled: str, empty_database: str, site: OddSite) -> None:
    """Case D1: two crawls one after the other, then every command that looks, all on shared sessions."""
    for _ in range(2):
        done = scrapy("crawl", "tribun", "-a", "hosts=www,solo", address=site.address, database=pooled)
        assert done.returncode in (0, 3), done.stderr[-3000:]
        assert "prepared statement" not in done.stderr
    assert rows(empty_database, "select count(*) as n from article") == [{"n": len(STORIES)}]
    for command in (["status"], ["search", "kopi"], ["healthcheck"]):
        looked = scrapy(*command, database=pooled)
        assert looked.returncode == 0, (command, looked.stdout, looked.stderr)


def test_scheduler_refuses_a_pooler(pooled: str, server: str) -> None:
    """Case D1: leadership is a lock of a session."""
    refused = scrapy("schedule", database=pooled, timeout=30)
    assert refused.returncode == 1
    assert "found a pooler that shares sessions by transaction" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not shares_sessions(server)


def test_session_pooling_is_recognised(empty_database: str, data_dir: Path) -> None:
    """Case D1."""
    with pooler(empty_database, data_dir, "session") as conninfo:
        assert not shares_sessions(conninfo)


def test_statement_pooling_is_refused_in_one_line(empty_database: str, data_dir: Path) -> None:
    """Case D3: the pooler's kind is asked before anything is made."""
    with (
        pooler(empty_database, data_dir, "statement") as conninfo,
        pytest.raises(DatabaseUnavailable) as refused,
        open_database(conninfo, data_dir),
    ):
        pass
    assert "pool_mode to transaction or session" in str(refused.value)
    assert "\n" not in str(refused.value)
