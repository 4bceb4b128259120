"""Downloader middleware that states the user agent of an outlet, in a crawl of several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.settings import BaseSettings

from newsspider.http.identity import agent_for
from newsspider.outlets.crawled import CrawledOutlets

STATED = "user_agent_stated"
"""In a request's meta: the user agent is ours, and a redirect to another outlet changes it."""


class OutletUserAgentMiddleware:
    """States the user agent of the outlet that a request's host belongs to, unless the request has its own.

    A crawl of one outlet has its user agent in USER_AGENT, which Scrapy states.
    """

    def __init__(self, outlets: Callable[[], CrawledOutlets | None], settings: BaseSettings) -> None:
        self._outlets, self._settings = outlets, settings

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(lambda: getattr(crawler.spider, "outlets", None), crawler.settings)

    def process_request(self, request: Request) -> None:
        """State it."""
        outlets = self._outlets()
        if outlets is None or outlets.only is not None or not self._settings["USER_AGENTS"]:
            return
        if request.meta.get(STATED) or "User-Agent" not in request.headers:
            request.meta[STATED] = True
            request.headers["User-Agent"] = agent_for(self._settings, outlets.of(request.url).name)
