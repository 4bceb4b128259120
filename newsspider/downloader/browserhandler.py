"""Download handler of pages (PAGE_HANDLER): requests with `playwright` in meta are shown in a browser.

The document is downloaded as every page is; only then the browser shows it. So hosts, robots.txt, pace and
leases hold for it too, and the browser has no network of its own.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.browser.policy import RenderMode, render_mode
from newsspider.downloader.failures import HostPaused
from newsspider.downloader.handler import CheckedDownloadHandler
from newsspider.runs.recorder import session_of
from newsspider.runs.shutdown import CrawlStopped, unless_stopped

if TYPE_CHECKING:
    from newsspider.downloader.playwright import RequestRenderer

logger = logging.getLogger(__name__)


class BrowserDownloadHandler(CheckedDownloadHandler):
    """The checked handler, with a browser for the requests that ask for one."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._rendering: RequestRenderer | None = None
        self._refused = False

    async def download_request(self, request: Request) -> Response:
        """The response, or the page that the browser shows. Raises HostPaused, NoBrowser, and others."""
        if request.meta.get("playwright") and self._may_render():
            return await self._render(request, await super().download_request(request))
        return await super().download_request(request)

    async def close(self) -> None:
        """Close connections, and the browser if one was started."""
        if self._rendering is not None:
            await self._rendering.close()
        await super().close()

    async def _render(self, request: Request, document: Response) -> Response:
        if session_of(self.own_crawler) is None:
            return await self._renderer.render(request, document)
        try:
            return await unless_stopped(self.own_crawler, self._renderer.render(request, document))
        except CrawlStopped as stopped:
            raise HostPaused(urls.host_of(request.url), 0.0, f"was not shown: {stopped}") from None

    def _may_render(self) -> bool:
        """Whether requests may have a browser. RENDER=never, or `-a render=never`, forbids it aloud."""
        rendering = getattr(self.own_crawler.spider, "rendering", None)
        mode = rendering.mode if rendering is not None else render_mode(self.own_crawler.settings)
        if mode is RenderMode.NEVER and not self._refused:
            logger.warning(
                "requests with playwright in meta are downloaded without a browser: RENDER is never"
            )
            self._refused = True
        return mode is not RenderMode.NEVER

    @property
    def _renderer(self) -> RequestRenderer:
        if self._rendering is None:
            # Imported here: a crawl that shows no page does not pay for Playwright (0.3 s, 25 MB).
            from newsspider.downloader.playwright import RequestRenderer

            self._rendering = RequestRenderer(self.own_crawler)
        return self._rendering


class PlaywrightHandlerOverride:
    """Extension that puts PAGE_HANDLER where scrapy-playwright's README puts its own handler."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        handlers = settings.getdict("DOWNLOAD_HANDLERS")
        theirs = [scheme for scheme, handler in handlers.items() if _is_playwrights(handler)]
        if theirs:
            ours = {**handlers, **dict.fromkeys(theirs, settings["PAGE_HANDLER"])}
            priority = (settings.getpriority("DOWNLOAD_HANDLERS") or 0) + 1
            settings.set("DOWNLOAD_HANDLERS", ours, priority=priority)
            logger.info(
                "DOWNLOAD_HANDLERS: %s does the work of scrapy-playwright's", settings["PAGE_HANDLER"]
            )
        return cls()


def _is_playwrights(handler: object) -> bool:
    return isinstance(handler, str) and handler.startswith("scrapy_playwright.")
