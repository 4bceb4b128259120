"""Tests of the rates and the time left of a run under way."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from newsspider.store.reports.live import HostState, LiveHost, LiveRun
from newsspider.store.reports.pace import Pace, TimeLeft

START = datetime(2026, 11, 1, 1, tzinfo=UTC)


def host(
    name: str = "www.tribunnews.com",
    pages: int = 0,
    due: int = 0,
    *,
    paused: float = 0,
    refused: bool = False,
    leased: bool = True,
    elsewhere: bool = False,
    at: float = 0,
) -> LiveHost:
    now = START + timedelta(seconds=at)
    return LiveHost(
        name=name,
        pages=pages,
        failed=0,
        due=due,
        leased_here=leased,
        leased_elsewhere=elsewhere,
        paused_until=now + timedelta(seconds=paused) if paused else None,
        refused_at=now if refused else None,
    )


def state(seconds: float, *hosts: LiveHost, stories: int = 0, limit: str = "", read: int = 0) -> LiveRun:
    """A run that has gone on for so long, with the pages of its hosts."""
    return LiveRun(
        id=1,
        spider="tribun",
        arguments={"limit": limit} if limit else {},
        settings={},
        started_at=START,
        finished_at=None,
        verdict=None,
        now=START + timedelta(seconds=seconds),
        seen_at=START + timedelta(seconds=seconds),
        working=1,
        died=0,
        counters=Counter(
            {
                "pages_settled": sum(one.pages for one in hosts),
                "articles_new": stories,
                "outcome/article": read,
            }
        ),
        fire_log=None,
        hosts=hosts,
        rejections=(),
    )


def pace_of(*states: LiveRun) -> Pace:
    pace = Pace()
    for one in states:
        pace.see(one)
    return pace


def left(seconds: float | None, most: float | None = None) -> TimeLeft:
    return TimeLeft(
        least=None if seconds is None else timedelta(seconds=seconds),
        most=None if most is None else timedelta(seconds=most),
    )


def test_rates_since_start_until_watched() -> None:
    rates = pace_of(state(120, host(pages=60), stories=20)).rates()
    assert (rates.pages, rates.stories, rates.since_start) == (30, 10, True)


def test_rates_are_those_of_the_last_minutes() -> None:
    slow_then_fast = [
        state(at, host(pages=60 if at <= 600 else 60 + (at - 600) * 2)) for at in range(0, 1201, 60)
    ]
    rates = pace_of(*slow_then_fast).rates()
    assert (rates.pages, rates.seconds, rates.since_start) == (120, 300, False)


def test_states_of_one_moment_take_no_memory() -> None:
    pace = pace_of(*(state(100 + number / 100, host(pages=number)) for number in range(500)))
    assert len(pace._seen) <= 5


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        # Nothing is due, or nothing has come so far.
        ([state(60, host(pages=60))], left(0, 0)),
        ([state(60, host(pages=0, due=100))], left(None)),
        # 60 pages in a minute, 30 of each host: 600 due pages of one take 20 minutes, however quick the other is.
        ([state(60, host(pages=30, due=600), host("b", pages=30, due=2))], left(1200)),
        # The slowest host, with its pause.
        ([state(60, host(pages=30, due=10), host("b", pages=30, due=10, paused=300, at=60))], left(320)),
        # 60 pages a minute, and the number of due pages falls by 30: from 10 to 20 minutes.
        ([state(0, host(due=630)), state(60, host(pages=60, due=600))], left(600, 1200)),
        # It grows: nobody knows when it ends.
        ([state(0, host(due=500)), state(60, host(pages=60, due=600))], left(600)),
        # Watched for half a minute: too short for a trend.
        ([state(0, host(due=630)), state(30, host(pages=30, due=600))], left(600)),
        # A host of unknown pace: a lower bound only.
        (
            [
                state(0, host(due=630), host("b", due=5)),
                state(60, host(pages=60, due=590), host("b", due=5)),
            ],
            left(595),
        ),
        # 10 of 40 stories are read after a minute.
        ([state(60, host(pages=20, due=500), limit="40", read=10)], left(180, 180)),
    ],
)
def test_time_left_is_a_range_or_unknown(states: list[LiveRun], expected: TimeLeft) -> None:
    assert pace_of(*states).time_left() == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (host(due=3), HostState.CRAWLING),
        (host(due=3, paused=60), HostState.PAUSED),
        (host(due=3, paused=2), HostState.CRAWLING),
        (host(due=3, paused=3600, refused=True), HostState.REFUSED),
        (host(refused=True, leased=False), HostState.REFUSED),
        (host(due=3, leased=False, elsewhere=True), HostState.ELSEWHERE),
        (host(due=3, leased=False), HostState.WAITING),
        (host(leased=False), HostState.DONE),
    ],
)
def test_state_of_a_host(given: LiveHost, expected: HostState) -> None:
    assert given.state(START) == expected
