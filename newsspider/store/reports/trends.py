"""Trends: stories of each host week by week, and the share of stories that have a field day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all


@dataclass(frozen=True, kw_only=True, slots=True)
class HostWeek:
    """The stories of a host that appeared in a week; week 0 are the seven days up to the day asked for."""

    outlet: str
    host: str
    week: int
    stories: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldDay:
    """The share of the stories stored on a day that have a field, 0 to 1."""

    day: date
    field: str
    share: float


def weeks_of_hosts(
    connection: Connection[TupleRow], day: date, weeks: int, outlet: str | None = None
) -> list[HostWeek]:
    """The stories of each host and week up to a day; weeks without a story have no row."""
    return fetch_all(connection, HostWeek, "weeks_of_hosts", day=day, weeks=weeks, outlet=outlet)


def fill_rates_of_days(connection: Connection[TupleRow], day: date, days: int) -> list[FieldDay]:
    """The share of stories with each field, day by day; days without a story have no row."""
    return fetch_all(connection, FieldDay, "fill_rates_of_days", day=day, days=days)
