"""Cases Q7, Q8 and Q10: what pipelines of others see, may do, and lose."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from itemadapter import ItemAdapter
from scrapy import Spider, signals
from scrapy.exceptions import DropItem
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsspider.console.logformat import ShortLogFormatter
from newsspider.items import Article, Listing, Outcome, Rejection
from newsspider.runs.recorder import RunRecorder
from newsspider.visits import Fetch, Moved, Source, Unchanged
from pipelines.cleaning import CleaningPipeline
from pipelines.judging import JudgingPipeline
from pipelines.processing import StoryPipelines, StoryStats
from pipelines.storing import Listed, Rejected, Revisited, StoringPipeline, Unstorable
from tests.databases.recording import HOST, recording
from tests.factories import article
from tests.running.nights import rows

TEXT = "Warga desa memanen kopi di lereng gunung sejak pagi buta bersama para pelajar."
URL = "https://www.tribunnews.com/news/7858656/kopi"
FETCH = Fetch(page=URL, depth=0, status=200, body=b"<html>kopi</html>")


class Upper:
    def process_item(self, item: Any) -> Any:
        ItemAdapter(item)["headline"] = ItemAdapter(item)["headline"].upper()
        return item


class Waits:
    async def process_item(self, item: Any) -> Any:
        ItemAdapter(item)["tags"] = ["kopi"]
        return item


class Drops:
    def process_item(self, item: Any) -> Any:
        raise DropItem(f"not wanted: {ItemAdapter(item)['headline']}")


class ReturnsDict:
    def process_item(self, item: Any) -> Any:
        return {"judul": ItemAdapter(item)["headline"]}


class Forgets:
    def process_item(self, item: Any) -> None:
        ItemAdapter(item)["headline"] = "x"


def story() -> Article:
    item = article(fetch=FETCH)
    ItemAdapter(item)["text"] = TEXT
    return item


@asynccontextmanager
async def chain(
    database: str, *others: tuple[int, Any], stores_nothing: bool = False
) -> AsyncIterator[tuple[StoryPipelines, RunRecorder]]:
    """Our pipelines and others at their places, and a recorder whose crawl has asked for one page."""
    async with recording(database) as (recorder, session):
        seed = {"outlet": "tribun", "url": URL, "host": HOST, "found_how": "seed", "kind": "story"}
        await session.store.make_due([{**seed, "priority": 0}])
        await session.leases.claim(only_this_run=False)
        stats = MemoryStatsCollector(recorder.crawler)
        storing = StoringPipeline(recorder, stores_nothing=stores_nothing)
        ours = [(100, CleaningPipeline(stats)), (200, JudgingPipeline(stats)), (300, storing)]
        made = (it for _, it in sorted([*ours, *others], key=lambda at: at[0]))
        yield StoryPipelines(*made, crawler=recorder.crawler), recorder


async def test_other_pipelines_run_at_any_priority(database: str) -> None:
    """Case Q7."""
    async with chain(database, (50, Upper()), (150, Waits()), (250, Upper()), (800, ReturnsDict())) as (
        made,
        _,
    ):
        assert await made.process_item_async(story()) == {"judul": "KOPI"}
    (stored,) = rows(database, "select headline, tags, provenance from article")
    assert (stored["headline"], stored["tags"]) == ("KOPI", ["kopi"])
    assert stored["provenance"]["headline"] == "pipeline"


@pytest.mark.parametrize(
    ("outcome", "ends"),
    [
        (Listing(outlet="tribun", url=URL, layout="Sitemap", source=Source.SITEMAP, fetch=FETCH), Listed),
        (Rejection(outlet="tribun", url=URL, reason="NoLayout", detail="d", fetch=FETCH), Rejected),
        (Unchanged(outlet="tribun", url=URL, kind="story", fetch=FETCH), Revisited),
        (Moved(outlet="tribun", url=URL, to=f"{URL}-dua", fetch=FETCH), Revisited),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, type) else "",
)
async def test_other_pipelines_see_stories_only(
    database: str, outcome: Outcome, ends: type[Exception]
) -> None:
    """Case Q7: a pipeline that reads headlines meets nothing without one."""
    async with chain(database, (50, Upper()), (250, Upper())) as (made, _):
        with pytest.raises(ends):
            await made.process_item_async(outcome)


async def test_later_pipelines_skip_a_rejected_story(database: str) -> None:
    """Case Q7: between judging and storing."""
    item = story()
    ItemAdapter(item)["text"] = "Pendek."
    async with chain(database, (250, Upper())) as (made, _):
        with pytest.raises(Rejected, match="TooShort"):
            await made.process_item_async(item)


@pytest.mark.parametrize("place", [50, 150, 250])
async def test_dropped_story_is_kept_with_its_reason(database: str, place: int) -> None:
    """Case Q7: the page is settled, and the drop is told to Scrapy."""
    async with chain(database, (place, Drops())) as (made, recorder):
        with pytest.raises(DropItem, match="not wanted: Kopi"):
            await made.process_item_async(story())
        assert recorder.counts["rejection/DropItem"] == 1
    (kept,) = rows(database, "select reason, detail from rejection")
    assert kept == {"reason": "DropItem", "detail": "dropped by a pipeline: not wanted: Kopi"}


@pytest.mark.parametrize("other", [ReturnsDict(), Forgets()], ids=["dict", "None"])
@pytest.mark.parametrize("place", [50, 150, 250])
async def test_a_pipeline_that_returns_no_item_is_named(database: str, other: Any, place: int) -> None:
    """Case Q8: in one line, before anything is lost unseen."""
    async with chain(database, (place, other)) as (made, _):
        with pytest.raises(
            Unstorable, match=f"expected .*{type(other).__name__}.process_item to return the item"
        ):
            await made.process_item_async(story())
    assert not rows(database, "select 1 from article")


@pytest.mark.parametrize(
    "item", [{"outlet": "tribun", "url": URL, "headline": "Kopi"}, {}, "text", article(fetch=None)]
)
async def test_an_item_that_nothing_stores_is_refused(database: str, item: Any) -> None:
    """Case Q8: and the run counts it."""
    async with chain(database) as (made, recorder):
        with pytest.raises(Unstorable, match="expected an Article that a NewsSpider yields, found") as raised:
            await made.process_item_async(item)
        assert "\n" not in str(raised.value)
        assert recorder.counts["items_unstorable"] == 1


async def test_storing_nothing_still_runs_the_pipelines(database: str) -> None:
    """Case Q5: `scrapy parse --pipelines`."""
    async with chain(database, (150, Upper()), stores_nothing=True) as (made, _):
        shown = await made.process_item_async(story())
        assert shown.headline == "KOPI"
    assert not rows(database, "select 1 from article")


def test_stored_items_do_not_count_as_dropped() -> None:
    """Case Q10."""
    crawler = get_crawler()
    stats = StoryStats(MemoryStatsCollector(crawler))
    spider = Spider("x")
    for kind in (Listed, Rejected, Revisited):
        stats.item_dropped({}, spider, kind("stored"))
    assert not stats.stats.get_stats()
    for lost in (DropItem("x"), Unstorable("y")):
        stats.item_dropped({}, spider, lost)
    assert stats.stats.get_value("item_dropped_count") == 2


@pytest.mark.parametrize("item", [story(), {"url": URL, "text": TEXT * 9}, {"text": TEXT * 9}, [TEXT] * 9])
def test_no_log_line_holds_a_whole_item(item: Any) -> None:
    """Case Q7."""
    crawler = get_crawler()
    spider = Spider.from_crawler(crawler, "x")
    made = ShortLogFormatter()
    error = ValueError(f"first\nsecond {TEXT * 9}")
    for result in (
        made.scraped(item, None, spider),
        made.dropped(item, DropItem("because"), None, spider),
        made.item_error(item, error, None, spider),
    ):
        line = result["msg"] % result["args"]
        assert len(line) < 500
        assert "\n" not in line
    assert made.dropped(item, Listed("stored"), None, spider)["level"] == logging.DEBUG


async def test_page_of_replaced_item_is_lost(database: str) -> None:
    """Case Q8: the response says which page it was."""
    async with recording(database) as (recorder, session):
        session.feeder.in_flight[URL] = 7
        page = type("Page", (), {"url": URL})()
        request = type("Request", (), {"cb_kwargs": {"page": page}})()
        response = type("Response", (), {"request": request})()
        recorder.crawler.signals.send_catch_log(
            signals.item_scraped, item={"a": 1}, response=response, spider=None
        )
        assert not session.feeder.in_flight
        assert recorder.counters()["unwritten"] == 1
