"""One slot, fired by a systemd timer, a Kubernetes CronJob or a person: the same row as the scheduler's."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from newsspider.durations import spoken
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.orphans import Orphans
from newsspider.scheduling.slots import ON_TIME, declare, outcome_text, slot_row, slot_text
from newsspider.scheduling.supervisor import Supervisor
from newsspider.store.fires import Fire, FireState

logger = logging.getLogger(__name__)

EARLY = timedelta(seconds=30)
"""A timer may be so early, for its clock is not ours."""
FARTHEST = timedelta(days=8 * 366)


async def fire_once(
    schedule: Schedule, supervisor: Supervisor, lease: float, moment: datetime, at_once: bool
) -> int:
    """Crawl for the latest slot, or (`at_once`) for a slot of this moment, with its retries. The crawl's exit
    code; 0 if the slot is taken or no longer wanted. Raises one of AWAY."""
    await Orphans(supervisor, {schedule.name: schedule}, lease).end_lost(schedule.name)
    await declare(supervisor.fires, [schedule], moment, drop_others=False)
    slot = moment if at_once else _wanted_slot(schedule, moment)
    fire = await _claim(schedule, supervisor, slot) if slot is not None else None
    return await _with_retries(fire, schedule, supervisor) if fire is not None else 0


def _wanted_slot(schedule: Schedule, moment: datetime) -> datetime | None:
    slot = schedule.cron.latest(moment - FARTHEST, moment + EARLY)
    if slot is None:
        logger.info("%s: no slot was due yet", schedule.name)
        return None
    late = moment - slot
    if late <= max(schedule.catch_up, ON_TIME):
        return slot
    logger.info(
        "%s: %s is %s ago, and after %s no longer wanted (catch_up); --now crawls at once",
        schedule.name,
        slot_text(slot),
        spoken(late),
        spoken(schedule.catch_up),
    )
    return None


async def _claim(schedule: Schedule, supervisor: Supervisor, slot: datetime) -> Fire | None:
    """The fire of a slot, if it is ours and to be crawled for."""
    fire, is_ours = await supervisor.fires.claim(slot_row(schedule, slot), FireState.RUNNING, "")
    if is_ours and fire.state == FireState.RUNNING:
        logger.info("%s: fire %d of %s", schedule.name, fire.id, slot_text(slot))
        return fire
    by = "not started:" if is_ours else "already taken by"
    state = outcome_text(fire)
    logger.info(
        "%s: %s is %s fire %d, %s: %s", schedule.name, slot_text(slot), by, fire.id, fire.where, state
    )
    return None


async def _with_retries(fire: Fire, schedule: Schedule, supervisor: Supervisor) -> int:
    fire, exit_code = await supervisor.supervise(fire, schedule)
    while fire.again_at is not None:
        await supervisor.pause(schedule.retry_after.total_seconds() + 0.2)
        if supervisor.is_stopping:
            break
        claim = partial(supervisor.fires.claim_retry, fire, schedule.limit, schedule.stop_grace)
        retry = await supervisor.until_answered(claim)
        if retry is None:
            logger.info("%s: fire %d: another process goes on with it", schedule.name, fire.id)
            break
        logger.info("%s: fire %d: attempt %d", schedule.name, fire.id, retry.attempt)
        fire, exit_code = await supervisor.supervise(retry, schedule)
    return exit_code
