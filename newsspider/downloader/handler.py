"""May this request still be sent, now that it is its turn?

A request waits for its turn in its host's queue, at the host's pace. Meanwhile the host may have asked to be
left alone, or another process may have taken it over: so the question is asked once more, last of all.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.browser.policy import RenderMode, render_mode
from newsspider.downloader.failures import HostPaused
from newsspider.downloader.resolver import refuse_private, trust_proxy
from newsspider.downloader.throttling import check
from newsspider.runs.recorder import RunRecorder, session_of
from newsspider.runs.shutdown import CrawlStopped, unless_stopped
from newsspider.store.crawl.fetches import Fetches

if TYPE_CHECKING:
    from newsspider.downloader.playwright import RequestRenderer

logger = logging.getLogger(__name__)


class CheckedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, which asks first."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ours = crawler
        self._shown: RequestRenderer | None = None
        self._told = False
        self._private = crawler.settings.getbool("PRIVATE_ADDRESSES")

    async def download_request(self, request: Request) -> Response:
        """Raise HostPaused, which reaches the request's errback."""
        if request.meta.get("playwright") and self._may_show():
            return await self._show(request, await self._document(request))
        return await self._document(request)

    async def close(self) -> None:
        """Close connections, and the browser if one was started."""
        if self._shown is not None:
            await self._shown.close()
        await super().close()

    async def _show(self, request: Request, document: Response) -> Response:
        if session_of(self._ours) is None:
            return await self._pages.render(request, document)
        try:
            return await unless_stopped(self._ours, self._pages.render(request, document))
        except CrawlStopped as stopped:
            raise HostPaused(urls.host_of(request.url), 0.0, f"was not shown: {stopped}") from None

    def _may_show(self) -> bool:
        """Whether requests may have a browser. RENDER=never, or `-a render=never`, forbids it, aloud."""
        rendering = getattr(self._ours.spider, "rendering", None)
        mode = rendering.mode if rendering is not None else render_mode(self._ours.settings)
        if mode is RenderMode.NEVER and not self._told:
            logger.warning(
                "requests with playwright in meta are downloaded without a browser: RENDER is never"
            )
            self._told = True
        return mode is not RenderMode.NEVER

    @property
    def _pages(self) -> RequestRenderer:
        if self._shown is None:
            # Here: a crawl that shows no page need not pay for Playwright (0.3 s, 25 MB).
            from newsspider.downloader.playwright import RequestRenderer

            self._shown = RequestRenderer(self._ours)
        return self._shown

    async def _document(self, request: Request) -> Response:
        session, host = session_of(self._ours), urls.host_of(request.url)
        if session is None:
            return await self._downloaded(request)
        if not self._ours.crawling:
            raise HostPaused(host, 0.0, "is not asked any more: the crawl is about to end")
        check(RunRecorder.of(self._ours), host)
        try:
            async with session.shutdown.limited():
                return await self._counted(session.store.fetches, host, request)
        except CrawlStopped as stopped:
            raise HostPaused(host, 0.0, f"was not heard: {stopped}") from None

    async def _downloaded(self, request: Request) -> Response:
        """The answer of a public address, or of the proxy that the request has. Raises PrivateAddress."""
        host, proxy = urls.host_of(request.url), request.meta.get("proxy")
        if proxy:
            trust_proxy(proxy)
        try:
            response = await super().download_request(request)
        except CannotResolveHostError:
            refuse_private(host)
            raise
        if not (proxy or self._private or response.ip_address is None):
            refuse_private(host, str(response.ip_address))
        return response

    async def _counted(self, fetches: Fetches, host: str, request: Request) -> Response:
        """Ask, and count how the host answers and how soon."""
        status, size = 0, 0
        try:
            response = await self._downloaded(request)
            status, size = response.status, len(response.body)
        finally:
            fetches.add(host, status, request.meta.get("download_latency") if status else None, size)
        return response


class PlaywrightHandlerOverride:
    """Puts our handler where scrapy-playwright's README puts its own: the browser has a network only through
    ours, and it is ours that asks whether a host may be asked."""

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
