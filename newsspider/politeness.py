"""May this request be sent, and how long after the one before it?"""

from __future__ import annotations

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.robotstxt import ProtegoRobotParser

from newsspider import urls
from newsspider.timelimit import TooSlow, limited

logger = logging.getLogger(__name__)

MAX_CRAWL_DELAY = 60.0
"""Seconds; a host that asks for more is asked at this pace."""

MATCH_SECONDS = 1.0
"""Seconds for matching one address against a host's robots.txt; the rules of real ones take microseconds."""
FOR_BROWSER = "for_browser"
"""The mark (in `meta`) of a request for what a page shown in the browser loads: a script, a widget's data."""

crawl_delays: dict[str, float] = {}
"""Host -> seconds that its robots.txt asks for; filled as the files are read. One crawl a process."""


class ForeignHost(IgnoreRequest):
    """A request, or a redirect, that leads to a host we may not fetch from."""


class HostGuard:
    """Refuses every request to a host outside the outlet's list, redirects included.

    It stands in for Scrapy's off-site middleware, which drops a redirect in silence: here the page gets its
    reason. Each host's robots.txt passes it too, so one that redirects to a foreign host cannot be had.
    Requests marked FOR_BROWSER may also reach the hosts of the outlet's widgets; pages never.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise ForeignHost, which reaches the request's errback."""
        outlet = getattr(self.crawler.spider, "outlet", None)
        if outlet is None or outlet.allows(request.url):
            return
        if not (request.meta.get(FOR_BROWSER) and outlet.widgets.serve(request.url)):
            raise ForeignHost(
                f"expected a host of {outlet.name}, found {urls.host_of(request.url) or request.url!r}"
            )


class PoliteRobotParser(ProtegoRobotParser):
    """Scrapy's robots.txt parser, which also notes the crawl-delay each host asks of us.

    A file whose rules take too long to match is matched no more: its host cannot be asked for anything.
    """

    slow = False

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether robots.txt lets us fetch `url`."""
        address = url.decode() if isinstance(url, bytes) else url
        agent = user_agent.decode() if isinstance(user_agent, bytes) else user_agent
        asked = self.rp.crawl_delay(agent)
        if asked is not None:
            crawl_delays[urls.host_of(address)] = min(float(asked), MAX_CRAWL_DELAY)
        if self.slow:
            raise TooSlow(
                f"expected rules that are matched within {MATCH_SECONDS:g} s, found some that are not"
            )
        try:
            return limited(MATCH_SECONDS, lambda: ProtegoRobotParser.allowed(self, url, user_agent))
        except TooSlow:
            self.slow = True
            raise


class CrawlDelay:
    """Keeps each host's pace at what its robots.txt asks for, if that is slower than ours: before each
    request, and after each response, when AutoThrottle, which comes before us, has set a pace of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.slow_down, signals.request_reached_downloader)
        crawler.signals.connect(extension.slow_down, signals.response_downloaded)
        return extension

    def slow_down(self, request: Request) -> None:
        """Raise the delay of the request's download slot; the next request to the host waits that long."""
        delay = crawl_delays.get(urls.host_of(request.url))
        if delay is None or self.crawler.engine is None:
            return
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is not None and slot.delay < delay:
            logger.debug("%s asks for %s s between requests", urls.host_of(request.url), delay)
            slot.delay = delay
            slot.jitter = 0.0
