"""Does everything but the scheduler work through a pooler that shares connections by transaction?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsspider.store.database import DatabaseUnavailable, open_database
from newsspider.store.requirements import shares_sessions
from tests.crawling import ROOT, scrapy
from tests.nights import rows
from tests.oddsite import SOLO, WWW, OddSite, sitemap, story
from tests.pooler import pooler

STORIES = [
    f"https://{host}/{section}2026/11/20/kopi-di-lereng-{number}"
    for host, section, first in ((WWW, "regional/", 7100), (SOLO, "", 7200))
    for number in range(first, first + 4)
]


@pytest.fixture
def pooled(empty_database: str, data_dir: Path) -> Iterator[str]:
    with pooler(empty_database, data_dir) as conninfo:
        yield conninfo


@pytest.fixture(scope="module")
def site() -> Iterator[OddSite]:
    pages = {url.removeprefix("https://"): story(url, head=f"Kopi di Lereng {url[-6:]}") for url in STORIES}
    lists = {
        f"{place}": sitemap(*(url for url in STORIES if place.partition("/")[0] in url))
        for place in (f"{WWW}/sitemap-news.xml", f"{SOLO}/sitemap.xml")
    }
    with OddSite({**pages, **lists}).running() as running:
        yield running


def test_crawls_and_looks_through_a_pooler(pooled: str, empty_database: str, site: OddSite) -> None:
    """Case D1: two crawls one after the other, then every command that looks, all on shared sessions."""
    for _ in range(2):
        done = scrapy("crawl", "tribun", "-a", "hosts=www,solo", address=site.address, database=pooled)
        assert done.returncode in (0, 3), done.stderr[-3000:]
        assert "prepared statement" not in done.stderr
    assert rows(empty_database, "select count(*) as n from article") == [{"n": len(STORIES)}]
    for command in (["status"], ["search", "kopi"], ["suspects"], ["healthcheck"], ["migrate"]):
        looked = scrapy(*command, database=pooled)
        assert looked.returncode == 0, (command, looked.stdout, looked.stderr)


def test_three_crawls_at_once_through_a_pooler(pooled: str, empty_database: str, site: OddSite) -> None:
    """Case D1: three processes begin at once in an empty database of three shared sessions."""
    command = [
        sys.executable, "-c",
        "import sys; from tests.crawling import scrapy;"
        "done = scrapy('crawl', 'tribun', '-a', 'hosts=www,solo', address=sys.argv[1], database=sys.argv[2]);"
        "print(done.stderr[-2000:]); sys.exit(done.returncode)",
        site.address, pooled,
    ]  # fmt: skip
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [(process.communicate(timeout=90)[0], process.returncode) for process in started]
    assert all(code in (0, 3) for _, code in ended), ended
    assert rows(empty_database, "select count(*) as n from article") == [{"n": len(STORIES)}]
    runs = rows(empty_database, "select verdict, finish_reason from run")
    assert {run["finish_reason"] for run in runs} == {"finished"}, runs


def test_scheduler_refuses_a_pooler(pooled: str, server: str) -> None:
    """Case D1: leadership is a lock of a session."""
    refused = scrapy("schedule", database=pooled, timeout=30)
    assert refused.returncode == 1
    assert "found a pooler that shares sessions by transaction" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not shares_sessions(server)


def test_session_pooling_is_told_apart(empty_database: str, data_dir: Path) -> None:
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
