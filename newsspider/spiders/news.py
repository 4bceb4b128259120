"""Generic spider that crawls any outlet along the frontier."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
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
from newsspider.outlets.limits import Limits
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.paging import whole_story
from newsspider.runs.recorder import CannotBegin, RunRecorder, session_of
from newsspider.runs.session import CrawlPlan, CrawlSession
from newsspider.spiders import outcomes
from newsspider.spiders.arguments import Arguments, operator_arguments
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
    """Crawls one outlet from its seeds, from `-a url=` or through the days of a backfill.

    Callbacks yield items, never requests: links travel inside the items, and become due pages in the
    transaction that stores them. `start` requests due pages until none is left. `refusal` says why the
    arguments or settings are wrong, in one line; the run then fails with it.
    """

    outlet: Outlet
    rendering: RenderPolicy
    refusal = ""

    def __init__(self, name: str | None = None, **stated: Any) -> None:
        super().__init__(name)
        self.stated = operator_arguments(stated)
        self.runner = {name: str(value) for name, value in stated.items() if name not in self.stated}
        self.arguments = Arguments.parse(self.outlet, self.stated)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """State the outlet's user agent. Ignore JOBDIR: what it keeps for the next crawl, the frontier keeps
        for every crawl."""
        super().update_settings(settings)
        with suppress(BadValue):  # `_configured` refuses the crawl for it
            state_identity(settings, cls.outlet.name)
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
        user_agent_of(crawler.settings, cls.outlet.name)
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.outlet = replace(cls.outlet, limits=Limits.of(crawler.settings))
        spider.arguments = Arguments.parse(spider.outlet, spider.stated, crawler.settings["HOSTS"])
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
        elif (session := await recorder.begin(self._plan())) is not None:
            try:
                await make_due(session, self.arguments)
                async for page in session.pages():
                    yield self.request(page)
            except StoreLost as lost:
                session.lose_database(lost)

    def _plan(self) -> CrawlPlan:
        arguments = self.arguments
        scope = CrawlScope(
            hosts=dict.fromkeys(arguments.hosts, self.outlet.name),
            limit=arguments.limit,
            only_this_run=bool(arguments.given or arguments.backfill),
            refetch=bool(arguments.given),
        )
        return CrawlPlan(
            spider=self.name,
            outlet=self.outlet,
            scope=scope,
            link_policy=arguments.link_policy,
            arguments=self.stated,
            settings=self.runner,
            backfill=Backfill(arguments.backfill, self.outlet) if arguments.backfill else None,
        )

    def request(self, page: DuePage) -> Request:
        """The request for a due page, conditional if an earlier response allows it."""
        conditions = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return Request(
            page.url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"page": page},
            headers={name: value for name, value in conditions.items() if value},
            meta={"download_maxsize": self.outlet.limits.list_maxsize}
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
        """The outcome of a response; None if the crawl's stop cut its reading short."""
        fetch = outcomes.fetch_of(response, page, self.outlet)
        if response.status == 304 and page is not None and (page.etag or page.last_modified):
            return outcomes.unchanged(self.outlet, page, fetch)
        if page is not None and (moved_to := response.meta.get("moved_to")):
            return Moved(outlet=self.outlet.name, url=page.url, to=moved_to, fetch=fetch)
        if response.status != 200:
            return outcomes.status_rejection(self.outlet, response, fetch)
        read = self.read(response, response.url, page is not None and page.kind == PageKind.LISTING)
        match read:
            case Listing():
                return outcomes.listing_outcome(self.outlet, read, page, fetch)
            case Article():
                return await self._story(read, response, page, fetch)
            case Rejection(reason=TooSlow.__name__) if not self.crawler.crawling:
                return None
        return outcomes.unread(read, fetch)

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
                return Moved(outlet=self.outlet.name, url=fetch.page, to=url, fetch=fetch)
            url = found
        article = article if url == article.url else replace(article, url=url)
        others: list[Exchange] = []
        article = await self._whole(article, response, others)
        return replace(article, fetch=replace(fetch, exchanges=(*fetch.exchanges, *others)))

    async def _whole(self, article: Article, response: Response, exchanges: list[Exchange]) -> Article:
        """The article with its other pages, and with the recommendations that only JavaScript shows.
        `exchanges` gets those of the other pages."""
        recommendations = await self.rendering.recommendations(article, response, self.outlet)
        if article.page_count > 1 and not self.outlet.has_all_pages(article):
            wait_until = time.monotonic() + self.settings.getfloat("RUN_IDLE_TIMEOUT")
            read = partial(self.read_page, wait_until=wait_until, exchanges=exchanges)
            most = self.outlet.limits.story_pages_limit
            article = await whole_story(article, read, most, self.outlet.page_url)
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
        outlet = self.outlet if self.crawler.crawling else self._stopping_outlet
        return outlet.read(response.body, url, as_list, content_type)

    @cached_property
    def _stopping_outlet(self) -> Outlet:
        return replace(self.outlet, limits=replace(self.outlet.limits, read_seconds=STOP_READ_SECONDS))

    def failed(self, failed: Failed) -> Iterator[Outcome]:
        """One item for a request without a response; none for a paused host, whose page stays due."""
        error: Exception = failed.value  # type: ignore[assignment]  # Twisted: None only of an empty failure
        request: Request = failed.request  # type: ignore[attr-defined]
        page: DuePage = request.cb_kwargs["page"]
        session = self.session
        if isinstance(error, HostPaused) and error.host == page.host and session is not None:
            session.feeder.requeue(page.url)
            return
        yield outcomes.error_rejection(self.outlet, error, page, request)
