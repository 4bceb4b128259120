"""Supervisor of a fire: starts its crawl, waits for the end, records it, and decides about a retry."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.process import Crawl, Launcher
from newsspider.scheduling.slots import outcome_text
from newsspider.store.errors import reason as first_line
from newsspider.store.fires import Fire, FireState
from newsspider.store.retry import AWAY
from newsspider.store.schedules import Fires

logger = logging.getLogger(__name__)

T = TypeVar("T")

USAGE, SIGNALS = 2, 128
STATES = {0: FireState.OK, 1: FireState.FAILED, USAGE: FireState.FAILED, 3: FireState.DEGRADED}
"""By the exit codes of `scrapy crawl`."""
STOPPED = "stopped with its scheduler"
LEAST_WAIT, MOST_WAIT, LAST_WAIT = 0.5, 15.0, 10.0
"""Seconds between attempts to record an end while the database is away (twice as many each time), and how
long a scheduler that is to stop goes on trying. What it could not record, the next scheduler finds out."""
TAIL = 4000


class Supervisor:
    """`crawls` are those that run, by the number of their fire. `supervised` are the fires whose end is not
    yet recorded."""

    def __init__(self, fires: Fires, launcher: Launcher) -> None:
        self.fires, self.launcher = fires, launcher
        self.crawls: dict[int, Crawl] = {}
        self.supervised: set[int] = set()
        self._stop = asyncio.Event()
        self._deadline = 0.0

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """Let every crawl stop in order."""
        self._stop.set()
        self._deadline = time.monotonic() + LAST_WAIT
        for crawl in self.crawls.values():
            crawl.stop(STOPPED)

    def kill(self) -> None:
        """End every crawl now."""
        for crawl in self.crawls.values():
            crawl.kill("killed at once")

    async def supervise(self, fire: Fire, schedule: Schedule) -> tuple[Fire, int]:
        """Crawl for a fire, and record how that ended: the fire as it stands then, and the exit code. Raises
        one of AWAY if the end cannot be recorded before all stops."""
        self.supervised.add(fire.id)
        try:
            crawl = await self.launcher.start(fire, schedule)
        except OSError as error:
            reason = f"its crawl could not be started: {error}"
            return await self._record_end(fire, schedule, FireState.FAILED, reason, None), 1
        else:
            code = await self._wait(fire, schedule, crawl)
            state = STATES.get(code) or _state_of_signal(code, crawl)
            reason = await self._reason(fire, state, code, crawl)
            ended = await self._record_end(fire, schedule, state, reason, code, bool(crawl.stop_reason))
            return ended, code
        finally:
            self.supervised.discard(fire.id)

    async def _wait(self, fire: Fire, schedule: Schedule, crawl: Crawl) -> int:
        """The exit code of the crawl."""
        self.crawls[fire.id] = crawl
        if self.is_stopping:
            crawl.stop(STOPPED)
        logger.info("%s: fire %d: process %d, log %s", schedule.name, fire.id, crawl.pid, crawl.log)
        recording = asyncio.create_task(self._record_start(fire, crawl))
        try:
            code = await crawl.wait(schedule.limit, schedule.stop_grace)
            await recording
        finally:
            del self.crawls[fire.id]
        return code

    async def _record_start(self, fire: Fire, crawl: Crawl) -> None:
        try:
            await self.fires.start(fire, crawl.pid, str(crawl.log))
        except AWAY as away:
            logger.warning("fire %d: its process could not be recorded: %s", fire.id, first_line(away))

    async def _reason(self, fire: Fire, state: FireState, code: int, crawl: Crawl) -> str:
        """Why it was stopped or how it was killed, and the reasons of its run."""
        parts = [crawl.stop_reason] if crawl.stop_reason else []
        if code > SIGNALS:
            parts += [] if crawl.stop_reason else [f"its process was killed by signal {code - SIGNALS}"]
            await self.until_answered(self.fires.close_lost_runs)
        found = await self.until_answered(lambda: self.fires.run_of(fire))
        if found is not None:
            run, verdict, reasons = found
            parts += reasons if verdict else [f"run {run} goes on in other processes"]
        if not parts and state not in (FireState.OK, FireState.DEGRADED):
            parts.append(f"exit code {code}, and the last line of its log: {last_line(crawl.log)}")
        return "; ".join(dict.fromkeys(parts))

    async def _record_end(
        self,
        fire: Fire,
        schedule: Schedule,
        state: FireState,
        reason: str,
        code: int | None,
        was_stopped: bool = False,
    ) -> Fire:
        wait = retry_wait(schedule, fire.attempt, state)
        if code == USAGE or (was_stopped and not self.is_stopping):
            wait = None  # the same would come of it
        elif wait is not None and self.is_stopping:
            wait = timedelta()
        recorded = await self.until_answered(lambda: self.fires.end(fire, state, reason, code, wait))
        ended = recorded or fire
        retry = "" if wait is None else f"; tried again in {spoken(wait)}"
        logger.info("%s: fire %d: %s%s", schedule.name, fire.id, outcome_text(ended), retry)
        return ended

    async def pause(self, seconds: float) -> None:
        """Wait so long, or until all is to stop."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    async def until_answered(self, call: Callable[[], Awaitable[T]]) -> T:
        """What `call` returns, begun again while the database is away. Raises one of AWAY when all stops."""
        began, wait = time.monotonic(), LEAST_WAIT
        while True:
            try:
                return await call()
            except AWAY as away:
                if self.is_stopping and time.monotonic() > max(self._deadline, began + LAST_WAIT):
                    raise
                logger.warning("database is away: %s; trying again", first_line(away))
            await (asyncio.sleep(LEAST_WAIT) if self.is_stopping else self.pause(wait))
            wait = min(2 * wait, MOST_WAIT)


def _state_of_signal(code: int, crawl: Crawl) -> FireState:
    return FireState.LOST if code > SIGNALS and not crawl.stop_reason else FireState.FAILED


def retry_wait(schedule: Schedule, attempt: int, state: FireState) -> timedelta | None:
    """In what time a fire that ended so is tried again; None if it is not."""
    has_failed = state in (FireState.FAILED, FireState.LOST)
    return schedule.retry_after if has_failed and attempt <= schedule.retries else None


def last_line(log: Path) -> str:
    """The last line that a process has written."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - TAIL))
        lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "nothing"
