"""Tests of a preflight's checks: pure functions of an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from newsspider.items import Article, Block, BlockKind, Listing
from newsspider.outlets import OUTLETS
from newsspider.outlets.dates import WIB
from newsspider.preflight.checks import AskedHost, list_check, robots_check, second_page_check, story_check
from newsspider.preflight.lines import suspect_lines
from newsspider.preflight.report import Answer, CheckName, HostReport, Level, Trouble, worst
from tests.running.oddsite import WWW, index, sitemap
from tests.running.oddsite import Answer as Served

TRIBUN = OUTLETS["tribun"]
NOW = datetime(2026, 11, 28, 12, tzinfo=WIB)
ASKED = AskedHost(outlet=TRIBUN, host=WWW, now=NOW)
MAP = f"https://{WWW}/sitemap.xml"
INDEX = f"https://{WWW}/index-news?date=2026-11-28"
STORIES = [f"https://{WWW}/news/78586{number:02}/kopi-{number}" for number in range(3)]
LISTS = [MAP, INDEX, f"https://{WWW}/"]


def answer(served: Served, url: str = MAP, **more: object) -> Answer:
    status, headers, body = served
    data = body.encode() if isinstance(body, str) else body
    found = Answer(
        url=url, final_url=url, status=status, body=data, content_type=headers.get("Content-Type", "")
    )
    return replace(found, **more)  # type: ignore[arg-type]


def stamped(hours: int) -> Served:
    return sitemap(*STORIES, modified=(NOW - timedelta(hours=hours)).isoformat())


@pytest.mark.parametrize(
    ("found", "level", "trouble", "said"),
    [
        (answer(stamped(2)), Level.OK, None, "3 stories, the newest 2 h old"),
        (answer(stamped(40)), Level.WARN, Trouble.OLD_LIST, "3 stories, the newest 1 day 16 h old"),
        (answer(sitemap(*STORIES)), Level.OK, None, "3 stories, age not stated"),
        (answer(sitemap(STORIES[0])), Level.OK, None, "1 story, age not stated"),
        (answer(sitemap()), Level.WARN, Trouble.EMPTY_LIST, "Sitemap: names no story of this host"),
        (
            answer(sitemap(STORIES[0].replace("www", "solo"))),
            Level.WARN,
            Trouble.EMPTY_LIST,
            "Sitemap: names no story of this host",
        ),
        (
            answer(stamped(2), seconds=14.2),
            Level.WARN,
            Trouble.SLOW,
            "3 stories, the newest 2 h old; slow: 14 s",
        ),
        (answer((404, {}, "")), Level.WARN, Trouble.MISSING, "HTTP status 404"),
        (answer((500, {}, "")), Level.FAIL, Trouble.SERVER, "HTTP status 500"),
        (answer((429, {}, "")), Level.FAIL, Trouble.THROTTLED, "HTTP status 429"),
        (
            answer((403, {}, ""), wall="a challenge of Akamai"),
            Level.FAIL,
            Trouble.WALL,
            "HTTP status 403: a challenge of Akamai",
        ),
        (
            answer(stamped(2), final_url=MAP.replace("www", "solo")),
            Level.FAIL,
            Trouble.ELSEWHERE,
            "leads to solo.tribunnews.com",
        ),
        (
            answer(stamped(2), final_url=MAP.replace("www", "m")),
            Level.OK,
            None,
            "3 stories, the newest 2 h old",
        ),
        (
            Answer(url=MAP, reason="DownloadTimeoutError", detail="took longer than 30 s"),
            Level.FAIL,
            Trouble.SILENT,
            "took longer than 30 s",
        ),
    ],
)
def test_list_is_judged_by_its_stories(
    found: Answer, level: Level, trouble: Trouble | None, said: str
) -> None:
    check, _ = list_check(CheckName.SITEMAP, found, ASKED)
    assert (check.level, check.trouble, check.found) == (level, trouble, said)


@pytest.mark.parametrize(
    ("found", "level", "said"),
    [
        ((200, {}, "User-agent: *\nDisallow: /ajax/\n"), Level.OK, "allows the lists"),
        ((200, {}, "User-agent: *\nCrawl-delay: 9\n"), Level.OK, "allows the lists; Crawl-delay 9 s"),
        ((200, {}, "User-agent: *\nDisallow: /index-news\n"), Level.WARN, "allows 2 of 3 lists"),
        ((200, {}, "User-agent: newsspider\nDisallow: /\n"), Level.FAIL, "allows 0 of 3 lists"),
        ((200, {}, "User-agent: lain\nDisallow: /\n"), Level.OK, "allows the lists"),
        ((404, {}, ""), Level.OK, "none (404): everything is allowed"),
        ((403, {}, ""), Level.WARN, "refused (403); that allows everything (RFC 9309)"),
        (
            (200, {}, "<html><body>x</body></html>"),
            Level.WARN,
            "an HTML page; that is no rule, and allows everything",
        ),
    ],
)
def test_robots_txt_is_judged_by_the_lists_it_allows(found: Served, level: Level, said: str) -> None:
    check, _ = robots_check(answer(found, f"https://{WWW}/robots.txt"), ASKED, LISTS)
    assert (check.level, check.found) == (level, said)


def test_second_page_of_an_index_names_other_stories() -> None:
    first = TRIBUN.read(index(STORIES[0], following=f"{INDEX}&page=2")[2], INDEX, True)
    assert isinstance(first, Listing)
    other, same = (answer(index(url), f"{INDEX}&page=2") for url in STORIES[1::-1])
    assert second_page_check(other, ASKED, first).level is Level.OK
    repeated = second_page_check(same, ASKED, first)
    assert (repeated.level, repeated.found) == (
        Level.WARN,
        "of the index: the same stories as its first page",
    )


def article(headline: str, *texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Article:
    blocks = tuple(Block(kind=kind, text=text) for text in texts)
    return Article(outlet="tribun", layout="Desktop2024", url=STORIES[0], headline=headline, blocks=blocks)


def test_lines_of_two_stories_and_calls_are_suspect() -> None:
    same = "Kabar ini disiarkan juga di layar kami."
    one = article("Kopi", "Warga menanam kopi di lereng.", same, "Ikuti saluran WhatsApp kami")
    two = article("Teh", "Warga memetik teh di kebun.", same, same)
    assert suspect_lines([one, two]) == [(same, "Ikuti saluran WhatsApp kami"), (same,)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (article("Kopi", "Warga menanam kopi."), article("Kopi", "Warga menanam kopi.")),
        (
            article("Kopi", "Jawaban: B", kind=BlockKind.LIST_ITEM),
            article("Teh", "Jawaban: B", kind=BlockKind.LIST_ITEM),
        ),
        (
            article("Kopi", "Kronologi", kind=BlockKind.HEADING),
            article("Teh", "Kronologi", kind=BlockKind.HEADING),
        ),
        (article("Kopi", "Ya."), article("Teh", "Ya.")),
        (article("Kopi", '"Ikuti saluran kami," kata Dewi.'), article("Teh", "Warga memetik teh.")),
    ],
)
def test_what_honest_stories_repeat_is_not_suspect(one: Article, two: Article) -> None:
    assert suspect_lines([one, two]) == [(), ()]


def test_host_is_as_bad_as_its_worst_check() -> None:
    checks = tuple(
        list_check(CheckName.SITEMAP, answer(served), ASKED)[0] for served in (stamped(2), stamped(40))
    )
    report = HostReport(host=WWW, checks=checks, requests=2, seconds=1.0)
    assert report.level is Level.WARN
    assert worst([]) is Level.OK


def test_story_of_an_empty_page_is_no_story() -> None:
    check, found = story_check(answer((200, {}, ""), STORIES[0]), ASKED)
    assert found is None
    assert (check.level, check.trouble) == (Level.FAIL, Trouble.NO_STORY)
    assert check.found.startswith("EmptyPage: ")
