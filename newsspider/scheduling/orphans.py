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
from newsspider.store.fires import FireState, RunningFire

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
        for fire in await self.fires.running(schedule):
            if fire.id in self.supervisor.supervised:
                continue
            if self._is_alive(fire):
                self._over.pop((fire.id, fire.attempt), None)
                self._keep_limit(fire)
            elif self._is_ours_to_end(fire):
                states.append(await self._record_end(fire))
        return states

    def _is_alive(self, fire: RunningFire) -> bool:
        """Whether the crawl is there: on this machine by its process, on another by its heartbeats."""
        process = fire.process or fire.worker
        if fire.machine == self.machine and process is not None:
            return is_crawl_of(fire.id, process)
        if fire.silence is not None:
            return not fire.worker_ended and fire.silence < self.lease
        return fire.age < STARTING

    def _is_ours_to_end(self, fire: RunningFire) -> bool:
        """The supervisor of a crawl knows its exit code, and records its end at once if it is still there."""
        first = self._over.setdefault((fire.id, fire.attempt), time.monotonic())
        is_supervised = fire.machine != self.machine or self._is_supervised(fire)
        return not is_supervised or time.monotonic() - first > SUPERVISED

    def _is_supervised(self, fire: RunningFire) -> bool:
        """Whether another process of this machine supervises the crawl."""
        return fire.supervisor != os.getpid() and lives(fire.supervisor)

    def _keep_limit(self, fire: RunningFire) -> None:
        process = fire.process or fire.worker
        if fire.machine != self.machine or process is None or self._is_supervised(fire):
            return
        over = (datetime.now(UTC) - fire.stop_at).total_seconds()
        reason, since = self._stopped.get(fire.id, ("", time.monotonic()))
        if over > 0 and not reason:
            logger.info("%s: fire %d: process %d is over its limit", fire.schedule, fire.id, process)
            send_signal(process, signal.SIGTERM)
            self._stopped[fire.id] = ("stopped at its limit", time.monotonic())
        elif reason and time.monotonic() - since > fire.stop_grace.total_seconds():
            signal_group(process, signal.SIGKILL)
            self._stopped[fire.id] = ("stopped at its limit, killed when it had not stopped", since)

    async def _record_end(self, fire: RunningFire) -> FireState:
        state, reason = outcome(fire)
        stop_reason, _ = self._stopped.pop(fire.id, ("", 0.0))
        schedule = self.schedules.get(fire.schedule)
        wait = retry_wait(schedule, fire.attempt, state) if schedule is not None and not stop_reason else None
        if state == FireState.LOST:
            await self.fires.close_lost_runs()
        if state == FireState.LOST and stop_reason:
            state = FireState.FAILED  # we know what ended it
        text = "; ".join(filter(None, (stop_reason, reason)))
        ended = await self.fires.end(fire, state, text, None, wait)
        self._over.pop((fire.id, fire.attempt), None)
        if ended is not None:
            logger.info("%s: fire %d: %s", fire.schedule, fire.id, outcome_text(ended))
        return state


def outcome(fire: RunningFire) -> tuple[FireState, str]:
    """The state and reason of a crawl whose end nobody saw, as its run has it; else it is lost."""
    if fire.worker is None:
        return FireState.LOST, f"its process ended, or was never started, before it had begun a run; {UNSEEN}"
    if fire.verdict is not None and fire.run_finish != "lost":
        return FireState(fire.verdict), "; ".join([*(fire.reasons or []), UNSEEN])
    if fire.worker_ended and fire.worker_finish == "finished":
        return FireState.OK, f"run {fire.run} goes on in other processes; {UNSEEN}"
    if fire.worker_ended and fire.worker_finish not in ("died", "closed"):
        return FireState.FAILED, f"it ended early: {fire.worker_finish}; {UNSEEN}"
    return FireState.LOST, f"its process {fire.worker} died"
