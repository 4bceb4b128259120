"""A run under way: its counters, hosts, due pages and newest rejections at one moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all, fetch_one

ERRORS_SHOWN = 8
SHORTEST_PAUSE = timedelta(seconds=5)
"""A pause that is shorter is the host's usual pace."""
_REJECTION = "rejection/"
_ONLY_OWN_PAGES = ("url", "since", "until")
"""Arguments of runs that crawl only the pages they made due."""


class HostState(StrEnum):
    """What a run does with a host now."""

    REFUSED = "refused"
    PAUSED = "paused"
    CRAWLING = "crawling"
    ELSEWHERE = "elsewhere"
    """A worker of another run leases it."""
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveHost:
    """A host of a run under way: pages visited by the run, failed ones among them, and pages due now."""

    name: str
    pages: int
    failed: int
    due: int
    leased_here: bool
    leased_elsewhere: bool
    paused_until: datetime | None
    refused_at: datetime | None

    def state(self, now: datetime) -> HostState:
        """The state of the host at that moment, by the database's clock."""
        if self.paused_until is not None and self.paused_until - now > SHORTEST_PAUSE:
            return HostState.PAUSED if self.refused_at is None else HostState.REFUSED
        if self.leased_here:
            return HostState.CRAWLING
        if self.due:
            return HostState.ELSEWHERE if self.leased_elsewhere else HostState.WAITING
        return HostState.REFUSED if self.refused_at else HostState.DONE


@dataclass(frozen=True, kw_only=True, slots=True)
class LastRejection:
    """A page that the run rejected lately."""

    page_id: int
    url: str
    reason: str
    detail: str
    rejected_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveRun:
    """A run at one moment. `now` is the database's clock, `seen_at` the last heartbeat, `working` the number
    of workers with a heartbeat younger than a lease; `counters` are the sums of all workers."""

    id: int
    spider: str
    arguments: Mapping[str, Any]
    settings: Mapping[str, Any]
    started_at: datetime
    finished_at: datetime | None
    verdict: str | None
    now: datetime
    seen_at: datetime
    working: int
    died: int
    counters: Counter[str]
    fire_log: str | None
    hosts: tuple[LiveHost, ...]
    rejections: tuple[LastRejection, ...]

    @property
    def goes_on(self) -> bool:
        return self.finished_at is None and self.working > 0

    @property
    def pages(self) -> int:
        return int(self.counters["pages_settled"])

    @property
    def stories(self) -> int:
        return int(self.counters["articles_new"])

    @property
    def due(self) -> int:
        """Pages that are due now, on all hosts."""
        return sum(host.due for host in self.hosts)

    def states(self) -> Counter[HostState]:
        """The number of hosts in each state."""
        return Counter(host.state(self.now) for host in self.hosts)


def live_run(
    connection: Connection[TupleRow],
    run: int,
    lease: float,
    asked_hosts: Callable[[str, Mapping[str, Any], str], Mapping[str, str]],
) -> LiveRun | None:
    """A run as it stands; None if there is no such run. `lease` is in seconds. `asked_hosts` gives the hosts,
    each with its outlet, for a spider, its arguments and the run's setting HOSTS."""
    row = fetch_one(connection, dict, "live_run", run=run, lease=timedelta(seconds=lease))
    if row is None:
        return None
    counters, arguments = sum_counters(row["counters"]), row["arguments"]
    only_own = any(name in arguments for name in _ONLY_OWN_PAGES)
    asked = asked_hosts(row["spider"], arguments, str(row["settings"].get("HOSTS") or ""))
    found = fetch_all(
        connection,
        LiveHost,
        "live_hosts",
        run=run,
        due_by=run if only_own else None,
        hosts=list(asked),
        outlets=list(asked.values()),
    )
    rejections = fetch_all(
        connection,
        LastRejection,
        "last_rejections",
        run=run,
        reasons=[name.removeprefix(_REJECTION) for name in counters if name.startswith(_REJECTION)],
        most=ERRORS_SHOWN,
    )
    return LiveRun(**{**row, "counters": counters}, hosts=tuple(found), rejections=tuple(rejections))


def runs_under_way(connection: Connection[TupleRow], lease: float) -> list[int]:
    """The numbers of the runs under way, newest first; `lease` is in seconds."""
    rows = fetch_all(connection, tuple, "runs_under_way", lease=timedelta(seconds=lease))
    return [int(number) for (number,) in rows]


def sum_counters(reports: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """The sums of the numeric counters of several workers."""
    sums: Counter[str] = Counter()
    for report in reports:
        sums.update({name: value for name, value in report.items() if isinstance(value, (int, float))})
    return sums
