"""Command `scrapy search`: its stories, safe for a terminal, and its exit codes."""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from newsspider.commands.search import filters_of
from newsspider.console.stories import EXCERPT_LINES, answer_lines, marked, wrapped
from newsspider.console.terminal import as_text
from newsspider.items import Article, Block, BlockKind
from newsspider.store.reports.search import Found, Piece, SearchResult
from newsspider.text import STEERING
from newsspider.validation import BadValue
from newsspider.visits import Fetch
from tests.conftest import a_database
from tests.drift.writing import night
from tests.running.crawling import scrapy

URL = "https://solo.tribunnews.com/news/2026/11/25/harga-{}"
NOBODY = "postgresql://nobody@127.0.0.1:1/none"
HOSTILE = "Harga \u202ekata\u202c <b>beras</b> \x9b31m naik lagi, kata pedagang."


def article(number: int, text: str) -> Article:
    url = URL.format(number)
    return Article(
        outlet="tribun",
        layout="Desktop2024",
        url=url,
        headline=f"Harga \u202eke-{number}\u202c",
        blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),),
        section="Bisnis",
        published_at=datetime(2026, 11, 24, 18, tzinfo=UTC),
        fetch=Fetch(page=url, depth=0, status=200),
    )


@pytest.fixture(scope="module")
def shared(server: str, migrated: str) -> Iterator[str]:
    """The conninfo of a database with two stories."""
    with a_database(server, like=migrated) as conninfo:
        asyncio.run(night(conninfo, [article(1, HOSTILE), article(2, "Cabai turun.")]))
        yield conninfo


def test_search_prints_hostile_stories_safely(shared: str) -> None:
    done = scrapy("search", "harga", "beras", "--host", "solo", "--since", "2026-11-25", database=shared)
    assert (done.returncode, done.stderr) == (0, "")
    assert not STEERING.search(done.stdout)
    assert done.stdout.splitlines() == [
        "1 story matches: harga beras",
        "  1. 25.11.2026 solo.tribunnews.com  Harga \ufffdke-1\ufffd",
        "     *Harga* \ufffdkata\ufffd *beras* \ufffd31m naik lagi, kata pedagang",
        "     https://solo.tribunnews.com/news/2026/11/25/harga-1",
    ]


def test_json_has_the_pieces(shared: str) -> None:
    done = scrapy("search", "beras", "--json", "--section", "bisnis", database=shared)
    assert done.returncode == 0
    assert not STEERING.search(done.stdout)
    answer = json.loads(done.stdout)
    assert (answer["query"], answer["matches"], answer["more"]) == ("beras", 1, False)
    (found,) = answer["found"]
    assert found["url"] == URL.format(1)
    assert [piece["text"] for piece in found["excerpt"] if piece["hit"]] == ["beras"]


def test_csv_has_no_formula_and_no_markup(shared: str) -> None:
    done = scrapy("search", "har*", "--csv", database=shared)
    assert (done.returncode, done.stderr) == (0, "")
    assert not STEERING.search(done.stdout)
    first, second = sorted(csv.DictReader(io.StringIO(done.stdout)), key=lambda row: row["url"])
    assert first["published_at"] == "2026-11-24T18:00:00+00:00"
    assert first["headline"] == "Harga \ufffdke-1\ufffd"
    assert second["excerpt"] == "Cabai turun."
    semicolons = scrapy("search", "har*", "--csv-semicolon", database=shared)
    cells = list(csv.DictReader(io.StringIO(semicolons.stdout), delimiter=";"))
    assert cells == list(csv.DictReader(io.StringIO(done.stdout)))
    both = scrapy("search", "har*", "--csv", "--json", database=shared)
    assert both.returncode == 2
    assert "expected one of --json, --csv and --csv-semicolon, found more" in both.stderr + both.stdout


