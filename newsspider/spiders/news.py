"""How is any news site crawled?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newsspider import urls
from newsspider.downloading import failures
from newsspider.items import Article, DuePage, Fetch, Listing, Outcome, Rejection
from newsspider.outlets.outlet import Outlet
from newsspider.runs import Run
from newsspider.spiders.arguments import Arguments
from newsspider.spiders.pages import whole_story


class NewsSpider(scrapy.Spider):
    """Crawls one outlet from its seeds, or from `-a url=`, along the links of its stories.

    Callbacks yield items, never requests: links travel inside the items and become due pages in the
    transaction that stores them; `start` draws due pages until none is left.
    """

    outlet: ClassVar[Outlet]

    def __init__(self, name: str | None = None, **stated: Any) -> None:
        super().__init__(name)
        self.stated = stated
        self.arguments = Arguments.parse(self.outlet, stated)

    async def start(self) -> AsyncIterator[Request]:
        """Requests for the due pages, as they are wanted."""
        run = Run.of(self.crawler)
        await run.begin(self, self.arguments.reach, self.stated)
        assert run.store is not None
        given = self.arguments.given
        seeds = given or self.outlet.seeds(datetime.now(self.outlet.timezone).date())
        await run.store.make_due(self._seed(url, "given" if given else "seed") for url in seeds)
        async for page in run.pages(self.outlet, self.arguments.limit, only_this_run=bool(given)):
            yield self.request(page)

    def request(self, page: DuePage) -> Request:
        """The request for a page drawn from the frontier."""
        return Request(page.url, callback=self.parse, errback=self.failed, cb_kwargs={"page": page})

    async def parse(self, response: Response, page: DuePage | None = None) -> AsyncIterator[Outcome]:
        """One item for one response: an Article, whole, a Listing or a Rejection."""
        fetch = Fetch(
            page=page.url if page else self.outlet.identity(response.url),
            depth=page.depth if page else 0,
            status=response.status,
            body=response.body,
        )
        if response.status != 200:
            detail = f"expected HTTP status 200, found {response.status}"
            yield self._rejection(f"Http{response.status}", detail, replace(fetch, body=b""))
            return
        outcome = self.outlet.read(response.body, response.url)
        if isinstance(outcome, Listing) and page is not None and page.kind == "story":
            detail = f"expected a story, was sent to the list {response.url}"
            yield replace(self._rejection("ListInstead", detail, fetch), body=response.body)
            return
        if isinstance(outcome, Article) and outcome.page_count > 1:
            outcome = await whole_story(outcome, self.read_page)
        yield replace(outcome, fetch=fetch)

    async def read_page(self, url: str) -> Article | None:
        """Another page of a story, fetched at the host's pace; None if it cannot be had or read."""
        try:
            response = await self.crawler.engine.download_async(Request(url))
        except failures(self.settings):
            return None
        outcome = self.outlet.read(response.body, url) if response.status == 200 else None
        return outcome if isinstance(outcome, Article) else None

    def failed(self, failure: Failure) -> Iterator[Outcome]:
        """One rejection for a request that got no response."""
        page: DuePage = failure.request.cb_kwargs["page"]  # type: ignore[attr-defined]
        reason = type(failure.value).__name__
        final = isinstance(failure.value, IgnoreRequest)
        fetch = Fetch(page=page.url, depth=page.depth, status=0)
        yield self._rejection(reason, str(failure.value) or reason, fetch, final=final)

    def _rejection(self, reason: str, detail: str, fetch: Fetch, final: bool = False) -> Rejection:
        return Rejection(
            outlet=self.outlet.name, url=fetch.page, reason=reason, detail=detail, final=final, fetch=fetch
        )

    def _seed(self, url: str, how: str) -> dict[str, Any]:
        page = self.outlet.identity(url)
        return {
            "outlet": self.outlet.name, "url": page, "host": urls.host_of(page), "found_how": how,
            "kind": "listing" if self.outlet.is_listing(page) else "story", "priority": 0,
        }  # fmt: skip
