"""robots.txt middleware: what each answer allows, and when robots.txt is fetched again."""

from __future__ import annotations

from collections.abc import Awaitable
from types import SimpleNamespace

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from newsspider.downloader import robotstxt
from newsspider.downloader.failures import HostPaused
from newsspider.downloader.resolver import PrivateAddress
from newsspider.downloader.robotsparser import RobotsTxtParser
from newsspider.downloader.robotstxt import RobotsDisallowed, RobotsTxtMiddleware, RobotsUnreachable

HOST = "www.tribunnews.com"
PAGE = Request(f"https://{HOST}/nasional/1/kopi")
FORBIDDEN = b"User-agent: *\nDisallow: /\n"


class Robots:
    """A host that answers robots.txt with `answer`: a status and a body, or an exception."""

    def __init__(self, answer: tuple[int, bytes] | Exception) -> None:
        self.answer = answer
        self.requests: list[str] = []
        self.delays: dict[str, float] = {}
        self.stats = MemoryStatsCollector(Crawler(Spider, Settings()))
        self.middleware = RobotsTxtMiddleware(
            "newsspider",
            download=self.download,
            parse=lambda body: RobotsTxtParser(body, None),
            set_delay=self.delays.__setitem__,
            max_bytes=1_000_000,
            stats=self.stats,
        )

    def download(self, request: Request) -> Awaitable[Response | Exception]:
        return self._download(request)

    async def _download(self, request: Request) -> Response | Exception:
        self.requests.append(request.url)
        if isinstance(self.answer, Exception):
            return self.answer
        status, body = self.answer
        return Response(request.url, status=status, body=body)


@pytest.mark.parametrize("answer", [(200, b""), (404, FORBIDDEN), (403, FORBIDDEN), (200, b"<html>\x00")])
async def test_missing_or_senseless_file_allows_everything(answer: tuple[int, bytes]) -> None:
    assert await Robots(answer).middleware.process_request(PAGE) is None


async def test_disallowed_page_is_refused_and_counted() -> None:
    robots = Robots((200, FORBIDDEN))
    with pytest.raises(RobotsDisallowed, match=PAGE.url):
        await robots.middleware.process_request(PAGE)
    assert robots.stats.get_stats() == {"robotstxt/forbidden": 1}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ((503, b""), "HTTP status 503"),
        ((429, b""), "HTTP status 429"),
        (TimeoutError("30 s"), "DownloadTimeoutError: 30 s"),
        (HostPaused("m.tribunnews.com", 60.0, "is paused"), "a redirect to m.tribunnews.com"),
    ],
)
async def test_failure_forbids_everything(answer: tuple[int, bytes] | Exception, found: str) -> None:
    with pytest.raises(RobotsUnreachable, match=found):
        await Robots(answer).middleware.process_request(PAGE)


@pytest.mark.parametrize("error", [HostPaused(HOST, 60.0, "is paused"), PrivateAddress("10.0.0.1")])
async def test_error_that_says_nothing_of_robots_is_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        await Robots(error).middleware.process_request(PAGE)


@pytest.mark.parametrize(
    ("answer", "age", "requests"),
    [
        ((200, b""), robotstxt.HOUR + 1, 1),
        ((200, b""), robotstxt.DAY + 1, 2),
        (TimeoutError(), robotstxt.HOUR - 1, 1),
        (TimeoutError(), robotstxt.HOUR + 1, 2),
        (HostPaused(HOST, 60.0, "is paused"), 0.0, 2),
    ],
)
async def test_stale_answer_is_fetched_again(
    answer: tuple[int, bytes] | Exception, age: float, requests: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    robots = Robots(answer)
    for clock in (1000.0, 1000.0 + age):
        monkeypatch.setattr(robotstxt, "time", SimpleNamespace(monotonic=lambda clock=clock: clock))
        try:
            await robots.middleware.process_request(PAGE)
        except (RobotsUnreachable, HostPaused):
            continue
    assert len(robots.requests) == requests


async def test_crawl_delay_and_own_answer_are_passed_on() -> None:
    robots = Robots((200, b"User-agent: *\nCrawl-delay: 7\n"))
    await robots.middleware.process_request(PAGE)
    assert robots.delays == {HOST: 7.0}
    answer = await robots.middleware.process_request(Request(f"https://{HOST}/robots.txt"))
    assert answer is not None
    assert answer.status == 200
    assert robots.requests == [f"https://{HOST}/robots.txt"]
