"""Requests with `meta={"playwright": True}`, shown as scrapy-playwright does, under the crawl's own rules.

The document is downloaded as every page is, at its host's turn. The browser that shows it has no network:
what its page loads comes through the crawler, so hosts, robots.txt, pace and limits hold for it too.
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
from newsspider.browser.browser import CLOSE_SECONDS, LAUNCH_SECONDS, NOWHERE
from newsspider.browser.deadline import within
from newsspider.browser.errors import NoBrowser
from newsspider.browser.processes import Processes
from newsspider.browser.resources import MOST_BYTES
from newsspider.browser.visit import MOST_LOADED, RULES
from newsspider.downloader.compression import DecompressionMiddleware
from newsspider.downloader.offsite import FOR_BROWSER

logger = logging.getLogger(__name__)

SLOT = "browser of {}"
"""Downloader slot of what pages load from a host: the page itself waits in the host's own."""
KEPT = ("accept", "content-type")
"""Headers of what a page asks for that are sent; agent and languages are the crawl's."""
NOT_HANDED_ON = {"content-encoding", "content-length", "transfer-encoding", "content-security-policy"}


class RequestedPages:
    """Shows pages that requests ask to have shown; the browser starts with the first."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.seconds = crawler.settings.getfloat("RENDER_SECONDS")
        self._unpack = DecompressionMiddleware(crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        self._handler: Any = None  # scrapy-playwright has no types
        self._processes = Processes()
        self._missing = ""
        self._starting = asyncio.Lock()

    async def show(self, request: Request, response: Response) -> Response:
        """The page as the browser has it after its scripts and the request's page methods; what is no HTML of
        status 200 stays as it came. Raises NoBrowser, DownloadTimeoutError, Playwright's errors."""
        document = self._unpack.process_response(request, response)
        if document.status != 200 or not isinstance(document, HtmlResponse):
            return response
        handler = await self._ready()
        wanted = PageOfRequest(self.crawler, handler.abort_request, request, document, self.seconds)
        meta = {**request.meta, "playwright_page_init_callback": wanted.begin}
        meta["playwright_context_kwargs"] = self._confined(request.meta.get("playwright_context_kwargs"))
        seconds = float(request.meta.get("download_timeout") or self.seconds)
        shown = request.replace(meta=meta)
        try:
            async with asyncio.timeout(seconds):
                found: Response = await handler.download_request(shown)
        except TimeoutError:
            await wanted.close()
            raise DownloadTimeoutError(
                f"expected {request.url} to show itself within {seconds:.0f} s"
            ) from None
        finally:
            given = {name: value for name, value in shown.meta.items() if name.startswith("playwright")}
            given.pop("playwright_page_init_callback", None)
            request.meta.update(given)
        return found.replace(request=request)

    async def close(self) -> None:
        """End the browser, if there is one, in seconds, whatever has become of it."""
        if self._handler is None:
            return
        try:
            await within(CLOSE_SECONDS, self._handler.close())
        except Exception:  # any: a driver that died has errors of its own
            logger.info("The browser did not close by itself and is killed", exc_info=True)
        finally:
            self._processes.kill()

    async def _ready(self) -> Any:
        async with self._starting:
            if self._missing:
                raise NoBrowser(self._missing)
            if self._handler is None:
                self._handler = await self._start()
            return self._handler

    async def _start(self) -> Any:
        """scrapy-playwright's handler, with a browser that runs. Raises NoBrowser."""
        handler = ScrapyPlaywrightDownloadHandler.from_crawler(self.crawler)
        contexts = handler.config.startup_context_kwargs
        handler.config.startup_context_kwargs = {
            name: self._confined(kwargs) for name, kwargs in contexts.items()
        }
        try:
            # What it does when the engine starts, which has been; and what no page's timeout may pay for.
            await within(LAUNCH_SECONDS, handler._launch())
            await within(LAUNCH_SECONDS, handler._maybe_launch_browser())
        except (NoBrowser, TimeoutError) as error:
            self._missing = str(error) or f"expected a browser within {LAUNCH_SECONDS:.0f} s"
            logger.error("requests with playwright in meta cannot be shown: %s", self._missing)
            await handler.close()
            raise NoBrowser(self._missing) from error
        finally:
            self._processes.note()
        return handler

    def _confined(self, kwargs: dict[str, Any] | None) -> dict[str, Any]:
        """A context's options, with the crawl's own agent and without a network."""
        ours = {
            "user_agent": self.crawler.settings["USER_AGENT"],
            "accept_downloads": False,
            "service_workers": "block",
            "proxy": {"server": NOWHERE},
        }
        return {**(kwargs or {}), **ours}


