"""Runs under way as the dashboard shows them: one query for all viewers, and the pace of each run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from newsspider.dashboard.live.logtail import LogTail, log_tail
from newsspider.outlets import hosts_asked
from newsspider.store.errors import DatabaseUnavailable
from newsspider.store.reports.live import LiveRun, live_run
from newsspider.store.reports.pace import Pace, Rates, TimeLeft
from newsspider.store.reports.readonly import Reader

FRESH_SECONDS = 1.0
"""A state that is younger is not queried again."""
WAIT_SECONDS = 10.0
"""Timeout for another viewer's query."""
MOST_RUNS = 50
"""Runs that are kept in memory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """A run at one moment, with its rates, the time left and the end of its log."""

    run: LiveRun
    rates: Rates
    left: TimeLeft
    log: LogTail | None


class LiveRuns:
    """States of runs for any number of viewers in any number of threads. `lease` is in seconds, `budget` the
    setting RENDER_BUDGET, `data` the data folder, below which the logs are."""

    def __init__(self, lease: float, budget: int, data: Path | None) -> None:
        self.lease, self.budget, self.data = lease, budget, data
        self._lock = Lock()
        self._paces: dict[int, Pace] = {}
        self._known: dict[int, tuple[float, Watched | None]] = {}

    def look(self, connection: Reader, run: int) -> Watched | None:
        """The state of a run, at most FRESH_SECONDS old; None if there is no such run.

        Raises DatabaseUnavailable, also if another viewer's query takes too long."""
        with self._turn():
            at, known = self._known.get(run, (0.0, None))
            if at and time.monotonic() - at < FRESH_SECONDS:
                return known
            found = self._query(connection, run)
            self._known[run] = (time.monotonic(), found)
            self._forget_oldest()
            return found

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise DatabaseUnavailable(
                f"expected the run's state in {WAIT_SECONDS:.0f} s, found a longer query: try again"
            )
        try:
            yield
        finally:
            self._lock.release()

    def _query(self, connection: Reader, number: int) -> Watched | None:
        run = live_run(connection, number, self.lease, hosts_asked)
        if run is None:
            return None
        pace = self._paces.setdefault(number, Pace())
        pace.see(run)
        return Watched(run=run, rates=pace.rates(), left=pace.time_left(), log=log_tail(self.data, run))

    def _forget_oldest(self) -> None:
        """Keep MOST_RUNS runs, whatever numbers are asked for."""
        for known in (self._paces, self._known):
            while len(known) > MOST_RUNS:
                known.pop(next(iter(known)))
