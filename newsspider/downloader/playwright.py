"""Rendering of requests with `meta={"playwright": True}`, as scrapy-playwright does, under the crawl's rules.

The document is downloaded as every page is, in its host's slot. The browser that renders it has no network.
What its page loads is downloaded by the crawler: hosts, robots.txt, throttling and limits hold for it too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from inspect import isawaitable
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import Request as PageRequest
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import HtmlResponse, Request, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # type: ignore[import-untyped]

from newsspider import urls
from newsspider.browser.browser import LAUNCH_SECONDS, RunningBrowser, isolated_context
from newsspider.browser.errors import NoBrowser
from newsspider.browser.page import DATA, MAX_LOADS, POLICY, is_document
from newsspider.browser.processes import BrowserProcesses
from newsspider.browser.resources import FOR_BROWSER, MAX_BYTES
from newsspider.browser.timeout import hard_timeout
from newsspider.downloader.compression import DecompressionMiddleware

logger = logging.getLogger(__name__)

SLOT = "browser of {}"
"""Downloader slot of what pages load from a host: the page itself waits in the host's own slot."""
SENT_HEADERS = ("accept", "content-type")
"""Headers of a page's request that are sent; user agent and languages are the crawl's."""
DROPPED_HEADERS = {"content-encoding", "content-length", "transfer-encoding", "content-security-policy"}
"""Headers of an answer that the page does not get: its body is decoded, its policy is ours."""


class RequestRenderer:
    """Renders the pages of requests that ask for it; the browser starts with the first."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.seconds = crawler.settings.getfloat("RENDER_SECONDS")
        self._unpack = DecompressionMiddleware(crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        self._running: RunningBrowser | None = None
        self._failure = ""
        self._lock = asyncio.Lock()

    async def render(self, request: Request, response: Response) -> Response:
        """Return the page as the browser has it after its scripts and the request's page methods.

        An answer other than HTML with status 200 is returned unchanged. Raises NoBrowser,
        DownloadTimeoutError, and Playwright's errors.
        """
        document = self._unpack.process_response(request, response)
        if document.status != 200 or not isinstance(document, HtmlResponse):
            return response
        handler = (await self._ensure_running()).handler
        page = RequestedPage(self.crawler, handler.abort_request, request, document, self.seconds)
        context = {**(request.meta.get("playwright_context_kwargs") or {}), **isolated_context(self.crawler)}
        meta = {"playwright_page_init_callback": page.begin, "playwright_context_kwargs": context}
        rendered = request.replace(meta={**request.meta, **meta})
        seconds = float(request.meta.get("download_timeout") or self.seconds)
        try:
            async with asyncio.timeout(seconds):
                found: Response = await handler.download_request(rendered)
        except TimeoutError:
            await page.close()
            message = f"expected {request.url} to render within {seconds:.0f} s"
            raise DownloadTimeoutError(message) from None
        finally:
            results = {name: value for name, value in rendered.meta.items() if name.startswith("playwright")}
            results.pop("playwright_page_init_callback", None)
            request.meta.update(results)
        return found.replace(request=request)

    async def close(self) -> None:
        """Close the browser, if there is one, within seconds, dead or alive."""
        if self._running is not None:
            await self._running.close()

    async def _ensure_running(self) -> RunningBrowser:
        async with self._lock:
            if self._failure:
                raise NoBrowser(self._failure)
            if self._running is None:
                self._running = await self._start()
            return self._running

    async def _start(self) -> RunningBrowser:
        """scrapy-playwright's handler with a browser that runs. Raises NoBrowser."""
        processes = BrowserProcesses()
        handler: Any = ScrapyPlaywrightDownloadHandler.from_crawler(self.crawler)  # it has no types
        contexts = handler.config.startup_context_kwargs
        isolated = isolated_context(self.crawler)
        handler.config.startup_context_kwargs = {
            name: {**(own or {}), **isolated} for name, own in contexts.items()
        }
        try:
            # What the handler does at the engine's start, which is over, and outside of any page's timeout.
            await hard_timeout(LAUNCH_SECONDS, handler._launch())
            await hard_timeout(LAUNCH_SECONDS, handler._maybe_launch_browser())
        except (NoBrowser, TimeoutError) as error:
            self._failure = str(error) or f"expected a browser within {LAUNCH_SECONDS:.0f} s"
            logger.error("no browser for requests with playwright in meta: %s", self._failure)
            await handler.close()
            raise NoBrowser(self._failure) from error
        finally:
            processes.record()
        return RunningBrowser(handler, processes)


