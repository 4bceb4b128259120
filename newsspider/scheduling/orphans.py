"""Orphans: crawls that nobody supervises any more, because their scheduler was killed.

The next leader finds them by their rows, keeps their time limits, and learns from their runs how they ended.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from newsspider.scheduling.config import Schedule
from newsspider.scheduling.process import is_crawl_of, send_signal, signal_group
from newsspider.scheduling.slots import outcome_text
from newsspider.scheduling.supervisor import Supervisor, retry_wait
from newsspider.store.crawl.workers import lives, this_machine
from newsspider.store.fires import FireState, Sign

logger = logging.getLogger(__name__)

STARTING = 60.0
"""Seconds in which a crawl must have recorded its process, or joined a run."""
SUPERVISED = 30.0
"""Seconds in which the supervisor of a crawl that is over must have recorded its end."""
UNSEEN = "nobody was there to see its exit code"


class Orphans:
    """`schedules` by name; `lease` is how many seconds a worker of another machine may send no heartbeat."""

    def __init__(self, supervisor: Supervisor, schedules: Mapping[str, Schedule], lease: float) -> None:
        self.supervisor, self.fires, self.schedules = supervisor, supervisor.fires, schedules
        self.lease, self.machine = lease, this_machine()
        self._over: dict[tuple[int, int], float] = {}
        self._stopped: dict[int, tuple[str, float]] = {}

    async def end_lost(self, schedule: str | None = None) -> list[FireState]:
        """Look at every fire that runs as far as is known, or at those of one schedule, and record the end of
        those that are over; their states. Raises one of AWAY."""
        states = []
        for sign in await self.fires.running(schedule):
            if sign.id in self.supervisor.supervised:
                continue
            if self._is_alive(sign):
                self._over.pop((sign.id, sign.attempt), None)
                self._keep_limit(sign)
            elif self._is_ours_to_end(sign):
                states.append(await self._record_end(sign))
        return states

    def _is_alive(self, sign: Sign) -> bool:
        """Whether the crawl is there: on this machine by its process, on another by its heartbeats."""
        process = sign.process or sign.worker
        if sign.machine == self.machine and process is not None:
            return is_crawl_of(sign.id, process)
        if sign.silence is not None:
            return not sign.worker_ended and sign.silence < self.lease
        return sign.age < STARTING

    def _is_ours_to_end(self, sign: Sign) -> bool:
        """The supervisor of a crawl knows its exit code, and records its end at once if it is still there."""
        first = self._over.setdefault((sign.id, sign.attempt), time.monotonic())
        is_supervised = sign.machine != self.machine or self._is_supervised(sign)
        return not is_supervised or time.monotonic() - first > SUPERVISED

    def _is_supervised(self, sign: Sign) -> bool:
        """Whether another process of this machine supervises the crawl."""
        return sign.watcher != os.getpid() and lives(sign.watcher)

    def _keep_limit(self, sign: Sign) -> None:
        process = sign.process or sign.worker
        if sign.machine != self.machine or process is None or self._is_supervised(sign):
            return
        over = (datetime.now(UTC) - sign.stop_at).total_seconds()
        reason, since = self._stopped.get(sign.id, ("", time.monotonic()))
        if over > 0 and not reason:
            logger.info("%s: fire %d: process %d is over its limit", sign.schedule, sign.id, process)
            send_signal(process, signal.SIGTERM)
            self._stopped[sign.id] = ("stopped at its limit", time.monotonic())
        elif reason and time.monotonic() - since > sign.stop_grace.total_seconds():
            signal_group(process, signal.SIGKILL)
            self._stopped[sign.id] = ("stopped at its limit, killed when it had not stopped", since)

    async def _record_end(self, sign: Sign) -> FireState:
        state, reason = outcome(sign)
        stop_reason, _ = self._stopped.pop(sign.id, ("", 0.0))
        schedule = self.schedules.get(sign.schedule)
        wait = retry_wait(schedule, sign.attempt, state) if schedule is not None and not stop_reason else None
        if state == FireState.LOST and schedule is not None:
            await self.fires.close_lost_run(schedule.spider)
        if state == FireState.LOST and stop_reason:
            state = FireState.FAILED  # we know what ended it
        text = "; ".join(filter(None, (stop_reason, reason)))
        ended = await self.fires.end(sign, state, text, None, wait)
        self._over.pop((sign.id, sign.attempt), None)
        if ended is not None:
            logger.info("%s: fire %d: %s", sign.schedule, sign.id, outcome_text(ended))
        return state


def outcome(sign: Sign) -> tuple[FireState, str]:
    """The state and reason of a crawl whose end nobody saw, as its run has it; else it is lost."""
    if sign.worker is None:
        return FireState.LOST, f"its process ended, or was never started, before it had begun a run; {UNSEEN}"
    if sign.verdict is not None and sign.run_finish != "lost":
        return FireState(sign.verdict), "; ".join([*(sign.reasons or []), UNSEEN])
    if sign.worker_ended and sign.worker_finish == "finished":
        return FireState.OK, f"run {sign.run} goes on in other processes; {UNSEEN}"
    if sign.worker_ended and sign.worker_finish not in ("died", "closed"):
        return FireState.FAILED, f"it ended early: {sign.worker_finish}; {UNSEEN}"
    return FireState.LOST, f"its process {sign.worker} died"
