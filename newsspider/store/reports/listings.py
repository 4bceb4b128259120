"""Lists of runs, stories and rejected pages, a screenful at a time."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all
from newsspider.store.queries import query
from newsspider.store.reports.baselines import Measure, Usual
from newsspider.store.reports.search import check_words

MOST_BYTES = 1_000_000
"""Bytes of a kept page that are shown, at most."""


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
    """A run with its workers and outlets, and of `outlet` the measures and their earlier values."""

    row: Mapping[str, Any]
    workers: list[dict[str, Any]]
    outlets: list[dict[str, Any]]
    outlet: str
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
    """The number of stories of a part of a day: an hour, a section, a layout."""

    day: date
    part: Any
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """Which rejected pages: of the last days (None: of all), that a run rejected last, of a host."""

    days: int | None = None
    run: int | None = None
    host: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedStory:
    """A story as a feed names it; `at` is when it appeared, or else was stored."""

    url: str
    host: str
    headline: str
    lead: str
    section: str | None
    authors: list[str]
    tags: list[str]
    at: datetime
    changed_at: datetime


def run_list(
    connection: Connection[TupleRow],
    lease: float,
    most: int,
    before: int | None = None,
    *,
    until: datetime | None = None,
) -> list[RunRow]:
    """The newest runs: before a given run, begun before a moment."""
    values = {"lease": timedelta(seconds=lease), "most": most, "before": before, "until": until}
    return fetch_all(connection, RunRow, "run_list", **values)


def whole_run(connection: Connection[TupleRow], run: int, outlet: str | None = None) -> WholeRun | None:
    """A run with its workers and outlets, and the measures of one: of `outlet`, else of the worst."""
    found = fetch_all(connection, dict, "run_details", run=run)
    if not found:
        return None
    outlets = outlets_of_run(connection, run)
    names = [one["outlet"] for one in outlets] or [found[0]["spider"]]
    chosen = outlet if outlet is not None and outlet in names else str(names[0])
    measures = fetch_all(connection, Measure, "measures", run=run, outlet=chosen)
    usual = fetch_all(connection, Usual, "baseline_measures", run=run, outlet=chosen)
    return WholeRun(
        row=found[0],
        workers=fetch_all(connection, dict, "workers_of_run", run=run),
        outlets=outlets,
        outlet=chosen,
        measures=measures,
        usual={one.name: one for one in usual},
    )


def outlets_of_run(connection: Connection[TupleRow], run: int) -> list[dict[str, Any]]:
    """The outlets of a run with their verdicts and counts, the worst first."""
    return fetch_all(connection, dict, "outlets_of_run", run=run)


def feed_stories(
    connection: Connection[TupleRow],
    most: int,
    *,
    outlet: str | None = None,
    host: str | None = None,
    section: str | None = None,
    search: str | None = None,
) -> list[FeedStory]:
    """The newest stories of the last 30 days that match every filter; `search` as in the full-text search.
    Raises NoWords."""
    check_words(connection, search)
    filters = {"outlet": outlet, "host": host, "section": section}
    with connection.transaction():
        connection.execute(query("search_settings"))
        return fetch_all(connection, FeedStory, "feed_stories", **filters, words=search, most=most)


def newest_stories(
    connection: Connection[TupleRow],
    most: int,
    skip: int = 0,
    *,
    host: str | None = None,
    section: str | None = None,
    generic: bool = False,
) -> list[StoryRow]:
    """The stories that were published last; of a host or a section, or read generically, those of 90 days."""
    values = {"most": most, "skip": skip, "host": host, "section": section, "generic": generic}
    return fetch_all(connection, StoryRow, "newest_stories", **values)


def stories_of_run(connection: Connection[TupleRow], run: int, most: int) -> list[StoryRow]:
    """Stories that a run stored first."""
    return fetch_all(connection, StoryRow, "stories_of_run", run=run, most=most)


def parts_of_days(connection: Connection[TupleRow], what: str, day: date, days: int) -> list[Part]:
    """The stories (or rejections) by `what`: hours, sections, layouts, of a day and of the days before it."""
    return fetch_all(connection, Part, f"{what}_of_days", day=day, days=days)


def fill_rates(connection: Connection[TupleRow], day: date, days: int) -> list[dict[str, Any]]:
    """The share of stories that have a field, by field: of the week up to a day, and of the time before."""
    return fetch_all(connection, dict, "fill_rates", day=day, days=days)


def freshness(connection: Connection[TupleRow], day: date, days: int) -> list[dict[str, Any]]:
    """Minutes from publication to storage, day by day."""
    return fetch_all(connection, dict, "freshness_of_days", day=day, days=days)


def host_standing(connection: Connection[TupleRow]) -> dict[str, dict[str, Any]]:
    """The due pages and the latency of each host."""
    return {row["host"]: row for row in fetch_all(connection, dict, "host_standing")}


def rejection_reasons(connection: Connection[TupleRow], chosen: Chosen) -> list[dict[str, Any]]:
    """The number of rejected pages by reason."""
    return fetch_all(connection, dict, "rejection_reasons", **asdict(chosen))


def rejection_list(
    connection: Connection[TupleRow], chosen: Chosen, reason: str | None, most: int, skip: int
) -> list[dict[str, Any]]:
    """Rejected pages, the newest first."""
    values = {**asdict(chosen), "reason": reason, "most": most, "skip": skip}
    return fetch_all(connection, dict, "rejection_list", **values)


def rejection(connection: Connection[TupleRow], page: int) -> dict[str, Any] | None:
    """A rejected page; `body` is decompressed as far as it is whole, None if no page was kept."""
    found = fetch_all(connection, dict, "rejection", page=page)
    return {**found[0], "body": unpacked(found[0]["body"])} if found else None


def unpacked(body: bytes | None) -> bytes | None:
    """At most MOST_BYTES of a kept page, decompressed."""
    if body is None:
        return None
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""
