"""Schedules for a person: the next fires, the last ones with their verdicts, and the schedulers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.console import RenderableType
from rich.padding import Padding

from newsspider.console.summary import COLOURS
from newsspider.console.terminal import line, safe
from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.slots import count_text, slot_text
from newsspider.store.fires import Fire, FireState
from newsspider.store.pool import connected
from newsspider.store.schedules import Fires
from newsspider.text import printable

SHOWN = 3
"""Fires of each schedule that are shown."""
ENDED_BADLY = (FireState.DEGRADED, FireState.FAILED, FireState.LOST)
NOT_STARTED = (FireState.SKIPPED, FireState.MISSED)
NO_DATABASE = "no database yet: nothing has been crawled"
NOT_AT_WORK = "no scheduler is at work: start one with `scrapy schedule`"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The newest fires of all schedules, newest first; the schedulers at work, by the names of their
    sessions, and whether each leads (None: there is no database to ask); the schedules that the leader keeps.
    """

    fires: Sequence[Fire]
    schedulers: Sequence[tuple[str, bool]] | None
    declared: Set[str] = frozenset()

    @property
    def led(self) -> bool:
        """Whether a scheduler is at work."""
        return any(leads for _, leads in self.schedulers or ())


async def standing(conninfo: str, schedules: Sequence[Schedule]) -> Standing:
    """What the database knows of these schedules."""
    async with connected(conninfo) as pool:
        fires = Fires(pool, 0)
        names = [schedule.name for schedule in schedules]
        return Standing(
            fires=await fires.newest(names, SHOWN),
            schedulers=await fires.schedulers(),
            declared=await fires.declared(),
        )


def schedule_lines(
    schedules: Sequence[Schedule], standing: Standing, moment: datetime
) -> Iterator[RenderableType]:
    """Each schedule with its next fire and its last ones, and the schedulers at work."""
    for schedule in schedules:
        yield from _schedule(schedule, standing, moment)
        yield ""
    yield from _schedulers(standing)


def _schedule(schedule: Schedule, standing: Standing, moment: datetime) -> Iterator[RenderableType]:
    stated = "".join(f" -a {name}={value}" for name, value in schedule.arguments.items())
    yield printable(f"{schedule.name}  scrapy crawl {schedule.spider}{stated}")
    slot = schedule.cron.after(moment)
    yield f"  next  {slot_text(slot)}, in {spoken(slot - moment)}" if slot else "  next  never"
    if standing.led and schedule.name not in standing.declared:
        yield "        not by the scheduler that leads: its file has no such schedule"
    own = [fire for fire in standing.fires if fire.schedule == schedule.name]
    if not own:
        yield "  last  none yet"
    for number, fire in enumerate(own):
        yield from _fire(fire, schedule, moment, "last" if number == 0 else "")


def _fire(fire: Fire, schedule: Schedule, moment: datetime, title: str) -> Iterator[RenderableType]:
    slot = fire.slot.astimezone(schedule.cron.timezone)
    details = "".join(f", {part}" for part in _details(fire, moment))
    state = safe(fire.state, COLOURS.get(fire.state, ""))
    yield line(f"  {title:<4}  {slot_text(slot)}: ", state, safe(details))
    if fire.reason:
        yield Padding(safe(fire.reason), (0, 0, 0, 8))


def _details(fire: Fire, moment: datetime) -> Iterator[str]:
    if fire.attempt > 1:
        yield f"attempt {fire.attempt}"
    yield from _times(fire, moment)
    if fire.missed_before:
        yield f"{count_text(fire.missed_before)} before it missed"
    if fire.exit_code is not None:
        yield f"exit code {fire.exit_code}"
    if fire.run is not None:
        yield f"run {fire.run}"
    if fire.again_at is not None:
        yield f"tried again in {spoken(fire.again_at - moment)}"
    if fire.state in ENDED_BADLY and fire.log:
        yield f"log {fire.log}"


def _times(fire: Fire, moment: datetime) -> Iterator[str]:
    if fire.state == FireState.RUNNING and fire.started_at:
        yield f"since {spoken(moment - fire.started_at)}, {fire.where}"
    elif fire.started_at and fire.ended_at:
        yield f"took {spoken(fire.ended_at - fire.started_at)}"
    late = fire.noticed_at - fire.slot
    if fire.state not in NOT_STARTED and late > timedelta(seconds=1):
        yield f"began {spoken(late)} late"


def _schedulers(standing: Standing) -> Iterator[str]:
    if standing.schedulers is None:
        yield NO_DATABASE
    elif not standing.led:
        yield NOT_AT_WORK
    else:
        for name, leads in standing.schedulers:
            who = printable(name.removeprefix("newsspider schedule ")) or "another user's session"
            yield f"scheduler {who}: {'leads' if leads else 'stands by'}"
