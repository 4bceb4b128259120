"""Is no foreign host ever asked, and every host at the pace it wishes?"""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.settings import Settings

from newsspider.browser.resources import FOR_BROWSER
from newsspider.downloader import robotsparser
from newsspider.downloader.crawldelay import CrawlDelay
from newsspider.downloader.offsite import ForeignHost, OffsiteMiddleware
from newsspider.downloader.robotsfile import MOST_BYTES
from newsspider.downloader.robotsparser import MAX_CRAWL_DELAY, PoliteRobotParser
from newsspider.spiders.tribun import TribunSpider

AGENT = "newsspider"


@pytest.fixture
def crawler(monkeypatch: pytest.MonkeyPatch) -> Crawler:
    monkeypatch.setattr(robotsparser, "crawl_delays", {})
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
    OffsiteMiddleware.from_crawler(crawler).process_request(Request(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://tribun-maluku.com/", "https://www.tribunnews.com.evil.example/", "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest",
        "http://localhost:5432/", "https://www.tribunnews.com@evil.example/", "https://video.tribunnews.com/view/1/x", "file:///etc/passwd", "data:,x",
    ],
)  # fmt: skip
def test_any_other_host_is_refused_with_the_reason(crawler: Crawler, url: str) -> None:
    with pytest.raises(ForeignHost, match="expected a host of tribun, found"):
        OffsiteMiddleware.from_crawler(crawler).process_request(Request(url, dont_filter=True))


WIDGETS = ("https://recommendation.jixie.media/v1/pilihan", "https://scripts.jixie.media/robots.txt")


@pytest.mark.parametrize("url", WIDGETS)
def test_hosts_of_widgets_are_reached_for_the_browser_only(crawler: Crawler, url: str) -> None:
    guard = OffsiteMiddleware.from_crawler(crawler)
    guard.process_request(Request(url, meta={FOR_BROWSER: True}))
    with pytest.raises(ForeignHost):
        guard.process_request(Request(url))


def test_the_browser_reaches_no_other_host(crawler: Crawler) -> None:
    with pytest.raises(ForeignHost):
        OffsiteMiddleware(crawler).process_request(
            Request("https://iklan.example/", meta={FOR_BROWSER: True})
        )


def test_a_spider_without_an_outlet_is_left_alone(crawler: Crawler) -> None:
    crawler.spider = None
    OffsiteMiddleware(crawler).process_request(Request("https://contoh.example/"))


def robots(crawler: Crawler, text: str) -> PoliteRobotParser:
    return PoliteRobotParser.from_crawler(crawler, text.encode())


def test_robots_rules_hold(crawler: Crawler) -> None:
    parser = robots(crawler, "User-agent: *\nDisallow: /tag/\nDisallow: /search\n")
    assert not parser.allowed("https://www.tribunnews.com/tag/kopi", AGENT)
    assert parser.allowed("https://www.tribunnews.com/nasional/2026/07/24/kopi", AGENT)
    assert robotsparser.crawl_delays == {}


@pytest.mark.parametrize(("asked", "noted"), [("5", 5.0), ("0.5", 0.5), ("3600", MAX_CRAWL_DELAY)])
def test_a_crawl_delay_is_noted_for_its_host(crawler: Crawler, asked: str, noted: float) -> None:
    robots(crawler, f"User-agent: *\nCrawl-delay: {asked}\n").allowed("https://solo.tribunnews.com/x", AGENT)
    assert robotsparser.crawl_delays == {"solo.tribunnews.com": noted}


def test_a_delay_for_us_by_name_comes_before_that_for_all(crawler: Crawler) -> None:
    text = "User-agent: *\nCrawl-delay: 1\n\nUser-agent: newsspider\nCrawl-delay: 7\n"
    robots(crawler, text).allowed("https://www.tribunnews.com/x", AGENT)
    assert robotsparser.crawl_delays == {"www.tribunnews.com": 7.0}


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
    assert all(0 <= delay <= MAX_CRAWL_DELAY for delay in robotsparser.crawl_delays.values())


OURS = (
    "newsspider/0.1.0",
    "newsspider/*",
    "NewsSpider/0.1",
    "NEWSSPIDER",
    "newsspider bot",
    "newsspider2",
    "newsspider*",
    "*newsspider*",
    "newsspider;v=1",
    '"newsspider"',
    "newsspider # as our log has it",
    "Mozilla/5.0 (compatible; newsspider/0.1.0; +https://contoh.example/bot)",
    "Googlebot, newsspider",
    "Googlebot\nUser-agent: newsspider/2\nUser-agent: bingbot/3",
    "newsspider\t",
)
ALL = ("*", "* # everybody", "*/*", "*\nUser-agent: Googlebot", "Googlebot, *", "*;")
OTHERS = (
    "news",
    "newsspider-images/1.0",
    "newsspider_beta",
    "mynewsspider",
    "my-newsspider/1",
    "spider",
    "newsspiders",
    "Googlebot/2.1",
    "*bot*",
    "",
)


def group(agent: str, rules: str = "Disallow: /") -> str:
    return f"User-agent: {agent}\n{rules}\n"


@pytest.mark.parametrize("agent", [*OURS, *ALL])
def test_group_for_us_by_any_spelling_is_obeyed(crawler: Crawler, agent: str) -> None:
    """Case H1: the product token ends at the first character that is no letter, `_` or `-`."""
    parser = robots(crawler, group(agent, "Disallow: /\nCrawl-delay: 9"))
    assert not parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)
    assert parser.stated_delay == 9.0


