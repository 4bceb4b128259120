"""Prompt end of a crawl that was told to stop: nothing it waits for may hold it.

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

from newsspider.downloader.failures import HostPaused

Result = TypeVar("Result")

LOOK = 0.2
"""Seconds between two looks whether the crawl was told to stop."""
GRACE = 5.0
"""Seconds that downloads and pages under way have left once it was."""


class CrawlStopped(Exception):
    """The crawl was told to stop before the work was done."""


async def unless_stopped(crawler: Crawler, work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`. Raises CrawlStopped, with the work cancelled, once the crawl was told to stop."""
    task = asyncio.ensure_future(work)
    task.add_done_callback(_retrieve)
    try:
        while not task.done():
            if not crawler.crawling:
                raise CrawlStopped("expected a crawl that goes on, found one that was told to stop")
            await asyncio.wait({task}, timeout=LOOK)
    finally:
        task.cancel()
    return task.result()


class Stopping:
    """The downloads of a crawl, and what becomes of them once it was told to stop."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._limits: set[asyncio.Timeout] = set()
        self._end = math.inf

    @property
    def is_over(self) -> bool:
        """Whether the time for work under way is up: pages that came are not read any more, and stay due."""
        return time.monotonic() > self._end

    async def watch(self) -> None:
        """Wait for the stop; from then on keep the crawl's end short, until cancelled."""
        while self.crawler.crawling:
            await asyncio.sleep(LOOK)
        self._end = time.monotonic() + GRACE
        end = asyncio.get_running_loop().time() + GRACE
        for limit in self._limits:
            if not limit.expired():
                limit.reschedule(end)
        while True:  # responses that still come slow their host down again
            self._hurry()
            await asyncio.sleep(LOOK)

    @asynccontextmanager
    async def limited(self, host: str) -> AsyncIterator[None]:
        """A download in this block ends soon after the stop. Raises HostPaused then: its page stays due."""
        limit = asyncio.timeout(None)
        self._limits.add(limit)
        try:
            async with limit:
                yield
        except TimeoutError:
            if not limit.expired():
                raise
            raise HostPaused(host, 0.0, "did not answer before the crawl's end") from None
        finally:
            self._limits.discard(limit)

    def _hurry(self) -> None:
        """No request is sent any more, so none need wait for its host's pace: all go back at once."""
        downloader = self.crawler.engine.downloader
        for slot in list(downloader.slots.values()):
            slot.delay = 0.0
            slot.close()  # ends its wait for the next turn
            downloader._process_queue(slot)


def _retrieve(task: asyncio.Future[Any]) -> None:
    """Abandoned work's error has no other reader, and asyncio complains of errors that nobody read."""
    if not task.cancelled():
        task.exception()
