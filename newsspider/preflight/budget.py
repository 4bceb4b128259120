"""Downloader middleware that sends each host a few requests at most, redirects and robots.txt included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from newsspider.outlets.site import Site
from newsspider.urls import host_of, path_of

BUDGET = 8
"""Requests to a host."""


class BudgetSpent(IgnoreRequest):
    """The host has had its requests."""


class LeadsElsewhere(IgnoreRequest):
    """A redirect to another host: that one is asked by itself, or not at all."""


class BudgetMiddleware:
    """Counts the requests to each host in `sent`, and refuses those beyond BUDGET.

    Only the redirect of a robots.txt is followed to another host (RFC 9309, 2.3.1.2). `outlet` returns the
    outlet whose mirrors count as one host.
    """

    def __init__(self, outlet: Callable[[], Site], sent: Callable[[], Counter[str]]) -> None:
        self._outlet, self._sent = outlet, sent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(lambda: crawler.spider.outlet, lambda: crawler.spider.sent)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Count the request. Raises BudgetSpent or LeadsElsewhere."""
        host, first = host_of(request.url), request.meta.get("redirect_urls", [request.url])[0]
        site = self._outlet()
        if path_of(first) != "/robots.txt" and site.address(first).host != site.address(request.url).host:
            raise LeadsElsewhere(f"expected {first} on its own host, found that it leads to {host}")
        if self._sent()[host] >= BUDGET:
            raise BudgetSpent(f"expected at most {BUDGET} requests to {host}, found one more")
        self._sent()[host] += 1
