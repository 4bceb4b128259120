"""How is a browser kept at hand for a run, and replaced when it dies?

scrapy-playwright's download handler is used by itself, not as the crawl's handler for http(s): to show a page
is no download (it has been fetched; no host's turn, pace or retry is touched), a handler may not wait for
other downloads, and one whose browser has died must be thrown away whole.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # type: ignore[import-untyped]

from newsspider.browser.deadline import AfterDeath, within
from newsspider.browser.errors import BrowserDied, NoBrowser, NotShown, first_line
from newsspider.browser.processes import Processes
from newsspider.browser.resources import Supply
from newsspider.browser.settling import settled
from newsspider.browser.visit import Visit
from newsspider.outlets.outlet import Outlet

logger = logging.getLogger(__name__)
_after_death = AfterDeath()

LAUNCH_SECONDS = 60.0
"""A driver takes 0.3 s to start and a browser 0.5 s; a busy machine takes ten times that."""
CLOSE_SECONDS = 5.0
MOST_DEATHS = 3
"""After so many a run goes on without a browser: something here is wrong that a new one does not mend."""
NOWHERE = "http://127.0.0.1:9"
"""The proxy of every page: nobody is there (port 9, discard); it holds for a remote browser too."""


class Running(NamedTuple):
    """A handler whose browser runs, and the processes that were started for it."""

    handler: Any  # scrapy-playwright has no types
    processes: Processes


class Browser:
    """One browser for a run: started at the first page, started anew after each death.

    `seconds` is the longest a page may take; `reason` says why there is no browser any more.
    """

    def __init__(self, crawler: Crawler, seconds: float) -> None:
        self.crawler, self.seconds = crawler, seconds
        self.reason: str | None = None
        self._supply = Supply(crawler, seconds)
        self._running: Running | None = None
        self._closed = False
        self._deaths = 0
        self._names = itertools.count(1)
        self._one_at_a_time = asyncio.Lock()

    def visit(self, url: str, html: str, outlet: Outlet, refused: Callable[[str], None]) -> Visit:
        """A page to show; `refused` is told the reason of each thing it may not load."""
        return Visit(url, html, outlet, self._supply, refused)

    async def show(self, visit: Visit, boxes: Sequence[str]) -> str:
        """The page's HTML once its scripts have filled the boxes (CSS), or could have. With a browser that
        dies the page gets one more. Raises NotShown, and NoBrowser where there is none."""
        try:
            return await self._show(visit, boxes)
        except BrowserDied:
            return await self._show(visit, boxes)

    async def close(self) -> None:
        """End the browser and its driver, in seconds, whatever has become of them."""
        async with self._one_at_a_time:
            self._closed = True
            running, self._running = self._running, None
        if running is not None:
            await _end(running)

    async def _show(self, visit: Visit, boxes: Sequence[str]) -> str:
        running = await self._ready()
        request = self._request(visit)
        try:
            html = await within(self.seconds, self._html(running.handler, request, visit, boxes))
        except Exception as error:
            # Any: with a dying browser Playwright and scrapy-playwright fail in ways of their own.
            told = f"expected {visit.url} to show itself, found {type(error).__name__}: {first_line(error)}"
            logger.info(told)
            if await _left(running.handler, request):
                raise NotShown(told) from error
            await self._bury(running)
            raise BrowserDied(told) from error
        if not await _left(running.handler, request):
            await self._bury(running)
        return html

    async def _html(self, handler: Any, request: Request, visit: Visit, boxes: Sequence[str]) -> str:
        until = time.monotonic() + 0.9 * self.seconds  # the rest is for reading what has come by then
        await handler.download_request(request)
        return await settled(request.meta["playwright_page"], visit, boxes, until)

    async def _ready(self) -> Running:
        async with self._one_at_a_time:
            if self.reason is not None or self._closed:
                raise NoBrowser(self.reason or "expected a run that goes on, found its end")
            if self._running is None:
                self._running = await self._start()
            return self._running

    async def _start(self) -> Running:
        """A browser that runs. Raises NoBrowser; BrowserDied where something died while it started."""
        logging.getLogger("asyncio").addFilter(_after_death)
        processes, started = Processes(), False
        try:
            handler = ScrapyPlaywrightDownloadHandler.from_crawler(self.crawler)
            handler.config.restart_disconnected_browser = False  # deaths are counted, processes noted, here
            handler.browser_provider = handler.browser_provider_cls(handler.config)
            await within(LAUNCH_SECONDS, handler.browser_provider.launch_browser())
            started = True
        except (NoBrowser, TimeoutError) as error:
            self.reason = str(error)
            raise NoBrowser(self.reason) from error
        except Exception as error:  # any: a driver's broken pipe has no exception of its own
            logger.info("The browser could not be started", exc_info=True)
            self._count_death()
            raise BrowserDied(f"expected a browser that starts, found: {first_line(error)}") from error
        finally:
            processes.note()
            if not started:
                processes.kill()
        return Running(handler, processes)

    def _request(self, visit: Visit) -> Request:
        context = {
            "user_agent": self.crawler.settings["USER_AGENT"],
            "accept_downloads": False,
            "service_workers": "block",
            "proxy": {"server": NOWHERE},
        }
        meta = {
            "playwright": True,
            "playwright_include_page": True,
            "playwright_context": f"page {next(self._names)}",
            "playwright_context_kwargs": context,
            "playwright_page_init_callback": visit.begin,
            # No later event: a page that wants to go elsewhere at once would not be seen to get so far.
            "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": self.seconds * 1000},
        }
        return Request(visit.url, meta=meta)

    async def _bury(self, dead: Running) -> None:
        """Count the death once, however many pages it met, and make room for a new browser."""
        if self._running is not dead:
            return
        self._running = None
        self._count_death()
        dead.processes.kill()  # first: what waits for them learns that it waits in vain
        await _end(dead)

    def _count_death(self) -> None:
        self._deaths += 1
        logger.warning("The browser has died, %d of at most %d times", self._deaths, MOST_DEATHS)
        if self._deaths >= MOST_DEATHS:
            self.reason = f"the browser died {self._deaths} times"


async def _left(handler: Any, request: Request) -> bool:
    """Close the page with its context; whether the browser lives."""
    kept = handler.context_wrappers.get(request.meta["playwright_context"])
    if kept is None:  # the browser gave it no context, or has gone and taken it along
        return False
    try:
        await within(CLOSE_SECONDS, kept.context.close())
        return bool(kept.context.browser and kept.context.browser.is_connected())
    except Exception:  # any, as above
        logger.info("The page could not be closed", exc_info=True)
        return False


async def _end(running: Running) -> None:
    try:
        await within(CLOSE_SECONDS, running.handler.close())
    except Exception:
        logger.info("The browser did not close by itself and is killed", exc_info=True)
    finally:
        running.processes.kill()
