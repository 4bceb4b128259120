"""Stories of several pages: one article, however the site serves the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from newsspider.items import Article, Block, BlockKind
from newsspider.outlets import OUTLETS
from newsspider.outlets.dates import WIB
from newsspider.outlets.story.paging import whole_story
from newsspider.replica import Newsroom, ReplicaServer, Story
from newsspider.replica.page import Page
from newsspider.spiders.pages import resolve_story_url
from newsspider.visits import DuePage, Fetch
from tests.running.crawling import scrapy
from tests.store.test_store import opened, save


class Newsstand:
    """A newsroom in which some addresses are not to be had."""

    def __init__(self, newsroom: Newsroom, *closed: str) -> None:
        self.newsroom, self.closed, self.status = newsroom, closed, 503

    def page(self, host: str, target: str) -> Page:
        page = self.newsroom.page(host, target)
        shut = any(target.endswith(end) for end in self.closed)
        return replace(page, body=b"", status=self.status) if shut else page


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom(stories=120, days=2, now=datetime.now(WIB).replace(minute=0, second=0, microsecond=0))


@pytest.fixture(scope="module")
def story(newsroom: Newsroom) -> Story:
    """A story of four pages."""
    return next(story for story in map(newsroom.story, range(120)) if story.pages == 4)


def crawl(stand: Newsstand, url: str, database: str) -> dict[str, Any]:
    """The stored row after one crawl of one story."""
    with ReplicaServer(stand) as server:
        done = scrapy("crawl", "tribun", "-a", f"url={url}", address=server.address, database=database)
    assert done.returncode in (0, 3), done.stderr[-2000:]
    with psycopg.connect(database, row_factory=dict_row) as connection:
        row = connection.execute("select * from article join page on page.id = page_id").fetchone()
    assert row is not None
    return row


def blocks(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((block["kind"], block["text"]) for block in row["blocks"])


@pytest.mark.parametrize("closed", [(), ("page=all",)], ids=["at once", "page by page"])
def test_all_pages_become_one_article(
    newsroom: Newsroom, story: Story, database: str, closed: tuple[str, ...]
) -> None:
    row = crawl(Newsstand(newsroom, *closed), story.url, database)
    assert list(blocks(row)) == [(str(kind), text) for kind, text in story.blocks]
    assert (row["page_count"], row["missing_pages"], row["signature"]) == (4, [], story.signature)
    captions = [image["caption"] for image in row["images"]]
    assert captions.count(story.hero.caption) <= 1
    assert row["reason"] is None


def test_missing_page_is_noted_and_retried(newsroom: Newsroom, story: Story, database: str) -> None:
    row = crawl(Newsstand(newsroom, "page=all", "page=3"), story.url, database)
    kept = [
        (str(kind), text)
        for number in (0, 1, 3)
        for piece in story.body[number]
        for kind, text in piece.blocks
    ]
    assert list(blocks(row)) == kept
    assert row["missing_pages"] == [3]
    assert (row["outcome"], row["reason"]) == ("article", "pages 3 of 4 are missing")
    assert row["due_at"] is not None
    whole = crawl(Newsstand(newsroom), story.url, database)
    assert list(blocks(whole)) == [(str(kind), text) for kind, text in story.blocks]
    assert (whole["missing_pages"], whole["tries"], whole["reason"]) == ([], 0, None)


def test_shorter_revisit_changes_nothing(newsroom: Newsroom, story: Story, database: str) -> None:
    whole = crawl(Newsstand(newsroom), story.url, database)
    again = crawl(Newsstand(newsroom, "page=all", "page=2"), story.url, database)
    assert again["blocks"] == whole["blocks"]
    assert again["missing_pages"] == []


def piece(text: str, url: str = "https://www.tribunnews.com/x/12345/y", pages: int = 3) -> Article:
    block = Block(kind=BlockKind.PARAGRAPH, text=text)
    return Article(outlet="tribun", layout="x", url=url, headline="Kisah", blocks=(block,), page_count=pages)


@pytest.mark.parametrize(
    "answer",
    [piece("satu"), piece("lain", url="https://www.tribunnews.com/x/99999/z")],
    ids=["same", "other"],
)
async def test_wrong_page_counts_as_missing(answer: Article) -> None:
    async def read(_: str) -> Article:
        return answer

    whole = await whole_story(piece("satu"), read, 30)
    assert (whole.text, whole.missing_pages) == ("satu", (2, 3))


async def test_pages_beyond_the_limit_are_missing() -> None:
    async def read(url: str) -> Article | None:
        return None if url.endswith("all") else piece(url, pages=9)

    whole = await whole_story(piece("satu", pages=9), read, 7)
    assert len(whole.blocks) == 7
    assert whole.missing_pages == (8, 9)


async def test_pages_are_asked_for_where_the_outlet_has_them() -> None:
    asked: list[str] = []

    async def read(url: str) -> Article | None:
        asked.append(url)
        return None if url.endswith("single=1") else piece(url, pages=2)

    whole = await whole_story(piece("satu", pages=2), read, 30, OUTLETS["detik"].page_url)
    url = "https://www.tribunnews.com/x/12345/y"
    assert (asked, whole.missing_pages) == ([f"{url}?single=1", f"{url}/2"], ())


def test_layout_may_hold_all_pages() -> None:
    merdeka = OUTLETS["merdeka"]
    assert merdeka.has_all_pages(replace(piece("satu"), layout="Merdeka2021"))
    assert not merdeka.has_all_pages(replace(piece("satu"), layout="Merdeka2014"))


async def test_older_address_of_known_story_is_moved(
    database: str,
) -> None:
    article = piece("satu")
    page = DuePage(id=1, url="https://www.tribunnews.com/lama/1", host="www", kind="story", depth=0)
    async with opened(database) as store:
        assert await resolve_story_url(article, page, None, store) == article.url
        assert await resolve_story_url(article, page, None, store, in_flight=[article.url]) is None
        assert (
            await resolve_story_url(article, page, None, store, in_flight=[article.url], refetch=True)
            == article.url
        )
        await save(store, replace(article, fetch=Fetch(page=article.url, depth=0, status=200)))
        assert await resolve_story_url(article, page, None, store) is None
