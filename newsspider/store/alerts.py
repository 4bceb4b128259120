"""Alerts in the database: reasons that are open or over, and the receivers that were notified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.reasons.reason import Reason
from newsspider.reasons.verdict import AlertKind
from newsspider.store.calls import fetch_all
from newsspider.store.crawl.documents import json_text
from newsspider.store.queries import query
from newsspider.store.reports.readonly import answering
from newsspider.store.session import SessionLimits, connect, transaction

WAIT_SECONDS = 20.0
"""For a statement: another process may be delivering meanwhile, which takes it ALERT_SECONDS (10)."""
_TURN = "select pg_advisory_xact_lock(hashtext('newsspider: alerts are evaluated'))"


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedRun:
    """A closed run; `asked` is the number of pages that its feeder drew."""

    id: int
    spider: str
    arguments: dict[str, Any]
    verdict: str
    finish_reason: str | None
    reasons: list[dict[str, Any]]
    finished_at: datetime
    asked: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BadFire:
    """A fire without a run: its slot, its state (missed, failed or lost), and the reason."""

    schedule: str
    slot: datetime
    spider: str
    arguments: dict[str, Any]
    state: str
    reason: str
    ended_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A reason that a run shows, and the kind of alert that it is."""

    kind: AlertKind
    reason: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A row of the table `alert`: a reason, since when a crawl has shown it, and the run that showed it
    last."""

    id: int
    spider: str
    arguments: dict[str, Any]
    kind: str
    code: str
    subject: str
    reason: str
    numbers: dict[str, Any]
    since: datetime
    last_seen: datetime
    run: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenAlert(Entry):
    """A reason that is open; `notified_at` is None while a receiver is still to be notified."""

    notified_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert(Entry):
    """An alert or recovery to deliver; `notified` and `recovery_notified` are the receivers that know.

    What follows `recovery_notified` is of the run it is about: the one that showed the reason last, or the
    one that no longer shows it.
    """

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


class AlertStore:
    """The table `alert`, one process at a time for what changes it."""

    def __init__(self, connection: Connection[TupleRow], limits: SessionLimits) -> None:
        self.connection, self.limits = connection, limits

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Lock: no other process evaluates runs until the end of the block, which commits."""
        with transaction(self.connection, self.limits):
            self.connection.execute(_TURN)
            yield

    @contextmanager
    def undelivered(self) -> Iterator[list[Alert]]:
        """Alerts that some receiver was not notified of. No other process delivers them until the end of the
        block, which commits."""
        with transaction(self.connection, self.limits):
            yield fetch_all(self.connection, Alert, "undelivered_alerts")

    def unevaluated(self) -> list[EndedRun]:
        """Closed runs that are not evaluated, in the order in which they ended."""
        with transaction(self.connection, self.limits):
            return fetch_all(self.connection, EndedRun, "unevaluated_runs")

    def fires_without_run(self, after: timedelta) -> list[BadFire]:
        """The newest fire of each schedule that ended without a run, if no later run made up for it."""
        with transaction(self.connection, self.limits):
            return fetch_all(self.connection, BadFire, "fires_without_run", after=after)

    def mark_evaluated(self, run: EndedRun) -> None:
        self._do("mark_evaluated", run=run.id)

    def open(
        self,
        spider: str,
        arguments: Mapping[str, Any],
        run: int | None,
        at: datetime,
        findings: Iterable[Finding],
    ) -> None:
        """Open the reasons that a run showed which ended, or was noticed, then."""
        rows = [
            {"place": place, "kind": found.kind, **found.reason.row} for place, found in enumerate(findings)
        ]
        about = {"spider": spider, "arguments": json_text(dict(arguments)), "run": run, "at": at}
        self._do("raise_alerts", **about, reasons=json_text(rows))

    def clear(self, run: EndedRun, findings: Iterable[Finding]) -> None:
        """Clear all reasons of this run's crawl but those that it shows."""
        about = {"spider": run.spider, "arguments": json_text(run.arguments), "run": run.id}
        still = [found.reason.identity for found in findings]
        codes, subjects = [code for code, _ in still], [subject for _, subject in still]
        self._do("clear_alerts", **about, at=run.finished_at, codes=codes, subjects=subjects)

    def clear_late(self, still: Iterable[tuple[str, Reason]]) -> None:
        """Clear what was late, but for these reasons of spiders."""
        rows = [(spider, *reason.identity) for spider, reason in still]
        spiders, codes, subjects = ([row[place] for row in rows] for place in range(3))
        self._do("clear_late_alerts", spiders=spiders, codes=codes, subjects=subjects)

    def expire(self, after: timedelta) -> None:
        """Clear reasons whose crawl has not been run again for so long."""
        self._do("expire_alerts", after=after)

    def skip_recoveries(self) -> None:
        """Deliver no recovery, because there is no receiver."""
        self._do("skip_recoveries")

    def mark_notified(self, alerts: Iterable[int], receiver: str, receivers: Iterable[str]) -> None:
        """Note that a receiver knows of these; `receivers` are all there are."""
        self._do("mark_notified", alerts=list(alerts), receiver=receiver, receivers=list(receivers))

    def _do(self, name: str, **values: object) -> None:
        with transaction(self.connection, self.limits):
            self.connection.execute(query(name), values)


@contextmanager
def open_alert_store(conninfo: str, seconds: float = WAIT_SECONDS) -> Iterator[AlertStore]:
    """The alerts of a database, with a timeout for each statement. Raises DatabaseUnavailable."""
    with answering(conninfo), connect(conninfo) as connection:
        yield AlertStore(connection, SessionLimits(statement=seconds, lock=0.8 * seconds))


def open_alerts(connection: Connection[TupleRow]) -> list[OpenAlert]:
    """Open alerts, newest first."""
    return fetch_all(connection, OpenAlert, "open_alerts")


def alerts_open_at(connection: Connection[TupleRow], moment: datetime) -> list[OpenAlert]:
    """Alerts that were open at a moment, newest first; of one in the future, those that are open."""
    return fetch_all(connection, OpenAlert, "alerts_open_at", at=moment)
