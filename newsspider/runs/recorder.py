"""Scrapy extension that records a crawl: its row, counters, heartbeat and verdict.

The run's row is written before its first request and gets its verdict last. The spider and the storing
pipeline work through the crawl session that the recorder opens.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import sys
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

import newsspider.feeds.adapters  # noqa: F401 - which fields our items have
from newsspider.feeds.unwritten import FeedWatch
from newsspider.frontier.pauses import HostPauses
from newsspider.reasons.reason import Reason, ReasonCode, in_brackets, rows_of
from newsspider.reasons.sharing import grouped
from newsspider.reasons.verdict import EXIT_CODES, FinishReason, Verdict
from newsspider.runs.counters import IDLE, Counts
from newsspider.runs.database import RunDatabase
from newsspider.runs.errorcount import LoggedErrors
from newsspider.runs.session import CrawlPlan, CrawlSession, open_session
from newsspider.runs.shutdown import CrawlStopped, GracefulShutdown, unless_stopped
from newsspider.runs.verdict import judge
from newsspider.store.errors import StoreError
from newsspider.store.reports.overview import RunSummary
from newsspider.store.retry import AWAY, StoreLost
from newsspider.validation import BadValue

logger = logging.getLogger(__name__)

GC_THRESHOLD = 50_000
"""Objects between collections: pages are freed by reference counts; 0.1 to 0.2 CPU-seconds per 1000 pages."""
FEED_SECONDS, STOPPED_FEED_SECONDS = 60.0, 8.0
"""For which the end of a run, and of one that was stopped, waits for its feeds to be stored."""
END_SECONDS = 25.0
"""For which a stop waits for the end of a run that is under way: a stop has 30 seconds."""


class CannotBegin(Exception):
    """The crawl cannot be meant: the message says what was expected and what was found."""


def tune_collector() -> None:
    """Let the garbage collector run seldom. What is loaded by now stays: it need not walk that again."""
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)


class RunRecorder:
    """Counts what a crawl does, and judges it at its end.

    Built for every crawler. `session` is None unless `begin` has opened one, so `scrapy shell` and
    `scrapy parse` need no database. `verdict` is None until the crawl has ended.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.counts = Counts()
        self.errors = LoggedErrors()
        self.pauses = HostPauses(crawler.settings.getfloat("THROTTLE_PAUSE_MAX"))
        self.shutdown = GracefulShutdown(crawler)
        self.database = RunDatabase(crawler)
        self.session: CrawlSession | None = None
        self._has_begun = False
        self._opening: asyncio.Future[CrawlSession] | None = None
        self.verdict: Verdict | None = None
        self.reasons: list[Reason] = []
        self.away = ""
        self.feeds = FeedWatch(crawler)
        self._closed = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        recorder = cls(crawler)
        crawler.signals.connect(recorder.spider_closed, signals.spider_closed)
        crawler.signals.connect(recorder.engine_stopped, signals.engine_stopped)
        for done in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(recorder.item_done, done)
        crawler.signals.connect(recorder.spider_error, signals.spider_error)
        return recorder

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The recorder of a crawler whose extensions are loaded."""
        recorder = crawler.get_extension(cls)
        if recorder is None:
            raise RuntimeError(
                "expected newsspider.runs.recorder.RunRecorder in EXTENSIONS, found none: "
                "keep it in settings/base.py"
            )
        return recorder

    async def begin(self, plan: CrawlPlan) -> CrawlSession | None:
        """Open the database and begin a run; None if that was not possible.

        What is in the way is one line in the log, and the verdict is failed.
        """
        if self._has_begun:  # the crawl was closed before its start: it has its row, and asks for nothing
            return None
        self._has_begun = True
        tune_collector()
        try:
            conninfo = await self.database.ready()
            self._opening = asyncio.ensure_future(self._open(plan, conninfo))
            self.session = await asyncio.shield(self._opening)
        except (StoreError, BadValue) as error:
            self.refuse(error)
        except StoreLost as lost:
            self.reasons.append(Reason.of(ReasonCode.DATABASE_LOST, error=str(lost)))
            self.shutdown.close_spider(FinishReason.DATABASE_LOST)
        return self.session

    async def _open(self, plan: CrawlPlan, conninfo: str) -> CrawlSession:
        return await open_session(
            plan,
            self.crawler.settings,
            conninfo,
            counts=self.counts,
            counters=self.counters,
            pauses=self.pauses,
            shutdown=self.shutdown,
        )

    def refuse(self, error: Exception) -> None:
        """End a crawl that cannot begin."""
        logger.error("%s", error)
        if not any(isinstance(handler, logging.StreamHandler) for handler in logging.root.handlers):
            print(f"newsspider: {error}", file=sys.stderr)  # a script that has no log, or LOG_ENABLED=False
        self.verdict = Verdict.FAILED
        self.reasons = [Reason.of(ReasonCode.CANNOT_BEGIN, error=str(error))]
        self.away = str(error) if isinstance(error, StoreError) else ""
        self.shutdown.close_spider(FinishReason.CANNOT_BEGIN)

    def item_done(self, item: Any, response: Any = None) -> None:
        """Give up a page whose item is through the pipelines and was not stored: it stays due."""
        page = _page_of(item, response)
        if self.session is not None and page in self.session.feeder.in_flight:
            self.session.lose_page(page)

    def spider_error(self, response: Response | None) -> None:
        """Give up a page that could not be read for a fault of ours. None if `start` has failed."""
        page = _page_of(None, response)
        if self.session is not None and page is not None:
            self.session.lose_page(page)

    async def spider_closed(self, reason: str) -> None:
        """End the session; the last process of the run writes the verdict."""
        try:
            await self._close(reason)
        finally:
            self._closed.set()

    async def engine_stopped(self) -> None:
        """Let a stop wait for the end of a run that was under way: Scrapy itself does not."""
        if self._has_begun:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), END_SECONDS)

    async def _close(self, reason: str) -> None:
        await self._wait_until_open(reason)
        try:
            await unless_stopped(self.crawler, self.feeds.wait(FEED_SECONDS))
        except CrawlStopped:
            await self.feeds.wait(STOPPED_FEED_SECONDS)
        if self.session is not None:
            await self._end(self.session, reason)
        elif self.verdict is None:
            self.verdict, reasons = judge(reason, self.counters(), self.flaws())
            self.reasons += reasons
        assert self.crawler.stats is not None
        self.crawler.stats.set_value(
            "newsspider/verdict", None if self.verdict is None else self.verdict.value
        )
        self.crawler.stats.set_value("newsspider/exit_code", self.exit_code)
        await self.database.close(self.away)

    async def _wait_until_open(self, reason: str) -> None:
        """Wait for a session that was opening when the crawl was stopped: the row of its run is to be closed.
        The session's own deadline limits the wait. What a limit ended sooner has a row all the same."""
        plan = getattr(self.crawler.spider, "plan", None)
        cut = reason not in (FinishReason.FINISHED, FinishReason.SHUTDOWN)  # `scrapy parse` finishes
        if plan and cut and not (self._has_begun or self.verdict):
            await self.begin(plan)
        if self.session is not None or self._opening is None:
            return
        await asyncio.wait({self._opening})
        if (error := self._opening.exception()) is None:
            self.session = self._opening.result()
        elif self.verdict is None and not self.reasons:
            logger.warning("stopped before the run had begun: %s", error)

    @property
    def exit_code(self) -> int:
        """Of a process that runs this crawl: 0 ok, 1 failed or not ended, 3 degraded."""
        return EXIT_CODES[self.verdict or Verdict.FAILED]

    async def _end(self, session: CrawlSession, reason: str) -> None:
        try:
            self.verdict, self.reasons = await session.end(reason, self.flaws(), self.counters)
        except (*AWAY, StoreLost) as away:
            unwritten = Reason.of(ReasonCode.END_NOT_WRITTEN, error=str(away).strip())
            self.verdict, self.reasons = Verdict.FAILED, [*session.reasons, unwritten]
            self.away = unwritten.text
        finally:
            logger.info("run %s: %s%s", session.run, self.verdict, in_brackets(grouped(self.reasons)))
            await session.close()

    def summary(self) -> RunSummary | None:
        """How the run ended, as far as this process knows; None if no run was begun, or it goes on."""
        if self.session is None or self.verdict is None:
            return None
        return RunSummary(
            id=self.session.run,
            verdict=self.verdict,
            reasons=rows_of(self.reasons),
            counters=self.counters(),
        )

    def flaws(self) -> list[Reason]:
        """What degrades the run, whatever it counted: a browser or a feed that is not there."""
        rendering = getattr(self.crawler.spider, "rendering", None)
        missing = rendering.reason if rendering is not None else None
        browser = [Reason.of(ReasonCode.NO_BROWSER, error=missing)] if missing else []
        return [*browser, *(Reason.of(ReasonCode.FEED_UNWRITTEN, name) for name in self.feeds.missing())]

    def counters(self) -> dict[str, Any]:
        """Everything counted, for the run's row."""
        assert self.crawler.stats is not None
        return {
            **(IDLE if self.session is None else self.session.counters()),
            **self.counts.all(self.crawler.stats.get_stats()),
            "log_count/ERROR": self.errors.number,
        }


def session_of(crawler: Crawler) -> CrawlSession | None:
    """The open session of a crawler; None if it crawls nothing, as in `scrapy shell`."""
    recorder = crawler.get_extension(RunRecorder)
    return None if recorder is None else recorder.session


def _page_of(item: Any, response: Any) -> str | None:
    """The page on the frontier that an item comes from; a failed request (Twisted's Failure) has one too."""
    fetch = getattr(item, "fetch", None)
    if fetch is not None:
        return str(fetch.page)
    page = getattr(getattr(response, "request", None), "cb_kwargs", {}).get("page")
    return page.url if page is not None else None
