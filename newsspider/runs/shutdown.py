"""Graceful shutdown of a crawl that was stopped: nothing that it waits for holds it up.

Downloads under way have GRACE seconds left. Requests go back without waiting for their host's pace. What
waits for a browser stops at once.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from scrapy.crawler import Crawler

Result = TypeVar("Result")

POLL_SECONDS = 0.2
"""Between two looks whether the crawl was stopped."""
GRACE = 5.0
"""Seconds that downloads and pages under way have left after the stop."""


class CrawlStopped(Exception):
    """The crawl was stopped before the work was done."""


async def unless_stopped(crawler: Crawler, work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`. Raises CrawlStopped, with the work cancelled, once the crawl was stopped."""
    task = asyncio.ensure_future(work)
    task.add_done_callback(retrieve_exception)
    try:
        while not task.done():
            if not crawler.crawling:
                raise CrawlStopped("expected a crawl that goes on, found one that was stopped")
            await asyncio.wait({task}, timeout=POLL_SECONDS)
    finally:
        task.cancel()
    return task.result()


class GracefulShutdown:
    """Ends a crawl, and limits what is under way once it was stopped."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._limits: set[asyncio.Timeout] = set()
        self._deadline = math.inf
        self._closing: set[asyncio.Future[None]] = set()

    @property
    def is_stopping(self) -> bool:
        """Whether the crawl was stopped."""
        return not self.crawler.crawling

    @property
    def is_over(self) -> bool:
        """Whether the time for work under way is up: pages that still arrive stay due, unread."""
        return time.monotonic() > self._deadline

    def close_spider(self, finish_reason: str) -> None:
        """Tell the crawl to stop, once."""
        if not self._closing:
            self._closing.add(asyncio.ensure_future(self._close_spider(finish_reason)))

    async def _close_spider(self, finish_reason: str) -> None:
        if self.crawler.engine is not None:
            await self.crawler.engine.close_spider_async(reason=finish_reason)

    async def watch(self) -> None:
        """Wait for the stop, then set the deadline for downloads and flush the requests, until cancelled."""
        while not self.is_stopping:
            await asyncio.sleep(POLL_SECONDS)
        self._deadline = time.monotonic() + GRACE
        deadline = asyncio.get_running_loop().time() + GRACE
        for limit in self._limits:
            if not limit.expired():
                limit.reschedule(deadline)
        while True:  # responses that still arrive set their host's delay again
            self._flush_requests()
            await asyncio.sleep(POLL_SECONDS)

    @asynccontextmanager
    async def limited(self) -> AsyncIterator[None]:
        """Limit a download to the grace period after the stop. Raises CrawlStopped when it ends."""
        limit = asyncio.timeout(None)
        self._limits.add(limit)
        try:
            async with limit:
                yield
        except TimeoutError:
            if not limit.expired():
                raise
            raise CrawlStopped("expected a response before the crawl's end, found none") from None
        finally:
            self._limits.discard(limit)

    def _flush_requests(self) -> None:
        """Send every queued request to its handler, which refuses it: none waits for its host's pace."""
        assert self.crawler.engine is not None
        downloader = self.crawler.engine.downloader
        for slot in list(downloader.slots.values()):
            slot.delay = 0.0
            slot.close()  # ends its wait for the next turn
            downloader._process_queue(slot)


def retrieve_exception(task: asyncio.Future[Any]) -> None:
    """Mark the exception of an abandoned task as retrieved: asyncio logs the others as errors."""
    if not task.cancelled():
        task.exception()
