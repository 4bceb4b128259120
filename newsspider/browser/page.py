"""One page in the browser: its document, the requests it may make, and the links its widgets load."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import orjson
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route, WebSocketRoute
from playwright.async_api import Request as PageRequest
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.browser.resources import ResourceLoader
from newsspider.outlets.outlet import Outlet

logger = logging.getLogger(__name__)

MAX_LOADS = 60
"""Scripts and data one page may load; news pages load 10 to 30. More is a loop."""
STAY = """
navigation.addEventListener('navigate', event => {
  if (event.cancelable && !event.destination.sameDocument) event.preventDefault();
});
for (const type of [History, Navigation])
  for (const name of ['back', 'forward', 'go', 'traverseTo']) delete type.prototype[name];
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete window[name];
"""
"""Runs before the page's own scripts. The page cannot navigate: the browser stops parsing the old document
before a route could refuse the new one. Nor can it use the network in ways that no route sees."""
POLICY = "worker-src 'none'; webrtc 'block'"
"""The page's Content-Security-Policy, to the same end."""
SCRIPT, DATA = "script", ("xhr", "fetch")
"""Playwright's resource types that a page may load."""


def is_document(request: PageRequest) -> bool:
    """Whether a page requests a document of its own, not one of a frame in it."""
    return request.is_navigation_request() and request.frame.parent_frame is None


class RenderedPage:
    """A downloaded page that the browser renders; `answer` fulfils or refuses each of its requests.

    `links` collects (address, title) from the data of its widgets. `on_refusal` gets each refusal's reason.
    """

    def __init__(
        self, url: str, html: str, outlet: Outlet, loader: ResourceLoader, on_refusal: Callable[[str], None]
    ) -> None:
        self.url, self.html, self.outlet = url, html, outlet
        self.links: list[tuple[str, str]] = []
        self._loader, self._on_refusal = loader, on_refusal
        self._has_document = False
        self._loaded = self._in_flight = 0
        self._last_activity = time.monotonic()

    @property
    def quiet(self) -> float:
        """Seconds since the last answer to the page; 0 while a request is in flight."""
        return 0.0 if self._in_flight else time.monotonic() - self._last_activity

    async def begin(self, page: Page, request: Request) -> None:
        """Route all requests of the page to us (scrapy-playwright's `playwright_page_init_callback`)."""
        self._has_document, self._loaded, self._last_activity = False, 0, time.monotonic()
        await page.add_init_script(STAY)
        await page.context.route("**/*", self._refuse_popup)
        await page.context.route_web_socket("**", _close_socket)
        await page.route("**/*", self.answer)

    async def answer(self, route: Route) -> None:
        """Fulfil or abort a request of the page."""
        request = route.request
        try:
            if not self._has_document and is_document(request):
                self._has_document = True
                headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
                await route.fulfill(status=200, headers=headers, body=self.html)
            elif refusal := self.refusal(request.resource_type, request.method, request.url):
                self._on_refusal(refusal)
                await route.abort("aborted")  # another code would replace the page by an error page
            else:
                await self._load(route)
        except Exception:  # any: the page has closed meanwhile, or the browser died
            logger.debug("request of a closed page: %s", request.url, exc_info=True)

    def refusal(self, kind: str, method: str, url: str) -> str | None:
        """The reason why the page may not load this, in one word; None if it may.

        `kind` is Playwright's resource type: document, script, fetch, image, ...
        """
        host = urls.host_of(url)
        if kind != SCRIPT and kind not in DATA:
            return kind
        if method != "GET":
            return "method"
        scripts = self.outlet.widgets.script_hosts if kind == SCRIPT else frozenset[str]()
        if not url.startswith("http") or host not in self.outlet.hosts | self.outlet.widgets.hosts | scripts:
            return "host"
        return "too_many" if self._loaded >= MAX_LOADS else None

    async def _load(self, route: Route) -> None:
        request = route.request
        self._loaded += 1
        self._in_flight += 1
        fetch = self._loader.fetch_script if request.resource_type == SCRIPT else self._loader.fetch
        try:
            response = await fetch(request.url)
        except Exception as failure:  # any: whatever the crawl's middlewares refuse it with
            logger.debug("load failed: %s", request.url, exc_info=True)
            self._on_refusal(type(failure).__name__)
            await route.abort("failed")
        else:
            self._collect_links(response)
            await route.fulfill(status=response.status, headers=self._headers(response), body=response.body)
        finally:
            self._in_flight -= 1
            self._last_activity = time.monotonic()

    def _collect_links(self, response: Response) -> None:
        if urls.host_of(response.url) in self.outlet.widgets.hosts:
            try:
                data = orjson.loads(response.body)
            except orjson.JSONDecodeError:  # a script, or an error in words
                return
            self.links.extend(self.outlet.widgets.links(data))

    def _headers(self, response: Response) -> dict[str, str]:
        """The headers a page needs: the body is decoded, cookies are dropped, `refusal` judged access."""
        kind = (response.headers.get("Content-Type") or b"application/octet-stream").decode("latin-1")
        parts = urlsplit(self.url)
        return {
            "content-type": kind,
            "access-control-allow-origin": f"{parts.scheme}://{parts.netloc}",
            "access-control-allow-credentials": "true",
        }

    async def _refuse_popup(self, route: Route) -> None:
        self._on_refusal("popup")
        with suppress(PlaywrightError):  # it has closed meanwhile
            await route.abort("aborted")


async def _close_socket(socket: WebSocketRoute) -> None:
    await socket.close()
