"""Downloader middleware that refuses requests and redirects to hosts outside the outlet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from newsspider import urls
from newsspider.browser.resources import FOR_BROWSER
from newsspider.outlets.site import Site


class ForeignHost(IgnoreRequest):
    """A request, or a redirect, that leads to a host we may not fetch from."""


class PlainHttp(IgnoreRequest):
    """A page that https does not serve: it redirects to plain http, and https leads back to itself."""


class OffsiteMiddleware:
    """Refuses every request to a host outside the outlet's, redirects included; plain http becomes https.

    It replaces Scrapy's off-site middleware, which drops a redirect in silence: here the page gets a reason.
    A host's robots.txt passes it too. Requests marked FOR_BROWSER may also reach the hosts of the outlet's
    widgets; pages never. `outlet` returns the spider's outlet; a spider without one is not restricted.
    """

    def __init__(self, outlet: Callable[[], Site | None]) -> None:
        self._outlet = outlet

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(lambda: getattr(crawler.spider, "outlet", None))

    def process_request(self, request: Request) -> Request | None:
        """The same request by https, if it was one by http. Raises ForeignHost or PlainHttp, which reach the
        request's errback."""
        outlet = self._outlet()
        if outlet is None:
            return None
        for_widget = request.meta.get(FOR_BROWSER) and outlet.widgets.serve(request.url)
        if not (for_widget or outlet.address(request.url).allowed):
            found = urls.host_of(request.url) or request.url
            raise ForeignHost(f"expected a host of {outlet.name}, found {found!r}")
        return _by_https(request) if request.url.startswith("http:") else None


def _by_https(request: Request) -> Request:
    """The request by https. Raises PlainHttp if https has redirected here from that very address."""
    parts = urlsplit(request.url)
    url = urlunsplit(parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")))
    if url in request.meta.get("redirect_urls", ()):
        raise PlainHttp(f"expected {url} to answer by https, found that it leads to plain http")
    return request.replace(url=url)
