"""What became of crawls that nobody watches any more?

A scheduler that is killed leaves its crawls running. Whoever leads next finds them by their rows, keeps their
time limits, and learns from their runs how they ended.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from newsspider.scheduling.config import Schedule
from newsspider.scheduling.process import crawls_for, end_group, tell
from newsspider.scheduling.slots import outcome
from newsspider.scheduling.supervisor import Attending, retry
from newsspider.store.crawl.workers import lives, this_machine
from newsspider.store.fires import RunningFire

logger = logging.getLogger(__name__)

STARTING = 60.0
"""Seconds in which a crawl must have written down its process, or joined a run."""
WATCHED = 30.0
"""Seconds in which whoever watches a crawl that is over must have written its end."""
UNSEEN = "nobody was there to see its exit code"


class Stock:
    """`schedules` by name; `lease` is how many seconds a process of another machine may be silent."""

    def __init__(self, attending: Attending, schedules: Mapping[str, Schedule], lease: float) -> None:
        self.attending, self.fires, self.schedules = attending, attending.fires, schedules
        self.lease, self.machine = lease, this_machine()
        self._over: dict[tuple[int, int], float] = {}
        self._told: dict[int, tuple[str, float]] = {}

    async def take(self, schedule: str | None = None) -> list[str]:
        """Look at every fire that runs as far as is known, or those of one schedule; the states of those that
        have ended. Raises one of AWAY."""
        states = []
        for sign in await self.fires.running(schedule):
            if sign.id in self.attending.attended:
                continue
            if self._runs(sign):
                self._over.pop((sign.id, sign.attempt), None)
                self._keep_limit(sign)
            elif self._is_ours_to_end(sign):
                states.append(await self._end(sign))
        return states

    def _runs(self, sign: RunningFire) -> bool:
        """Whether the crawl is there: on this machine by its process, on another by its signs of life."""
        process = sign.process or sign.worker
        if sign.machine == self.machine and process is not None:
            return crawls_for(process, sign.id)
        if sign.silence is not None:
            return not sign.worker_ended and sign.silence < self.lease
        return sign.age < STARTING

    def _is_ours_to_end(self, sign: RunningFire) -> bool:
        """Whoever watches a crawl knows its exit code, and writes its end at once, if he is still there."""
        first = self._over.setdefault((sign.id, sign.attempt), time.monotonic())
        watched = sign.machine != self.machine or self._watched(sign)
        return not watched or time.monotonic() - first > WATCHED

    def _watched(self, sign: RunningFire) -> bool:
        """Whether another process of this machine looks after the crawl."""
        return sign.supervisor != os.getpid() and lives(sign.supervisor)

    def _keep_limit(self, sign: RunningFire) -> None:
        process = sign.process or sign.worker
        if sign.machine != self.machine or process is None or self._watched(sign):
            return
        over = (datetime.now(UTC) - sign.stop_at).total_seconds()
        why, since = self._told.get(sign.id, ("", time.monotonic()))
        if over > 0 and not why:
            logger.info("%s: fire %d: process %d is over its limit", sign.schedule, sign.id, process)
            tell(process, signal.SIGTERM)
            self._told[sign.id] = ("stopped at its limit", time.monotonic())
        elif why and time.monotonic() - since > sign.stop_grace.total_seconds():
            end_group(process, signal.SIGKILL)
            self._told[sign.id] = ("stopped at its limit, killed when it had not stopped", since)

    async def _end(self, sign: RunningFire) -> str:
        state, reason = verdict(sign)
        why, _ = self._told.pop(sign.id, ("", 0.0))
        schedule = self.schedules.get(sign.schedule)
        again: timedelta | None = None
        if schedule is not None and not why:
            again = retry(schedule, sign.attempt, state)
        if state == "lost" and schedule is not None:
            await self.fires.close_lost_runs(schedule.spider)
        if state == "lost" and why:
            state = "failed"  # we know what ended it
        ended = await self.fires.end(sign, state, "; ".join(filter(None, (why, reason))), None, again)
        self._over.pop((sign.id, sign.attempt), None)
        if ended is not None:
            logger.info("%s: fire %d: %s", sign.schedule, sign.id, outcome(ended))
        return state


def verdict(sign: RunningFire) -> tuple[str, str]:
    """How a crawl ended that nobody saw the end of, as its run has it; else it is lost."""
    reasons = "; ".join([*(sign.reasons or []), UNSEEN])
    if sign.worker is None:
        return "lost", f"its process ended, or was never started, before it had begun a run; {UNSEEN}"
    if sign.verdict is not None and sign.run_finish != "lost":
        return sign.verdict, reasons
    if sign.worker_ended and sign.worker_finish == "finished":
        return "ok", f"run {sign.run} goes on in other processes; {UNSEEN}"
    if sign.worker_ended and sign.worker_finish not in ("died", "closed"):
        return "failed", f"it ended early: {sign.worker_finish}; {UNSEEN}"
    return "lost", f"its process {sign.worker} died"
