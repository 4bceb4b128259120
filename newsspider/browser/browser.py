"""Browser of a run: started for the first page, replaced when it dies.

scrapy-playwright's download handler is used by itself, not as the crawl's handler for http(s). Rendering is
no download: the page has been fetched, and no slot, throttle or retry of its host is touched. A handler must
not wait for other downloads, and one whose browser has died must be discarded as a whole.
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

from newsspider.browser.errors import BrowserDied, NoBrowser, RenderFailed, first_line
from newsspider.browser.page import RenderedPage
from newsspider.browser.processes import BrowserProcesses
from newsspider.browser.resources import ResourceLoader
from newsspider.browser.settle import settled_html
from newsspider.browser.timeout import PlaywrightTaskErrors, hard_timeout
from newsspider.http.identity import agent_for
from newsspider.outlets.outlet import Outlet

logger = logging.getLogger(__name__)
_log_filter = PlaywrightTaskErrors()

LAUNCH_SECONDS = 60.0
"""A driver takes 0.3 s to start and a browser 0.5 s; a busy machine takes ten times that."""
CLOSE_SECONDS = 5.0
MAX_DEATHS = 3
"""After so many deaths a run goes on without a browser: a new one would die of the same fault."""
RENDER_SHARE = 0.9
"""Of the time for a page; the rest is for reading its HTML."""
NO_PROXY = "http://127.0.0.1:9"
"""The proxy of every page: nothing listens there (port 9, discard). It isolates a remote browser too."""


def isolated_context(crawler: Crawler, agent: str | None = None) -> dict[str, Any]:
    """Options of a browser context with the user agent (None: the crawl's) and language, and without a
    network."""
    return {
        "user_agent": agent or crawler.settings["USER_AGENT"],
        "locale": "id-ID",
        "accept_downloads": False,
        "service_workers": "block",
        "proxy": {"server": NO_PROXY},
    }


class RunningBrowser(NamedTuple):
    """A scrapy-playwright handler whose browser runs, and the processes that it started."""

    handler: Any  # scrapy-playwright has no types
    processes: BrowserProcesses

    async def close(self) -> None:
        """Close the browser, or kill it after CLOSE_SECONDS."""
        try:
            await hard_timeout(CLOSE_SECONDS, self.handler.close())
        except Exception:  # any: a driver that died has errors of its own
            logger.info("browser did not close: killing it", exc_info=True)
        finally:
            self.processes.kill()


class Browser:
    """The browser of a run, replaced after each death.

    `seconds` is the timeout of a page. `reason` says why there is no browser any more.
    """

    def __init__(self, crawler: Crawler, seconds: float) -> None:
        self.crawler, self.seconds = crawler, seconds
        self.reason: str | None = None
        self._loader = ResourceLoader(crawler, seconds)
        self._running: RunningBrowser | None = None
        self._closed = False
        self._deaths = 0
        self._numbers = itertools.count(1)
        self._lock = asyncio.Lock()

    def page(self, url: str, html: str, outlet: Outlet, on_refusal: Callable[[str], None]) -> RenderedPage:
        """A page to render; `on_refusal` gets the reason of each request that it may not make."""
        return RenderedPage(url, html, outlet, self._loader, on_refusal)

    async def render(self, page: RenderedPage, widgets: Sequence[str]) -> str:
        """Return the page's HTML once its scripts have filled the widgets (CSS), or had the time to.

        A page whose browser dies is rendered a second time. Raises RenderFailed, and NoBrowser.
        """
        try:
            return await self._render(page, widgets)
        except BrowserDied:
            return await self._render(page, widgets)

    async def close(self) -> None:
        """Close the browser and its driver within seconds, dead or alive."""
        async with self._lock:
            self._closed = True
            running, self._running = self._running, None
        if running is not None:
            await running.close()

    async def _render(self, page: RenderedPage, widgets: Sequence[str]) -> str:
        running = await self._ensure_running()
        request = self._request(page)
        try:
            html = await hard_timeout(self.seconds, self._html(running.handler, request, page, widgets))
        except Exception as error:
            # Any: with a dying browser Playwright and scrapy-playwright fail in ways of their own.
            message = f"expected {page.url} to render, found {type(error).__name__}: {first_line(error)}"
            logger.info(message)
            if await _close_context(running.handler, request):
                raise RenderFailed(message) from error
            await self._discard(running)
            raise BrowserDied(message) from error
        if not await _close_context(running.handler, request):
            await self._discard(running)
        return html

    async def _html(self, handler: Any, request: Request, page: RenderedPage, widgets: Sequence[str]) -> str:
        deadline = time.monotonic() + RENDER_SHARE * self.seconds
        await handler.download_request(request)
        return await settled_html(request.meta["playwright_page"], page, widgets, deadline)

    async def _ensure_running(self) -> RunningBrowser:
        async with self._lock:
            if self.reason is not None or self._closed:
                raise NoBrowser(self.reason or "expected an open browser, found it closed at the run's end")
            if self._running is None:
                self._running = await self._start()
            return self._running

    async def _start(self) -> RunningBrowser:
        """Start a browser. Raises NoBrowser, and BrowserDied where a process died while it started."""
        logging.getLogger("asyncio").addFilter(_log_filter)
        processes, started = BrowserProcesses(), False
        try:
            handler = ScrapyPlaywrightDownloadHandler.from_crawler(self.crawler)
            handler.config.restart_disconnected_browser = False  # we count deaths and record processes
            handler.browser_provider = handler.browser_provider_cls(handler.config)
            await hard_timeout(LAUNCH_SECONDS, handler.browser_provider.launch_browser())
            started = True
        except (NoBrowser, TimeoutError) as error:
            self.reason = str(error)
            raise NoBrowser(self.reason) from error
        except Exception as error:  # any: a driver's broken pipe has no exception of its own
            logger.info("browser did not start", exc_info=True)
            self._count_death()
            raise BrowserDied(f"expected a browser that starts, found: {first_line(error)}") from error
        finally:
            processes.record()
            if not started:
                processes.kill()
        return RunningBrowser(handler, processes)

    def _request(self, page: RenderedPage) -> Request:
        meta = {
            "playwright": True,
            "playwright_include_page": True,
            "playwright_context": f"page {next(self._numbers)}",
            "playwright_context_kwargs": isolated_context(
                self.crawler, agent_for(self.crawler.settings, page.outlet.name)
            ),
            "playwright_page_init_callback": page.begin,
            # No later event: a page that navigates at once would never reach it.
            "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": self.seconds * 1000},
        }
        return Request(page.url, meta=meta)

    async def _discard(self, dead: RunningBrowser) -> None:
        """Count the death once, however many pages it hit, and make room for a new browser."""
        if self._running is not dead:
            return
        self._running = None
        self._count_death()
        dead.processes.kill()  # first: what waits for them fails at once
        await dead.close()

    def _count_death(self) -> None:
        self._deaths += 1
        logger.warning("browser died: %d of at most %d deaths", self._deaths, MAX_DEATHS)
        if self._deaths >= MAX_DEATHS:
            self.reason = f"the browser died {self._deaths} times"


async def _close_context(handler: Any, request: Request) -> bool:
    """Close the page's context. Returns whether the browser is alive."""
    wrapper = handler.context_wrappers.get(request.meta["playwright_context"])
    if wrapper is None:  # the browser made no context, or died with it
        return False
    try:
        await hard_timeout(CLOSE_SECONDS, wrapper.context.close())
        return bool(wrapper.context.browser and wrapper.context.browser.is_connected())
    except Exception:  # any, as above
        logger.info("context did not close", exc_info=True)
        return False
