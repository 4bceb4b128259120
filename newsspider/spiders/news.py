"""How is any news site crawled?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure as Failed

from newsspider import urls
from newsspider.downloading import failure_of, failure_of_status, failures, retry_after
from newsspider.drawing import Wanted
from newsspider.items import Article, LinkKind, Listing, Outcome, Rejection
from newsspider.outlets.outlet import Outlet
from newsspider.pausing import PATIENT, HostPaused
from newsspider.redirects import location_of
from newsspider.rendering import Rendering
from newsspider.runs import Run
from newsspider.spiders.arguments import Arguments
from newsspider.spiders.pages import whole_story
from newsspider.visits import DuePage, Failure, Fetch, Moved, Source, Unchanged


class NewsSpider(scrapy.Spider):
    """Crawls one outlet from its seeds, from `-a url=` or through the days of a backfill, along the links of
    its stories.

    Callbacks yield items, never requests: links travel inside the items and become due pages in the
    transaction that stores them; `start` draws due pages until none is left.
    """

    outlet: ClassVar[Outlet]
    rendering: Rendering

    def __init__(self, name: str | None = None, **stated: Any) -> None:
        super().__init__(name)
        self.stated = stated
        self.arguments = Arguments.parse(self.outlet, stated)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.arguments = Arguments.parse(cls.outlet, spider.stated, crawler.settings["HOSTS"])
        spider.rendering = Rendering.from_crawler(crawler)
        spider.rendering.mode = spider.arguments.render or spider.rendering.mode
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Requests for the due pages, as they are wanted."""
        run, told = Run.of(self.crawler), self.arguments
        await run.begin(self, told.reach, self.stated)
        assert run.store is not None
        if told.walk is not None:
            lists = await run.walk(told.walk, self.outlet)
            seeds = [self._seed(first["url"], Source.BACKFILL) for first in lists]
        else:
            seeds = list(self._seeds())
        await run.store.make_due(seeds)
        wanted = Wanted(
            outlet=self.outlet.name, hosts=told.hosts, limit=told.limit,
            only_this_run=bool(told.given or told.walk),
        )  # fmt: skip
        async for page in run.pages(wanted):
            yield self.request(page)

    def _seeds(self) -> Iterator[dict[str, Any]]:
        """What a run begins with: the addresses given, or each host's lists of tonight."""
        if self.arguments.given:
            yield from (self._seed(url, Source.GIVEN) for url in self.arguments.given)
            return
        today = datetime.now(self.outlet.timezone).date()
        for host in sorted(self.arguments.hosts):
            yield from (self._seed(url, Source.SEED) for url in self.outlet.seeds(host, today))

    def _seed(self, url: str, how: Source) -> dict[str, Any]:
        page = self.outlet.identity(url)
        return {
            "outlet": self.outlet.name, "url": page, "host": urls.host_of(page), "found_how": how,
            "kind": self.outlet.kind_of(page) or "story", "priority": 0,
            "listed_on": self.outlet.day_of(page),
        }  # fmt: skip

    def request(self, page: DuePage) -> Request:
        """The request for a page drawn from the frontier, conditional where we have what it takes."""
        asked = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        headers = {name: value for name, value in asked.items() if value}
        return Request(
            page.url, callback=self.parse, errback=self.failed, cb_kwargs={"page": page}, headers=headers
        )

    async def parse(self, response: Response, page: DuePage | None = None) -> AsyncIterator[Outcome]:
        """One item for one response: an Article, whole, a Listing, Unchanged or a Rejection."""
        fetch = self._fetch(response, page)
        if response.status == 304 and page is not None:
            yield Unchanged(outlet=self.outlet.name, url=page.url, kind=page.kind, fetch=fetch)
            return
        if response.status in (301, 302, 303, 307, 308) and response.meta.get("dont_redirect") and page:
            target = self.outlet.address_of(urls.absolute(response.url, location_of(response)))
            yield Moved(outlet=self.outlet.name, url=page.url, to=target, fetch=fetch)
            return
        if response.status != 200:
            detail = f"expected HTTP status 200, found {response.status}"
            failure = failure_of_status(response.status)
            rejection = self._rejection(f"Http{response.status}", detail, replace(fetch, body=b""), failure)
            yield replace(rejection, retry_after=retry_after(response))
            return
        outcome = self.outlet.read(response.body, response.url)
        if isinstance(outcome, Listing):
            yield self._listing(outcome, fetch, page)
            return
        if isinstance(outcome, Article):
            if await self._stored_elsewhere(outcome, page):
                yield Moved(outlet=self.outlet.name, url=fetch.page, to=outcome.url, fetch=fetch)
                return
            outcome = await self._whole(outcome, response)
        yield replace(outcome, fetch=fetch)

    def _fetch(self, response: Response, page: DuePage | None) -> Fetch:
        landed = self.outlet.address_of(response.url)
        day, now = page.listed_on if page else None, datetime.now(self.outlet.timezone)
        etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
        return Fetch(
            page=page.url if page else self.outlet.identity(response.url), depth=page.depth if page else 0,
            status=response.status, body=response.body, landed=landed, etag=_header(etag),
            last_modified=_header(modified), listed_on=day, over=self.outlet.is_over(day, now),
        )  # fmt: skip

    def _listing(self, listing: Listing, fetch: Fetch, page: DuePage | None) -> Outcome:
        """What a list is to the frontier: one that names the same stories as last time has not changed, and
        one that repeats those of the page before it is the last."""
        if page is not None and page.kind == "story":
            detail = f"expected a story, was sent to the list {listing.url}"
            return replace(self._rejection("ListInstead", detail, fetch), body=fetch.body)
        if page is not None and listing.fingerprint == page.fingerprint:
            return Unchanged(outlet=self.outlet.name, url=page.url, kind="listing", fetch=fetch)
        if page is not None and listing.repeats(page.follows):
            stories = tuple(link for link in listing.links if link.kind is LinkKind.STORY)
            listing = replace(listing, links=stories)
        return replace(listing, fetch=fetch)

    async def _stored_elsewhere(self, article: Article, page: DuePage | None) -> bool:
        """Whether this address only shows once more what its own address, a page of ours, has given us."""
        store = Run.of(self.crawler).store
        if page is None or store is None or article.url in ("", page.url):
            return False
        return await store.knows(article.url) == "stored"

    async def _whole(self, article: Article, response: Response) -> Article:
        """The article with its other pages, and with the recommendations that only JavaScript shows."""
        shown = await self.rendering.recommendations(article, response, self.outlet)
        if article.page_count > 1:
            article = await whole_story(article, self.read_page)
        return article.with_links(shown) if shown else article

    async def read_page(self, url: str) -> Article | None:
        """Another page of a story, fetched at the host's pace; None if it cannot be had or read."""
        try:
            response = await self.crawler.engine.download_async(Request(url, meta={PATIENT: True}))
        except failures(self.settings):
            return None
        outcome = self.outlet.read(response.body, url) if response.status == 200 else None
        return outcome if isinstance(outcome, Article) else None

    def failed(self, failed: Failed) -> Iterator[Outcome]:
        """One outcome for a request that got no response."""
        error: Exception = failed.value  # type: ignore[assignment]  # Twisted: None only of a failure that is empty
        page: DuePage = failed.request.cb_kwargs["page"]  # type: ignore[attr-defined]
        fetch = Fetch(page=page.url, depth=page.depth, status=0)
        if isinstance(error, HostPaused):
            Run.of(self.crawler).drawing.give_back(page.url)
            return
        reason = type(error).__name__
        if reason == "IgnoreRequest" and "redirect" in str(error):
            reason = "TooManyRedirects"  # Scrapy has no class of its own for it
        yield self._rejection(reason, str(error) or reason, fetch, failure_of(error))

    def _rejection(
        self, reason: str, detail: str, fetch: Fetch, failure: Failure = Failure.UNREADABLE
    ) -> Rejection:
        return Rejection(
            outlet=self.outlet.name,
            url=fetch.page,
            reason=reason,
            detail=detail,
            failure=failure,
            fetch=fetch,
        )


def _header(value: bytes | None) -> str | None:
    """A header as it may be sent back; one that is no header any more, or too long, is none."""
    text = value.decode("latin-1") if value else ""
    return text if text.isprintable() and 0 < len(text) < 500 else None
