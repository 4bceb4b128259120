"""Completeness of a day: how its stories stand, host by host, and which are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Self, TypeVar

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all, fetch_one


@dataclass(kw_only=True, slots=True)
class StoryCounts:
    """The stories of a day and a host (or of all hosts).

    A list named the `advertised`. Each of these is `stored`, `gone`, or missing: `rejected` (a page came that
    is no story), `failed` (none came), `unasked` (not fetched yet), or `left_out` by the run's arguments.
    `due` are missing and due or waiting. Of `fetched` the host sent something. `sources` counts how the
    advertised were found first. Only links of other stories name the `linked`; `linked_stored` are stored.
    """

    host: str
    advertised: int = 0
    fetched: int = 0
    stored: int = 0
    gone: int = 0
    rejected: int = 0
    failed: int = 0
    unasked: int = 0
    left_out: int = 0
    due: int = 0
    linked: int = 0
    linked_stored: int = 0
    sources: Counter[str] = field(default_factory=Counter)

    @property
    def missing(self) -> int:
        return self.rejected + self.failed + self.unasked + self.left_out

    def add(self, row: _Row) -> None:
        if not row.advertised:
            self.linked += row.stories
            self.linked_stored += row.stories * (row.state == "stored")
            return
        self.advertised += row.stories
        self.sources[row.source] += row.stories
        self.fetched += row.stories * row.fetched
        self.due += row.stories * row.due
        setattr(self, row.state, getattr(self, row.state) + row.stories)

    def as_data(self) -> dict[str, Any]:
        """All numbers, by name."""
        numbers = {known.name: getattr(self, known.name) for known in fields(self)}
        return {**numbers, "sources": dict(self.sources), "missing": self.missing}

    @classmethod
    def of(cls, host: str, rows: Iterable[_Row]) -> Self:
        account = cls(host=host)
        for row in rows:
            account.add(row)
        return account


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingStory:
    """An advertised story that is not stored: its state, the reason, its tries, and when it is due (None:
    never)."""

    host: str
    url: str
    state: str
    reason: str | None
    status: int | None
    tries: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DayAccount:
    """Completeness of a day: in all, by host (those that miss most first), and the first missing stories."""

    day: date
    total: StoryCounts
    hosts: list[StoryCounts]
    missing: list[MissingStory]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewestStory:
    headline: str
    url: str
    published_at: datetime
    stored_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    host: str
    source: str
    advertised: bool
    state: str
    fetched: bool
    due: bool
    stories: int


T = TypeVar("T", _Row, MissingStory)


def day_account(connection: Connection[TupleRow], day: date, missing: int | None = None) -> DayAccount:
    """Completeness of a day in the newsroom's time, with at most so many missing stories (None: all)."""
    found = fetch_all(connection, dict, "completeness_of_day", day=day, limit=missing)
    rows = [_as(_Row, row) for row in found if row["url"] is None]
    by_host: dict[str, list[_Row]] = {}
    for row in rows:
        by_host.setdefault(row.host, []).append(row)
    hosts = [StoryCounts.of(host, of_host) for host, of_host in by_host.items()]
    hosts.sort(key=lambda account: (-account.missing, -account.advertised, account.host))
    first = [_as(MissingStory, row) for row in found if row["url"] is not None]
    return DayAccount(day=day, total=StoryCounts.of("all hosts", rows), hosts=hosts, missing=first)


def _as(kind: type[T], row: dict[str, Any]) -> T:
    return kind(**{known.name: row[known.name] for known in fields(kind)})


def newest_story(connection: Connection[TupleRow]) -> NewestStory | None:
    """The stored story that was published last."""
    return fetch_one(connection, NewestStory, "newest_story")


def newest_story_of_day(connection: Connection[TupleRow], day: date) -> NewestStory | None:
    """The stored story of a day that was published last."""
    return fetch_one(connection, NewestStory, "newest_story_of_day", day=day)
