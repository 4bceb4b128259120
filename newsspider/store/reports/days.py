"""What became of the stories of a day, host by host, and which are missing?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Self

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from newsspider.store.queries import query


@dataclass(kw_only=True, slots=True)
class Account:
    """The stories of a day and a host (or of all hosts).

    `advertised` were named by a list; of these each is either `stored`, `gone`, or missing: `rejected` (a
    page came that is no story), `failed` (none came), `unasked`, or `left_out` by the run's arguments. `due`
    are the missing that will be asked for (again), `fetched` those of which the host sent something.
    `sources` says by what the advertised were found first; `linked` are the stories that only links of others
    name, and `linked_stored` those of them that are stored.
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
    """An advertised story that is not stored: its state, why, how often it was tried, and when it is tried
    next (None: never again)."""

    host: str
    url: str
    state: str
    reason: str | None
    status: int | None
    tries: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DayAccount:
    """A day's account: in all, each host with any story of that day (those that miss most first), and the
    first of the missing stories."""

    day: date
    total: Account
    hosts: list[Account]
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


def day_account(connection: Connection[TupleRow], day: date, missing: int | None = None) -> DayAccount:
    """The account of a day in the newsroom's time, with at most so many of the missing (None: all)."""
    with connection.cursor(row_factory=class_row(_Row)) as cursor:
        rows = cursor.execute(query("completeness_of_day"), {"day": day}).fetchall()
    by_host: dict[str, list[_Row]] = {}
    for row in rows:
        by_host.setdefault(row.host, []).append(row)
    hosts = [Account.of(host, told) for host, told in by_host.items()]
    hosts.sort(key=lambda account: (-account.missing, -account.advertised, account.host))
    with connection.cursor(row_factory=class_row(MissingStory)) as found:
        first = found.execute(query("missing_of_day"), {"day": day, "limit": missing}).fetchall()
    return DayAccount(day=day, total=Account.of("all hosts", rows), hosts=hosts, missing=first)


def newest_story(connection: Connection[TupleRow]) -> NewestStory | None:
    """The story that appeared last, of those we have."""
    with connection.cursor(row_factory=class_row(NewestStory)) as cursor:
        return cursor.execute(query("newest_story")).fetchone()
