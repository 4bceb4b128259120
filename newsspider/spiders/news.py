"""Generic spider that crawls outlets along the frontier."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure as Failed

from newsspider.browser.policy import RenderPolicy
from newsspider.downloader.exchanges import exchanges_of
from newsspider.downloader.failures import HostPaused, downloaded, reason_of
from newsspider.downloader.throttling import WAIT_UNTIL
from newsspider.frontier.backfill import Backfill
from newsspider.frontier.feeder import CrawlScope
from newsspider.http.exchanges import Exchange
from newsspider.http.identity import state_identity, user_agent_of
from newsspider.items import Article, Listing, Outcome, Read, Rejection
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.limits import Limits
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.story.paging import whole_story
from newsspider.runs.recorder import CannotBegin, RunRecorder, session_of
from newsspider.runs.session import CrawlPlan, CrawlSession
from newsspider.spiders import outcomes
from newsspider.spiders.arguments import Arguments, operator_arguments
from newsspider.spiders.checks import check_settings
from newsspider.spiders.pages import resolve_story_url
from newsspider.spiders.seeds import make_due
from newsspider.store.retry import StoreLost
from newsspider.timelimit import TooSlow
from newsspider.validation import BadValue
from newsspider.visits import DuePage, Fetch, Moved, PageKind

logger = logging.getLogger(__name__)

STOP_READ_SECONDS = 0.5
"""Time limit for reading a page once the crawl is stopping: the process ends within 30 seconds. A page
that takes longer stays due."""


class NewsSpider(scrapy.Spider):
    """Crawls its outlet from its seeds, from `-a url=` or through the days of a backfill.

    Callbacks yield items, never requests: links travel inside the items, and become due pages in the
    transaction that stores them. `start` requests due pages until none is left. `refusal` says why the
    arguments or settings are wrong, in one line; the run then fails with it.
    """

    outlet: Outlet
    outlets: CrawledOutlets
    rendering: RenderPolicy
    refusal = ""

    def __init__(self, name: str | None = None, **stated: Any) -> None:
        super().__init__(name)
        self.stated = operator_arguments(stated)
        self.runner = {name: str(value) for name, value in stated.items() if name not in self.stated}
        self._take(Arguments.parse(self.known_outlets(), self.stated))

    @classmethod
    def known_outlets(cls, limits: Limits | None = None) -> CrawledOutlets:
        """The outlets that a crawl may have, with its limits."""
        return CrawledOutlets([cls.outlet], limits)

    def _take(self, arguments: Arguments) -> None:
        self.arguments, self.outlets = arguments, arguments.outlets

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """State the user agent. Ignore JOBDIR: what it keeps for the next crawl, the frontier keeps
        for every crawl."""
        super().update_settings(settings)
        with suppress(BadValue):  # `_configured` refuses the crawl for it
            only = cls.known_outlets().only
            state_identity(settings, only.name if only else "")
        if settings.get("JOBDIR"):
            logger.warning("JOBDIR is ignored: a stopped crawl continues by the frontier, without it")
            settings.set("JOBDIR", None, priority=(settings.getpriority("JOBDIR") or 0) + 1)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        try:
            return cls._configured(crawler, *args, **kwargs)
        except BadValue as error:
            spider = super().from_crawler(crawler, *args)
            spider.refusal = str(error)
            return spider

    @classmethod
    def _configured(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider with these arguments and settings. Raises BadValue."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        check_settings(crawler.settings)
        known = cls.known_outlets(Limits.of(crawler.settings))
        spider._take(Arguments.parse(known, spider.stated, crawler.settings["HOSTS"]))
        for name in spider.outlets.names:
            user_agent_of(crawler.settings, name)
        spider.rendering = RenderPolicy.from_crawler(crawler)
        if spider.arguments.render is not None:
            spider.rendering.mode = spider.arguments.render
        return spider

    @property
    def session(self) -> CrawlSession | None:
        """The crawl's session; None in `scrapy shell` and `scrapy parse`."""
        return session_of(self.crawler)

    async def start(self) -> AsyncIterator[Request]:
        """Request due pages until none is left."""
        recorder = RunRecorder.of(self.crawler)
        if self.refusal:
            recorder.refuse(CannotBegin(self.refusal))
        elif (session := await recorder.begin(self.plan)) is not None:
            try:
                await make_due(session, self.arguments)
                async for page in session.pages():
                    yield self.request(page)
            except StoreLost as lost:
                session.lose_database(lost)

    @property
    def plan(self) -> CrawlPlan:
        """What is to be crawled."""
        arguments = self.arguments
        scope = CrawlScope(
            hosts=self.outlets.by_host(arguments.hosts),
            limit=arguments.limit,
            only_this_run=bool(arguments.given or arguments.backfill),
            refetch=bool(arguments.given),
        )
        return CrawlPlan(
            spider=self.name,
            outlets=self.outlets,
            scope=scope,
            link_policy=arguments.link_policy,
            arguments=self.stated,
            settings=self.runner,
            backfill=self._backfill(),
        )

    def _backfill(self) -> Backfill | None:
        span, site = self.arguments.backfill, self.outlets.only
        return None if span is None or site is None else Backfill(span, site)

    def request(self, page: DuePage) -> Request:
        """The request for a due page, conditional if an earlier response allows it."""
        conditions = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return Request(
            page.url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"page": page},
            headers={name: value for name, value in conditions.items() if value},
            meta={"download_maxsize": self.outlets.of(page.url).limits.list_maxsize}
            if page.kind == PageKind.LISTING
            else {},
        )

    async def parse(self, response: Response, page: DuePage | None = None) -> AsyncIterator[Outcome]:
        """One item for one response: an Article with all its pages, a Listing, Unchanged, Moved or a
        Rejection. None once the grace period after a stop is over: the page stays due."""
        session = self.session
        is_over = page is not None and session is not None and session.shutdown.is_over
        outcome = None if is_over else await self._outcome(response, page)
        if outcome is not None:
            yield outcome
        elif page is not None and session is not None:
            session.feeder.release(page.url)

    async def _outcome(self, response: Response, page: DuePage | None) -> Outcome | None:
        """The outcome of a response; None if the crawl's stop cut its reading short. What comes from another
        outlet than the page's is read by that one, and a story of it is fetched there."""
        outlet = self.outlets.of(page.url if page is not None else response.url)
        fetch = outcomes.fetch_of(response, page, outlet)
        if response.status == 304 and page is not None and (page.etag or page.last_modified):
            return outcomes.unchanged(outlet, page, fetch)
        if page is not None and (moved_to := response.meta.get("moved_to")):
            return Moved(outlet=outlet.name, url=page.url, to=moved_to, fetch=fetch)
        if response.status != 200:
            return outcomes.status_rejection(outlet, response, fetch)
        read = self.read(response, response.url, page is not None and page.kind == PageKind.LISTING)
        match read:
            case Listing():
                return outcomes.listing_outcome(outlet, replace(read, outlet=outlet.name), page, fetch)
            case Article(outlet=outlet.name):
                return await self._story(read, response, page, fetch)
            case Article():
                return Moved(outlet=outlet.name, url=fetch.page, to=read.url, fetch=fetch)
            case Rejection(reason=TooSlow.__name__) if not self.crawler.crawling:
                return None
        return outcomes.unread(replace(read, outlet=outlet.name), fetch)

    async def _story(
        self, article: Article, response: Response, page: DuePage | None, fetch: Fetch
    ) -> Article | Moved:
        """The article at its own address, with all its pages; Moved if the page repeats a known story."""
        session, url = self.session, article.url
        if page is not None and session is not None:
            found = await resolve_story_url(
                article,
                page,
                fetch.final_url,
                session.store,
                in_flight=session.feeder.in_flight,
                refetch=session.plan.scope.refetch,
            )
            if found is None:
                return Moved(outlet=article.outlet, url=fetch.page, to=url, fetch=fetch)
            url = found
        article = article if url == article.url else replace(article, url=url)
        others: list[Exchange] = []
        article = await self._whole(article, response, others)
        return replace(article, fetch=replace(fetch, exchanges=(*fetch.exchanges, *others)))

    async def _whole(self, article: Article, response: Response, exchanges: list[Exchange]) -> Article:
        """The article with its other pages, and with the recommendations that only JavaScript shows.
        `exchanges` gets those of the other pages."""
        outlet = self.outlets.named(article.outlet)
        recommendations = await self.rendering.recommendations(article, response, outlet)
        if article.page_count > 1 and not outlet.has_all_pages(article):
            wait_until = time.monotonic() + self.settings.getfloat("RUN_IDLE_TIMEOUT")
            read = partial(self.read_page, wait_until=wait_until, exchanges=exchanges)
            most = outlet.limits.story_pages_limit
            article = await whole_story(article, read, most, outlet.page_url)
        return article.with_links(recommendations) if recommendations else article

    async def read_page(
        self, url: str, wait_until: float = 0.0, exchanges: list[Exchange] | None = None
    ) -> Article | None:
        """Another page of a story, fetched at the host's pace; None if it cannot be fetched or read.

        `wait_until` (time.monotonic) limits the wait for a paused host. `exchanges` gets what came.
        """
        response = await downloaded(self.crawler, Request(url, meta={WAIT_UNTIL: wait_until}))
        if exchanges is not None and isinstance(response, Response):
            exchanges.extend(exchanges_of(response.request))
        if isinstance(response, Exception):
            logger.info("failed to fetch %s: %s: %s", url, reason_of(response), response)
            return None
        read = self.read(response, url) if response.status == 200 else None
        return read if isinstance(read, Article) else None

    def read(self, response: Response, url: str, as_list: bool = False) -> Read:
        """Read the response as the page of this address, in less time once the crawl is stopping."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        outlet = self.outlets.of(url)
        if not self.crawler.crawling:
            outlet = replace(outlet, limits=replace(outlet.limits, read_seconds=STOP_READ_SECONDS))
        return outlet.read(response.body, url, as_list, content_type)

    def failed(self, failed: Failed) -> Iterator[Outcome]:
        """One item for a request without a response; none for a paused host, whose page stays due."""
        error: Exception = failed.value  # type: ignore[assignment]  # Twisted: None only of an empty failure
        request: Request = failed.request  # type: ignore[attr-defined]
        page: DuePage = request.cb_kwargs["page"]
        session = self.session
        if isinstance(error, HostPaused) and error.host == page.host and session is not None:
            session.feeder.requeue(page.url)
            return
        yield outcomes.error_rejection(self.outlets.of(page.url), error, page, request)
