"""Policy for rendering stories in a browser: those with an empty recommendation widget, within a budget.

Every other story is stored as it was downloaded. The browser and its limits: `newsspider.browser`.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsspider import urls
from newsspider.browser.errors import NoBrowser, RenderFailed
from newsspider.items import Article, Link, LinkKind
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.pages.page import decode
from newsspider.runs.shutdown import CrawlStopped, unless_stopped
from newsspider.validation import one_of

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

    from newsspider.browser.browser import Browser
    from newsspider.browser.page import RenderedPage


class RenderMode(StrEnum):
    """Values of the setting RENDER: stories with an empty widget, none, or all within the budget."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


def render_mode(settings: BaseSettings) -> RenderMode:
    """The setting RENDER. Raises BadValue."""
    return RenderMode(one_of("RENDER", settings.get("RENDER", RenderMode.AUTO), list(RenderMode)))


class RenderPolicy:
    """Renders stories by the mode, at most RENDER_BUDGET a host and run, RENDER_CONCURRENCY at once.

    Without a browser the run goes on, and `reason` says what its stories lack. A crawl that is stopping
    renders no more stories: they are stored as they were downloaded.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.mode = render_mode(crawler.settings)
        self.budget: int = crawler.settings.getint("RENDER_BUDGET", 50)
        self.seconds: float = crawler.settings.getfloat("RENDER_SECONDS", 20.0)
        self._slots = asyncio.Semaphore(crawler.settings.getint("RENDER_CONCURRENCY", 2))
        self._spent: Counter[str] = Counter()
        self._failed = 0
        self._browser: Browser | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A policy whose browser closes with the spider."""
        policy = cls(crawler)
        crawler.signals.connect(policy.close, signals.spider_closed)
        return policy

    @property
    def reason(self) -> str | None:
        """Why stories lack their recommendations, in words; None where a browser rendered them."""
        if self._browser is None or self._browser.reason is None or not self._failed:
            return None
        stories = "1 story was" if self._failed == 1 else f"{self._failed} stories were"
        lacking = "stored without the recommendations that only JavaScript shows"
        return f"{self._browser.reason}; {stories} {lacking}"

    async def recommendations(self, article: Article, response: Response, outlet: Outlet) -> tuple[Link, ...]:
        """Links of kind RECOMMENDATION that only JavaScript adds to the story, each page once.

        Empty where the mode excludes the story, the host's budget is spent, or no browser is available.
        """
        if self.mode is RenderMode.NEVER or (self.mode is RenderMode.AUTO and not article.hollow):
            return ()
        host = urls.host_of(response.url)
        if self._spent[host] >= self.budget:
            self._count("over_budget")
            return ()
        self._spent[host] += 1
        try:
            links = await unless_stopped(self.crawler, self._rendered_links(article, response, outlet))
        except CrawlStopped:
            self._count("stopped")
            return ()
        self._count("links", len(links))
        return links

    async def _rendered_links(self, article: Article, response: Response, outlet: Outlet) -> tuple[Link, ...]:
        async with self._slots:
            browser = self._browser = self._browser or self._open()
            page = browser.page(response.url, decode(response.body), outlet, self._count_refusal)
            html = await self._html(browser, page, article.hollow)
        links = [*_links_in(html, response.url, outlet), *_links_in_data(page, outlet)]
        return tuple(_new_links(article, links, outlet))

    async def close(self) -> None:
        """Close the browser, if there is one. Safe to call more than once."""
        if self._browser is not None:
            await self._browser.close()

    def _open(self) -> Browser:
        # Here: a crawl that renders no page need not pay for Playwright (0.3 s, 25 MB).
        from newsspider.browser.browser import Browser

        return Browser(self.crawler, self.seconds)

    async def _html(self, browser: Browser, page: RenderedPage, widgets: Sequence[str]) -> str:
        try:
            html = await browser.render(page, widgets)
        except (NoBrowser, RenderFailed):
            self._failed += 1
            self._count("failed")
            return ""
        self._count("pages")
        return html

    def _count_refusal(self, reason: str) -> None:
        self._count(f"blocked/{reason}")

    def _count(self, name: str, count: int = 1) -> None:
        if count:
            assert self.crawler.stats is not None
            self.crawler.stats.inc_value(f"render/{name}", count)


def _links_in(html: str, url: str, outlet: Outlet) -> list[Link]:
    """The recommendations in the rendered page."""
    outcome = outlet.read(html, url) if html else None
    links = outcome.links if isinstance(outcome, Article) else ()
    return [link for link in links if link.kind is LinkKind.RECOMMENDATION]


def _links_in_data(page: RenderedPage, outlet: Outlet) -> list[Link]:
    """The recommendations in the widgets' data: a row with a click handler has no link in the page."""
    addresses = ((outlet.absolute(url, page.url), title) for url, title in page.links)
    return [Link(kind=LinkKind.RECOMMENDATION, url=url, anchor=title) for url, title in addresses if url]


def _new_links(article: Article, links: Sequence[Link], outlet: Outlet) -> Iterator[Link]:
    """The links that the article lacks, each page once; their positions continue the article's."""
    present = [link.url for link in article.links if link.kind is LinkKind.RECOMMENDATION]
    known = {outlet.address(url).identity for url in (article.url, *present)} | {""}
    for link in links:
        address = outlet.address(link.url).identity
        if address not in known:
            known.add(address)
            position = len(article.links) + len(known)
            yield Link(kind=link.kind, url=link.url, anchor=link.anchor, title=link.title, position=position)
