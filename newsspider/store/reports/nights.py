"""Runs and verdicts of nights: noon to noon, named by the day on which the night begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all
from newsspider.store.reports.runs import RunState


@dataclass(frozen=True, kw_only=True, slots=True)
class NightVerdict:
    """The last whole run of a night and spider, or of a night and outlet; `verdict` is "goes on" while it has
    none. `outlets` are all that the run crawls."""

    day: date
    outlet: str
    run: int
    verdict: str
    outlets: Sequence[str] = ()


def runs_of_night(
    connection: Connection[TupleRow], lease: float, since: datetime, until: datetime
) -> list[RunState]:
    """The runs that began between two moments, oldest first; `lease` is in seconds."""
    values = {"lease": timedelta(seconds=lease), "since": since, "until": until}
    return fetch_all(connection, RunState, "runs_of_night", **values)


def verdicts_of_nights(
    connection: Connection[TupleRow],
    lease: float,
    since: datetime,
    until: datetime,
    outlet: str | None = None,
) -> list[NightVerdict]:
    """The verdict of each night and spider whose whole runs began between two moments, the oldest first; with
    `outlet` the verdict on it, whichever spider crawled it."""
    values = {"lease": timedelta(seconds=lease), "since": since, "until": until, "outlet": outlet}
    return fetch_all(connection, NightVerdict, "verdicts_of_nights", **values)
