"""User agents of outlets: each request of a crawl of several has its outlet's."""

from __future__ import annotations

import pytest
from scrapy.http import Request
from scrapy.settings import Settings

from newsspider.downloader.useragents import OutletUserAgentMiddleware
from newsspider.outlets import OUTLETS
from newsspider.outlets.crawled import CrawledOutlets

TRIBUN, KOMPAS = "https://www.tribunnews.com/a", "https://www.kompas.com/a"
AGENTS = {"CONTACT_URL": "", "USER_AGENT": "usual", "USER_AGENTS": {"kompas": "theirs"}}


def agent(url: str, *, outlets: tuple[str, ...] = ("tribun", "kompas"), **stated: str) -> str | None:
    settings = Settings(AGENTS)
    settings.setdict(stated, priority="cmdline")
    crawled = CrawledOutlets([OUTLETS[name] for name in outlets])
    request = Request(url)
    OutletUserAgentMiddleware(lambda: crawled, settings).process_request(request)
    sent = request.headers.get("User-Agent")
    return sent.decode() if sent else None


@pytest.mark.parametrize(("url", "sent"), [(TRIBUN, "usual"), (KOMPAS, "theirs")])
def test_request_has_the_agent_of_its_outlet(url: str, sent: str) -> None:
    assert agent(url) == sent


def test_agent_of_the_command_line_wins() -> None:
    assert agent(KOMPAS, USER_AGENT="mine") == "mine"


def test_crawl_of_one_outlet_is_left_to_scrapy() -> None:
    assert agent(TRIBUN, outlets=("tribun",)) is None


def test_redirect_to_another_outlet_changes_our_agent_and_no_other() -> None:
    crawled = CrawledOutlets([OUTLETS["tribun"], OUTLETS["kompas"]])
    middleware = OutletUserAgentMiddleware(lambda: crawled, Settings(AGENTS))
    ours, own = Request(TRIBUN), Request(TRIBUN, headers={"User-Agent": "own"})
    for request, sent in ((ours, b"theirs"), (own, b"own")):
        middleware.process_request(request)
        led = request.replace(url=KOMPAS)
        middleware.process_request(led)
        assert led.headers["User-Agent"] == sent
