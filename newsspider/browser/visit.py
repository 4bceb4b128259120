"""What may one page in the browser load, and what has come for it?"""

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
from newsspider.browser.resources import Supply
from newsspider.outlets.outlet import Outlet

logger = logging.getLogger(__name__)

MOST_LOADED = 60
"""Scripts and data one page may load; news pages load 10 to 30. More is a loop."""
STAY = """
navigation.addEventListener('navigate', going => {
  if (going.cancelable && !going.destination.sameDocument) going.preventDefault();
});
for (const way of [History, Navigation])
  for (const name of ['back', 'forward', 'go', 'traverseTo']) delete way.prototype[name];
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete window[name];
"""
"""Runs before the page's own scripts: it cannot leave (to be refused the new page would already have stopped
the old one from being parsed), nor use the network in the ways that no route sees."""
RULES = "worker-src 'none'; webrtc 'block'"
"""The page's Content-Security-Policy, to the same end."""
SCRIPT, DATA = "script", ("xhr", "fetch")


class Visit:
    """One page's stay in the browser: `answer` is asked about everything it wants to load.

    The page itself is `html`, which we have; nothing leads away from it. `links` are (address, title) from
    the data of its widgets; `refused` is told the reason of each refusal.
    """

    def __init__(
        self, url: str, html: str, outlet: Outlet, supply: Supply, refused: Callable[[str], None]
    ) -> None:
        self.url, self.html, self.outlet = url, html, outlet
        self.links: list[tuple[str, str]] = []
        self._supply, self._refused = supply, refused
        self._shown = False
        self._loaded = self._waiting = 0
        self._last = time.monotonic()

    @property
    def quiet(self) -> float:
        """Seconds since something came for the page; 0 while something is on its way."""
        return 0.0 if self._waiting else time.monotonic() - self._last

    async def begin(self, page: Page, request: Request) -> None:
        """Stand between the page and the world (scrapy-playwright's `playwright_page_init_callback`)."""
        self._shown, self._loaded, self._last = False, 0, time.monotonic()
        await page.add_init_script(STAY)
        await page.context.route("**/*", self._refuse_other_pages)
        await page.context.route_web_socket("**", _refuse_socket)
        await page.route("**/*", self.answer)

    async def answer(self, route: Route) -> None:
        """Give the page what it asks for, or refuse it."""
        asked = route.request
        try:
            if self._is_the_page(asked):
                self._shown = True
                headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": RULES}
                await route.fulfill(status=200, headers=headers, body=self.html)
            elif refusal := self.refusal(asked.resource_type, asked.method, asked.url):
                self._refused(refusal)
                await route.abort("aborted")  # another code would put an error page in the page's place
            else:
                await self._load(route)
        except Exception:  # any: the page has closed meanwhile, or the browser died
            logger.debug("%s wants no answer any more", asked.url, exc_info=True)

    def refusal(self, kind: str, method: str, url: str) -> str | None:
        """Why the page may not load this, in one word; None if it may. `kind` is the browser's word for what
        it is: document, script, fetch, image, ..."""
        host = urls.host_of(url)
        if kind != SCRIPT and kind not in DATA:
            return kind
        if method != "GET":
            return "method"
        scripts = self.outlet.widgets.script_hosts if kind == SCRIPT else frozenset[str]()
        if not url.startswith("http") or host not in self.outlet.hosts | self.outlet.widgets.hosts | scripts:
            return "host"
        return "too_many" if self._loaded >= MOST_LOADED else None

    def _is_the_page(self, asked: PageRequest) -> bool:
        return not self._shown and asked.is_navigation_request() and asked.frame.parent_frame is None

    async def _load(self, route: Route) -> None:
        asked = route.request
        self._loaded += 1
        self._waiting += 1
        get = self._supply.script if asked.resource_type == SCRIPT else self._supply.data
        try:
            response = await get(asked.url)
        except Exception as failure:  # any: whatever the crawl's middlewares refuse it with
            logger.debug("%s was not loaded", asked.url, exc_info=True)
            self._refused(type(failure).__name__)
            await route.abort("failed")
        else:
            self._keep_links(response)
            await route.fulfill(status=response.status, headers=self._headers(response), body=response.body)
        finally:
            self._waiting -= 1
            self._last = time.monotonic()

    def _keep_links(self, response: Response) -> None:
        if urls.host_of(response.url) in self.outlet.widgets.hosts:
            try:
                data = orjson.loads(response.body)
            except orjson.JSONDecodeError:  # a script, or an error in words
                return
            self.links.extend(self.outlet.widgets.links(data))

    def _headers(self, response: Response) -> dict[str, str]:
        """Few: the body is unpacked, cookies are not kept, and who may read it has been decided here."""
        kind = (response.headers.get("Content-Type") or b"application/octet-stream").decode("latin-1")
        parts = urlsplit(self.url)
        return {
            "content-type": kind,
            "access-control-allow-origin": f"{parts.scheme}://{parts.netloc}",
            "access-control-allow-credentials": "true",
        }

    async def _refuse_other_pages(self, route: Route) -> None:
        self._refused("popup")
        with suppress(PlaywrightError):  # it has closed meanwhile
            await route.abort("aborted")


async def _refuse_socket(socket: WebSocketRoute) -> None:
    await socket.close()
