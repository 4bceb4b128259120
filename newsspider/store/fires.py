"""Fires: the slots of a schedule, and what was done about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class FireState(StrEnum):
    """What became of a slot."""

    RUNNING = "running"
    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"
    LOST = "lost"
    SKIPPED = "skipped"
    """An earlier crawl of the schedule was running."""
    MISSED = "missed"
    """No scheduler was there, and it is no longer wanted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fire:
    """A row of the table `fire`: a slot of a schedule, and what was done about it. `process` is the crawl's,
    `supervisor` that of the scheduler or command that supervises it."""

    id: int
    schedule: str
    slot: datetime
    spider: str
    arguments: dict[str, Any]
    state: str
    reason: str
    noticed_at: datetime
    missed_before: int
    attempt: int
    again_at: datetime | None
    machine: str
    process: int | None
    supervisor: int
    started_at: datetime | None
    stop_at: datetime | None
    stop_grace: timedelta | None
    ended_at: datetime | None
    exit_code: int | None
    run: int | None
    log: str | None

    @property
    def where(self) -> str:
        """The crawl's process, or the supervisor until that is known."""
        return f"process {self.process or self.supervisor} on {self.machine.split(' ')[0]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningFire:
    """A running fire with the latest heartbeat of its crawl: `silence` and `age` in seconds, `worker` the
    process that the crawl reported, `verdict` and `reasons` of its run."""

    id: int
    schedule: str
    slot: datetime
    attempt: int
    machine: str
    process: int | None
    supervisor: int
    stop_at: datetime
    stop_grace: timedelta
    age: float
    worker: int | None
    silence: float | None
    worker_ended: bool
    worker_finish: str | None
    run: int | None
    verdict: str | None
    run_finish: str | None
    reasons: list[str] | None
