"""robots.txt parser: groups by product token, encodings, size limit, time."""

import time
from collections.abc import Callable

import pytest

from newsspider.downloader.robotsfile import MAX_BYTES
from newsspider.downloader.robotsparser import RobotsTxtParser

AGENT = "newsspider"
PAGE = "https://www.tribunnews.com/nasional/2026/07/24/kopi"


def parser_of(text: str) -> RobotsTxtParser:
    return RobotsTxtParser(text.encode(), None)


def test_rules_hold() -> None:
    parser = parser_of("User-agent: *\nDisallow: /tag/\nDisallow: /search\n")
    assert not parser.allowed("https://www.tribunnews.com/tag/kopi", AGENT)
    assert parser.allowed(PAGE, AGENT)
    assert parser.stated_delay is None


@pytest.mark.parametrize(
    ("stated", "seconds"), [("5s", 5), ("10 seconds", 10), ("0,5", 0.5), ("3 detik # pelan", 3), ("007", 7)]
)
def test_crawl_delay_is_read_with_its_unit(stated: str, seconds: float) -> None:
    assert parser_of(f"User-agent: *\nCrawl-delay: {stated}").stated_delay == seconds


@pytest.mark.parametrize("stated", ["5", "0.5", "3600"])
def test_crawl_delay_is_read(stated: str) -> None:
    assert parser_of(f"User-agent: *\nCrawl-delay: {stated}\n").stated_delay == float(stated)


def test_own_crawl_delay_precedes_that_for_all() -> None:
    text = "User-agent: *\nCrawl-delay: 1\n\nUser-agent: newsspider\nCrawl-delay: 7\n"
    assert parser_of(text).stated_delay == 7.0


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
def test_broken_file_forbids_and_delays_nothing(text: str) -> None:
    parser = parser_of(text)
    assert parser.allowed("https://www.tribunnews.com/x", AGENT)
    assert parser.stated_delay is None or parser.stated_delay >= 0


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
def test_own_group_is_obeyed_in_any_spelling(agent: str) -> None:
    """Case H1: the product token ends at the first character that is no letter, `_` or `-`."""
    parser = parser_of(group(agent, "Disallow: /\nCrawl-delay: 9"))
    assert not parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)
    assert parser.stated_delay == 9.0


@pytest.mark.parametrize("agent", OTHERS)
def test_group_for_others_is_ignored(agent: str) -> None:
    """Case H1, the other way: a name that only looks like ours is not ours."""
    parser = parser_of(group(agent, "Disallow: /\nCrawl-delay: 9"))
    assert parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)
    assert parser.stated_delay is None


@pytest.mark.parametrize("agent", OURS)
def test_own_group_precedes_that_for_all(agent: str) -> None:
    """Case H1."""
    parser = parser_of(group("*") + group(agent, "Disallow: /tag/"))
    assert parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)
    assert not parser.allowed("https://www.tribunnews.com/tag/kopi", AGENT)


FORBIDDEN = group("newsspider/1.0")
ENCODINGS = {
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


@pytest.mark.parametrize("body", ENCODINGS.values(), ids=list(ENCODINGS))
def test_rules_are_read_in_any_encoding(body: bytes) -> None:
    """Cases H1 and H3: at least the first 500 KiB are obeyed."""
    parser = RobotsTxtParser(body, None)
    assert not parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)


def test_rule_cut_by_size_limit_is_ignored() -> None:
    """Case H3: half of `Disallow: /tag/` would close the whole site."""
    end = b"User-agent: *\nDisallow: /tag/\n"
    body = b"#" * (MAX_BYTES - len(end) + 5 - 1) + b"\n" + end
    assert len(body) > MAX_BYTES
    parser = RobotsTxtParser(body, None)
    assert parser.allowed("https://www.tribunnews.com/news/1/kopi", AGENT)


HOSTILE_FILES = {
    "many agents of one group": lambda n: (
        "".join(f"User-agent: a{i}\n" for i in range(n)) + "Disallow: /x\n" * n
    ),
    "many groups": lambda n: "".join(f"User-agent: a{i}\nDisallow: /{i}\n" for i in range(n)),
    "one long name": lambda n: f"User-agent: {'newsspider-' * n}\nDisallow: /\n",
    "spaces": lambda n: f"User-agent{' ' * n}\n{' ' * n}User-agent:{' ' * n}x\n",
    "wildcards": lambda n: "User-agent: *\nDisallow: /" + "*a" * n + "*b\n",
}


@pytest.mark.parametrize("make", HOSTILE_FILES.values(), ids=list(HOSTILE_FILES))
def test_parsing_time_is_linear(make: Callable[[int], str]) -> None:
    """Case H1: linear, however the groups are made: ten times the file takes no hundred times as long."""

    def seconds(size: int) -> float:
        text, began = make(size).encode(), time.process_time()
        parser = RobotsTxtParser(text, None)
        parser.allowed("https://www.tribunnews.com/" + "a" * 1900, AGENT)
        return time.process_time() - began

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.02)