@pytest.mark.parametrize("agent", OTHERS)
def test_group_for_others_says_nothing_to_us(crawler: Crawler, agent: str) -> None:
    """Case H1, the other way: a name that only looks like ours is not ours."""
    parser = robots(crawler, group(agent, "Disallow: /\nCrawl-delay: 9"))
    assert parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)
    assert parser.stated_delay is None


@pytest.mark.parametrize("agent", OURS)
def test_group_for_us_comes_before_the_one_for_all(crawler: Crawler, agent: str) -> None:
    """Case H1."""
    parser = robots(crawler, group("*") + group(agent, "Disallow: /tag/"))
    assert parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)
    assert not parser.allowed("https://www.tribunnews.com/tag/kopi", AGENT)


FORBIDDEN = group("newsspider/1.0")
WRITTEN = {
    "UTF-8 with a mark": b"\xef\xbb\xbf" + FORBIDDEN.encode(),
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + FORBIDDEN.encode(),
    "UTF-16 LE": b"\xff\xfe" + FORBIDDEN.encode("utf-16-le"),
    "UTF-16 BE": b"\xfe\xff" + FORBIDDEN.encode("utf-16-be"),
    "UTF-16 without a mark": FORBIDDEN.encode("utf-16-le"),
    "UTF-32": b"\xff\xfe\x00\x00" + FORBIDDEN.encode("utf-32-le"),
    "NULs": FORBIDDEN.replace("\n", "\x00\n").encode(),
    "CR alone": FORBIDDEN.replace("\n", "\r").encode(),
    "no colon": b"User-agent newsspider/1.0\nDisallow /\n",
    "spaces": b"  user-agent  :\t newsspider/1.0 \n disallow : / \n",
    "Latin-1 in a comment": b"# \xe9\xff\n" + FORBIDDEN.encode(),
    "a large file": FORBIDDEN.encode() + b"# x\n" * 3_000_000,
    "at the end of what is obeyed": b"# x\n" * 127_000 + FORBIDDEN.encode() + b"# x\n" * 200_000,
}


@pytest.mark.parametrize("body", WRITTEN.values(), ids=list(WRITTEN))
def test_rules_are_read_however_the_file_is_written(crawler: Crawler, body: bytes) -> None:
    """Cases H1 and H3: at least the first 500 KiB are obeyed."""
    parser = PoliteRobotParser.from_crawler(crawler, body)
    assert not parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)


def test_a_rule_cut_by_the_limit_is_none(crawler: Crawler) -> None:
    """Case H3: half of `Disallow: /tag/` would close the whole site."""
    end = b"User-agent: *\nDisallow: /tag/\n"
    body = b"#" * (MOST_BYTES - len(end) + 5 - 1) + b"\n" + end
    assert len(body) > MOST_BYTES
    parser = PoliteRobotParser.from_crawler(crawler, body)
    assert parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)


HOSTILE = {
    "many agents of one group": lambda n: (
        "".join(f"User-agent: a{i}\n" for i in range(n)) + "Disallow: /x\n" * n
    ),
    "many groups": lambda n: "".join(f"User-agent: a{i}\nDisallow: /{i}\n" for i in range(n)),
    "one long name": lambda n: f"User-agent: {'newsspider-' * n}\nDisallow: /\n",
    "spaces": lambda n: f"User-agent{' ' * n}\n{' ' * n}User-agent:{' ' * n}x\n",
    "wildcards": lambda n: "User-agent: *\nDisallow: /" + "*a" * n + "*b\n",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=list(HOSTILE))
def test_reading_costs_time_in_proportion(crawler: Crawler, make: Callable[[int], str]) -> None:
    """Case H1: linear, however the groups are made: ten times the file takes no hundred times as long."""

    def seconds(size: int) -> float:
        text, began = make(size).encode(), time.process_time()
        robots_of = PoliteRobotParser.from_crawler(crawler, text)
        robots_of.allowed("https://www.tribunnews.com/" + "a" * 1900, AGENT)
        return time.process_time() - began

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.02)


@pytest.mark.parametrize(("asked", "own", "result"), [(7.0, 2.0, 7.0), (1.0, 2.0, 2.0), (None, 2.0, 2.0)])
def test_a_slot_is_slowed_never_sped_up(
    crawler: Crawler, asked: float | None, own: float, result: float
) -> None:
    host = "www.tribunnews.com"
    if asked is not None:
        robotsparser.crawl_delays[host] = asked
    slot = SimpleNamespace(delay=own, jitter=0.5)
    engine: Any = SimpleNamespace(downloader=SimpleNamespace(slots={host: slot}))
    crawler.engine = engine
    CrawlDelay(crawler).slow_down(Request(f"https://{host}/x", meta={"download_slot": host}))
    assert slot.delay == result


def test_without_a_slot_nothing_happens(crawler: Crawler) -> None:
    robotsparser.crawl_delays["www.tribunnews.com"] = 5
    engine: Any = SimpleNamespace(downloader=SimpleNamespace(slots={}))
    crawler.engine = engine
    CrawlDelay(crawler).slow_down(Request("https://www.tribunnews.com/x"))
