"""Slot that is due: it becomes a fire, which is a crawl or a reason why there is none."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.cron import MOST_COUNTED
from newsspider.store.crawl.documents import Row
from newsspider.store.fires import Fire, FireState
from newsspider.store.schedules import Fires

logger = logging.getLogger(__name__)

ON_TIME = timedelta(minutes=1)
"""So late is on time, even where nothing is made up for."""


async def claim_due_slot(fires: Fires, schedule: Schedule, moment: datetime) -> Fire | None:
    """The fire of the latest slot that was due since the last one, if it is ours and to be crawled for. A
    slot that is no longer wanted is recorded as missed. Raises one of AWAY."""
    since = await fires.last_slot(schedule.name, moment)
    slot = schedule.cron.latest(since, moment) if since and since < moment else None
    if since is None or slot is None:
        return None
    late, missed = moment - slot, schedule.cron.count(since, slot)
    state, reason = _state(schedule, late)
    fire, is_ours = await fires.claim(slot_row(schedule, slot, missed), state, reason)
    if not is_ours:
        taken = (slot_text(slot), fire.id, fire.state, fire.where)
        logger.info("%s: %s is taken: fire %d, %s, %s", schedule.name, *taken)
        return None
    if missed:
        logger.info("%s: %s missed before it: not made up for", schedule.name, count_text(missed))
    lateness = f", {spoken(late)} late" if late > ON_TIME and fire.state == FireState.RUNNING else ""
    made = (fire.id, slot_text(slot), lateness, outcome_text(fire))
    logger.info("%s: fire %d of %s%s: %s", schedule.name, *made)
    return fire if fire.state == FireState.RUNNING else None


def _state(schedule: Schedule, late: timedelta) -> tuple[FireState, str]:
    """The state of a fire so late, and the reason."""
    if late <= max(schedule.catch_up, ON_TIME):
        return FireState.RUNNING, ""
    return FireState.MISSED, (
        f"no scheduler was there until {spoken(late)} later, and after {spoken(schedule.catch_up)} it is no "
        "longer wanted (catch_up)"
    )


def is_retry_wanted(fire: Fire, schedule: Schedule, moment: datetime) -> bool:
    """Whether a next attempt that no scheduler was there to make is still to be made."""
    return fire.again_at is not None and moment - fire.again_at <= max(schedule.catch_up, ON_TIME)


def slot_row(schedule: Schedule, slot: datetime, missed_before: int = 0) -> Row:
    """The columns of a slot's fire."""
    return {
        "schedule": schedule.name,
        "slot": slot,
        "spider": schedule.spider,
        "arguments": dict(schedule.arguments),
        "limit": schedule.limit,
        "stop_grace": schedule.stop_grace,
        "missed_before": missed_before,
    }


async def declare(fires: Fires, schedules: Sequence[Schedule], moment: datetime, drop_others: bool) -> None:
    """Record in the database what is scheduled, and when next; `drop_others`: and nothing else."""
    rows = [
        {
            "name": schedule.name,
            "spider": schedule.spider,
            "cron": schedule.cron.text,
            "timezone": schedule.cron.timezone.key,
            "arguments": dict(schedule.arguments),
            "next_slot": schedule.cron.after(moment),
        }
        for schedule in schedules
    ]
    await fires.declare(rows, drop_others=drop_others)


def slot_text(slot: datetime) -> str:
    """A slot by the clock of its schedule, such as "Sat 28.11.2026 23:30 WIB"."""
    return f"{slot:%a %d.%m.%Y %H:%M} {slot:%Z}"


def outcome_text(fire: Fire) -> str:
    """The state of a fire, and its reason."""
    return f"{fire.state} ({fire.reason})" if fire.reason else fire.state


def count_text(number: int) -> str:
    """Such as "3 slots"."""
    return "1 slot" if number == 1 else f"{number} {'or more ' if number == MOST_COUNTED else ''}slots"
