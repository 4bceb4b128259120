"""What did this run do, and may it be called a success?

The run's row is written before its first request and gets its verdict last. The extension owns the run's
store; the spider draws its pages through it, the storing pipeline writes through it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter
from scrapy.http import Response

import newsspider.feeds.adapters  # noqa: F401 - which fields our items have
from newsspider import __version__
from newsspider.frontier.backfill import Backfill
from newsspider.frontier.feeder import CrawlScope, FrontierFeeder
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.policy import Reach, leads_nowhere
from newsspider.frontier.revisits import BadRevisitPolicy
from newsspider.items import Listing, Outcome
from newsspider.outlets.outlet import Outlet
from newsspider.runs.closing import leave
from newsspider.runs.counters import Counts
from newsspider.runs.database import RunDatabase
from newsspider.runs.errorcount import LoggedErrors
from newsspider.runs.hosts import Asked
from newsspider.runs.shutdown import Stopping
from newsspider.runs.storing import open_store, stated
from newsspider.runs.verdict import EXIT_CODES, because, judge
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import WorkerReport
from newsspider.store.crawl.written import Written
from newsspider.store.errors import StoreError
from newsspider.store.reports.overview import RunSummary
from newsspider.store.retry import AWAY, StoreLost
from newsspider.urls import host_of
from newsspider.visits import DuePage

logger = logging.getLogger(__name__)

GC_THRESHOLD = 50_000
"""Objects between collections: pages are freed by reference counts; 0.1 to 0.2 CPU-seconds per 1000 pages."""
FEED_SECONDS = 8.0
"""For which the end of a run waits for its feeds to be stored."""
HURRY = 5.0
"""Seconds in which something must be stored once a crawl was told to stop: it is to end within 30."""


class CannotBegin(Exception):
    """The crawl cannot be meant: the message says what was expected and what was found."""


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
        self.backfill: Backfill | None = None
        self.wanted: CrawlScope | None = None
        settings = crawler.settings
        self.leases = HostLeases(settings.getfloat("HOST_LEASE"), settings.getfloat("DOWNLOAD_DELAY"))
        patience = settings.getfloat("RUN_IDLE_TIMEOUT")
        self.feeder = FrontierFeeder(settings.getint("HOST_PAGES_IN_FLIGHT"), patience, self.leases)
        self.rehearsal = False
        self._lost: set[str] = set()
        self.database = RunDatabase(settings)
        self.stopping = Stopping(crawler)
        self.errors = LoggedErrors()
        self.feeds_closed = asyncio.Event()
        self._stopping: asyncio.Future[None] | None = None
        self._watching: list[asyncio.Task[None]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        run = cls(crawler)
        crawler.signals.connect(run.spider_closed, signals.spider_closed)
        for done in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(run.item_done, done)
        crawler.signals.connect(run.spider_error, signals.spider_error)
        crawler.signals.connect(run.feeds_closed.set, signals.feed_exporter_closed)
        return run

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The run of a crawler whose extensions are loaded."""
        run = crawler.get_extension(cls)
        if run is None:
            raise RuntimeError(
                "expected newsspider.runs.recorder.Run in EXTENSIONS, found none: keep it in settings/base.py"
            )
        return run

    async def begin(self, spider: Spider, reach: Reach, arguments: dict[str, Any], refusal: str = "") -> bool:
        """Open the database and write the run's row; whether that was possible. What is in the way, such as a
        `refusal` of the spider's, is one line in the log, and the verdict is failed."""
        self.reach = reach
        try:
            if refusal:
                raise CannotBegin(refusal)
            conninfo = await self.database.ready()
            self.store = await open_store(self.crawler.settings, conninfo)
        except (StoreError, BadRevisitPolicy, CannotBegin) as error:
            self._refuse(error)
            return False
        hurrying = self.store.pool.retry.set_deadline_when(lambda: not self.crawler.crawling, HURRY)
        self._watching = [asyncio.create_task(work) for work in (hurrying, self.stopping.watch())]
        gc.freeze()  # what is loaded by now stays: the collector need not walk it again and again
        gc.set_threshold(GC_THRESHOLD)
        settings = {**stated(self.crawler.settings), **getattr(spider, "runner", {})}
        number = await self.store.start_run(spider.name, arguments, __version__, settings)
        logger.info("run %d of %s begins", number, spider.name)
        return True

    def _refuse(self, error: Exception) -> None:
        logger.error("%s", error)
        if not any(isinstance(handler, logging.StreamHandler) for handler in logging.root.handlers):
            print(f"newsspider: {error}", file=sys.stderr)  # a script that has no log, or LOG_ENABLED=False
        self.verdict, self.reasons = "failed", [str(error)]
        self.away = str(error) if isinstance(error, StoreError) else ""
        self._stopping = asyncio.ensure_future(self._stop("cannot_begin"))

    @property
    def in_flight(self) -> dict[str, int]:
        """The pages under way: address to number."""
        return self.feeder.in_flight

    async def pages(self, wanted: CrawlScope) -> AsyncIterator[DuePage]:
        """Due pages, as `FrontierFeeder` gives them out."""
        assert self.store is not None
        self.wanted = wanted
        await self.leases.start(
            self.store, wanted.outlet, wanted.hosts, self.counters, self.feeder.idle_hosts
        )
        async for page in self.feeder.pages(self.store, wanted):
            yield page

    async def save(self, page: str, outcome: Outcome, outlet: Outlet) -> Outcome:
        """Store what came of a page, and give its place in hand back. What was stored: a doubtful article is
        a rejection. Raises StoreLost."""
        assert self.store is not None
        found = tuple(self.reach.found(outlet, outcome))
        try:
            outcome = await self.store.save(page, outcome, found)
            self.feeder.mark_due({target.host for target in found if target.outcome is None})
            if self.backfill is not None:
                await self.backfill.tell(self.store)
            self.feeder.release(page)
            self._lost.discard(page)
            return outcome
        except StoreLost as lost:
            self.lose_database(lost)
            raise  # the item's failure is counted, and its page stays due
        finally:
            self.counts.outcome(outcome)
            if isinstance(outcome, Listing) and leads_nowhere(outlet, outcome):
                self.counts.add(f"lists_nowhere/{host_of(outcome.url)}")

    def lose_database(self, lost: StoreLost) -> None:
        """End the crawl: what it has is not stored in time, and stays due."""
        self.reasons.append(str(lost))
        self._stopping = self._stopping or asyncio.ensure_future(self._stop("database_lost"))

    async def _stop(self, reason: str) -> None:
        if self.crawler.engine is not None:
            await self.crawler.engine.close_spider_async(reason=reason)

    def item_done(self, item: Any, response: Any = None) -> None:
        """An item that is through the pipelines, or failed in one: if none has stored it, its page stays due,
        and the run does not wait for it for ever."""
        page = _page_of(item, response)
        if page is not None and page in self.in_flight:
            self._lose(page)

    def spider_error(self, response: Response | None) -> None:
        """A page that could not be read for a fault of ours: it stays due. None if `start` has failed."""
        page = _page_of(None, response)
        if page is not None:
            self._lose(page)

    def _lose(self, page: str) -> None:
        self._lost.add(page)
        self.feeder.abandon(page)

    async def spider_closed(self, reason: str) -> None:
        """Leave the run; the last process to leave writes the verdict."""
        if self.store is not None:
            await self._end(self.store, reason)
        elif self.verdict is None:  # a spider that is none of ours
            self.verdict, self.reasons = judge(reason, self.counters())
        assert self.crawler.stats is not None
        self.crawler.stats.set_value("newsspider/verdict", self.verdict)
        self.crawler.stats.set_value("newsspider/exit_code", self.exit_code)
        await self.database.leave(self.away)

    @property
    def exit_code(self) -> int:
        """Of a process that runs this crawl: 0 ok, 1 failed or not ended, 3 degraded."""
        return EXIT_CODES[self.verdict or "failed"]

    async def _end(self, store: Store, reason: str) -> None:
        await self._wait_for_feeds()
        self.leases.stop()
        store.pool.retry.renew()
        try:
            if self.backfill is not None:
                self.counts.update(await self.backfill.end(store))
            self.verdict, self.reasons = await self._leave(store, reason)
        except (*AWAY, StoreLost) as away:
            self.verdict = "failed"
            self.away = f"the end of the run could not be written: {str(away).strip()}"
            self.reasons.append(self.away)
        finally:
            logger.info("run %s: %s%s", store.run, self.verdict, because(self.reasons))
            await store.close()
            for watching in self._watching:
                watching.cancel()

    async def _wait_for_feeds(self) -> None:
        """A feed is stored while the crawl ends; one that cannot be is an error of the run."""
        if self.crawler.get_extension(FeedExporter) is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.feeds_closed.wait(), FEED_SECONDS)

    async def _leave(self, store: Store, reason: str) -> tuple[str, list[str]]:
        if not self.feeder.fed:
            self.reasons += [f"nothing to do: {other}" for other in self.feeder.other_workers]
        counters, reasons = self.counters(), list(dict.fromkeys(self.reasons))
        if store.run is None:
            return judge(reason, counters, self.lacks())
        async with store.pool.retry.deadline():
            await self.leases.release_all(self.feeder.paused)
        part = WorkerReport(finish_reason=reason, counters=counters, reasons=reasons, lacks=self.lacks())
        outlet: Outlet | None = getattr(self.crawler.spider, "outlet", None)
        expected = outlet.expectations if outlet else ()
        return await leave(store, part, self.leases.pace, expected, self._asked(reason))

    def _asked(self, reason: str) -> Asked | None:
        """The hosts to be judged; None of a crawl that was cut short or never began."""
        if self.wanted is None or reason != "finished":
            return None
        return Asked(
            outlet=self.wanted.outlet,
            hosts=self.wanted.hosts,
            nightly=not self.wanted.only_this_run,
            whole=not self.wanted.only_this_run and self.wanted.limit is None,
            pace=self.leases.pace,
            longest_pause=self.crawler.settings.getfloat("THROTTLE_PAUSE_MAX"),
            ended=self.feeder.ended,
        )

    def books(self) -> RunSummary | None:
        """How the run ended, as far as this process knows; None if no run was begun, or it goes on."""
        if self.store is None or self.store.run is None or self.verdict is None:
            return None
        return RunSummary(
            id=self.store.run, verdict=self.verdict, reasons=self.reasons, counters=self.counters()
        )

    def lacks(self) -> list[str]:
        """What the run had to do without: a browser, if one was wanted."""
        rendering = getattr(self.crawler.spider, "rendering", None)
        return [rendering.reason] if rendering is not None and rendering.reason else []

    def counters(self) -> dict[str, Any]:
        """Everything counted, for the run's row."""
        assert self.crawler.stats is not None
        return {
            **asdict(self.store.written if self.store is not None else Written()),
            **self.counts.all(self.crawler.stats.get_stats()),
            "asked": self.feeder.fed,
            "unwritten": len(self._lost),
            "log_count/ERROR": self.errors.number,
            "in_hand": len(self.in_flight),
        }


def _page_of(item: Any, response: Any) -> str | None:
    """The page on the frontier that an item comes from; a failed request (Twisted's Failure) has one too."""
    fetch = getattr(item, "fetch", None)
    if fetch is not None:
        return str(fetch.page)
    page = getattr(getattr(response, "request", None), "cb_kwargs", {}).get("page")
    return page.url if page is not None else None
