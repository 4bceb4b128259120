"""Runs that show the state of the crawl."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all


@dataclass(frozen=True, kw_only=True, slots=True)
class RunState:
    """A run with its workers. `now` is the database's clock, `seen_at` the last heartbeat, `lively` whether
    that is younger than a lease, `died` the number of workers that died. Until a run is closed `counters` are
    the last ones of its workers. A run is `whole` if it crawls no given addresses or past days and has no
    limit, `good` if its verdict is one of the good ones, or that of one of its outlets; `outlets` has the
    verdict on each. `freshness` is in minutes, None where it was not asked for or not measured."""

    id: int
    spider: str
    arguments: dict[str, Any]
    started_at: datetime
    finished_at: datetime | None
    finish_reason: str | None
    verdict: str | None
    reasons: list[dict[str, Any]]
    counters: dict[str, Any]
    whole: bool
    good: bool
    now: datetime
    seen_at: datetime
    lively: bool
    processes: int
    died: int
    outlets: dict[str, str | None] = field(default_factory=dict)
    freshness: float | None = None

    @property
    def goes_on(self) -> bool:
        return self.finished_at is None and self.lively

    @property
    def dead(self) -> bool:
        """Whether all its workers died before it was closed. The scheduler or the next run closes it."""
        return self.finished_at is None and not self.lively

    @property
    def verdict_now(self) -> str:
        """The verdict, or the state of a run that has none."""
        if self.finish_reason == "lost":
            return "lost"
        return self.verdict or ("goes on" if self.lively else "lost")

    @property
    def length(self) -> timedelta:
        """The time from its start to its end, or to its last heartbeat."""
        return (self.finished_at or self.seen_at) - self.started_at


def run_states(
    connection: Connection[TupleRow],
    lease: float,
    good: Iterable[str] = ("ok", "degraded"),
    spider: str | None = None,
    newest: int = 20,
) -> list[RunState]:
    """The newest runs, those without a verdict, and of each spider the first and the last good whole run;
    newest first. `lease` is in seconds."""
    values = {
        "lease": timedelta(seconds=lease),
        "good": list(good),
        "spider": spider,
        "newest": newest,
    }
    return fetch_all(connection, RunState, "run_states", **values)


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletRun:
    """The newest run of an outlet: `verdict` is that on the outlet, or "goes on"."""

    outlet: str
    run: int
    started_at: datetime
    whole: bool
    verdict: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedHub:
    """A feed of an outlet, and the WebSub hub that it names."""

    outlet: str
    feed: str
    hub: str


def feed_hubs(connection: Connection[TupleRow], outlets: Iterable[str]) -> list[FeedHub]:
    """The feeds of these outlets that name a hub, by address."""
    return fetch_all(connection, FeedHub, "feed_hubs", outlets=list(outlets))


def newest_outlet_runs(
    connection: Connection[TupleRow], lease: float, outlets: Iterable[str]
) -> list[OutletRun]:
    """The newest run of each of these outlets that has one. `lease` is in seconds."""
    values = {"lease": timedelta(seconds=lease), "outlets": list(outlets)}
    return fetch_all(connection, OutletRun, "newest_outlet_runs", **values)
