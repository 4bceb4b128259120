"""APScheduler as the clock of the scheduler, with its memory store: it knows times, not what was done.

It sleeps by a clock that stands still while a machine sleeps and is never set. So both clocks are compared,
and it starts anew when they have drifted apart.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]

from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.cron import Cron

logger = logging.getLogger(__name__)

JUMP = 2.0
"""Seconds by which the two clocks may drift apart between two looks before one of them has jumped."""


class SlotTrigger(BaseTrigger):  # type: ignore[misc]
    """A cron line, as APScheduler takes it."""

    def __init__(self, cron: Cron) -> None:
        self.cron = cron

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        return self.cron.after(previous or now)


class Clock:
    """Calls `on_slot` for each schedule when one of its slots is due; it may call too often."""

    def __init__(
        self,
        schedules: Sequence[Schedule],
        on_slot: Callable[[Schedule], Awaitable[None]],
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.schedules, self.on_slot, self.wall, self.steady = schedules, on_slot, wall, steady
        self._offset = self.wall() - self.steady()
        self._scheduler: AsyncIOScheduler | None = None

    def start(self) -> None:
        """Begin to call `on_slot`."""
        self._offset = self.wall() - self.steady()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        for schedule in self.schedules:
            self._scheduler.add_job(
                self.on_slot,
                SlotTrigger(schedule.cron),
                args=(schedule,),
                id=schedule.name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=3,
            )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def has_jumped(self) -> bool:
        """Whether the machine slept, or its clock was set, since the last look. If so, start anew."""
        offset = self.wall() - self.steady()
        jump, self._offset = offset - self._offset, offset
        if abs(jump) < JUMP:
            return False
        way = "forward: the machine slept, or its clock was set" if jump > 0 else "back: its clock was set"
        logger.warning("this machine's clock went %s %s", spoken(abs(jump)), way)
        if self._scheduler is not None:
            self.stop()
            self.start()
        return True
