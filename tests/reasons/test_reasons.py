"""Reasons of verdicts: identity by code and subject, and sentences in two languages."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any

import orjson
import pytest

from newsspider.outlets.expectations import NEWSROOM
from newsspider.reasons.reason import NOTICES, PAGE, Reason, ReasonCode, explained, rows_of, translated
from newsspider.runs.verdict import judge

WORDS: dict[str, dict[str, Any]] = tomllib.loads(
    (files("newsspider.reasons") / "reasons.toml").read_text("utf-8")
)
WWW, SOLO = "www.tribunnews.com", "solo.tribunnews.com"
COUNTERS = {
    "outcome/article": 90,
    "outcome/rejection": 40,
    "rejection/NoLayout": 5,
    "unwritten": 2,
    "in_flight": 3,
    "items_refused": 1,
    "log_count/ERROR": 4,
    "story_lists": 7,
    "listed_stories": 0,
    "backfill/lists_over": 9,
    "backfill/lists_done": 3,
}


@pytest.mark.parametrize(
    ("code", "subject", "one", "other"),
    [
        (ReasonCode.MEASURE_HIGH, "status/403", {"value": "30 %"}, {"value": "31 %"}),
        (ReasonCode.PAGES_UNREADABLE, "", {"pages": 119}, {"pages": 2000}),
        (ReasonCode.LOGGED_ERRORS, "", {"errors": 3}, {"errors": 17}),
        (ReasonCode.PROCESS_DIED, "", {"process": "12"}, {"process": "9"}),
        (ReasonCode.DATABASE_LOST, "", {"error": "refused"}, {"error": "no route"}),
        (ReasonCode.END_NOT_WRITTEN, "", {"error": "x"}, {"error": "server closed"}),
        (ReasonCode.MEASURE_LOW, "stories", {"value": "13"}, {"value": "2"}),
        (ReasonCode.HOST_LIMIT, WWW, {"pages": 20_000}, {"pages": 20_003}),
    ],
)
def test_identity_ignores_numbers(
    code: ReasonCode, subject: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    filled = {name: "count" if name == "unit" else "x" for name in names_in(code)}
    reasons = [Reason.of(code, subject, **{**filled, **numbers}) for numbers in (one, other)]
    assert len({reason.identity for reason in reasons}) == 1
    assert len({reason.text for reason in reasons}) == 2


def names_in(code: ReasonCode) -> set[str]:
    """The numbers that a sentence has; a measure is made of a value and what it means."""
    names = {name for _, name, _, _ in Formatter().parse(WORDS[code]["en"]) if name} - {"subject"}
    return names - {"measured"} | {"unit", "value", "means"} if "measured" in names else names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            Reason.of(ReasonCode.HOST_LIMIT, WWW, pages=3),
            Reason.of(ReasonCode.HOST_LIMIT, SOLO, pages=3),
        ),
        (
            Reason.of(ReasonCode.CRAWL_ENDED_EARLY, "shutdown"),
            Reason.of(ReasonCode.CRAWL_ENDED_EARLY, "database_lost"),
        ),
        (
            Reason.of(ReasonCode.NEW_LINE, "Unduh 2", stories=5, of_stories=9),
            Reason.of(ReasonCode.NEW_LINE, "Unduh 3", stories=5, of_stories=9),
        ),
        (
            Reason.of(ReasonCode.ITEMS_REFUSED, items=1),
            Reason.of(ReasonCode.ITEMS_UNSTORABLE, items=1),
        ),
    ],
)
def test_other_subject_or_code_is_another_reason(one: Reason, other: Reason) -> None:
    assert one.identity != other.identity


def test_reasons_of_verdict_keep_their_identity() -> None:
    browser = Reason.of(ReasonCode.NO_BROWSER, error="the browser died 3 times")
    _, reasons = judge("shutdown", COUNTERS, [browser])
    doubled = {name: number * 2 for name, number in COUNTERS.items()}
    _, again = judge("shutdown", doubled, [Reason.of(ReasonCode.NO_BROWSER, error="it died 6 times")])
    assert len({reason.identity for reason in reasons}) == len(reasons) > 6
    assert [reason.identity for reason in reasons] == [reason.identity for reason in again]


def test_row_is_plain_json_and_comes_back() -> None:
    reason = Reason.of(ReasonCode.HOST_NO_STORIES, SOLO, failed=4, stories=4, rejections="4 Http410")
    (row,) = orjson.loads(orjson.dumps(rows_of([reason, reason])))
    assert row == {
        "code": "host_no_stories",
        "subject": SOLO,
        "text": f"{SOLO}: none of its stories could be had (4 of 4: 4 Http410)",
        "numbers": {"failed": 4, "stories": 4, "rejections": "4 Http410"},
    }
    assert Reason.from_row(row) == reason


def test_indonesian_has_its_own_numbers_and_words() -> None:
    numbers = {"unit": "share", "value": "99.6 %", "sample": 1250, "bound": "5 %", "usual": "0 %", "runs": 12}
    reason = Reason.of(ReasonCode.MEASURE_HIGH, "status/403", means="pages were refused (403)", **numbers)
    assert reason.text == (
        "status/403: 99.6 % of 1,250 pages were refused (403), at most 5 % expected (usually 0 % in 12 runs)"
    )
    assert translated(reason.row, "id") == (
        "status/403: 99,6 % dari 1.250 halaman ditolak host (403), seharusnya paling banyak 5 % "
        "(biasanya 0 % dalam 12 run)"
    )


def test_unknown_numbers_leave_their_part_out() -> None:
    known = Reason.of(ReasonCode.HOST_PAUSED, SOLO, asked=604_800, left=21_599.0, waiting=13)
    unknown = Reason.of(ReasonCode.HOST_PAUSED, SOLO, asked=None, left=None, waiting=13)
    assert known.text == (
        f"{SOLO}: asks to be left alone (it asks for 7 days, Retry-After; for 5 h 59 min more nobody asks it;"
        " 13 due pages wait)"
    )
    assert unknown.text == f"{SOLO}: asks to be left alone (13 due pages wait)"


@pytest.mark.parametrize("code", ReasonCode)
def test_every_code_has_both_languages(code: ReasonCode) -> None:
    words = WORDS[code]
    for texts in (words, words.get("details", {"en": "", "id": ""})):
        names = [
            {name for _, name, _, _ in Formatter().parse(texts[language]) if name}
            for language in ("en", "id")
        ]
        assert names[0] == names[1], f"expected the same numbers in both languages of {code}"


SECTIONS = (Path(__file__).parents[2] / PAGE).read_text("utf-8").split("\n### ")[1:]


@pytest.mark.parametrize("code", ReasonCode)
def test_every_code_has_its_section(code: ReasonCode) -> None:
    """What docs/breakages.md says of a code is what the dashboard says; say it in reasons.toml first."""
    assert [one for one in SECTIONS if one.strip() == f"`{code}`\n\n{explained(code, 'en')}"], code
    assert explained(code, "id") != explained(code, "en")


def test_every_section_is_of_a_code() -> None:
    assert {one.partition("`\n")[0].strip("`") for one in SECTIONS} == {code.value for code in ReasonCode}


def test_every_phrase_of_expectations_is_translated() -> None:
    said = {text for one in NEWSROOM for text in (one.means, one.things)}
    assert said - WORDS["phrases"].keys() == set()


def test_notices_are_no_troubles() -> None:
    assert {code.value for code in NOTICES} == {"nothing_to_do", "run_goes_on"}
