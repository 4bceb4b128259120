"""Does this redirect lead to a story we have, or are about to fetch?

Links often bear a story's older address. To follow its redirect would fetch the story once more; that the two
are one is all there is to learn, and the redirect has said it.
"""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsspider.runs import Run
from newsspider.urls import absolute


class KnownRedirects:
    """Lets a redirect to a known story come through to the spider; Scrapy's own middleware follows others."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The response; its request is marked `dont_redirect` where nothing is to be fetched."""
        page = request.cb_kwargs.get("page")
        outlet = getattr(self.crawler.spider, "outlet", None)
        store = Run.of(self.crawler).store
        if response.status not in (301, 302, 303, 307, 308) or not (page and outlet and store):
            return response
        target = outlet.address_of(absolute(response.url, location_of(response)))
        if target and target != page.url and outlet.is_story(target) and await store.knows(target):
            request.meta["dont_redirect"] = True
        return response


def location_of(response: Response) -> str:
    """Where a redirect leads, as the host wrote it."""
    return (response.headers.get("Location") or b"").decode("latin-1")