class RequestedPage:
    """The page of a request in the browser; `answer` fulfils or refuses each of its requests."""

    def __init__(
        self,
        crawler: Crawler,
        abort: Callable[[PageRequest], Awaitable[bool] | bool] | None,
        request: Request,
        document: Response,
        seconds: float,
    ) -> None:
        self.crawler, self.request, self.document, self.seconds = crawler, request, document, seconds
        self._abort = abort
        self._page: Page | None = None
        self._has_document = False
        self._loaded = 0

    async def close(self) -> None:
        """Close the page, if it is open."""
        if self._page is not None:
            with suppress(PlaywrightError):
                await self._page.close()

    async def begin(self, page: Page, request: Request) -> None:
        """Route all requests of the page to us, then call the request's own callback."""
        self._page = page
        await page.route("**/*", self.answer)
        await page.route_web_socket("**", lambda socket: socket.close())
        if own := self.request.meta.get("playwright_page_init_callback"):
            result = own(page, request)
            if isawaitable(result):
                await result

    async def answer(self, route: Route) -> None:
        """Fulfil or abort a request of the page."""
        request = route.request
        try:
            if not self._has_document and is_document(request):
                self._has_document = True
                await self._fulfill(route, self.document)
            elif reason := await self._refusal(request):
                self._count(f"blocked/{reason}")
                await route.abort()
            else:
                self._loaded += 1
                await self._fulfill(route, await self._download(request))
        except Exception as error:  # any: a middleware refuses it, the page has closed, the browser died
            self._count(f"blocked/{type(error).__name__}")
            logger.debug("load failed: %s", request.url, exc_info=True)
            with suppress(PlaywrightError):
                await route.abort()

    async def _refusal(self, request: PageRequest) -> str:
        """The reason why the page may not load this, in one word; empty if it may."""
        outlet = getattr(self.crawler.spider, "outlet", None)
        if not request.url.startswith(("http://", "https://")):
            return "scheme"
        if outlet is not None and not _is_known(outlet, request.url):
            return "host"
        if self._loaded >= MAX_LOADS:
            return "too_many"
        if self._abort is not None:
            aborted = self._abort(request)
            return "abort_request" if (await aborted if isawaitable(aborted) else aborted) else ""
        return ""

    async def _download(self, request: PageRequest) -> Response:
        assert self.crawler.engine is not None
        meta = {
            FOR_BROWSER: True,
            "download_slot": SLOT.format(urls.host_of(request.url)),
            "download_timeout": self.seconds,
            "download_maxsize": MAX_BYTES,
        }
        headers = {name: request.headers[name] for name in SENT_HEADERS if name in request.headers}
        body = request.post_data_buffer or b""
        return await self.crawler.engine.download_async(
            Request(request.url, method=request.method, body=body, headers=headers, meta=meta)
        )

    async def _fulfill(self, route: Route, response: Response) -> None:
        headers = response.headers.to_unicode_dict().items()
        kept = {str(name): str(value) for name, value in headers if str(name).lower() not in DROPPED_HEADERS}
        if route.request.resource_type in DATA:
            kept["access-control-allow-origin"] = "*"
        kept["content-security-policy"] = POLICY
        await route.fulfill(status=response.status, headers=kept, body=response.body)

    def _count(self, name: str) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"render/{name}")


def _is_known(outlet: Any, url: str) -> bool:
    return bool(outlet.address(url).allowed or outlet.widgets.serve(url))
