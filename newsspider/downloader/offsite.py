"""Downloader middleware that refuses requests and redirects to hosts outside the crawl's outlets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from newsspider import urls
from newsspider.browser.resources import FOR_BROWSER
from newsspider.outlets.crawled import CrawledOutlets


class ForeignHost(IgnoreRequest):
    """A request, or a redirect, that leads to a host we may not fetch from."""


class PlainHttp(IgnoreRequest):
    """A page that https does not serve: it redirects to plain http, and https leads back to itself."""


class OffsiteMiddleware:
    """Refuses every request to a host outside the outlets', redirects included; plain http becomes https.

    It replaces Scrapy's off-site middleware, which drops a redirect in silence: here the page gets a reason.
    A host's robots.txt passes it too. Requests marked FOR_BROWSER may also reach the hosts of the outlets'
    widgets; pages never. `outlets` returns the spider's; a spider without any is not restricted.
    """

    def __init__(self, outlets: Callable[[], CrawledOutlets | None]) -> None:
        self._outlets = outlets

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(lambda: getattr(crawler.spider, "outlets", None))

    def process_request(self, request: Request) -> Request | None:
        """The same request by https, if it was one by http. Raises ForeignHost or PlainHttp, which reach the
        request's errback."""
        outlets = self._outlets()
        if outlets is None:
            return None
        for_widget = request.meta.get(FOR_BROWSER) and outlets.show_widget(request.url)
        if not (for_widget or outlets.allow(request.url)):
            found = urls.host_of(request.url) or request.url
            raise ForeignHost(f"expected a host of {outlets}, found {found!r}")
        return _by_https(request) if request.url.startswith("http:") else None


def _by_https(request: Request) -> Request:
    """The request by https. Raises PlainHttp if https has redirected here from that very address."""
    parts = urlsplit(request.url)
    url = urlunsplit(parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")))
    if url in request.meta.get("redirect_urls", ()):
        raise PlainHttp(f"expected {url} to answer by https, found that it leads to plain http")
    return request.replace(url=url)
