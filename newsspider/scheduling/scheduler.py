"""Scheduler: keeps the schedules as long as it leads, until it stops or is cut off from the database."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from newsspider.durations import spoken
from newsspider.scheduling.clock import Clock
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.notifier import INTERVAL, Notifier
from newsspider.scheduling.orphans import Orphans
from newsspider.scheduling.slots import claim_due_slot, declare, is_retry_wanted, slot_text
from newsspider.scheduling.supervisor import Supervisor
from newsspider.store.errors import reason
from newsspider.store.fires import Fire
from newsspider.store.leader import Leader
from newsspider.store.retry import AWAY

logger = logging.getLogger(__name__)

SKEW = 60.0
"""Seconds by which this machine's clock may differ from the database's without a warning."""


def notify_nobody() -> None:
    """Where alerts go unless somebody is to get them."""


class Scheduler:
    """Keeps `schedules` while `leader` leads, and looks every `tick` seconds. It calls `notify` when an alert
    may be due, and every `interval` seconds (`Notifier`)."""

    def __init__(
        self,
        schedules: Sequence[Schedule],
        leader: Leader,
        supervisor: Supervisor,
        *,
        lease: float,
        tick: float = 2.0,
        notify: Callable[[], object] = notify_nobody,
        interval: float = INTERVAL,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[..., Clock] = Clock,
    ) -> None:
        self.schedules = {schedule.name: schedule for schedule in schedules}
        self.leader, self.supervisor, self.fires, self.tick = leader, supervisor, supervisor.fires, tick
        self.now = now
        self.orphans = Orphans(supervisor, self.schedules, lease)
        self.clock = clock(list(schedules), self._on_slot)
        self.new_notifier = partial(Notifier, notify, interval)
        self._notifier = self.new_notifier()
        self.leading = False
        self._due: set[str] = set()
        self._close_lost_at = 0.0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Stop in order; a second time: at once."""
        if self._stop.is_set():
            self.supervisor.kill()
        self._stop.set()
        self.supervisor.stop()

    async def run(self) -> None:
        """Lead, or stand by until the leader is gone; until `stop` is called."""
        said = ""
        while not self._stop.is_set():
            try:
                if await self.leader.seek():
                    said = ""
                    await self._lead()
                    continue
                state = "another scheduler leads; this one stands by"
            except AWAY as away:
                await self.leader.resign()
                state = f"the database is away ({reason(away)}); trying again"
            if state != said:
                logger.info("%s", state)
            said = state
            await self._pause()
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _lead(self) -> None:
        """Keep the schedules for as long as we lead. Raises one of AWAY."""
        await self._warn_of_skew()
        await declare(self.fires, [*self.schedules.values()], self.now(), drop_others=True)
        logger.info("this scheduler leads")
        for schedule in self.schedules.values():
            slot = schedule.cron.after(self.now())
            logger.info("%s: next %s", schedule.name, slot_text(slot) if slot else "never")
        self._due = {*self.schedules}
        # If the database was away, the crawls of other machines have a lease to send their heartbeats.
        self._close_lost_at = time.monotonic() + self.orphans.lease
        self.clock.start()
        self._notifier = self.new_notifier()
        self._notifier.start()
        self.leading = True
        try:
            while not self._stop.is_set():
                await self._look()
                await self._pause()
                if not await self.leader.leads():
                    logger.warning("cut off from the database: this scheduler leads no more")
                    return
        finally:
            self.leading = False
            self.clock.stop()
            self._notifier.stop()
            await self.leader.resign()

    async def _look(self) -> None:
        """Record the ends of orphans, close lost runs (once a lease), then begin what is due."""
        if self.clock.has_jumped():
            self._due = {*self.schedules}
        if time.monotonic() >= self._close_lost_at:
            await self.fires.close_lost_runs()
            self._close_lost_at = time.monotonic() + self.orphans.lease
        for state in await self.orphans.end_lost():
            self._notifier.fire_ended(state)
        due, self._due = self._due, set()
        for name in due:
            self._due.add(name)  # until it is done
            await self._fire(self.schedules[name])
            self._due.discard(name)
        for fire in await self.fires.due_retries():
            await self._retry(fire)

    async def _retry(self, fire: Fire) -> None:
        schedule = self.schedules.get(fire.schedule)
        if schedule is None or not is_retry_wanted(fire, schedule, self.now()):
            await self.fires.cancel_retry(fire)
        elif claimed := await self.fires.claim_retry(fire, schedule.limit, schedule.stop_grace):
            logger.info("%s: fire %d: attempt %d", schedule.name, fire.id, claimed.attempt)
            self._begin(self._supervise(claimed, schedule))

    async def _on_slot(self, schedule: Schedule) -> None:
        """Called by the clock, which drops what it waits for when it stops: so it waits for nothing."""
        self._begin(self._fire_or_look_again(schedule))

    async def _fire_or_look_again(self, schedule: Schedule) -> None:
        try:
            await self._fire(schedule)
        except AWAY as away:
            logger.warning("%s: the database is away (%s); trying again", schedule.name, reason(away))
            self._due.add(schedule.name)

    async def _fire(self, schedule: Schedule) -> None:
        if self._stop.is_set():
            return
        fire = await claim_due_slot(self.fires, schedule, self.now())
        if fire is not None:
            self._begin(self._supervise(fire, schedule))
        await declare(self.fires, [schedule], self.now(), drop_others=False)

    async def _supervise(self, fire: Fire, schedule: Schedule) -> None:
        ended, _ = await self.supervisor.supervise(fire, schedule)
        self._notifier.fire_ended(ended.state)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("the end of a crawl was not recorded; the next scheduler finds it out: %s", error)

    async def _warn_of_skew(self) -> None:
        ahead = (self.now() - await self.leader.time()).total_seconds()
        if abs(ahead) > SKEW:
            way = "ahead of" if ahead > 0 else "behind"
            logger.warning(
                "this machine's clock is %s %s the database's: set it right", spoken(abs(ahead)), way
            )

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self.tick):
                await self._stop.wait()
