"""Command `scrapy suspects`: its findings, safe for a terminal, and its exit codes."""

from __future__ import annotations

import json

import pytest

from newsspider.outlets.boilerplate.phrases import Phrase
from newsspider.text import STEERING
from tests.drift.writing import night, story
from tests.running.crawling import scrapy

HOSTILE = 'Klik "di sini" \\ \u202eatau di sana\u202c {0} %s [x](y) \x9b31m sekarang juga'


async def test_suspects_prints_hostile_lines_and_pastable_rule(database: str) -> None:
    await night(
        database, [story(number, HOSTILE, "Baris biasa " + "panjang sekali " * 30) for number in range(20)]
    )
    done = scrapy("suspects", database=database)
    assert (done.returncode, done.stderr) == (0, "")
    assert not STEERING.search(done.stdout)
    assert "in 20 of the last 20 stories (100%), 20 authors, www.tribunnews.com; near the top" in done.stdout
    assert "there are no older stories to compare with" in done.stdout
    start = (
        done.stdout.index("Phrase(\n        rule='klik")
        if "rule='klik" in done.stdout
        else done.stdout.index("Phrase(")
    )
    (phrase,) = eval(done.stdout[start : done.stdout.index("\n    ),", start) + 7], {"Phrase": Phrase})
    assert phrase.compiled.fullmatch(phrase.seen)
    assert "No dead rule" in done.stdout
    assert "No page of an unknown form" in done.stdout


async def test_json_has_everything(database: str) -> None:
    await night(database, [story(number, HOSTILE) for number in range(20)])
    done = scrapy("suspects", "--json", "--days", "7", database=database)
    assert done.returncode == 0
    assert not STEERING.search(done.stdout)
    found = json.loads(done.stdout)
    assert (found["days"], found["dead_rules"], found["skeletons"]) == (7, [], [])
    (suspect,) = found["suspects"]
    assert suspect["text"] == HOSTILE
    assert (suspect["stories"], suspect["share"], suspect["is_new"]) == (20, 1.0, False)
    (phrase,) = eval(suspect["phrase"]["source"], {"Phrase": Phrase})
    assert phrase.compiled.fullmatch(HOSTILE)


async def test_suspects_without_findings(database: str) -> None:
    await night(database, [story(number) for number in range(20)])
    done = scrapy("suspects", "--days", "1", database=database)
    assert done.returncode == 0
    assert done.stdout.startswith("No suspect line in the stories of the last day.\n")


def test_an_empty_database_has_nothing_to_show(database: str) -> None:
    done = scrapy("suspects", database=database)
    assert (done.returncode, done.stderr) == (0, "")
    assert "No suspect line" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["--days", "0"], ["--days", "x"], ["--days", "-1"], ["--days", "9" * 40], ["kata"]]
)
def test_bad_usage(arguments: list[str]) -> None:
    done = scrapy("suspects", *arguments, database="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert "expected" in done.stderr + done.stdout


def test_a_database_that_is_away() -> None:
    done = scrapy("suspects", database="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert done.stderr.startswith("newsspider: expected")
