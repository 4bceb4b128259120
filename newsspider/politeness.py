"""May this request be sent, and how long after the one before it?"""

from __future__ import annotations

import logging
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.robotstxt import ProtegoRobotParser

from newsspider import urls
from newsspider.robotstext import named_groups, robots_text
from newsspider.timelimit import TooSlow, limited

logger = logging.getLogger(__name__)

MAX_CRAWL_DELAY = 60.0
"""Seconds, unless CRAWL_DELAY_MAX says otherwise; a host that asks for more is asked at this pace."""
TOKEN = "newsspider"
"""Our product token (RFC 9309, 2.2.1), unless ROBOTSTXT_USER_AGENT says otherwise."""

MATCH_SECONDS = 1.0
"""Seconds for matching one address against a host's robots.txt; the rules of real ones take microseconds."""
FOR_BROWSER = "for_browser"
"""The mark (in `meta`) of a request for what a page shown in the browser loads: a script, a widget's data."""

crawl_delays: dict[str, float] = {}
"""Host -> seconds that its robots.txt asks for; filled as the files are read. One crawl a process."""


class ForeignHost(IgnoreRequest):
    """A request, or a redirect, that leads to a host we may not fetch from."""


class PlainHttp(IgnoreRequest):
    """A page that https refuses to give: it leads to plain http, and by https back to itself."""


class HostGuard:
    """Refuses every request to a host outside the outlet's list, redirects included. What is asked by http is
    asked by https instead.

    It stands in for Scrapy's off-site middleware, which drops a redirect in silence: here the page gets its
    reason. Each host's robots.txt passes it too, so one that redirects to a foreign host cannot be had.
    Requests marked FOR_BROWSER may also reach the hosts of the outlet's widgets; pages never.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """The same request by https, if it was one by http. Raises ForeignHost or PlainHttp, which reach the
        request's errback."""
        outlet = getattr(self.crawler.spider, "outlet", None)
        if outlet is None:
            return None
        browsers = request.meta.get(FOR_BROWSER) and outlet.widgets.serve(request.url)
        if not (browsers or outlet.allows(request.url)):
            raise ForeignHost(
                f"expected a host of {outlet.name}, found {urls.host_of(request.url) or request.url!r}"
            )
        return _by_https(request) if request.url.startswith("http:") else None


def _by_https(request: Request) -> Request:
    """Raises PlainHttp if https has led here from that very address."""
    parts = urlsplit(request.url)
    url = urlunsplit(parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")))
    if url in request.meta.get("redirect_urls", ()):
        raise PlainHttp(f"expected {url} to answer by https, found that it leads to plain http")
    return request.replace(url=url)


class PoliteRobotParser(ProtegoRobotParser):
    """Scrapy's robots.txt parser, which finds the groups for our product token (`token`) as RFC 9309 says,
    and notes the crawl-delay each host asks of us, at most `most` seconds of it. A file whose rules take
    too long to match is matched no more: its host cannot be asked for anything."""

    slow = False

    def __init__(
        self,
        robotstxt_body: bytes,
        spider: Spider | None,
        token: str = TOKEN,
        most: float = MAX_CRAWL_DELAY,
    ) -> None:
        super().__init__(named_groups(robots_text(robotstxt_body), token).encode(), spider)
        self.token, self.most = token, most

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        settings = crawler.settings
        token = settings.get("ROBOTSTXT_USER_AGENT") or TOKEN
        most = settings.getfloat("CRAWL_DELAY_MAX", MAX_CRAWL_DELAY)
        return cls(robotstxt_body, crawler.spider, token, most)

    @property
    def stated_delay(self) -> float | None:
        """Seconds between two requests that the file asks of us; None if it does not say."""
        delay: float | None = self.rp.crawl_delay(self.token)
        return delay

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether robots.txt lets us fetch `url`."""
        address = url.decode() if isinstance(url, bytes) else url
        if (stated := self.stated_delay) is not None:
            crawl_delays[urls.host_of(address)] = min(stated, self.most)
        if self.slow:
            raise TooSlow(f"expected rules that match within {MATCH_SECONDS:g} s, found some that do not")
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
