"""Downloader middleware that asks each host for its robots.txt, and obeys it.

RFC 9309, where Scrapy's own middleware takes any answer for a rulebook and any failure for permission: a file
that is not there (4xx) allows everything; a server that does not answer, answers 5xx or 429 forbids
everything for this run, and its pages stay due. What cannot be parsed is no rule (RFC 9309, 2.2): a page of
HTML in its place allows everything, as on the many sites that answer any address with their front.
"""

from __future__ import annotations

import asyncio
import time
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.browser.resources import FOR_BROWSER
from newsspider.downloader.failures import HostPaused, downloaded, reason_of
from newsspider.downloader.resolver import PrivateAddress
from newsspider.downloader.robotsparser import PoliteRobotParser
from newsspider.runs.recorder import Run
from newsspider.timelimit import TooSlow, limited

Answer = tuple[PoliteRobotParser, Response] | str
"""A host's rules and the answer that held them; or why it could not be asked, in words."""

HOUR, DAY = 3600.0, 86_400.0
"""Seconds."""


class RobotsDisallowed(IgnoreRequest):
    """The host's robots.txt does not let us fetch this page."""


class RobotsUnreachable(Exception):
    """The host's robots.txt could not be had, so nothing of the host may be fetched now."""


class RobotsTxtMiddleware:
    """Asks each host for its robots.txt once a run, and keeps to it."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._asked: dict[str, asyncio.Task[Answer]] = {}
        self._since: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Raise RobotsDisallowed or RobotsUnreachable, which reach the request's errback. Whoever wants to
        read robots.txt itself gets the answer that we have."""
        if request.meta.get("dont_obey_robotstxt"):
            return None
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if self._stale(origin):
            self._since[origin] = time.monotonic()
            self._asked[origin] = asyncio.ensure_future(self._ask(f"{origin}/robots.txt", request))
        rules, response = await self._answer(origin, request)
        if parts.path == "/robots.txt":
            return response.replace(request=request)
        self._note_delay(rules, urls.host_of(request.url))
        if not rules.allowed(request.url, self.agent):
            if self.crawler.stats is not None:
                self.crawler.stats.inc_value("robotstxt/forbidden")
            raise RobotsDisallowed(f"{origin}/robots.txt does not allow {request.url}")
        return None

    async def _answer(self, origin: str, request: Request) -> tuple[PoliteRobotParser, Response]:
        """The host's rules. Raises RobotsUnreachable, PrivateAddress, or HostPaused for one not to be asked
        now."""
        try:
            answer = await asyncio.shield(self._asked[origin])
        except HostPaused as paused:  # says nothing of the host's rules: whoever comes later asks again
            self._asked.pop(origin, None)
            if paused.host == urls.host_of(request.url):
                raise
            answer = f"a redirect to {paused.host}, which is not to be asked now"
        if isinstance(answer, str):
            raise RobotsUnreachable(f"expected {origin}/robots.txt to be answered, found {answer}")
        return answer

    def _note_delay(self, rules: PoliteRobotParser, host: str) -> None:
        """Count a host that asks for a slower pace than we keep: the run says so."""
        if (stated := rules.stated_delay) is not None and stated > rules.most:
            Run.of(self.crawler).counts[f"crawl_delay/{host}"] = int(stated)

    def _stale(self, origin: str) -> bool:
        """Whether the host is to be asked (again): a day after it answered (RFC 9309, 2.4), an hour after it
        did not."""
        task = self._asked.get(origin)
        if task is None:
            return True
        age = time.monotonic() - self._since[origin]
        return task.done() and age > (
            HOUR if task.cancelled() or task.exception() or isinstance(task.result(), str) else DAY
        )

    async def _ask(self, address: str, wanted: Request) -> Answer:
        meta = {
            "dont_obey_robotstxt": True,
            FOR_BROWSER: wanted.meta.get(FOR_BROWSER, False),
            "download_maxsize": self.crawler.settings.getint("LIST_MAXSIZE"),
        }
        response = await downloaded(self.crawler, Request(address, priority=1000, meta=meta))
        if isinstance(response, (HostPaused, PrivateAddress)):
            raise response
        if isinstance(response, Exception):
            return f"{reason_of(response)}: {response}"
        if response.status == 429 or response.status >= 500:
            return f"HTTP status {response.status}"
        text = response.body if response.status == 200 else b""
        seconds = self.crawler.settings.getfloat("READ_SECONDS")
        try:
            return limited(seconds, lambda: PoliteRobotParser.from_crawler(self.crawler, text)), response
        except TooSlow as why:
            return f"TooSlow: {why}"
