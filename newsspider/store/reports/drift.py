"""Drift: suspect lines, dead rules, and rejected pages with a new skeleton.

Suspects are found in the newest stories, dead rules by what rules cut in earlier weeks, skeletons among the
rejections. All of it reads a bounded number of stories, however many there are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from newsspider.store.calls import fetch_all
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
"""Stories in the sample, at least (also where the last days had fewer) and at most."""
MOST_OF_RUN = 500
"""Stories of a run in the sample. What a fifth of the stories have shows in it; all would take a second."""
WEEKS_BEFORE: Mapping[str, object] = {"newest": 300, "stretches": 50, "seconds": 86_400, "each": 30}
"""Sample of earlier weeks, to tell what is new: the newest earlier stories, and 30 of each of 50 days."""
MONTHS_BEFORE: Mapping[str, object] = {"stretches": 53, "seconds": 86_400, "each": 40}
"""Sample for dead rules: the days from 60 to 7 days ago."""
RECENT, RECENT_LEAST = 1_000, 200
"""Newest stories of the last week: sample, and the least number in which a dead rule is silent."""
EXPECTED = 10.0
"""Stories in which the rule should have cut lines. Chance alone is silent once in 20,000 times then."""
KEPT = 40
"""Suspects that are compared with earlier weeks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadRule:
    """A rule that cut lines in `stories` of `of_stories` earlier stories, should have done so in `expected`
    of the newest `silent_for` stories of the same hosts and layouts, and did in none."""

    outlet: str
    rule: str
    stories: int
    of_stories: int
    expected: float
    silent_for: int
    last_seen: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SkeletonGroup:
    """Rejected pages with one skeleton. `page` is the newest, decompressed as far as it is whole."""

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
    """The suspects in stories that are new or edited in the last days."""
    with connection.transaction():
        connection.execute(query("drift_settings"), {"loops": "off"})
        with connection.cursor(row_factory=class_row(Candidate)) as cursor:
            found = cursor.execute(query("suspects"), _newest(days)).fetchall()
        chosen, history = suspects_of(found)[:KEPT], {}
        for outlet, values in _history_queries(chosen, found):
            history[outlet] = connection.execute(query("seen_before"), values).fetchall()
    return ranked(_compared(chosen, history))


async def new_banners(pool: Pool, run: int) -> list[Suspect]:
    """The new lines in many of a run's stories, sure enough for its verdict."""
    async with pool.connection() as connection:
        await connection.execute(query("drift_settings"), {"loops": "off"})
        async with connection.cursor(row_factory=class_row(Candidate)) as cursor:
            await cursor.execute(query("suspects"), _of_run(run))
            found = await cursor.fetchall()
        likely = [one for one in suspects_of(found) if is_likely(one)]
        chosen, history = likely[:KEPT], {}
        for outlet, values in _history_queries(chosen, found):
            history[outlet] = await (await connection.execute(query("seen_before"), values)).fetchall()
    return ranked(one for one in _compared(chosen, history) if one.is_sure)


def is_likely(suspect: Suspect) -> bool:
    """Whether only earlier weeks can still say no."""
    return replace(suspect, looked_before=10**6).is_sure


def dead_rules(connection: Connection[TupleRow]) -> list[DeadRule]:
    """The dead rules, those that matched most first."""
    values = {**MONTHS_BEFORE, "most": RECENT, "least": RECENT_LEAST, "expected": EXPECTED}
    with connection.transaction(), connection.cursor(row_factory=class_row(DeadRule)) as cursor:
        connection.execute(query("drift_settings"), {"loops": "on"})
        return cursor.execute(query("dead_rules"), values).fetchall()


def skeletons(connection: Connection[TupleRow], days: int) -> list[SkeletonGroup]:
    """The skeletons of pages rejected in the last days, the most frequent first."""
    rows = fetch_all(connection, SkeletonGroup, "skeletons", days=days)
    return [replace(row, page=_unpacked(row.page)) for row in rows]


def _newest(days: int) -> dict[str, object]:
    return {
        "run": None,
        "days": days,
        "least": LEAST,
        "most": MOST,
        "fewest": FEWEST,
        "share": 0.0,
        "authors": FEWEST_AUTHORS,
    }


def _of_run(run: int) -> dict[str, object]:
    of_run = {"run": run, "most": MOST_OF_RUN, "fewest": SURE_STORIES, "share": SURE_SHARE}
    return {**_newest(0), **of_run}


def _history_queries(
    chosen: Sequence[Suspect], found: Sequence[Candidate]
) -> Iterator[tuple[str, dict[str, object]]]:
    """The parameters of the query for earlier weeks, by outlet with suspects."""
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
