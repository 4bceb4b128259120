"""How is any news site crawled?"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure as Failed

from newsspider.browser.policy import BadRenderMode, RenderMode, RenderPolicy
from newsspider.downloader.failures import (
    HostPaused,
    downloaded,
    failure_of,
    failure_of_status,
    reason_of,
    retry_after,
)
from newsspider.downloader.throttling import PATIENT
from newsspider.frontier.backfill import Backfill
from newsspider.frontier.feeder import CrawlScope
from newsspider.frontier.policy import FOLLOWED
from newsspider.items import Article, LinkKind, Listing, Outcome, Read, Rejection
from newsspider.outlets.limits import BadLimit, Limits
from newsspider.outlets.outlet import Outlet
from newsspider.runs.recorder import CannotBegin, RunRecorder, session_of
from newsspider.runs.session import CrawlPlan, CrawlSession
from newsspider.spiders.arguments import Arguments, BadArgument, stated_by_people
from newsspider.spiders.fetching import fetched
from newsspider.spiders.pages import story_of, whole_story
from newsspider.store.retry import StoreLost
from newsspider.timelimit import TooSlow
from newsspider.visits import DuePage, Failure, Fetch, Moved, PageKind, Source, Unchanged

logger = logging.getLogger(__name__)

HURRY = 0.5
"""Seconds for reading a page once the crawl was told to stop: it is to end within 30. A page that takes
longer stays due."""


def outcome_is_cut_off(outcome: Read, crawler: Crawler) -> bool:
    """Whether a page was not read to its end because the crawl was told to stop."""
    return isinstance(outcome, Rejection) and outcome.reason == TooSlow.__name__ and not crawler.crawling


class NewsSpider(scrapy.Spider):
    """Crawls one outlet from its seeds, from `-a url=` or through the days of a backfill, along the links of
    its stories.

    Callbacks yield items, never requests: links travel inside the items and become due pages in the
    transaction that stores them; `start` draws due pages until none is left.
    """

    outlet: Outlet
    rendering: RenderPolicy

    refusal = ""
    """Why this crawl cannot be meant, in a line; the run says it, and fails."""

    def __init__(self, name: str | None = None, **stated: Any) -> None:
        super().__init__(name)
        self.stated = stated_by_people(stated)
        self.runner = {name: str(value) for name, value in stated.items() if name not in self.stated}
        self.arguments = Arguments.parse(self.outlet, self.stated)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Leave JOBDIR out: what it keeps for the next crawl, the frontier keeps for every crawl."""
        super().update_settings(settings)
        if settings.get("JOBDIR"):
            logger.warning("JOBDIR is left out: a crawl that was stopped goes on by the frontier, without it")
            settings.set("JOBDIR", None, priority=(settings.getpriority("JOBDIR") or 0) + 1)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        try:
            return cls._meant(crawler, *args, **kwargs)
        except (BadArgument, BadLimit, BadRenderMode) as error:
            spider = super().from_crawler(crawler, *args)
            spider.refusal = str(error)
            return spider

    @classmethod
    def _meant(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider of these arguments and settings. Raises BadArgument, BadLimit, BadRenderMode."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.outlet = replace(cls.outlet, limits=Limits.of(crawler.settings))
        spider.arguments = Arguments.parse(spider.outlet, spider.stated, crawler.settings["HOSTS"])
        spider.rendering = RenderPolicy.from_crawler(crawler)
        if spider.arguments.render is not None:
            spider.rendering.mode = RenderMode(spider.arguments.render)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Requests for the due pages, as they are wanted."""
        recorder = RunRecorder.of(self.crawler)
        if self.refusal:
            recorder.refuse(CannotBegin(self.refusal))
        elif (session := await recorder.begin(self._plan())) is not None:
            try:
                async for request in self._requests(session):
                    yield request
            except StoreLost as lost:
                session.lose_database(lost)

    def _plan(self) -> CrawlPlan:
        stated = self.arguments
        name, own = self.outlet.name, bool(stated.given or stated.backfill)
        scope = CrawlScope(outlet=name, hosts=stated.hosts, limit=stated.limit, only_this_run=own)
        return CrawlPlan(
            spider=self.name,
            outlet=self.outlet,
            scope=scope,
            reach=stated.reach,
            arguments=self.stated,
            settings=self.runner,
            backfill=Backfill(stated.backfill, self.outlet) if stated.backfill else None,
        )

    async def _requests(self, session: CrawlSession) -> AsyncIterator[Request]:
        if session.plan.backfill is not None:
            lists = await session.plan.backfill.begin(session.store)
            seeds = [self._seed(first["url"], Source.BACKFILL) for first in lists]
        else:
            seeds = list(self._seeds())
        await session.store.make_due(seeds)
        if not self.arguments.given:
            await session.store.reopen(self.outlet.name, self.arguments.hosts, self._reach())
        async for page in session.pages():
            yield self.request(page)

    def _reach(self) -> dict[str, object]:
        """How far this run goes, for what earlier ones left out."""
        reach, walk = self.arguments.reach, self.arguments.backfill
        days = {"since": walk.since, "until": walk.until} if walk else {}
        followed, kinds = map(str, reach.follow), map(str, FOLLOWED)
        return {"depth": reach.depth, "follow": list(followed), "kinds": list(kinds), **days}

    def _seeds(self) -> Iterator[dict[str, Any]]:
        """What a run begins with: the addresses given, or each host's lists of tonight."""
        if self.arguments.given:
            yield from (self._seed(url, Source.GIVEN) for url in self.arguments.given)
            return
        today = datetime.now(self.outlet.timezone).date()
        for host in sorted(self.arguments.hosts):
            yield from (self._seed(url, Source.SEED) for url in self.outlet.seeds(host, today))

    def _seed(self, url: str, how: Source) -> dict[str, Any]:
        address = self.outlet.address(url)
        return {
            "outlet": self.outlet.name, "url": address.identity, "host": address.host, "found_how": how,
            "kind": address.page_kind or PageKind.STORY, "priority": 0, "listed_on": address.day,
        }  # fmt: skip

    def request(self, page: DuePage) -> Request:
        """The request for a page drawn from the frontier, conditional where we have what it takes."""
        asked = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        headers = {name: value for name, value in asked.items() if value}
        meta = {"download_maxsize": self.outlet.limits.list_maxsize} if page.kind == PageKind.LISTING else {}
        return Request(
            page.url, callback=self.parse, errback=self.failed, cb_kwargs={"page": page}, headers=headers,
            meta=meta,
        )  # fmt: skip

    async def parse(self, response: Response, page: DuePage | None = None) -> AsyncIterator[Outcome]:
        """One item for one response: an Article, whole, a Listing, Unchanged or a Rejection; none once the
        time of a crawl that was told to stop is up: the page stays due."""
        session = session_of(self.crawler)
        if page is not None and session is not None and session.shutdown.is_over:
            session.feeder.release(page.url)
            return
        async for outcome in self._outcome(response, page):
            yield outcome

    async def _outcome(self, response: Response, page: DuePage | None) -> AsyncIterator[Outcome]:
        fetch = fetched(response, page, self.outlet)
        if response.status == 304 and page is not None and (page.etag or page.last_modified):
            yield self._unchanged(page, fetch)
            return
        if page is not None and (moved_to := response.meta.get("moved_to")):
            yield Moved(outlet=self.outlet.name, url=page.url, to=moved_to, fetch=fetch)
            return
        if response.status != 200:
            detail = f"expected HTTP status 200, found {response.status}"
            failure = failure_of_status(response.status)
            rejection = self._rejection(f"Http{response.status}", detail, replace(fetch, body=b""), failure)
            yield replace(rejection, retry_after=retry_after(response))
            return
        as_list = page is not None and page.kind == PageKind.LISTING
        outcome = self.read(response, response.url, as_list)
        if outcome_is_cut_off(outcome, self.crawler):
            self._give_back(fetch.page)
            return
        if isinstance(outcome, Listing):
            yield self._listing(outcome, fetch, page)
            return
        if isinstance(outcome, Article):
            story = await self._story_url(outcome, page, fetch.final_url)
            if story is None:
                yield Moved(outlet=self.outlet.name, url=fetch.page, to=outcome.url, fetch=fetch)
                return
            outcome = await self._whole(replace(outcome, url=story), response)
        yield replace(outcome, fetch=fetch)

    def _give_back(self, page: str) -> None:
        if (session := session_of(self.crawler)) is not None:
            session.feeder.release(page)

    async def _story_url(self, article: Article, page: DuePage | None, landed: str | None) -> str | None:
        """The address that the article belongs to; None if the page is another one's once more."""
        session, anew = session_of(self.crawler), bool(self.arguments.given)
        if session is None:
            return article.url
        under_way = session.feeder.in_flight
        return await story_of(article, page, landed, session.store, under_way=under_way, anew=anew)

    def _unchanged(self, page: DuePage, fetch: Fetch) -> Unchanged:
        outlet, names = self.outlet.name, page.names_stories
        return Unchanged(outlet=outlet, url=page.url, kind=page.kind, names_stories=names, fetch=fetch)

    def _listing(self, listing: Listing, fetch: Fetch, page: DuePage | None) -> Outcome:
        """What a list is to the frontier: one that names the same stories as last time has not changed, and
        one that repeats those of the page before it is the last."""
        if page is not None and page.kind == PageKind.STORY:
            detail = f"expected a story, was sent to the list {listing.url}"
            return replace(self._rejection("ListInstead", detail, fetch), body=fetch.body)
        if page is not None and listing.fingerprint == page.fingerprint:
            return self._unchanged(page, fetch)
        if page is not None and listing.repeats(page.follows):
            stories = tuple(link for link in listing.links if link.kind is LinkKind.STORY)
            listing = replace(listing, links=stories)
        return replace(listing, fetch=fetch)

    async def _whole(self, article: Article, response: Response) -> Article:
        """The article with its other pages, and with the recommendations that only JavaScript shows."""
        shown = await self.rendering.recommendations(article, response, self.outlet)
        if article.page_count > 1:
            patient_until = time.monotonic() + self.settings.getfloat("RUN_IDLE_TIMEOUT")
            read, most = (
                partial(self.read_page, patient_until=patient_until),
                self.outlet.limits.story_pages_limit,
            )
            article = await whole_story(article, read, most)
        return article.with_links(shown) if shown else article

    async def read_page(self, url: str, patient_until: float = 0.0) -> Article | None:
        """Another page of a story, fetched at the host's pace; None if it cannot be had or read."""
        answer = await downloaded(self.crawler, Request(url, meta={PATIENT: patient_until}))
        if isinstance(answer, Exception):
            logger.info("%s could not be had: %s: %s", url, reason_of(answer), answer)
            return None
        outcome = self.read(answer, url) if answer.status == 200 else None
        return outcome if isinstance(outcome, Article) else None

    def read(self, response: Response, url: str, as_list: bool = False) -> Read:
        """What the response is, read as the page of this address; in a hurry once the crawl is to stop."""
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        outlet = self.outlet if self.crawler.crawling else self.in_a_hurry
        return outlet.read(response.body, url, as_list, kind)

    @cached_property
    def in_a_hurry(self) -> Outlet:
        return replace(self.outlet, limits=replace(self.outlet.limits, read_seconds=HURRY))

    def failed(self, failed: Failed) -> Iterator[Outcome]:
        """One outcome for a request that got no response."""
        error: Exception = failed.value  # type: ignore[assignment]  # Twisted: None only of a failure that is empty
        page: DuePage = failed.request.cb_kwargs["page"]  # type: ignore[attr-defined]
        fetch = Fetch(page=page.url, depth=page.depth, status=0, kind=page.request_kind)
        session = session_of(self.crawler)
        if isinstance(error, HostPaused) and error.host == page.host and session is not None:
            session.feeder.requeue(page.url)
            return
        reason = reason_of(error)
        rejection = self._rejection(reason, str(error) or reason, fetch, failure_of(error))
        yield replace(rejection, retry_after=getattr(error, "seconds", None))

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
