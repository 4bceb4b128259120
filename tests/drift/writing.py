"""Many stories, stored as a crawl stores them, in nights long past."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import psycopg

from newsspider.items import Article, Block, BlockKind, Removed
from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom
from newsspider.replica.page import Site
from newsspider.store.crawl.store import Store
from newsspider.visits import Fetch
from pipelines.cleaning import clean

TRIBUN = OUTLETS["tribun"]
SITE = "https://{}.tribunnews.com/news/2026/07/24/kisah-{}"
WORDS = (
    "padi sawah jalan pasar hujan guru kopi perahu bukit lampu sekolah warga kota desa laut sungai".split()
)


def read(site: Site, url: str) -> Article:
    """A story of a newsroom as a crawl would store it."""
    parts = urlsplit(url)
    body = site.page(parts.netloc, parts.path).body
    found = TRIBUN.read(body, url)
    assert isinstance(found, Article), found
    return replace(clean(found, TRIBUN), fetch=Fetch(page=url, depth=0, status=200))


def stories(newsroom: Newsroom, site: Site, numbers: Iterable[int]) -> list[Article]:
    return [read(site, newsroom.story(number).url) for number in numbers]


def story(
    number: int, *lines: str, host: str = "www", author: str = "", headline: str = "", rule: str = ""
) -> Article:
    """A short story of its own words, with these lines after its first paragraph."""
    own = [
        f"{_spelled(number)} {' '.join(WORDS[(number * 7 + at * at) % 16 :] + WORDS[:at])} {_spelled(number + at)}."
        for at in range(1, 9)
    ]
    url = SITE.format(host, number)
    return Article(
        outlet="tribun",
        layout="Desktop2024",
        url=url,
        headline=headline or f"{WORDS[number % 16]} {WORDS[(number // 16) % 16]} {_spelled(number)}",
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in (own[0], *lines, *own[1:])),
        authors=(author or f"Penulis {_spelled(number % 40)}",),
        removed=(Removed(rule=rule, text="baris"),) if rule else (),
        published_at=datetime.now(UTC),
        fetch=Fetch(page=url, depth=0, status=200),
    )


def _spelled(number: int) -> str:
    """A word for a number; digits would be folded."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:05}") + "an"


async def night(database: str, articles: Sequence[Article], ago: timedelta = timedelta()) -> int:
    """A run that stored these stories, so long ago; its number."""
    store = Store(database, batch_seconds=0.02)
    await store.open()
    try:
        run = await store.start_run("tribun", {"ago": str(ago)}, "0")
        await store.make_due(
            {
                "outlet": "tribun",
                "url": one.url,
                "host": urlsplit(one.url).netloc,
                "found_how": "given",
                "kind": "story",
                "priority": 0,
            }
            for one in articles
        )
        for start in range(0, len(articles), 100):
            await asyncio.gather(*(store.save(one.url, one, ()) for one in articles[start : start + 100]))
        await store.finish_run("finished", "ok", [], {})
    finally:
        await store.close()
    aged(database, run, ago)
    return run


def aged(database: str, run: int, ago: timedelta) -> None:
    values = {"run": run, "ago": ago}
    with psycopg.connect(database) as connection:
        connection.execute(
            "update run set started_at = started_at - %(ago)s, finished_at = finished_at - %(ago)s where id = %(run)s",
            values,
        )
        connection.execute(
            "update article set stored_at = stored_at - %(ago)s, changed_at = changed_at - %(ago)s "
            "where stored_by = %(run)s",
            values,
        )
