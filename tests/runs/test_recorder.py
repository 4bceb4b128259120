"""Recorder and session of a crawl: each due page given out once, and the verdict."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest
from scrapy import signals
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newsspider.items import Article, Block, BlockKind, Link, LinkKind, Outcome, Rejection
from newsspider.outlets import OUTLETS
from newsspider.runs.session import CrawlSession
from newsspider.runs.verdict import judge
from newsspider.visits import DuePage, Fetch
from tests.databases.recording import HOST, recording

TRIBUN = OUTLETS["tribun"]
SITE = f"https://{HOST}"


def address(number: int) -> str:
    return f"{SITE}/nasional/2026/07/24/kisah-{number}"


def seed(url: str, kind: str = "story", priority: int = 0) -> dict[str, object]:
    return {
        "outlet": "tribun",
        "url": url,
        "host": "www.tribunnews.com",
        "found_how": "seed",
        "kind": kind,
        "priority": priority,
    }


def article(page: DuePage) -> Article:
    block = Block(kind=BlockKind.PARAGRAPH, text="Isi kisah.")
    fetch = Fetch(page=page.url, depth=page.depth, status=200)
    return Article(outlet="tribun", layout="x", url=page.url, headline="Kisah", blocks=(block,), fetch=fetch)


async def crawl(session: CrawlSession) -> list[str]:
    """Draw and save pages as a crawl does, each a moment after it was given out."""
    given: list[str] = []
    saving: set[asyncio.Task[None]] = set()
    most = 0

    async def answer(page: DuePage) -> None:
        await asyncio.sleep(0.001)
        await session.save(page.url, article(page))

    async with asyncio.timeout(20):
        async for page in session.pages():
            most = max(most, len(session.feeder.in_flight))
            given.append(page.url)
            saving.add(asyncio.create_task(answer(page)))
        await asyncio.gather(*saving)
    assert most <= session.feeder.max_in_flight
    assert not session.feeder.in_flight
    return given


async def test_every_due_page_is_given_out_once(database: str) -> None:
    async with recording(database) as (_, session):
        await session.store.make_due(seed(address(number)) for number in range(60))
        given = await crawl(session)
    assert sorted(given) == sorted(address(number) for number in range(60))


async def test_a_limit_counts_stories_not_listings(database: str) -> None:
    async with recording(database, limit=5) as (_, session):
        listings = [
            seed(f"{SITE}/index-news?date=2026-7-{day}", "listing", priority=5) for day in range(1, 4)
        ]
        await session.store.make_due([*(seed(address(number)) for number in range(20)), *listings])
        given = await crawl(session)
    assert len([url for url in given if "index" not in url]) == 5


async def test_a_limit_of_one_is_one(database: str) -> None:
    async with recording(database, limit=1, HOST_PAGES_IN_FLIGHT=128) as (_, session):
        await session.store.make_due(seed(address(number)) for number in range(3))
        assert len(await crawl(session)) == 1


async def test_only_this_run_leaves_what_others_made_due(database: str) -> None:
    async with recording(database) as (_, first):
        await first.store.make_due([seed(address(1))])
    async with recording(database, only_this_run=True) as (_, second):
        await second.store.make_due([seed(address(2))])
        assert await crawl(second) == [address(2)]
    async with recording(database) as (_, third):
        assert await crawl(third) == [address(1)]


async def test_nothing_due_is_the_end(database: str) -> None:
    async with recording(database) as (_, session):
        assert await crawl(session) == []


async def test_what_is_found_while_the_last_page_is_read_belongs_to_the_run(database: str) -> None:
    """The engine may ask for the next page only after all drawn before are stored."""
    async with recording(database) as (_, session):
        await session.store.make_due([seed(address(1))])
        given = []
        async with asyncio.timeout(20):
            async for page in session.pages():
                given.append(page.url)
                links = (Link(kind=LinkKind.BACA_JUGA, url=address(2), anchor="Dua"),)
                await session.save(page.url, replace(article(page), links=links))
    assert given == [address(1), address(2)]


async def test_a_page_whose_item_failed_is_not_asked_for_again_and_again(database: str) -> None:
    """It stays due, for the next run: this one would fetch it for ever."""
    async with recording(database) as (recorder, session):
        await session.store.make_due(seed(address(number)) for number in range(12))
        given: list[str] = []
        saving: set[asyncio.Task[Outcome]] = set()
        async with asyncio.timeout(20):
            async for page in session.pages():
                given.append(page.url)
                if page.url == address(0):
                    recorder.item_done(article(page))
                else:
                    saving.add(asyncio.create_task(session.save(page.url, article(page))))
                if len(given) > 20:
                    break
            await asyncio.gather(*saving)
        assert given.count(address(0)) == 1
        assert [
            page.url
            for page in await session.store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=False)
        ] == [address(0)]


async def test_an_item_that_nothing_stored_does_not_hold_the_run_up(database: str) -> None:
    async with recording(database) as (recorder, session), asyncio.timeout(3):
        await session.store.make_due([seed(address(1))])
        async for page in session.pages():
            recorder.item_done(article(page))
        assert len(await session.store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=False)) == 1


async def test_a_start_that_failed_loses_no_page(database: str) -> None:
    async with recording(database) as (recorder, session):
        recorder.spider_error(None)
        assert not session.feeder.abandoned


async def test_a_page_whose_callback_failed_does_not_hold_the_run_up(database: str) -> None:
    async with recording(database) as (recorder, session):
        await session.store.make_due([seed(address(1))])
        try:
            async with asyncio.timeout(3):
                async for page in session.pages():
                    request = Request(page.url, cb_kwargs={"page": page})
                    recorder.crawler.signals.send_catch_log(
                        signals.spider_error,
                        failure=Failure(ValueError("x")),  # type: ignore[no-untyped-call]
                        response=Response(page.url, request=request),
                        spider=None,
                    )
        except TimeoutError:
            pytest.fail("the run waits for ever for a page whose callback raised")


FINE: Mapping[str, object] = {
    "outcome/article": 90,
    "outcome/listing": 5,
    "outcome/rejection": 5,
    "rejection/NoLayout": 5,
    "listed_stories": 120,
    "unwritten": 0,
    "in_flight": 0,
    "items_refused": 0,
}


@pytest.mark.parametrize(
    ("finish", "changes", "verdict", "reason"),
    [
        ("finished", {}, "ok", None),
        (
            "finished",
            {"outcome/article": 0, "outcome/listing": 0, "outcome/rejection": 0},
            "failed",
            "not one",
        ),
        ("finished", {"outcome/rejection": 23}, "ok", None),
        (
            "finished",
            {"listed_stories": 0, "story_lists": 5},
            "failed",
            "5 lists were read, and none names a story",
        ),
        (
            "finished",
            {"outcome/rejection": 24},
            "degraded",
            "24 of 119 pages failed or were no story (5 NoLayout)",
        ),
        ("finished", {"in_flight": 2}, "degraded", "2 pages were asked for and never came back"),
        ("finished", {"items_refused": 1}, "degraded", "1 items were refused"),
        ("finished", {"log_count/ERROR": 3}, "degraded", "3 errors in the log"),
        ("finished", {"unwritten": 1}, "failed", "1 pages were read but not stored"),
        (
            "finished",
            {"outcome/article": 0, "outcome/listing": 0},
            "failed",
            "none of 5 pages could be read (5 NoLayout)",
        ),
        ("shutdown", {}, "failed", "the crawl ended early: shutdown"),
        (
            "refused",
            {"outcome/article": 0, "outcome/listing": 0, "refusing_hosts": 40},
            "failed",
            "the site refuses us: no page came (hosts that refuse: 40; 5 NoLayout)",
        ),
        ("refused", {}, "failed", "the crawl ended early: refused"),
        ("database_lost", {"unwritten": 3, "in_flight": 1}, "failed", "database_lost"),
    ],
)
def test_the_verdict(finish: str, changes: dict[str, object], verdict: str, reason: str | None) -> None:
    judged, reasons = judge(finish, {**FINE, **changes})
    assert judged == verdict
    assert bool(reasons) == (verdict != "ok")
    assert reason is None or any(reason in found.text for found in reasons)


def test_refusal_is_the_one_failure_of_a_refused_run() -> None:
    counters = {**FINE, "outcome/article": 0, "outcome/listing": 0, "refusing_hosts": 2}
    for finish in ("refused", "finished"):
        _, reasons = judge(finish, counters)
        assert [reason.code for reason in reasons] == ["refused"]


def test_the_most_frequent_reasons_are_named_first() -> None:
    counters = {
        "outcome/rejection": 9,
        "rejection/A": 1,
        "rejection/B": 5,
        "rejection/C": 2,
        "rejection/D": 1,
    }
    _, reasons = judge(
        "finished", {**dict.fromkeys(("unwritten", "in_flight", "items_refused"), 0), **counters}
    )
    assert "(5 B, 2 C, 1 A)" in reasons[0].text


async def test_outcomes_and_reasons_are_counted(database: str) -> None:
    async with recording(database) as (recorder, session):
        await session.store.make_due([seed(address(1))])
        gone = Rejection(
            outlet="tribun",
            url=address(1),
            reason="Http404",
            detail="x",
            fetch=Fetch(page=address(1), depth=0, status=404),
        )
        await session.save(address(1), gone)
    assert recorder.counts == {"outcome/rejection": 1, "rejection/Http404": 1}
