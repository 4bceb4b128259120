"""Who gets a browser?

A story whose recommendation widget is empty in its own HTML, within a budget; every other page is read as it
came. What the browser is and what it may load: `newsspider.browser`.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsspider import urls
from newsspider.browser.errors import NoBrowser, NotShown
from newsspider.items import Article, Link, LinkKind
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.page import decode
from newsspider.runs.shutdown import CrawlStopped, unless_stopped

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from newsspider.browser.browser import Browser
    from newsspider.browser.visit import Visit

MODES = ("auto", "never", "always")


class BadMode(ValueError):
    """The setting RENDER names no mode."""


def mode_of(settings: BaseSettings) -> str:
    """The setting RENDER. Raises BadMode."""
    mode: str = settings.get("RENDER", "auto")
    if mode not in MODES:
        raise BadMode(f"expected RENDER to be one of {', '.join(MODES)}, found {mode!r}")
    return mode


class Rendering:
    """Shows stories in a browser: in the mode `auto` those with a hollow widget, at most RENDER_BUDGET a host
    and run, RENDER_CONCURRENCY at once. Without a browser the run goes on, and `reason` says what it lacks.
    A crawl that was told to stop shows none any more: its stories are stored as they came.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.mode = mode_of(crawler.settings)
        self.budget: int = crawler.settings.getint("RENDER_BUDGET", 50)
        self.seconds: float = crawler.settings.getfloat("RENDER_SECONDS", 20.0)
        self._turns = asyncio.Semaphore(crawler.settings.getint("RENDER_CONCURRENCY", 2))
        self._spent: Counter[str] = Counter()
        self._lost = 0
        self._browser: Browser | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """One that closes with the spider."""
        rendering = cls(crawler)
        crawler.signals.connect(rendering.close, signals.spider_closed)
        return rendering

    @property
    def reason(self) -> str | None:
        """Why stories were not shown that should have been, in words; None where a browser did its work."""
        if self._browser is None or self._browser.reason is None or not self._lost:
            return None
        stories = "1 story was" if self._lost == 1 else f"{self._lost} stories were"
        lacking = "stored without the recommendations that only JavaScript shows"
        return f"{self._browser.reason}; {stories} {lacking}"

    async def recommendations(self, article: Article, response: Response, outlet: Outlet) -> tuple[Link, ...]:
        """The links of kind RECOMMENDATION that only JavaScript shows on this story, each page once; () where
        none is wanted, the host's budget is spent, or no browser is to be had."""
        if self.mode == "never" or (self.mode == "auto" and not article.hollow):
            return ()
        host = urls.host_of(response.url)
        if self._spent[host] >= self.budget:
            self._count("over_budget")
            return ()
        self._spent[host] += 1
        try:
            links = await unless_stopped(self.crawler, self._shown_links(article, response, outlet))
        except CrawlStopped:
            self._count("stopped")
            return ()
        self._count("links", len(links))
        return links

    async def _shown_links(self, article: Article, response: Response, outlet: Outlet) -> tuple[Link, ...]:
        async with self._turns:
            browser = self._browser = self._browser or self._open()
            visit = browser.visit(response.url, decode(response.body), outlet, self._refused)
            html = await self._html(browser, visit, article.hollow)
        return tuple(_new(article, [*_shown(html, response.url, outlet), *_sent(visit, outlet)], outlet))

    async def close(self) -> None:
        """End the browser, if there is one; more than once does no harm."""
        if self._browser is not None:
            await self._browser.close()

    def _open(self) -> Browser:
        # Here: a crawl that shows no page need not pay for Playwright (0.3 s, 25 MB).
        from newsspider.browser.browser import Browser

        return Browser(self.crawler, self.seconds)

    async def _html(self, browser: Browser, visit: Visit, boxes: Sequence[str]) -> str:
        try:
            html = await browser.show(visit, boxes)
        except (NoBrowser, NotShown):
            self._lost += 1
            self._count("failed")
            return ""
        self._count("pages")
        return html

    def _refused(self, reason: str) -> None:
        self._count(f"blocked/{reason}")

    def _count(self, name: str, count: int = 1) -> None:
        if count:
            assert self.crawler.stats is not None
            self.crawler.stats.inc_value(f"render/{name}", count)


def _shown(html: str, url: str, outlet: Outlet) -> list[Link]:
    """The recommendations that the page shows a reader."""
    outcome = outlet.read(html, url) if html else None
    links = outcome.links if isinstance(outcome, Article) else ()
    return [link for link in links if link.kind is LinkKind.RECOMMENDATION]


def _sent(visit: Visit, outlet: Outlet) -> list[Link]:
    """Those that the widgets' data names: a row that is clicked has no link for a reader to see."""
    addresses = ((outlet.absolute(url, visit.url), title) for url, title in visit.links)
    return [Link(kind=LinkKind.RECOMMENDATION, url=url, anchor=title) for url, title in addresses if url]


def _new(article: Article, links: Sequence[Link], outlet: Outlet) -> Iterator[Link]:
    """The links that the article does not have, each page once, positions counted on."""
    had = [link.url for link in article.links if link.kind is LinkKind.RECOMMENDATION]
    known = {outlet.address(url).identity for url in (article.url, *had)} | {""}
    for link in links:
        page = outlet.address(link.url).identity
        if page not in known:
            known.add(page)
            position = len(article.links) + len(known)
            yield Link(kind=link.kind, url=link.url, anchor=link.anchor, title=link.title, position=position)
