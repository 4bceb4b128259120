"""Which runs say how the crawl stands, and is one of them dead?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from newsspider.store.queries import query


@dataclass(frozen=True, kw_only=True, slots=True)
class RunState:
    """A run as its row and those of its processes tell it; `now` is the database's clock, `seen_at` the last
    sign of life, `lively` whether that is younger than a lease, `died` how many of its processes are known to
    have died. A run is `whole` if it is no crawl of given addresses or past days and has no limit, `good` if
    its verdict counts as one."""

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

    @property
    def goes_on(self) -> bool:
        return self.finished_at is None and self.lively

    @property
    def dead(self) -> bool:
        """Whether all its processes died before its books were closed. The next run to begin closes them."""
        return self.finished_at is None and not self.lively

    @property
    def verdict_now(self) -> str:
        """The verdict; of a run without one, what is known of it."""
        if self.finish_reason == "lost":
            return "lost"
        return self.verdict or ("goes on" if self.lively else "lost")

    @property
    def length(self) -> timedelta:
        """From its beginning to its end, or to its last sign of life."""
        return (self.finished_at or self.seen_at) - self.started_at


def run_states(
    connection: Connection[TupleRow],
    lease: float,
    good: Iterable[str] = ("ok", "degraded"),
    spider: str | None = None,
    newest: int = 20,
) -> list[RunState]:
    """The newest runs, those that have no verdict yet, and of each spider the first and the last good whole
    one; the newest first. `lease` is in seconds."""
    values = {
        "lease": timedelta(seconds=lease), "good": list(good), "spider": spider, "newest": newest,
    }  # fmt: skip
    with connection.cursor(row_factory=class_row(RunState)) as cursor:
        return cursor.execute(query("run_states"), values).fetchall()


def live_counters(connection: Connection[TupleRow], run: int) -> list[Mapping[str, Any]]:
    """What each process of a run had counted by its last sign of life."""
    return [counters for (counters,) in connection.execute(query("live_counters"), {"run": run})]
