"""Is no foreign host ever asked, and every host at the pace it wishes?"""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.settings import Settings

from newsspider import politeness
from newsspider.politeness import (
    FOR_BROWSER,
    MAX_CRAWL_DELAY,
    CrawlDelay,
    ForeignHost,
    HostGuard,
    PoliteRobotParser,
)
from newsspider.spiders.tribun import TribunSpider

AGENT = "newsspider"


@pytest.fixture
def crawler(monkeypatch: pytest.MonkeyPatch) -> Crawler:
    monkeypatch.setattr(politeness, "crawl_delays", {})
    made = Crawler(TribunSpider, Settings())
    made.spider = TribunSpider()
    return made


@pytest.mark.parametrize(
    "url",
    [
        "https://www.tribunnews.com/robots.txt",
        "http://solo.tribunnews.com/2020/05/04/kopi",
        "https://m.tribunnews.com/",
    ],
)
def test_hosts_of_the_outlet_pass(crawler: Crawler, url: str) -> None:
    HostGuard.from_crawler(crawler).process_request(Request(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://tribun-maluku.com/", "https://www.tribunnews.com.evil.example/", "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest",
        "http://localhost:5432/", "https://www.tribunnews.com@evil.example/", "https://video.tribunnews.com/view/1/x", "file:///etc/passwd", "data:,x",
    ],
)  # fmt: skip
def test_any_other_host_is_refused_with_the_reason(crawler: Crawler, url: str) -> None:
    with pytest.raises(ForeignHost, match="expected a host of tribun, found"):
        HostGuard.from_crawler(crawler).process_request(Request(url, dont_filter=True))


WIDGETS = ("https://recommendation.jixie.media/v1/pilihan", "https://scripts.jixie.media/robots.txt")


@pytest.mark.parametrize("url", WIDGETS)
def test_hosts_of_widgets_are_reached_for_the_browser_only(crawler: Crawler, url: str) -> None:
    guard = HostGuard.from_crawler(crawler)
    guard.process_request(Request(url, meta={FOR_BROWSER: True}))
    with pytest.raises(ForeignHost):
        guard.process_request(Request(url))


def test_the_browser_reaches_no_other_host(crawler: Crawler) -> None:
    with pytest.raises(ForeignHost):
        HostGuard(crawler).process_request(Request("https://iklan.example/", meta={FOR_BROWSER: True}))


def test_a_spider_without_an_outlet_is_left_alone(crawler: Crawler) -> None:
    crawler.spider = None
    HostGuard(crawler).process_request(Request("https://contoh.example/"))


def robots(crawler: Crawler, text: str) -> PoliteRobotParser:
    return PoliteRobotParser.from_crawler(crawler, text.encode())


def test_robots_rules_hold(crawler: Crawler) -> None:
    parser = robots(crawler, "User-agent: *\nDisallow: /tag/\nDisallow: /search\n")
    assert not parser.allowed("https://www.tribunnews.com/tag/kopi", AGENT)
    assert parser.allowed("https://www.tribunnews.com/nasional/2026/07/24/kopi", AGENT)
    assert politeness.crawl_delays == {}


@pytest.mark.parametrize(("asked", "noted"), [("5", 5.0), ("0.5", 0.5), ("3600", MAX_CRAWL_DELAY)])
def test_a_crawl_delay_is_noted_for_its_host(crawler: Crawler, asked: str, noted: float) -> None:
    robots(crawler, f"User-agent: *\nCrawl-delay: {asked}\n").allowed("https://solo.tribunnews.com/x", AGENT)
    assert politeness.crawl_delays == {"solo.tribunnews.com": noted}


def test_a_delay_for_us_by_name_comes_before_that_for_all(crawler: Crawler) -> None:
    text = "User-agent: *\nCrawl-delay: 1\n\nUser-agent: newsspider\nCrawl-delay: 7\n"
    robots(crawler, text).allowed("https://www.tribunnews.com/x", AGENT)
    assert politeness.crawl_delays == {"www.tribunnews.com": 7.0}


@pytest.mark.parametrize(
    "text",
    [
        "Crawl-delay: cepat\n",
        "\x00\xff<html>",
        "",
        "User-agent: *\nCrawl-delay: -4\n",
        "User-agent: *\nCrawl-delay: nan\n",
    ],
)
def test_a_broken_robots_file_forbids_and_delays_nothing(crawler: Crawler, text: str) -> None:
    assert robots(crawler, text).allowed("https://www.tribunnews.com/x", AGENT)
    assert all(0 <= delay <= MAX_CRAWL_DELAY for delay in politeness.crawl_delays.values())


@pytest.mark.parametrize(("asked", "own", "result"), [(7.0, 2.0, 7.0), (1.0, 2.0, 2.0), (None, 2.0, 2.0)])
def test_a_slot_is_slowed_never_sped_up(
    crawler: Crawler, asked: float | None, own: float, result: float
) -> None:
    host = "www.tribunnews.com"
    if asked is not None:
        politeness.crawl_delays[host] = asked
    slot = SimpleNamespace(delay=own, jitter=0.5)
    engine: Any = SimpleNamespace(downloader=SimpleNamespace(slots={host: slot}))
    crawler.engine = engine
    CrawlDelay(crawler).slow_down(Request(f"https://{host}/x", meta={"download_slot": host}))
    assert slot.delay == result


def test_without_a_slot_nothing_happens(crawler: Crawler) -> None:
    politeness.crawl_delays["www.tribunnews.com"] = 5
    engine: Any = SimpleNamespace(downloader=SimpleNamespace(slots={}))
    crawler.engine = engine
    CrawlDelay(crawler).slow_down(Request("https://www.tribunnews.com/x"))
