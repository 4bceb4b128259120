"""Archive of a crawl of the replica newsroom: every stored, listed and rejected page, as it came."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import psycopg

from newsspider.archive.reader import read
from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom
from newsspider.store.reports.captures import StoredCapture, captures_of
from newsspider.store.reports.readonly import looking
from tests.archive.factories import check, files
from tests.running.nights import crawled, last_run, rows, this_hour

HOSTS = ("www", "solo")


def test_crawl_archives_what_it_stores(database: str, tmp_path: Path) -> None:
    site = Newsroom(stories=24, days=1, hosts=HOSTS, now=this_hour())
    crawled(site, database, "-a", "hosts=www,solo", "-s", f"ARCHIVE={tmp_path}")
    assert last_run(database)["verdict"] == "ok"
    checked = check(*files(tmp_path))
    assert (checked.returncode, checked.stderr) == (0, "")

    outcomes = Counter(
        row["outcome"] for row in rows(database, "select outcome from page where outcome <> 'alias'")
    )
    kinds = Counter(row["kind"] for row in rows(database, "select kind from capture where part = 0"))
    assert kinds["story"] == outcomes["article"] > 15
    assert kinds["list"] >= outcomes["listing"] > 0
    assert kinds["rejection"] == len(rows(database, "select 1 from rejection where status > 0"))

    stories = rows(database, "select page_id, url, headline from article")
    with looking(database) as connection:
        for story in stories:
            captures = captures_of(connection, story["page_id"])
            article = _read(tmp_path, captures[0])
            assert (article.url, article.headline) == (story["url"], story["headline"])
            assert [one.part for one in captures] == list(range(len(captures)))


def _read(folder: Path, capture: StoredCapture) -> Article:
    found = read(folder, capture.position)
    assert (found.url, found.status, found.at) == (capture.url, capture.status, capture.captured_at)
    article = OUTLETS["tribun"].read(found.body, found.url, content_type=found.content_type)
    assert isinstance(article, Article)
    return article


def test_captures_of_several_pages_stand_together(database: str, tmp_path: Path) -> None:
    site = Newsroom(stories=40, days=1, hosts=HOSTS, now=this_hour())
    crawled(site, database, "-a", "hosts=www,solo", "-s", f"ARCHIVE={tmp_path}")
    paged = rows(database, "select page_id from article where page_count > 1")
    assert paged
    with psycopg.connect(database) as connection:
        for row in paged:
            captures = captures_of(connection, row["page_id"])
            assert len(captures) > 1
            assert len({one.captured_at for one in captures}) == 1
            assert all("page=" in one.url for one in captures[1:])


def test_archive_that_is_off_leaves_no_captures(database: str, archive: Path) -> None:
    site, before = Newsroom(stories=4, days=1, hosts=("www",), now=this_hour()), files(archive)
    crawled(site, database, "-a", "hosts=www", "-s", "ARCHIVE=off")
    assert last_run(database)["verdict"] == "ok"
    assert rows(database, "select 1 from article") != []
    assert rows(database, "select 1 from capture") == []
    assert files(archive) == before
