"""Overview of a database: its newest run, its contents, and a few stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsspider.store.calls import fetch_all, fetch_one
from newsspider.store.queries import query
from newsspider.store.reports.readonly import Reader, looking


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSummary:
    """A run with its verdict and counters; `verdict` is None while it runs, or if it was killed."""

    id: int
    verdict: str | None
    reasons: list[dict[str, Any]]
    counters: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryExcerpt:
    """An excerpt of an article; `removed` are the lines cut from it."""

    headline: str
    url: str
    layout: str
    authors: list[str]
    published_at: datetime
    section: str | None
    opening: str
    blocks: int
    removed: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """`counts` holds, for article, link, removed and rejection, how many there are of each
    layout, kind, rule and reason, the largest first."""

    run: RunSummary | None
    counts: dict[str, dict[str, int]]
    stories: list[StoryExcerpt]


def overview(conninfo: str) -> Overview:
    """The newest run, how much is stored, and a few stories. Raises DatabaseUnavailable, as all here do."""
    with looking(conninfo) as connection:
        counts: dict[str, dict[str, int]] = {"article": {}, "link": {}, "removed": {}, "rejection": {}}
        for what, name, number in connection.execute(query("overview_counts")):
            counts[what][name] = number
        return Overview(run=_newest_run(connection), counts=counts, stories=_stories(connection, limit=3))


def visits(conninfo: str, since: datetime) -> int:
    """The number of pages settled since a moment."""
    with looking(conninfo) as connection:
        row = connection.execute(query("overview_visits"), {"since": since}).fetchone()
    return int(row[0]) if row else 0


def server_name(conninfo: str) -> str:
    """Such as "PostgreSQL 18.6"."""
    with looking(conninfo) as connection:
        return f"PostgreSQL {connection.info.parameter_status('server_version')}".split(" (")[0]


def _newest_run(connection: Reader) -> RunSummary | None:
    return fetch_one(connection, RunSummary, "overview_run")


def _stories(connection: Reader, limit: int) -> list[StoryExcerpt]:
    return fetch_all(connection, StoryExcerpt, "overview_stories", limit=limit)
