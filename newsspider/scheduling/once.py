"""How is one slot fired by a systemd timer, a Kubernetes CronJob, or a person? Through the same row."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.orphans import Stock
from newsspider.scheduling.slots import ON_TIME, declare, outcome, slot_row, told
from newsspider.scheduling.supervisor import Attending
from newsspider.store.fires import Fire

logger = logging.getLogger(__name__)

EARLY = timedelta(seconds=30)
"""A timer may be so early, for its clock is not ours."""
FARTHEST = timedelta(days=8 * 366)


async def fire_once(
    schedule: Schedule, attending: Attending, lease: float, moment: datetime, at_once: bool
) -> int:
    """Crawl for the latest slot, or (`at_once`) for a slot of this moment, with its retries. The crawl's exit
    code; 0 if the slot is taken or no longer wanted. Raises one of AWAY."""
    fires = attending.fires
    await Stock(attending, {schedule.name: schedule}, lease).take(schedule.name)
    await declare(fires, [schedule], moment, all_of_them=False)
    slot = moment if at_once else schedule.cron.latest(moment - FARTHEST, moment + EARLY)
    if slot is None:
        logger.info("%s: no slot has come yet", schedule.name)
        return 0
    if moment - slot > max(schedule.catch_up, ON_TIME):
        logger.info(
            "%s: %s is %s ago, and after %s no longer wanted (catch_up); --now crawls at once",
            schedule.name, told(slot), spoken(moment - slot), spoken(schedule.catch_up),
        )  # fmt: skip
        return 0
    fire, ours = await fires.claim(slot_row(schedule, slot), "running", "")
    if not ours or fire.state != "running":
        by = "already taken by" if not ours else "not started:"
        logger.info(
            "%s: %s is %s fire %d, %s: %s", schedule.name, told(slot), by, fire.id, fire.where, outcome(fire)
        )
        return 0
    logger.info("%s: fire %d of %s", schedule.name, fire.id, told(slot))
    return await _with_retries(fire, schedule, attending)


async def _with_retries(fire: Fire, schedule: Schedule, attending: Attending) -> int:
    fire, code = await attending.attend(fire, schedule)
    while fire.again_at is not None:
        await attending.pause(schedule.retry_after.total_seconds() + 0.2)
        if attending.stopping:
            return code
        again = await attending.patiently(partial(_again, fire, schedule, attending))
        if again is None:
            logger.info("%s: fire %d: another goes on with it", schedule.name, fire.id)
            return code
        logger.info("%s: fire %d: attempt %d", schedule.name, fire.id, again.attempt)
        fire, code = await attending.attend(again, schedule)
    return code


async def _again(fire: Fire, schedule: Schedule, attending: Attending) -> Fire | None:
    return await attending.fires.claim_retry(fire, schedule.limit, schedule.stop_grace)
