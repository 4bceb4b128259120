"""What has come to stand in many stories, what no longer matches, and which pages have a new form?

Suspect lines are found in the newest stories, dead rules by what rules cut in the weeks before, new forms of
pages among the rejections. All of it reads a bounded number of stories, however many there are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.store.reports.suspects import (
    FEWEST,
    FEWEST_AUTHORS,
    SURE_SHARE,
    SURE_STORIES,
    Candidate,
    Suspect,
    ranked,
    suspects_of,
    with_history,
)

LEAST, MOST = 500, 6_000
"""Stories looked at: the newest, also where the last days had fewer, and at most so many of them."""
MOST_OF_RUN = 500
"""A sample: what stands in a fifth of a run's stories shows in it; all of a night would take a second."""
WEEKS_BEFORE: Mapping[str, object] = {"newest": 300, "stretches": 50, "seconds": 86_400, "each": 30}
"""The sample that says whether something is new: the newest stories of before, and 30 of each of 50 days."""
MONTHS_BEFORE: Mapping[str, object] = {"stretches": 53, "seconds": 86_400, "each": 40}
"""The sample for dead rules: the days from 60 to 7 days ago."""
RECENT, RECENT_LEAST = 1_000, 200
"""Of the newest stories of the last week, in so many at least must a rule be silent."""
EXPECTED = 10.0
"""Stories of those whose lines the rule should have cut: then chance is silent once in 20,000 times."""
KEPT = 40
"""Suspects of which the weeks before are asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadRule:
    """A rule that cut lines of `stories` of the `of_stories` of the weeks before, should have done so in
    `expected` of the newest `silent_for` stories of the same hosts and layouts, and has in none."""

    outlet: str
    rule: str
    stories: int
    of_stories: int
    expected: float
    silent_for: int
    last_seen: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SkeletonGroup:
    """Rejected pages made alike. `page` is the newest of them, unpacked as far as it is whole."""

    outlet: str
    skeleton: str
    pages: int
    hosts: list[str]
    reasons: list[str]
    first_seen: datetime
    last_seen: datetime
    examples: list[str]
    page: bytes


def suspects(connection: Connection[TupleRow], days: int) -> list[Suspect]:
    """The suspect lines of the stories that are new or changed since so many days."""
    with connection.transaction():
        connection.execute(query("drift_settings"), {"loops": "off"})
        with connection.cursor(row_factory=class_row(Candidate)) as cursor:
            found = cursor.execute(query("suspects"), _newest(days)).fetchall()
        chosen, history = suspects_of(found)[:KEPT], {}
        for outlet, values in _asked(chosen, found):
            history[outlet] = connection.execute(query("seen_before"), values).fetchall()
    return ranked(_compared(chosen, history))


async def new_banners(pool: Pool, run: int) -> list[Suspect]:
    """The lines of which a run's verdict may say that they are new and stand in many of its stories."""
    async with pool.connection() as connection:
        await connection.execute(query("drift_settings"), {"loops": "off"})
        async with connection.cursor(row_factory=class_row(Candidate)) as cursor:
            await cursor.execute(query("suspects"), _of_run(run))
            found = await cursor.fetchall()
        likely = [one for one in suspects_of(found) if is_likely(one)]
        chosen, history = likely[:KEPT], {}
        for outlet, values in _asked(chosen, found):
            history[outlet] = await (await connection.execute(query("seen_before"), values)).fetchall()
    return ranked(one for one in _compared(chosen, history) if one.is_sure)


def is_likely(suspect: Suspect) -> bool:
    """Whether only the weeks before can still say no."""
    return replace(suspect, looked_before=10**6).is_sure


def dead_rules(connection: Connection[TupleRow]) -> list[DeadRule]:
    """The rules that no longer match, those that matched most first."""
    values = {**MONTHS_BEFORE, "most": RECENT, "least": RECENT_LEAST, "expected": EXPECTED}
    with connection.transaction(), connection.cursor(row_factory=class_row(DeadRule)) as cursor:
        connection.execute(query("drift_settings"), {"loops": "on"})
        return cursor.execute(query("dead_rules"), values).fetchall()


def skeletons(connection: Connection[TupleRow], days: int) -> list[SkeletonGroup]:
    """The forms of the pages rejected in so many days, the most frequent first."""
    with connection.cursor(row_factory=class_row(SkeletonGroup)) as cursor:
        rows = cursor.execute(query("skeletons"), {"run": None, "days": days}).fetchall()
    return [replace(row, page=_unpacked(row.page)) for row in rows]


async def skeletons_of(pool: Pool, run: int) -> list[SkeletonGroup]:
    """The forms of the pages that a run rejected."""
    async with (
        pool.connection() as connection,
        connection.cursor(row_factory=class_row(SkeletonGroup)) as cursor,
    ):
        await cursor.execute(query("skeletons"), {"run": run, "days": 0})
        rows = await cursor.fetchall()
    return [replace(row, page=_unpacked(row.page)) for row in rows]


def _newest(days: int) -> dict[str, object]:
    return {
        "run": None, "days": days, "least": LEAST, "most": MOST, "fewest": FEWEST, "share": 0.0,
        "authors": FEWEST_AUTHORS,
    }  # fmt: skip


def _of_run(run: int) -> dict[str, object]:
    of_run = {"run": run, "most": MOST_OF_RUN, "fewest": SURE_STORIES, "share": SURE_SHARE}
    return {**_newest(0), **of_run}


def _asked(chosen: Sequence[Suspect], found: Sequence[Candidate]) -> Iterator[tuple[str, dict[str, object]]]:
    """What to ask of the weeks before, outlet by outlet; nothing where nothing is suspect."""
    for outlet in dict.fromkeys(one.outlet for one in chosen):
        pieces = [one.piece for one in chosen if one.outlet == outlet]
        yield outlet, {**WEEKS_BEFORE, "before": found[0].before, "outlet": outlet, "pieces": pieces}


def _compared(chosen: Sequence[Suspect], history: Mapping[str, Sequence[Any]]) -> Iterator[Suspect]:
    for outlet in history:
        seen = {number: (stories, since) for number, stories, since in history[outlet]}
        of_outlet = (one for one in chosen if one.outlet == outlet)
        for number, one in enumerate(of_outlet, start=1):
            stories, since = seen.get(number, (0, None))
            yield with_history(one, stories, seen[0][0], since)


def _unpacked(page: bytes | None) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(page or b"")
    except zlib.error:
        return b""
