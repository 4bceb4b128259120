"""What is done about a slot that has come: a crawl, or a reason why there is none?"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.cron import MOST_COUNTED
from newsspider.store.crawl.documents import Row
from newsspider.store.fires import Fire
from newsspider.store.schedules import Fires

logger = logging.getLogger(__name__)

ON_TIME = timedelta(minutes=1)
"""So late is on time, even where nothing is made up for."""


async def come(fires: Fires, schedule: Schedule, moment: datetime) -> Fire | None:
    """The fire of the latest slot that has come since the last one, if it is ours and to be crawled for. A
    slot that is no longer wanted is written down as missed. Raises one of AWAY."""
    since = await fires.last_slot(schedule.name, moment)
    slot = schedule.cron.latest(since, moment) if since and since < moment else None
    if since is None or slot is None:
        return None
    late, missed = moment - slot, schedule.cron.count(since, slot)
    if late > max(schedule.catch_up, ON_TIME):
        state, reason = "missed", (
            f"no scheduler was there until {spoken(late)} later, and after {spoken(schedule.catch_up)} it is "
            "no longer wanted (catch_up)"
        )  # fmt: skip
    else:
        state, reason = "running", ""
    fire, ours = await fires.claim(slot_row(schedule, slot, missed), state, reason)
    if not ours:
        logger.info(
            "%s: %s is taken: fire %d, %s, %s", schedule.name, told(slot), fire.id, fire.state, fire.where
        )
        return None
    lateness = f", {spoken(late)} late" if late > ON_TIME and fire.state == "running" else ""
    if missed:
        logger.info("%s: %s came and went before: not made up for", schedule.name, slots_told(missed))
    logger.info("%s: fire %d of %s%s: %s", schedule.name, fire.id, told(slot), lateness, outcome(fire))
    return fire if fire.state == "running" else None


def wanted_again(fire: Fire, schedule: Schedule, moment: datetime) -> bool:
    """Whether a next attempt that nobody was there to make is still to be made."""
    return fire.again_at is not None and moment - fire.again_at <= max(schedule.catch_up, ON_TIME)


def slot_row(schedule: Schedule, slot: datetime, missed_before: int = 0) -> Row:
    return {
        "schedule": schedule.name, "slot": slot, "spider": schedule.spider,
        "arguments": dict(schedule.arguments), "limit": schedule.limit, "stop_grace": schedule.stop_grace,
        "missed_before": missed_before,
    }  # fmt: skip


async def declare(fires: Fires, schedules: Sequence[Schedule], moment: datetime, all_of_them: bool) -> None:
    """Say in the database what is scheduled, and when next; `all_of_them`: and nothing else."""
    rows = [
        {
            "name": schedule.name, "spider": schedule.spider, "cron": schedule.cron.text,
            "timezone": schedule.cron.timezone.key, "arguments": dict(schedule.arguments),
            "next_slot": schedule.cron.after(moment),
        }
        for schedule in schedules
    ]  # fmt: skip
    await fires.declare(rows, drop_others=all_of_them)


def told(slot: datetime) -> str:
    """A slot as it stands on the clock of its schedule."""
    return f"{slot:%a %d.%m.%Y %H:%M} {slot:%Z}"


def outcome(fire: Fire) -> str:
    """The state of a fire, and why."""
    return f"{fire.state} ({fire.reason})" if fire.reason else fire.state


def slots_told(number: int) -> str:
    """Such as "3 slots"."""
    return "1 slot" if number == 1 else f"{number} {'or more ' if number == MOST_COUNTED else ''}slots"
