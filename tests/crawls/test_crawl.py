"""`scrapy crawl tribun` on a replica newsroom: complete, exact, each page fetched once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from newsspider.outlets.dates import WIB
from newsspider.outlets.tribun import TRIBUN
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.recorded import RecordedPages
from newsspider.replica.story import Reach
from tests.running.crawling import ROOT, scrapy

SHARED = ROOT.parent / "shared" / "pages"
STORIES = 60


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    """Two days of stories, up to this hour, so that today's and yesterday's lists show them. The draws of
    some hours leave a host without any: then the next newsroom is taken."""
    now = datetime.now(WIB).replace(minute=0, second=0, microsecond=0)
    drawn = (Newsroom(stories=STORIES, days=1.5, now=now, seed=seed) for seed in count(7))
    return next(one for one in drawn if not {host.domain for host in one.hosts} - _hosts(one))


def _hosts(newsroom: Newsroom) -> set[str]:
    """The hosts that list stories."""
    cards = map(newsroom.card, range(newsroom.stories))
    return {card.host.domain for card in cards if card.reach is Reach.LISTED}


@pytest.fixture(scope="module")
def address(newsroom: Newsroom) -> Iterator[str]:
    """A running replica of it."""
    with ReplicaServer(newsroom) as server:
        yield server.address


def rows(database: str, sql: str) -> list[dict[str, Any]]:
    with psycopg.connect(database, row_factory=dict_row) as connection:
        return connection.execute(sql.encode()).fetchall()


def counters(database: str) -> dict[str, Any]:
    found: dict[str, Any] = rows(database, "select counters from run order by id desc limit 1")[0]["counters"]
    return found


def test_crawl_stores_every_story_exactly(newsroom: Newsroom, address: str, database: str) -> None:
    done = scrapy("crawl", "tribun", "-a", "depth=99", address=address, database=database)
    assert done.returncode == 0, done.stderr[-2000:]
    stored = {row["url"]: row for row in rows(database, "select * from article")}
    truth = {story.url: story for story in map(newsroom.story, range(STORIES))}
    listed = {card.url for card in map(newsroom.card, range(STORIES)) if card.reach is Reach.LISTED}
    assert {url for url in listed if "//www." in url} <= set(stored) <= set(truth)
    assert len(stored) > len(listed) / 2
    for url, row in stored.items():
        story = truth[url]
        assert row["headline"] == story.headline
        assert tuple(row["authors"]) == tuple(story.authors)
        assert tuple(row["editors"]) == tuple(story.editors)
        assert row["published_at"] == story.published_at
        assert [(b["kind"], b["text"]) for b in row["blocks"]] == [(str(k), t) for k, t in story.blocks]


def test_second_crawl_fetches_lists_only(address: str, database: str) -> None:
    scrapy("crawl", "tribun", address=address, database=database)
    before = rows(database, "select page_id, url, changed_at from article order by page_id")
    done = scrapy("crawl", "tribun", address=address, database=database)
    assert done.returncode == 0, done.stderr[-2000:]
    assert rows(database, "select page_id, url, changed_at from article order by page_id") == before
    again = counters(database)
    assert again["articles_new"] == 0
    assert "outcome/article" not in again
    assert "outcome/listing" not in again
    assert again["outcome/unchanged"] >= 3


def test_linked_pages_are_stored_or_have_a_reason(newsroom: Newsroom, address: str, database: str) -> None:
    scrapy("crawl", "tribun", "-a", "depth=0", address=address, database=database)
    assert rows(database, "select url from page where outcome is null") == []
    silent = "select url from page where outcome not in ('article', 'listing') and reason is null"
    assert rows(database, silent) == []
    too_far = rows(database, "select min(depth) as least from page where outcome = 'too_far'")
    assert too_far[0]["least"] == 1
    foreign = rows(database, "select distinct host from page")
    assert {row["host"] for row in foreign} <= TRIBUN.hosts
    calls = "kind <> 'call'"  # "Artikel ini telah tayang di Kompas.com"
    elsewhere = (
        f"select url from link where url not like '%tribunnews.com%' and target_id is null and {calls}"
    )
    linked = {link.url for number in range(STORIES) for link in newsroom.story(number).baca_juga}
    assert {row["url"] for row in rows(database, elsewhere)} <= {url for url in linked if url}


def test_follow_limit_and_url_arguments(newsroom: Newsroom, address: str, database: str) -> None:
    scrapy("crawl", "tribun", "-a", "limit=5", address=address, database=database)
    assert rows(database, "select count(*) as n from article")[0]["n"] == 5
    story = newsroom.story(3).url
    mobile = story.replace("https://www.", "http://m.") + "?utm_source=x&page=2"
    done = scrapy("crawl", "tribun", "-a", f"url={mobile}", address=address, database=database)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(rows(database, f"select 1 from article where url = '{story}'")) == 1
    assert counters(database)["outcome/article"] == 1


def test_feeds_hold_articles_only(address: str, database: str, tmp_path: Path) -> None:
    feed = tmp_path / "stories.jsonl"
    done = scrapy("crawl", "tribun", "-a", "limit=8", "-o", str(feed), address=address, database=database)
    assert done.returncode == 0, done.stderr[-2000:]
    stories = [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]
    assert len(stories) == 8
    assert all(story["headline"] and story["blocks"] and story["layout"] for story in stories)
    assert all(datetime.fromisoformat(story["published_at"]).tzinfo for story in stories)


def test_shell_and_parse_need_no_database(newsroom: Newsroom, address: str) -> None:
    url = newsroom.story(0).url
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    parsed = scrapy("parse", "--spider", "tribun", "--noitems", url, address=address, database=nowhere)
    assert parsed.returncode == 0, parsed.stderr[-2000:]
    parsed = scrapy("parse", "--spider", "tribun", "--nocolour", url, address=address, database=nowhere)
    assert "'layout': 'Desktop" in parsed.stdout
    shell = scrapy("shell", url, "-c", "response.status", address=address, database=nowhere)
    assert shell.stdout.strip() == "200", shell.stderr[-2000:]


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the real pages in ../shared/pages")
def test_crawled_recording_equals_its_label(database: str) -> None:
    folder = SHARED / "tribunnews" / "tribunnews_2020_www_jawaban_soal_tvri"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    with ReplicaServer(RecordedPages(SHARED, Newsroom(stories=1))) as server:
        done = scrapy(
            "crawl", "tribun", "-a", f"url={gold['url']}", address=server.address, database=database
        )
    assert done.returncode == 0, done.stderr[-2000:]
    (row,) = rows(database, "select * from article")
    links = rows(database, "select kind, url, anchor from link order by position")
    for name in ("url", "headline", "section", "source", "dateline", "signature"):
        assert row[name] == gold[name]
    for name in ("authors", "editors", "tags"):
        assert row[name] == gold[name]
    assert row["published_at"].astimezone(WIB).isoformat(timespec="minutes") == gold["published_at"]
    assert row["page_count"] == gold["pages"]
    assert row["blocks"] == [{"kind": block["type"], "text": block["text"]} for block in gold["blocks"]]
    assert [(i["caption"], i["credit"]) for i in row["images"]] == [
        (caption["text"], caption["credit"]) for caption in gold["captions"]
    ]
    for kind in ("baca_juga", "recommendation"):
        found = [(link["url"], link["anchor"]) for link in links if link["kind"] == kind]
        assert found == [(link["url"], link["anchor"]) for link in gold[kind]]


def test_run_records_stated_settings_without_secrets(address: str, database: str) -> None:
    stated = ("-s", "HOST_PAGES_IN_FLIGHT=7", "-s", "ALERT_URLS=json://user:s3cret@127.0.0.1:1/")
    scrapy("crawl", "tribun", "-a", "limit=1", *stated, address=address, database=database)
    (run,) = rows(database, "select settings from run")
    assert run["settings"]["HOST_PAGES_IN_FLIGHT"] == "7"
    assert "s3cret" not in str(run)
    assert "DATABASE_URL" not in run["settings"]
