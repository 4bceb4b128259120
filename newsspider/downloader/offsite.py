"""Downloader middleware that refuses requests and redirects to hosts outside the outlet."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit, urlunsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from newsspider import urls
from newsspider.browser.resources import FOR_BROWSER


class ForeignHost(IgnoreRequest):
    """A request, or a redirect, that leads to a host we may not fetch from."""


class PlainHttp(IgnoreRequest):
    """A page that https refuses to give: it leads to plain http, and by https back to itself."""


class OffsiteMiddleware:
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
        if not (browsers or outlet.address(request.url).allowed):
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
