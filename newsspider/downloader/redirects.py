"""Downloader middlewares for redirects: which ones of stories are followed at once.

Links often carry a story's older address. Following its redirect would fetch once more a story that is stored
or in flight; that the two addresses are one story is all there is to learn, and the redirect has said it. A
redirect to another host is not followed here either: that host has its own pace and perhaps another worker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from newsspider.outlets.address import Address
from newsspider.runs.recorder import session_of
from newsspider.runs.session import CrawlSession
from newsspider.urls import absolute
from newsspider.visits import DuePage, PageKind

REDIRECTS = (301, 302, 303, 307, 308)


class RedirectLoop(IgnoreRequest):
    """Two addresses on two hosts that lead to each other, and to no story."""


class MovedAway(IgnoreRequest):
    """A stored story that leads to another host: perhaps for one night, so it is believed a day later."""


class RefererlessRedirectMiddleware(RedirectMiddleware):
    """Scrapy's own middleware, without a Referer and without the search for who would set one."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """Send no Referer."""
        request.headers.pop("Referer", None)


class KnownRedirectMiddleware:
    """Passes a redirect that need not be followed to the spider, with `moved_to` in the request's meta.

    Scrapy's own middleware follows the others. `session` returns the crawl session; without one all redirects
    are followed.
    """

    def __init__(self, session: Callable[[], CrawlSession | None]) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(lambda: session_of(crawler))

    async def process_response(self, request: Request, response: Response) -> Response:
        """The response. Raises RedirectLoop or MovedAway."""
        if response.status not in REDIRECTS:
            return response
        moved_to = await self._moved_to(request, response)
        if moved_to is None:
            for name in ("If-None-Match", "If-Modified-Since"):  # stated of this address, not of the next
                request.headers.pop(name, None)
            return response
        request.meta.update(dont_redirect=True, moved_to=moved_to)
        return response

    async def _moved_to(self, request: Request, response: Response) -> str | None:
        """The story that a redirect of a story leads to; None if the redirect is to be followed."""
        page, session = request.cb_kwargs.get("page"), self._session()
        if page is None or session is None or page.kind != PageKind.STORY:
            return None
        location = (response.headers.get("Location") or b"").decode("latin-1")
        outlets = session.plan.outlets
        site = outlets.seen_from(outlets.of(page.url))
        target = site.address(absolute(response.url, location))
        if target.identity == page.url or not target.is_story:
            return None
        story, stored = await session.store.resolve(target.identity) or (target.identity, False)
        _check(page, target, story)
        is_known = stored or story in session.feeder.in_flight
        if story != page.url and (target.host != page.host or (is_known and not session.plan.scope.refetch)):
            return story
        session.feeder.redirects[page.url] = target.identity
        return None


def _check(page: DuePage, target: Address, story: str) -> None:
    """Raise MovedAway or RedirectLoop for a redirect to another host that is not believed."""
    if target.host == page.host:
        return
    if page.stored and not page.led_away:
        raise MovedAway(f"expected {page.url} on its own host, found that it leads to {target.identity}")
    if story == page.url:
        raise RedirectLoop(
            f"expected {page.url} to lead to a story, found that {target.identity} leads back to it"
        )
