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

_FROM_FILE = "save the page in a browser, and read that: scrapy read page.html --url ADDRESS"
_REFUSED = f"the host refuses this machine; {_FROM_FILE}"
_LATER = "ask again later"
_CHECKED = "see that the address is whole; a story may be deleted"
_ADVICE = {401: _REFUSED, 403: _REFUSED, 404: _CHECKED, 410: _CHECKED, 429: _LATER, 451: _REFUSED}
"""What to do about an HTTP status."""


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
        advice = _ADVICE.get(answer[0].status, _LATER if answer[0].status >= 500 else _FROM_FILE)
        raise NotFetched(f"expected HTTP status 200 from {url}, found {answer[0].status}: {advice}")
    return answer[0].body, answer[0].url
