"""How does a fire's crawl end, and what follows from that?"""

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
from newsspider.scheduling.slots import outcome
from newsspider.store.errors import reason as first_line
from newsspider.store.fires import Fire
from newsspider.store.retry import AWAY
from newsspider.store.schedules import Fires

logger = logging.getLogger(__name__)

T = TypeVar("T")

STATES = {0: "ok", 1: "failed", 2: "failed", 3: "degraded"}
"""What the exit codes of `scrapy crawl` say."""
USAGE, SIGNALS = 2, 128
STOPPED = "stopped with its scheduler"
LEAST_WAIT, MOST_WAIT, LAST_WORDS = 0.5, 15.0, 10.0
"""Seconds between attempts to write an end while the database is away (twice as many each time), and how long
a scheduler that is to stop goes on trying: what it could not write, the next one finds out."""
TAIL = 4000


class Attending:
    """Starts crawls and stays with them to their end. `crawls` are those that run, by the number of their
    fire; `attended` are the fires of which the end is not yet written."""

    def __init__(self, fires: Fires, launcher: Launcher) -> None:
        self.fires, self.launcher = fires, launcher
        self.crawls: dict[int, Crawl] = {}
        self.attended: set[int] = set()
        self._stop = asyncio.Event()
        self._until = 0.0

    @property
    def stopping(self) -> bool:
        """Whether all is to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Let every crawl stop in order."""
        self._stop.set()
        self._until = time.monotonic() + LAST_WORDS
        for crawl in self.crawls.values():
            crawl.stop(STOPPED)

    def kill(self) -> None:
        """End every crawl now."""
        for crawl in self.crawls.values():
            crawl.kill("killed at once")

    async def attend(self, fire: Fire, schedule: Schedule) -> tuple[Fire, int]:
        """Crawl for a fire, and write down how that ended: the fire as it stands then, and the exit code.
        Raises one of AWAY if the end cannot be written before all stops."""
        self.attended.add(fire.id)
        try:
            return await self._attend(fire, schedule)
        finally:
            self.attended.discard(fire.id)

    async def _attend(self, fire: Fire, schedule: Schedule) -> tuple[Fire, int]:
        try:
            crawl = await self.launcher.start(fire, schedule)
        except OSError as error:
            return await self._end(
                fire, schedule, "failed", f"its crawl could not be started: {error}", None
            ), 1
        self.crawls[fire.id] = crawl
        if self.stopping:
            crawl.stop(STOPPED)
        logger.info("%s: fire %d: process %d, log %s", schedule.name, fire.id, crawl.pid, crawl.log)
        begun = asyncio.create_task(self._begun(fire, crawl))
        try:
            code = await crawl.end(schedule.limit, schedule.stop_grace)
            await begun
        finally:
            del self.crawls[fire.id]
        state = STATES.get(code, "lost" if code > SIGNALS and not crawl.why else "failed")
        reason = await self._reason(fire, state, code, crawl)
        return await self._end(fire, schedule, state, reason, code, crawl.why), code

    async def _begun(self, fire: Fire, crawl: Crawl) -> None:
        try:
            await self.fires.start(fire, crawl.pid, str(crawl.log))
        except AWAY as away:
            logger.warning("fire %d: its process could not be written down: %s", fire.id, first_line(away))

    async def _reason(self, fire: Fire, state: str, code: int, crawl: Crawl) -> str:
        """Why it was told to stop or how it was killed, and what the run says of itself."""
        parts = [crawl.why] if crawl.why else []
        if code > SIGNALS and not crawl.why:
            parts.append(f"its process was killed by signal {code - SIGNALS}")
        if code > SIGNALS:
            await self.patiently(lambda: self.fires.close_lost_runs(fire.spider))
        books = await self.patiently(lambda: self.fires.run_of(fire))
        if books is not None:
            run, verdict, reasons = books
            parts += reasons if verdict else [f"run {run} goes on in other processes"]
        if not parts and state not in ("ok", "degraded"):
            parts.append(f"exit code {code}, and the last line of its log: {last_line(crawl.log)}")
        return "; ".join(dict.fromkeys(parts))

    async def _end(
        self, fire: Fire, schedule: Schedule, state: str, reason: str, code: int | None, why: str = ""
    ) -> Fire:
        again = retry(schedule, fire.attempt, state)
        if code == USAGE or (why and not self.stopping):
            again = None  # the same would come of it
        elif again is not None and self.stopping:
            again = timedelta()
        ended = await self.patiently(lambda: self.fires.end(fire, state, reason, code, again))
        ended = ended or fire
        logger.info("%s: fire %d: %s%s", schedule.name, fire.id, outcome(ended), _again(again))
        return ended

    async def pause(self, seconds: float) -> None:
        """Wait so long, or until all is to stop."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    async def patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` returns, begun again while the database is away. Raises one of AWAY when we stop."""
        began, wait = time.monotonic(), LEAST_WAIT
        while True:
            try:
                return await work()
            except AWAY as away:
                if self.stopping and time.monotonic() > max(self._until, began + LAST_WORDS):
                    raise
                logger.warning("the database is away (%s); trying again", first_line(away))
            await (asyncio.sleep(LEAST_WAIT) if self.stopping else self.pause(wait))
            wait = min(2 * wait, MOST_WAIT)


def retry(schedule: Schedule, attempt: int, state: str) -> timedelta | None:
    """In what time a fire that ended so is tried again, if it is."""
    return schedule.retry_after if state in ("failed", "lost") and attempt <= schedule.retries else None


def _again(wait: timedelta | None) -> str:
    return "" if wait is None else f"; tried again in {spoken(wait)}"


def last_line(log: Path) -> str:
    """What a process said last."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - TAIL))
        lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "nothing"
