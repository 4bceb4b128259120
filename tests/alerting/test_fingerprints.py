"""Is one trouble one cause, whatever its numbers, and two troubles two?"""

import pytest

from newsspider.alerting.fingerprints import LONGEST, cause_of, causes_of
from newsspider.runs.verdict import judge

COUNTERS = {
    "outcome/article": 90, "outcome/rejection": 40, "rejection/NoLayout": 5, "unwritten": 2, "in_hand": 3,
    "items_refused": 1, "log_count/ERROR": 4, "story_lists": 7, "listed_stories": 0,
    "backfill/lists_over": 9, "backfill/lists_done": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30 % of pages refused by www", "31 % of pages refused by www"),
        ("24 of 119 pages failed or were no story (5 NoLayout)", "1,240 of 2,000 pages failed or were no story (9 Http403, 2 X)"),
        ("3 errors in the log", "17 errors in the log"),
        ("process 12 on crawler-1 died; others went on", "process 9 on 0f3c2a died; others went on"),
        ("expected the database to be back within 120 s, found: connection refused", "expected the database to be back within 120 s, found: no route"),
        ("the end of the run could not be written: x", "the end of the run could not be written: server closed"),
        ("stories fell from 412.5 to 13", "stories fell from 90 to 2"),
        ("www.tribunnews.com: 20,000 pages visited, the most of a run (HOST_PAGES_LIMIT)", "www.tribunnews.com: 20,003 pages visited, the most of a run (HOST_PAGES_LIMIT)"),
    ],
)  # fmt: skip
def test_numbers_make_no_difference(one: str, other: str) -> None:
    assert cause_of(one) == cause_of(other)
    assert not any(letter.isdigit() for letter in cause_of(one)), cause_of(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30 % of pages refused by www", "30 % of pages refused by solo"),
        ("the crawl ended early: shutdown", "the crawl ended early: database_lost"),
        ("tribun2 has no headline", "tribun3 has no headline"),
        ("5 pages answered Http403", "5 pages answered Http503"),
    ],
)
def test_another_host_or_kind_is_another_cause(one: str, other: str) -> None:
    assert cause_of(one) != cause_of(other)


def test_every_reason_of_a_verdict_is_a_cause_of_its_own_and_stays_one() -> None:
    _, reasons = judge("shutdown", COUNTERS, ["the browser died 3 times"])
    doubled = {name: number * 2 for name, number in COUNTERS.items()}
    _, again = judge("shutdown", doubled, ["the browser died 6 times"])
    assert len(causes_of(reasons)) == len(reasons) > 6
    assert list(causes_of(reasons)) == list(causes_of(again))


def test_a_cause_is_short_and_never_empty() -> None:
    assert len(cause_of("x" * 5000)) == LONGEST
    assert cause_of("(3)") == "no reason was given"
    assert causes_of(["the run goes on in 2 other processes", "nothing to do: x"]) == {}
