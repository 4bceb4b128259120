"""Layout of a calendar of nights: a column for each week, a square for each night, the newest last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 365
CELL, GAP, LEFT, TOP = 18, 3, 30, 18
"""Side of a square, the space between two, and the margins for the names of days and months."""
WEEK = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Square:
    """A night's square: its place, its verdict (empty without a run), and the runs that gave it."""

    day: date
    x: int
    y: int
    verdict: str
    runs: Sequence[tuple[str, int, str]]
    """Outlet, number and verdict of each run that counts, the worst first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """Squares by day, the oldest first, and the first of each month with its place."""

    width: int
    height: int
    squares: tuple[Square, ...]
    months: tuple[tuple[int, date], ...]
    totals: Mapping[str, int]
    """Nights by verdict."""


def calendar(nights: Mapping[date, Sequence[tuple[str, int, str]]], last: date) -> Calendar:
    """The nights up to the last one, whole weeks from a Monday on; `nights` has the runs of each, the worst
    first."""
    first = last - timedelta(days=DAYS - 1)
    monday = first - timedelta(days=first.weekday())
    squares, months, totals = [], [], dict.fromkeys(("ok", "degraded", "failed", "lost", "goes on", ""), 0)
    for number in range((last - monday).days + 1):
        day = monday + timedelta(days=number)
        week, weekday = divmod(number, WEEK)
        x, y = LEFT + week * (CELL + GAP), TOP + weekday * (CELL + GAP)
        runs = nights.get(day, ())
        verdict = runs[0][2] if runs else ""
        totals[verdict] += 1
        squares.append(Square(day=day, x=x, y=y, verdict=verdict, runs=runs))
        if day.day == 1:
            months.append((x, day))
    return Calendar(
        width=squares[-1].x + CELL + GAP,
        height=TOP + WEEK * (CELL + GAP),
        squares=tuple(squares),
        months=tuple(months),
        totals={verdict: number for verdict, number in totals.items() if number},
    )
