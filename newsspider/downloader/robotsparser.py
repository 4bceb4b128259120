"""Parser of robots.txt files by RFC 9309, with the crawl-delay that each host asks for."""

from __future__ import annotations

from typing import Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.robotstxt import ProtegoRobotParser

from newsspider import urls
from newsspider.downloader.robotsfile import named_groups, robots_text
from newsspider.timelimit import TooSlow, call_with_time_limit

MAX_CRAWL_DELAY = 60.0
"""Seconds, unless CRAWL_DELAY_MAX says otherwise; a host that asks for more is asked at this pace."""
TOKEN = "newsspider"
"""Our product token (RFC 9309, 2.2.1), unless ROBOTSTXT_USER_AGENT says otherwise."""
MATCH_SECONDS = 1.0
"""Seconds for matching one address against a host's robots.txt; the rules of real ones take microseconds."""

crawl_delays: dict[str, float] = {}
"""Host -> seconds that its robots.txt asks for; filled as the files are read. One crawl a process."""


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
            return call_with_time_limit(
                MATCH_SECONDS, lambda: ProtegoRobotParser.allowed(self, url, user_agent)
            )
        except TooSlow:
            self.slow = True
            raise
