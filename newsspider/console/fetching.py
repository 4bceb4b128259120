"""Fetch of one page outside a crawl, as politely as in one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from newsspider.http.identity import state_identity
from newsspider.outlets.outlet import Outlet


class NotFetched(Exception):
    """The address gave no page: the message says what was found."""


class OnePage(scrapy.Spider):
    """Asks for one address; robots.txt, host list and limits are those of every crawl."""

    name = "read"
    custom_settings = {"ITEM_PIPELINES": {}}

    def __init__(self, outlet: Outlet, url: str, answer: list[Response | Failure]) -> None:
        super().__init__()
        self.outlet, self.url, self.answer = outlet, url, answer

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, callback=self.parse, errback=self.answer.append)

    def parse(self, response: Response) -> None:
        self.answer.append(response)


def fetch(settings: Settings, outlet: Outlet, url: str) -> tuple[bytes, str]:
    """The body and the final address of a page. Raises NotFetched, BadValue."""
    answer: list[Response | Failure] = []
    state_identity(settings, outlet.name)
    settings.set("LOG_ENABLED", False, priority="cmdline")  # the answer says what went wrong, in one line
    process = AsyncCrawlerProcess(settings)
    crawl = process.crawl(OnePage, outlet=outlet, url=url, answer=answer)
    process.start()
    if crawl.done() and not crawl.cancelled() and (error := crawl.exception()):
        raise NotFetched(f"expected to fetch {url}, found {type(error).__name__}: {error}")
    if not answer:
        raise NotFetched(f"expected a page at {url}, found no answer")
    if isinstance(answer[0], Failure):
        raise NotFetched(f"expected a page at {url}, found: {answer[0].getErrorMessage()}")
    if answer[0].status != 200:
        raise NotFetched(f"expected HTTP status 200 from {url}, found {answer[0].status}")
    return answer[0].body, answer[0].url
