"""Downloader middleware that fetches each host's robots.txt and obeys it, by RFC 9309.

Scrapy's own middleware takes any answer for rules and any failure for permission. Here a missing file (4xx)
allows everything. No answer, 5xx or 429 forbid everything for now, and the host's pages stay due. What cannot
be parsed is no rule (RFC 9309, 2.2): many sites answer any address with their front page, and that allows
everything.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector

from newsspider import urls
from newsspider.browser.resources import FOR_BROWSER
from newsspider.downloader.crawldelay import CrawlDelayExtension
from newsspider.downloader.exchanges import EXCHANGES, exchanges_of
from newsspider.downloader.failures import HostPaused, downloaded, reason_of
from newsspider.downloader.resolver import PrivateAddress
from newsspider.downloader.robotsparser import RobotsTxtParser
from newsspider.timelimit import TooSlow, call_with_time_limit

Answer = tuple[RobotsTxtParser, Response] | str
"""A host's rules with the response that held them; or why they could not be fetched, in words."""

HOUR, DAY = 3600.0, 86_400.0
"""Seconds."""


class RobotsDisallowed(IgnoreRequest):
    """The host's robots.txt does not let us fetch this page."""


class RobotsUnreachable(Exception):
    """The host's robots.txt could not be fetched, so nothing of the host may be fetched now."""


class RobotsTxtMiddleware:
    """Fetches each host's robots.txt once a run (again when it is stale) and refuses what it disallows.

    `download` returns a response or the exception it failed with; `parse` reads a body and raises TooSlow;
    `set_delay` gets a host and the crawl-delay it states, in seconds; `max_bytes` bounds a robots.txt.
    """

    def __init__(
        self,
        agent: str,
        *,
        download: Callable[[Request], Awaitable[Response | Exception]],
        parse: Callable[[bytes], RobotsTxtParser],
        set_delay: Callable[[str, float], None] | None,
        max_bytes: int,
        stats: StatsCollector,
    ) -> None:
        self.agent, self.max_bytes, self.stats = agent, max_bytes, stats
        self._download, self._parse, self._set_delay = download, parse, set_delay
        self._answers: dict[str, asyncio.Task[Answer]] = {}
        self._fetched_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        seconds = settings.getfloat("READ_SECONDS")
        delays = crawler.get_extension(CrawlDelayExtension)
        return cls(
            settings["ROBOTSTXT_USER_AGENT"],
            download=lambda request: downloaded(crawler, request),
            parse=lambda body: call_with_time_limit(
                seconds, lambda: RobotsTxtParser.from_crawler(crawler, body)
            ),
            set_delay=delays.set_delay if delays is not None else None,
            max_bytes=settings.getint("LIST_MAXSIZE"),
            stats=crawler.stats,
        )

    async def process_request(self, request: Request) -> Response | None:
        """None for an allowed page; for robots.txt itself the response that we have. Raises RobotsDisallowed,
        RobotsUnreachable, PrivateAddress or HostPaused, which reach the request's errback."""
        if request.meta.get("dont_obey_robotstxt"):
            return None
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if self._is_stale(origin):
            self._fetched_at[origin] = time.monotonic()
            self._answers[origin] = asyncio.ensure_future(self._fetch(f"{origin}/robots.txt", request))
        rules, response = await self._answer(origin, request)
        if parts.path == "/robots.txt":
            request.meta[EXCHANGES] = exchanges_of(response.request)
            return response.replace(request=request)
        if (delay := rules.stated_delay) is not None and self._set_delay is not None:
            self._set_delay(urls.host_of(request.url), delay)
        if not rules.allowed(request.url, self.agent):
            self.stats.inc_value("robotstxt/forbidden")
            raise RobotsDisallowed(f"{origin}/robots.txt does not allow {request.url}")
        return None

    async def _answer(self, origin: str, request: Request) -> tuple[RobotsTxtParser, Response]:
        """The host's rules. Raises RobotsUnreachable, PrivateAddress, or HostPaused for a paused host."""
        try:
            answer = await asyncio.shield(self._answers[origin])
        except HostPaused as paused:  # says nothing of the host's rules: the next request fetches them again
            self._answers.pop(origin, None)
            if paused.host == urls.host_of(request.url):
                raise
            answer = f"a redirect to {paused.host}, which is paused"
        if isinstance(answer, str):
            raise RobotsUnreachable(f"expected {origin}/robots.txt to be answered, found {answer}")
        return answer

    def _is_stale(self, origin: str) -> bool:
        """Whether robots.txt is to be fetched: never yet, a day after an answer (RFC 9309, 2.4), or an hour
        after a failure."""
        task = self._answers.get(origin)
        if task is None:
            return True
        age = time.monotonic() - self._fetched_at[origin]
        return task.done() and age > (
            HOUR if task.cancelled() or task.exception() or isinstance(task.result(), str) else DAY
        )

    async def _fetch(self, url: str, wanted: Request) -> Answer:
        meta = {
            "dont_obey_robotstxt": True,
            FOR_BROWSER: wanted.meta.get(FOR_BROWSER, False),
            "download_maxsize": self.max_bytes,
        }
        response = await self._download(Request(url, priority=1000, meta=meta))
        if isinstance(response, (HostPaused, PrivateAddress)):
            raise response
        if isinstance(response, Exception):
            return f"{reason_of(response)}: {response}"
        if response.status == 429 or response.status >= 500:
            return f"HTTP status {response.status}"
        try:
            return self._parse(response.body if response.status == 200 else b""), response
        except TooSlow as error:
            return f"TooSlow: {error}"
