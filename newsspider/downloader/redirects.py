"""Where does this redirect of a story lead, and is it to be followed at once?

Links often bear a story's older address. To follow its redirect would fetch once more a story we have, or are
fetching; that the two are one is all there is to learn, and the redirect has said it. A redirect to another
host is not followed here either: that host has its own pace, and perhaps another process that asks it.
"""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from newsspider.runs.recorder import session_of
from newsspider.urls import absolute
from newsspider.visits import PageKind

REDIRECTS = (301, 302, 303, 307, 308)


class RedirectLoop(IgnoreRequest):
    """Two addresses on two hosts that lead to each other, and to no story."""


class RefererlessRedirectMiddleware(RedirectMiddleware):
    """Scrapy's own middleware, for requests without a Referer: it need not look for who would set one."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """No page is told from which one we come."""
        request.headers.pop("Referer", None)


class MovedAway(IgnoreRequest):
    """A story we have that leads to another host: for a night perhaps, so it is believed a day later."""


class KnownRedirectMiddleware:
    """Lets a redirect through to the spider that need not be followed: then `moved_to` is in the request's
    meta. Scrapy's own middleware follows the others."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The response. Raises RedirectLoop or MovedAway."""
        if response.status not in REDIRECTS:
            return response
        moved_to = await self._moved_to(request, response)
        if moved_to is None:
            for name in ("If-None-Match", "If-Modified-Since"):  # said of this address, not of the next
                request.headers.pop(name, None)
            return response
        request.meta.update(dont_redirect=True, moved_to=moved_to)
        return response

    async def _moved_to(self, request: Request, response: Response) -> str | None:
        """The story that a redirect of a story on the frontier leads to, if that is all there is to learn."""
        page, spider = request.cb_kwargs.get("page"), self.crawler.spider
        outlet, session = getattr(spider, "outlet", None), session_of(self.crawler)
        if not (page and outlet and session) or page.kind != PageKind.STORY:
            return None
        location = (response.headers.get("Location") or b"").decode("latin-1")
        address = outlet.address(absolute(response.url, location))
        target = address.identity
        if target == page.url or not address.is_story:
            return None
        known = await session.store.resolve(target)
        story, stored = known or (target, False)
        elsewhere = address.host != page.host
        if elsewhere and page.stored and not page.led_away:
            raise MovedAway(f"expected {page.url} on its own host, found that it leads to {target}")
        if story == page.url and elsewhere:
            raise RedirectLoop(
                f"expected {page.url} to lead to a story, found that {target} leads back to it"
            )
        given = bool(spider.arguments.given) if spider is not None else False  # type: ignore[attr-defined]
        enough = elsewhere or ((stored or story in session.feeder.in_flight) and not given)
        if story != page.url and enough:
            return story
        session.feeder.redirects[page.url] = target
        return None