class PageOfRequest:
    """What one shown page may load, and from where it comes."""

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
        self._shown = False
        self._loaded = 0

    async def close(self) -> None:
        """Close the page, wherever it is."""
        if self._page is not None:
            with suppress(PlaywrightError):
                await self._page.close()

    async def begin(self, page: Page, request: Request) -> None:
        """Stand between the page and the world, and let the user's own callback do its work."""
        self._page = page
        await page.route("**/*", self.answer)
        await page.route_web_socket("**", lambda socket: socket.close())
        if own := self.request.meta.get("playwright_page_init_callback"):
            result = own(page, request)
            if isawaitable(result):
                await result

    async def answer(self, route: Route) -> None:
        """Give the page what it asks for, or refuse it."""
        asked = route.request
        try:
            if not self._shown and asked.is_navigation_request() and asked.frame.parent_frame is None:
                self._shown = True
                await self._give(route, self.document)
            elif reason := await self._refusal(asked):
                self._count(f"blocked/{reason}")
                await route.abort()
            else:
                self._loaded += 1
                await self._give(route, await self._download(asked))
        except Exception as error:  # any: a middleware refuses it, the page has closed, the browser died
            self._count(f"blocked/{type(error).__name__}")
            logger.debug("%s was not loaded", asked.url, exc_info=True)
            with suppress(PlaywrightError):
                await route.abort()

    async def _refusal(self, asked: PageRequest) -> str:
        outlet = getattr(self.crawler.spider, "outlet", None)
        if not asked.url.startswith(("http://", "https://")):
            return "scheme"
        if outlet is not None and not self._is_known(outlet, asked.url):
            return "host"
        if self._loaded >= MOST_LOADED:
            return "too_many"
        if self._abort is not None:
            aborted = self._abort(asked)
            return "abort_request" if (await aborted if isawaitable(aborted) else aborted) else ""
        return ""

    @staticmethod
    def _is_known(outlet: Any, url: str) -> bool:
        return bool(outlet.address(url).allowed or outlet.widgets.serve(url))

    async def _download(self, asked: PageRequest) -> Response:
        assert self.crawler.engine is not None
        meta = {
            FOR_BROWSER: True,
            "download_slot": SLOT.format(urls.host_of(asked.url)),
            "download_timeout": self.seconds,
            "download_maxsize": MOST_BYTES,
        }
        kind: dict[str, str] = {name: asked.headers[name] for name in KEPT if name in asked.headers}
        return await self.crawler.engine.download_async(
            Request(
                asked.url, method=asked.method, body=asked.post_data_buffer or b"", headers=kind, meta=meta
            )
        )

    async def _give(self, route: Route, response: Response) -> None:
        headers = response.headers.to_unicode_dict().items()
        kept = {str(name): str(value) for name, value in headers if str(name).lower() not in NOT_HANDED_ON}
        origin = (
            {"access-control-allow-origin": "*"} if route.request.resource_type in ("xhr", "fetch") else {}
        )
        whole = {**kept, **origin, "content-security-policy": RULES}
        await route.fulfill(status=response.status, headers=whole, body=response.body)

    def _count(self, name: str) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"render/{name}")