@pytest.mark.parametrize(("offset", "cut_off"), [("0", "1 to 1 are shown: --limit"), ("1", "")])
def test_answer_that_is_cut_names_limit(shared: str, offset: str, cut_off: str) -> None:
    arguments = ("search", "har* OR cabai", "--limit", "1", "--offset", offset)
    shown, cells = scrapy(*arguments, database=shared), scrapy(*arguments, "--csv", database=shared)
    assert len(list(csv.DictReader(io.StringIO(cells.stdout)))) == 1
    assert ("--limit" in shown.stdout, "--limit" in cells.stderr) == (bool(cut_off), bool(cut_off))
    assert cut_off in shown.stdout
    assert cut_off in cells.stderr


def test_search_without_match_is_answer(shared: str) -> None:
    done = scrapy("search", "kereta", database=shared)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No story matches: kereta\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["beras", "--section", "kuliner"], "found 'kuliner': the newest stories have 'Bisnis'"),
        (["!!!"], "expected words to look for, found none in '!!!'"),
    ],
)
def test_search_refusals_of_database(shared: str, arguments: list[str], message: str) -> None:
    done = scrapy("search", *arguments, database=shared)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("newsspider: expected")
    assert message in done.stderr


def test_bad_usage() -> None:
    done = scrapy("search", "beras", "--host", "mars", database=NOBODY)
    assert done.returncode == 2
    assert "expected --host to be one of aceh," in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("since", "kemarin", "expected --since to be a day like 2026-11-01, found 'kemarin'"),
        ("until", "2026-10-01", "expected --since before --until"),
        ("limit", "0", "expected --limit to be a whole number from 1"),
        ("limit", "1001", "to 1000"),
        ("offset", "1e3", "expected --offset to be a whole number from 0"),
        ("offset", "9" * 5000, "expected --offset"),
    ],
)
def test_bad_options(option: str, value: str, message: str) -> None:
    stated = {"since": "2026-11-01", "until": None, "host": "solo", "limit": "9", "offset": "0"}
    stated |= dict.fromkeys(("section", "author", "tag", "originals"))
    assert filters_of(argparse.Namespace(**stated))["host"] == "solo.tribunnews.com"
    with pytest.raises(BadValue, match=message):
        filters_of(argparse.Namespace(**{**stated, option: value}))


def test_a_database_that_is_away() -> None:
    done = scrapy("search", "beras", database=NOBODY)
    assert done.returncode == 1
    assert done.stderr.startswith("newsspider: expected")


def found(text: str, headline: str = "Judul") -> Found:
    return Found(
        page_id=1,
        url="https://www.tribunnews.com/1",
        outlet="tribun",
        host="www.tribunnews.com",
        section=None,
        headline=headline,
        authors=(),
        published_at=None,
        gone=True,
        rank=0.1,
        excerpt=(Piece(text=text, hit=False),),
    )


def test_nine_long_stories_fit_on_a_screen() -> None:
    answer = SearchResult(found=[found("panjang sekali " * 90, "Judul " * 900)] * 9, matches=1000, more=True)
    lines = as_text(answer_lines(answer, "kata " * 99, 0, False)).split("\n")
    assert len(lines) <= 40
    assert max(map(len, lines)) < 80
    assert lines[0].startswith("More than 1,000 stories match: kata")
    assert lines[1].startswith("  1. day unknown www.tribunnews.com (gone)  Judul")
    assert "--until" in lines[-1]


def test_hits_are_bold_and_survive_wrapping() -> None:
    excerpt = (
        Piece(text="satu ", hit=False),
        Piece(text="dua tiga", hit=True),
        Piece(text=" empat", hit=False),
    )
    lines = list(wrapped(marked(excerpt, plain=False), 8, EXCERPT_LINES))
    assert ["".join(one for one, _ in line) for line in lines] == ["satu dua", "tiga …"]
    assert lines[0][5:] == [("d", True), ("u", True), ("a", True)]
    answer = SearchResult(found=[found("x")], matches=1, more=False)
    story = as_text(answer_lines(answer, "x", 0, True), colour=True)
    assert "\x1b[1m1 story matches: x\x1b[0m" in story


def test_a_word_wider_than_the_screen_is_broken() -> None:
    lines = list(wrapped([("a", False)] * 30, 10, 2))
    assert [len(line) for line in lines] == [10, 10]
    assert lines[1][-1] == ("…", False)
