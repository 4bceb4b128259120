"""Who keeps the schedules? Of any number of schedulers the one that leads, until it stops or is cut off."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from newsspider.durations import spoken
from newsspider.scheduling.clock import Clock
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.notifier import BEAT, Telling
from newsspider.scheduling.orphans import Stock
from newsspider.scheduling.slots import come, declare, told, wanted_again
from newsspider.scheduling.supervisor import Attending
from newsspider.store.errors import reason
from newsspider.store.fires import Fire
from newsspider.store.leader import Leader
from newsspider.store.retry import AWAY

logger = logging.getLogger(__name__)

SKEW = 60.0
"""Seconds by which this machine's clock may differ from the database's without a word."""


def nobody() -> None:
    """Who is told of alerts, unless somebody is."""


class Keeper:
    """Keeps `schedules` while `leader` leads; looks at the world every `tick` seconds. `tell` is called when
    somebody may have to be told of it, every `beat` seconds at least (`Telling`)."""

    def __init__(
        self,
        schedules: Sequence[Schedule],
        leader: Leader,
        attending: Attending,
        *,
        lease: float,
        tick: float = 2.0,
        tell: Callable[[], object] = nobody,
        beat: float = BEAT,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[..., Clock] = Clock,
    ) -> None:
        self.schedules, self.leader, self.attending, self.tick, self.now = (
            {schedule.name: schedule for schedule in schedules}, leader, attending, tick, now
        )  # fmt: skip
        self.fires = attending.fires
        self.stock = Stock(attending, self.schedules, lease)
        self.clock = clock(list(schedules), self._come)
        self.telling = partial(Telling, tell, beat)
        self._alerts = self.telling()
        self.leading = False
        self._look: set[str] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Stop in order; a second time: at once."""
        if self._stop.is_set():
            self.attending.kill()
        self._stop.set()
        self.attending.stop()

    async def keep(self) -> None:
        """Lead, or stand by until the one that leads is gone; until `stop` is called."""
        said = ""
        while not self._stop.is_set():
            try:
                if await self.leader.seek():
                    said = ""
                    await self._lead()
                    continue
                now_said = "another scheduler leads; this one stands by"
            except AWAY as away:
                await self.leader.resign()
                now_said = f"the database is away ({reason(away)}); trying again"
            if now_said != said:
                logger.info("%s", now_said)
            said = now_said
            await self._pause()
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _lead(self) -> None:
        """Keep the schedules for as long as we lead. Raises one of AWAY."""
        await self._tell_skew()
        await declare(self.fires, [*self.schedules.values()], self.now(), all_of_them=True)
        logger.info("this scheduler leads")
        for schedule in self.schedules.values():
            slot = schedule.cron.after(self.now())
            logger.info("%s: next %s", schedule.name, told(slot) if slot else "never")
        self._look = {*self.schedules}
        self.clock.start()
        self._alerts = self.telling()
        self._alerts.start()
        self.leading = True
        try:
            while not self._stop.is_set():
                await self._tick()
                await self._pause()
                if not await self.leader.leads():
                    logger.warning("cut off from the database: this scheduler leads no more")
                    return
        finally:
            self.leading = False
            self.clock.stop()
            self._alerts.end()
            await self.leader.resign()

    async def _tick(self) -> None:
        """First what became of earlier crawls, then what is due."""
        if self.clock.jumped():
            self._look = {*self.schedules}
        for state in await self.stock.take():
            self._alerts.ended(state)
        looked, self._look = self._look, set()
        for name in looked:
            self._look.add(name)  # until it is done
            await self._fire(self.schedules[name])
            self._look.discard(name)
        for fire in await self.fires.due_retries():
            await self._try_again(fire)

    async def _try_again(self, fire: Fire) -> None:
        schedule = self.schedules.get(fire.schedule)
        if schedule is None or not wanted_again(fire, schedule, self.now()):
            await self.fires.cancel_retry(fire)
        elif taken := await self.fires.claim_retry(fire, schedule.limit, schedule.stop_grace):
            logger.info("%s: fire %d: attempt %d", schedule.name, fire.id, taken.attempt)
            self._begin(self._attend(taken, schedule))

    async def _come(self, schedule: Schedule) -> None:
        """A slot has come, says the clock; which drops what it waits for when it stops: it waits for none."""
        self._begin(self._come_to(schedule))

    async def _come_to(self, schedule: Schedule) -> None:
        try:
            await self._fire(schedule)
        except AWAY as away:
            logger.warning("%s: the database is away (%s); trying again", schedule.name, reason(away))
            self._look.add(schedule.name)

    async def _fire(self, schedule: Schedule) -> None:
        if self._stop.is_set():
            return
        fire = await come(self.fires, schedule, self.now())
        if fire is not None:
            self._begin(self._attend(fire, schedule))
        await declare(self.fires, [schedule], self.now(), all_of_them=False)

    async def _attend(self, fire: Fire, schedule: Schedule) -> None:
        ended, _ = await self.attending.attend(fire, schedule)
        self._alerts.ended(ended.state)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error(
                "the end of a crawl could not be written; the next scheduler finds it out: %s", error
            )

    async def _tell_skew(self) -> None:
        ahead = (self.now() - await self.leader.time()).total_seconds()
        if abs(ahead) > SKEW:
            way = "ahead of" if ahead > 0 else "behind"
            logger.warning(
                "this machine's clock is %s %s the database's: set it right", spoken(abs(ahead)), way
            )

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self.tick):
                await self._stop.wait()
        except TimeoutError:
            return
