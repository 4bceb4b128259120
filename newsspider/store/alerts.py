"""The causes that operators are to be told of, and who knows already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from psycopg import Connection, Cursor
from psycopg.rows import TupleRow, class_row

from newsspider.store.crawl.documents import document
from newsspider.store.queries import query
from newsspider.store.reports.readonly import answering
from newsspider.store.session import Limits, connect, transaction

T = TypeVar("T")

WAIT_SECONDS = 20.0
"""For a statement: another process may be telling meanwhile, which takes it ALERT_SECONDS (10)."""
_TURN = "select pg_advisory_xact_lock(hashtext('newsspider: alerts are weighed'))"


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedRun:
    """A run that has ended, as its books say; `asked` is how many pages it asked for."""

    id: int
    spider: str
    arguments: dict[str, Any]
    verdict: str
    finish_reason: str | None
    reasons: list[str]
    finished_at: datetime
    asked: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BadFire:
    """A time that a schedule was due (its slot) and no run came of: `missed`, `failed` or `lost`, and why."""

    schedule: str
    slot: datetime
    spider: str
    arguments: dict[str, Any]
    state: str
    reason: str
    ended_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """A kind of reason, the same whichever run shows it, and the reason in this run's words."""

    cause: str
    kind: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A cause that has come up: of which crawls, since when, and the run that showed it last."""

    id: int
    spider: str
    arguments: dict[str, Any]
    cause: str
    kind: str
    reason: str
    since: datetime
    last_seen: datetime
    run: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenAlert(Known):
    """A cause that is open; `notified_at` is None while somebody is still to be told."""

    notified_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert(Known):
    """Something to tell: `notified` and `recovery_notified` are the receivers that know. What follows
    `recovery_notified` is of the run it is about: the one that showed the cause last, or shows it no longer."""

    cleared_at: datetime | None
    cleared_by: int | None
    notified: list[str]
    recovery_notified: list[str]
    started_at: datetime | None
    finished_at: datetime | None
    verdict: str | None
    counters: dict[str, Any]

    @property
    def is_over(self) -> bool:
        return self.cleared_at is not None

    @property
    def known_to(self) -> list[str]:
        return self.recovery_notified if self.is_over else self.notified


class AlertBook:
    """The table `alert`, one process at a time for what changes it."""

    def __init__(self, connection: Connection[TupleRow], limits: Limits) -> None:
        self.connection, self.limits = connection, limits

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Nobody else weighs runs until the end of the block, which commits."""
        with transaction(self.connection, self.limits):
            self.connection.execute(_TURN)
            yield

    @contextmanager
    def telling(self) -> Iterator[list[Alert]]:
        """What somebody is still to be told of, and nobody else tells meanwhile; the block's end commits."""
        with (
            transaction(self.connection, self.limits),
            self.connection.cursor(row_factory=class_row(Alert)) as cursor,
        ):
            yield cursor.execute(query("undelivered_alerts")).fetchall()

    def unweighed(self) -> list[EndedRun]:
        """The runs that have ended and are not weighed, in the order in which they ended."""
        with self._cursor(EndedRun) as cursor:
            return cursor.execute(query("unevaluated_runs")).fetchall()

    def fires_without_run(self, after: timedelta) -> list[BadFire]:
        """Those of the last time that nothing has made up for yet, the newest of each schedule."""
        with self._cursor(BadFire) as cursor:
            return cursor.execute(query("fires_without_run"), {"after": after}).fetchall()

    def weighed(self, run: EndedRun) -> None:
        self._do("mark_evaluated", run=run.id)

    def open(
        self,
        spider: str,
        arguments: Mapping[str, Any],
        run: int | None,
        at: datetime,
        causes: Iterable[Cause],
    ) -> None:
        """These causes are shown by a run that ended, or was noticed, then."""
        rows = [
            {"place": place, "cause": seen.cause, "kind": seen.kind, "reason": seen.reason}
            for place, seen in enumerate(causes)
        ]
        about = {"spider": spider, "arguments": document(dict(arguments)).decode(), "run": run, "at": at}
        self._do("raise_alerts", **about, causes=document(rows).decode())

    def clear(self, run: EndedRun, causes: Iterable[Cause]) -> None:
        """This run shows none but these."""
        about = {"spider": run.spider, "arguments": document(run.arguments).decode(), "run": run.id}
        self._do("clear_alerts", **about, at=run.finished_at, causes=[seen.cause for seen in causes])

    def clear_late(self, still: Iterable[tuple[str, str]]) -> None:
        """Nothing is late any more but what (spider, cause) pairs say."""
        pairs = list(still)
        self._do("clear_late_alerts", spiders=[pair[0] for pair in pairs], causes=[pair[1] for pair in pairs])

    def forget(self, after: timedelta) -> None:
        """Causes whose crawl has not been run again for so long are over."""
        self._do("expire_alerts", after=after)

    def forget_untold(self) -> None:
        """There is nobody to tell that something is over."""
        self._do("skip_recoveries")

    def told(self, alerts: Iterable[int], receiver: str, receivers: Iterable[str]) -> None:
        """A receiver knows of these; `receivers` are all there are."""
        self._do("mark_notified", alerts=list(alerts), receiver=receiver, receivers=list(receivers))

    def _do(self, name: str, **values: object) -> None:
        with transaction(self.connection, self.limits):
            self.connection.execute(query(name), values)

    @contextmanager
    def _cursor(self, kind: type[T]) -> Iterator[Cursor[T]]:
        with (
            transaction(self.connection, self.limits),
            self.connection.cursor(row_factory=class_row(kind)) as cursor,
        ):
            yield cursor


@contextmanager
def alert_book(conninfo: str, seconds: float = WAIT_SECONDS) -> Iterator[AlertBook]:
    """The book of a database; each statement is given up after so many seconds. Raises
    DatabaseUnavailable."""
    with answering(conninfo), connect(conninfo) as connection:
        yield AlertBook(connection, Limits(statement=seconds, lock=0.8 * seconds))


def open_alerts(connection: Connection[TupleRow]) -> list[OpenAlert]:
    """The causes that are open now, the newest first."""
    with connection.cursor(row_factory=class_row(OpenAlert)) as cursor:
        return cursor.execute(query("open_alerts")).fetchall()
