"""What operators ask besides the runs: schedules, fires, alerts, sizes, the backlog, a day's edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all, fetch_one
from newsspider.store.reports.story import MOST_REVISIONS, Revision


@dataclass(frozen=True, kw_only=True, slots=True)
class DayBacklog:
    """The frontier at a day's end: new pages and revisits that were due, pages that waited."""

    day: date
    new_due: int
    again_due: int
    later: int
    oldest_due_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundEdit:
    """An edit that was found: its story, and the number of the revision that it replaced."""

    page_id: int
    number: int
    until: datetime
    headline: str
    url: str
    outlet: str
    host: str


def schedule_list(connection: Connection[TupleRow]) -> list[dict[str, Any]]:
    """The schedules, each with its next slot, its newest fire, and counts of 30 days."""
    return fetch_all(connection, dict, "schedule_list")


def fire_list(connection: Connection[TupleRow], most: int, troubles: bool) -> list[dict[str, Any]]:
    """The newest fires; with `troubles` those that were skipped, missed, failed or lost."""
    return fetch_all(connection, dict, "fire_list", most=most, troubles=troubles)


def schedulers(connection: Connection[TupleRow]) -> list[tuple[str, bool]]:
    """The schedulers at work: the name of each session, and whether it leads."""
    return [(str(name), bool(leads)) for name, leads in fetch_all(connection, tuple, "schedulers")]


def alert_list(connection: Connection[TupleRow], most: int, *, is_open: bool) -> list[dict[str, Any]]:
    """Open alerts, or those that are over, the newest first, with the receivers that know."""
    return fetch_all(connection, dict, "alert_list", most=most, open=is_open)


def database_sizes(connection: Connection[TupleRow], days: int) -> dict[date, int]:
    """Bytes of the database at the end of each day with a run."""
    rows = fetch_all(connection, tuple, "database_size_of_days", days=days)
    return {day: int(size) for day, size in rows}


def table_growth(connection: Connection[TupleRow]) -> list[dict[str, Any]]:
    """Bytes and rows of each table, and its growth in a week and in 30 days, the largest first."""
    return fetch_all(connection, dict, "table_growth")


def backlog_of_days(connection: Connection[TupleRow], days: int) -> list[DayBacklog]:
    """The frontier at the end of each day with a run."""
    return fetch_all(connection, DayBacklog, "backlog_of_days", days=days)


def found_edits(
    connection: Connection[TupleRow], since: datetime, until: datetime, most: int, skip: int
) -> list[FoundEdit]:
    """Edits that were found between two moments, the newest first."""
    return fetch_all(connection, FoundEdit, "edits_of_day", since=since, until=until, most=most, skip=skip)


def story_versions(
    connection: Connection[TupleRow], story: int
) -> tuple[dict[str, Any], list[Revision]] | None:
    """The row of a story, and its revisions, newest first."""
    row = fetch_one(connection, dict, "story", story=story)
    if row is None:
        return None
    return row, fetch_all(connection, Revision, "story_revisions", story=story, most=MOST_REVISIONS)
