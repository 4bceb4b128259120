"""What did this run do, and may it be called a success?

The run's row is written before its first request and gets its verdict last. The extension owns the run's
store; the spider draws its pages through it, the storing pipeline writes through it.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsspider import __version__
from newsspider.backfill import Walking
from newsspider.counting import Counts
from newsspider.drawing import Drawing, Wanted
from newsspider.frontier import Reach
from newsspider.holding import Holding
from newsspider.items import Outcome
from newsspider.opening import open_store, stated
from newsspider.outlets.outlet import Outlet
from newsspider.parts import leave
from newsspider.store.hands import Part
from newsspider.store.patience import AWAY, StoreLost
from newsspider.store.store import Store
from newsspider.verdicts import because, judge
from newsspider.visits import DuePage

logger = logging.getLogger(__name__)

GC_THRESHOLD = 50_000
"""Objects between collections: pages are freed by reference counts; 0.1 to 0.2 CPU-seconds per 1000 pages."""
HURRY = 5.0
"""Seconds in which something must be stored once a crawl was told to stop: it is to end within 30."""


class Run:
    """One crawl's books. Built for every crawler, opened only by `begin`, so that `scrapy shell`,
    `scrapy parse` and `scrapy read` need no database."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: Store | None = None
        self.reach = Reach()
        self.counts = Counts()
        self.reasons: list[str] = []
        self.verdict: str | None = None
        self.away = ""
        self.walking: Walking | None = None
        settings = crawler.settings
        self.holding = Holding(settings.getfloat("HOST_LEASE"), settings.getfloat("DOWNLOAD_DELAY"))
        patience = settings.getfloat("RUN_PATIENCE")
        self.drawing = Drawing(settings.getint("PAGES_IN_HAND"), patience, self.holding)
        self._unwritten = 0
        self._stopping: asyncio.Future[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = cls(crawler)
        crawler.signals.connect(run.spider_closed, signals.spider_closed)
        crawler.signals.connect(run.item_error, signals.item_error)
        for done in (signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(run.item_done, done)
        crawler.signals.connect(run.spider_error, signals.spider_error)
        return run

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The run of a crawler whose extensions are loaded."""
        run = crawler.get_extension(cls)
        if run is None:
            raise RuntimeError(
                "expected newsspider.runs.Run among EXTENSIONS, found none: keep it in settings/base.py"
            )
        return run

    async def begin(self, spider: Spider, reach: Reach, arguments: dict[str, Any]) -> None:
        """Open the database and write the run's row."""
        self.reach = reach
        self.store = await open_store(self.crawler.settings)
        patience = self.store.pool.patience
        self._watching = asyncio.create_task(patience.hurry_when(lambda: not self.crawler.crawling, HURRY))
        gc.freeze()  # what is loaded by now stays: the collector need not walk it again and again
        gc.set_threshold(GC_THRESHOLD)
        number = await self.store.start_run(
            spider.name, arguments, __version__, stated(self.crawler.settings)
        )
        logger.info("run %d of %s begins", number, spider.name)

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self.store is not None and self.store.pool.patience.hurries

    @property
    def in_hand(self) -> dict[str, int]:
        """The pages under way: address to number."""
        return self.drawing.in_hand

    async def pages(self, wanted: Wanted) -> AsyncIterator[DuePage]:
        """Due pages, as `Drawing` gives them out."""
        assert self.store is not None
        await self.holding.begin(self.store, wanted.outlet, wanted.hosts, self.counters, self.drawing.idle)
        async for page in self.drawing.pages(self.store, wanted):
            yield page

    async def save(self, page: str, outcome: Outcome, outlet: Outlet) -> None:
        """Store what came of a page, and give its place in hand back. Raises StoreLost."""
        self.counts.outcome(outcome)
        if self.store is None:
            self.store = await open_store(self.crawler.settings)
        found = tuple(self.reach.found(outlet, outcome))
        try:
            await self.store.save(page, outcome, found)
            self.drawing.found({target.host for target in found if target.outcome is None})
            if self.walking is not None:
                await self.walking.tell(self.store)
            self.drawing.give_back(page)
        except StoreLost as lost:
            self.reasons.append(str(lost))
            self._stopping = self._stopping or asyncio.ensure_future(self._stop("database_lost"))
            raise  # the item's failure is counted, and its page stays due

    async def _stop(self, reason: str) -> None:
        if self.crawler.engine is not None:
            await self.crawler.engine.close_spider_async(reason=reason)

    def item_error(self, item: Any) -> None:
        """An item that failed in a pipeline: its page stays due."""
        fetch = getattr(item, "fetch", None)
        if fetch is not None:
            self._lose(fetch.page)

    def item_done(self, item: Any) -> None:
        """An item that went through the pipelines: if none stored it (one was taken out, or one of another's
        dropped it), its page stays due, and the run does not wait for it for ever."""
        fetch = getattr(item, "fetch", None)
        if fetch is not None and fetch.page in self.in_hand:
            self._lose(fetch.page)

    def spider_error(self, response: Response | None) -> None:
        """A page that could not be read for a fault of ours: it stays due. None if `start` has failed."""
        page = response.request.cb_kwargs.get("page") if response and response.request else None
        if page is not None:
            self._lose(page.url)

    def _lose(self, page: str) -> None:
        self._unwritten += 1
        self.drawing.lose(page)

    async def spider_closed(self, reason: str) -> None:
        """Leave the run; the last process to leave writes the verdict."""
        if self.store is None:
            return
        self.holding.end()
        self.store.pool.patience.renew()
        try:
            if self.walking is not None:
                self.counts.update(await self.walking.end(self.store))
            self.verdict, self.reasons = await self._leave(self.store, reason)
        except (*AWAY, StoreLost) as away:
            self.verdict = "failed"
            self.away = f"the end of the run could not be written: {str(away).strip()}"
            self.reasons.append(self.away)
        finally:
            logger.info("run %s: %s%s", self.store.run, self.verdict, because(self.reasons))
            await self.store.close()
            if self._watching is not None:
                self._watching.cancel()

    async def _leave(self, store: Store, reason: str) -> tuple[str, list[str]]:
        if not self.drawing.given:
            self.reasons += [f"nothing to do: {other}" for other in self.drawing.others]
        counters, reasons = self.counters(), list(dict.fromkeys(self.reasons))
        if store.run is None:
            return judge(reason, counters, self.lacks())
        async with store.pool.patience.limited():
            await self.holding.let_go(self.drawing.paused)
        part = Part(finish_reason=reason, counters=counters, reasons=reasons, lacks=self.lacks())
        outlet: Outlet | None = getattr(self.crawler.spider, "outlet", None)
        return await leave(store, part, self.holding.pace, outlet.expectations if outlet else ())

    def lacks(self) -> list[str]:
        """What the run had to do without: a browser, if one was wanted."""
        rendering = getattr(self.crawler.spider, "rendering", None)
        return [rendering.reason] if rendering is not None and rendering.reason else []

    def counters(self) -> dict[str, Any]:
        """Everything counted, for the run's row."""
        assert self.store is not None
        assert self.crawler.stats is not None
        return {
            **asdict(self.store.written),
            **self.counts.all(self.crawler.stats.get_stats()),
            "asked": self.drawing.given,
            "unwritten": self._unwritten,
            "in_hand": len(self.in_hand),
        }
