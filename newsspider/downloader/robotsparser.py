"""Parser of robots.txt by RFC 9309: rules and crawl-delay for our product token, within a time limit."""

from __future__ import annotations

from typing import Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.robotstxt import ProtegoRobotParser

from newsspider.downloader.robotsfile import named_groups, robots_text
from newsspider.timelimit import TooSlow, call_with_time_limit

TOKEN = "newsspider"
"""Our product token (RFC 9309, 2.2.1), unless ROBOTSTXT_USER_AGENT says otherwise."""
MATCH_SECONDS = 1.0
"""Time limit for matching one address against a robots.txt; the rules of real ones take microseconds."""


class RobotsTxtParser(ProtegoRobotParser):
    """Scrapy's robots.txt parser with the groups for `token` found as RFC 9309 says.

    After one match that takes too long the file is matched no more: nothing of its host can be fetched.
    """

    def __init__(self, robotstxt_body: bytes, spider: Spider | None, token: str = TOKEN) -> None:
        super().__init__(named_groups(robots_text(robotstxt_body), token).encode(), spider)
        self.token = token
        self._timed_out = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(robotstxt_body, crawler.spider, crawler.settings.get("ROBOTSTXT_USER_AGENT") or TOKEN)

    @property
    def stated_delay(self) -> float | None:
        """Seconds between two requests that the file asks of us; None if it does not say."""
        delay: float | None = self.rp.crawl_delay(self.token)
        return delay

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether robots.txt lets us fetch `url`. Raises TooSlow."""
        if self._timed_out:
            raise TooSlow(f"expected rules that match within {MATCH_SECONDS:g} s, found some that do not")
        try:
            return call_with_time_limit(
                MATCH_SECONDS, lambda: ProtegoRobotParser.allowed(self, url, user_agent)
            )
        except TooSlow:
            self._timed_out = True
            raise
