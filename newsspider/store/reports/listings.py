"""Which runs, stories and rejected pages are there to look at, a screenful at a time?"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row, dict_row

from newsspider.store.queries import query
from newsspider.store.reports.baselines import Measure, Usual

MOST_BYTES = 1_000_000
"""Of a kept page, unpacked: more is not shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunRow:
    """A run as a list shows it; `freshness` is in minutes."""

    id: int
    spider: str
    arguments: dict[str, Any]
    started_at: datetime
    finished_at: datetime | None
    verdict: str | None
    reasons: list[dict[str, Any]]
    lost: bool | None
    seen_at: datetime
    lively: bool
    processes: int
    pages: int | None
    stories: int | None
    changed: int | None
    rejections: int | None
    freshness: float | None

    @property
    def verdict_now(self) -> str:
        if self.lost:
            return "lost"
        return self.verdict or ("goes on" if self.lively else "lost")

    @property
    def length(self) -> timedelta:
        return (self.finished_at or self.seen_at) - self.started_at


@dataclass(frozen=True, kw_only=True, slots=True)
class WholeRun:
    """A run with all that its books hold, its processes, its measures, and what was usual before."""

    row: Mapping[str, Any]
    workers: list[dict[str, Any]]
    measures: list[Measure]
    usual: dict[str, Usual]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryRow:
    id: int
    headline: str
    url: str
    host: str
    section: str | None
    layout: str
    authors: list[str]
    published_at: datetime | None
    stored_at: datetime
    changed_at: datetime
    gone_at: datetime | None
    incomplete: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """How many stories a part of a day has: an hour, a section, a layout."""

    day: date
    part: Any
    stories: int


def run_list(connection: Connection[TupleRow], lease: float, most: int, before: int | None) -> list[RunRow]:
    """The newest runs, those before the run of that number if one is given."""
    values = {"lease": timedelta(seconds=lease), "most": most, "before": before}
    with connection.cursor(row_factory=class_row(RunRow)) as cursor:
        return cursor.execute(query("run_list"), values).fetchall()


def whole_run(connection: Connection[TupleRow], run: int) -> WholeRun | None:
    """All that is known of a run."""
    found = _rows(connection, "run_details", run=run)
    if not found:
        return None
    with connection.cursor(row_factory=class_row(Measure)) as cursor:
        measures = cursor.execute(query("measures"), {"run": run}).fetchall()
    with connection.cursor(row_factory=class_row(Usual)) as before:
        usual = before.execute(query("baseline_measures"), {"run": run}).fetchall()
    return WholeRun(
        row=found[0],
        workers=_rows(connection, "workers_of_run", run=run),
        measures=measures,
        usual={one.name: one for one in usual},
    )


def newest_stories(
    connection: Connection[TupleRow],
    most: int,
    skip: int = 0,
    *,
    host: str | None = None,
    section: str | None = None,
) -> list[StoryRow]:
    """The stories that appeared last; of a host or a section those of 90 days."""
    values = {"most": most, "skip": skip, "host": host, "section": section}
    with connection.cursor(row_factory=class_row(StoryRow)) as cursor:
        return cursor.execute(query("newest_stories"), values).fetchall()


def stories_of_run(connection: Connection[TupleRow], run: int, most: int) -> list[StoryRow]:
    """Stories that a run stored first."""
    with connection.cursor(row_factory=class_row(StoryRow)) as cursor:
        return cursor.execute(query("stories_of_run"), {"run": run, "most": most}).fetchall()


def parts_of_days(connection: Connection[TupleRow], what: str, day: date, days: int) -> list[Part]:
    """The stories (or rejections) by `what`: hours, sections, layouts, of a day and of the days before it."""
    with connection.cursor(row_factory=class_row(Part)) as cursor:
        return cursor.execute(query(f"{what}_of_days"), {"day": day, "days": days}).fetchall()


def fill_rates(connection: Connection[TupleRow], day: date, days: int) -> list[dict[str, Any]]:
    """The share of stories that have a field, by field: of the week up to a day, and of the time before."""
    return _rows(connection, "fill_rates", day=day, days=days)


def freshness(connection: Connection[TupleRow], day: date, days: int) -> list[dict[str, Any]]:
    """Minutes from publication to storage, day by day."""
    return _rows(connection, "freshness_of_days", day=day, days=days)


def host_standing(connection: Connection[TupleRow]) -> dict[str, dict[str, Any]]:
    """What waits at each host, and how soon it answers."""
    return {row["host"]: row for row in _rows(connection, "host_standing")}


def rejection_reasons(connection: Connection[TupleRow], days: int) -> list[dict[str, Any]]:
    """How many pages of the last days were rejected, by reason."""
    return _rows(connection, "rejection_reasons", days=days)


def rejection_list(
    connection: Connection[TupleRow], days: int, reason: str | None, most: int, skip: int
) -> list[dict[str, Any]]:
    """Rejected pages of the last days, the newest first."""
    return _rows(connection, "rejection_list", days=days, reason=reason, most=most, skip=skip)


def rejection(connection: Connection[TupleRow], page: int) -> dict[str, Any] | None:
    """A rejected page; `body` is unpacked as far as it is whole, None if no page was kept."""
    found = _rows(connection, "rejection", page=page)
    return {**found[0], "body": unpacked(found[0]["body"])} if found else None


def unpacked(body: bytes | None) -> bytes | None:
    """A kept page, at most MOST_BYTES of it."""
    if body is None:
        return None
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""


def _rows(connection: Connection[TupleRow], name: str, **values: object) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query(name), values).fetchall()
