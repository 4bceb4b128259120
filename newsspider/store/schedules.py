"""Fires of schedules in the database: one row a slot, claimed by the scheduler that writes it first."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from psycopg import AsyncConnection

from newsspider.store.calls import fetch_all_async
from newsspider.store.crawl.documents import Row, json_text
from newsspider.store.crawl.workers import close_lost_runs, this_machine
from newsspider.store.fires import Fire, FireState, RunningFire
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.text import storable

T = TypeVar("T")

_TURN = "select pg_advisory_xact_lock(hashtext('newsspider: a fire of the schedule ' || %(schedule)s))"


class Fires:
    """The table `fire`. Every method raises one of `retry.AWAY` while the database is away."""

    def __init__(self, pool: Pool, lease: float) -> None:
        self.pool, self.lease = pool, lease
        self.me = {"machine": this_machine(), "supervisor": os.getpid()}

    async def declare(self, schedules: Sequence[Row], drop_others: bool) -> None:
        """Declare the schedules: rows of `name`, `spider`, `cron`, `timezone`, `arguments`, `next_slot`."""
        values = {
            "schedules": json_text(list(schedules)),
            "names": [row["name"] for row in schedules],
        }
        async with self.pool.connection() as connection:
            await connection.execute(query("declare_schedules"), values)
            if drop_others:
                await connection.execute(query("drop_schedules"), values)

    async def last_slot(self, schedule: str, now: datetime) -> datetime | None:
        """The moment after which slots may have been missed; None for a schedule that is not declared."""
        row = await self.pool.fetch_one(tuple, "last_slot", schedule=schedule, now=now)
        return row[0] if row and isinstance(row[0], datetime) else None

    async def claim(self, slot: Row, state: str, reason: str) -> tuple[Fire, bool]:
        """Claim a slot (`schedule`, `slot`, `spider`, `arguments`, `limit`, `stop_grace`, `missed_before`).
        Returns its fire, and whether this call made it, with `state`. If an earlier fire of the schedule is
        running, the new one is `skipped`."""
        values = {**slot, **self.me, "arguments": json_text(slot["arguments"])}
        async with self.pool.connection() as connection:
            await connection.execute(_TURN, values)
            if known := await _fetch_one(connection, Fire, "fire_of_slot", values):
                return known, False
            earlier = await _fetch_one(connection, Fire, "running_of_schedule", values)
            if earlier and state == FireState.RUNNING:
                state, reason = FireState.SKIPPED, _running_since(earlier)
            values |= {"state": state, "reason": storable(reason)}
            await connection.execute(query("drop_retries"), values)
            made = await _fetch_one(connection, Fire, "claim_slot", values)
        assert made is not None
        return made, True

    async def claim_retry(self, fire: Fire, limit: timedelta, stop_grace: timedelta) -> Fire | None:
        """Claim the next attempt of a fire. None if it is not due, or another scheduler claimed it."""
        values = {
            **self.me,
            "schedule": fire.schedule,
            "fire": fire.id,
            "attempt": fire.attempt,
            "limit": limit,
            "stop_grace": stop_grace,
        }
        async with self.pool.connection() as connection:
            await connection.execute(_TURN, values)
            return await _fetch_one(connection, Fire, "claim_retry", values)

    async def cancel_retry(self, fire: Fire) -> None:
        """Cancel the next attempt of a fire."""
        await self.pool.execute("cancel_retry", fire=fire.id, attempt=fire.attempt)

    async def start(self, fire: Fire, process: int, log: str) -> None:
        """Note the process of the crawl, and its log."""
        values = {"fire": fire.id, "attempt": fire.attempt, "process": process, "log": storable(log)}
        await self.pool.execute("start_fire", **values)

    async def end(
        self,
        fire: Fire | RunningFire,
        state: str,
        reason: str,
        exit_code: int | None,
        again: timedelta | None,
    ) -> Fire | None:
        """End a fire, with the time until its next attempt. None if it has ended already."""
        values = {
            "fire": fire.id,
            "attempt": fire.attempt,
            "state": state,
            "reason": storable(reason),
            "exit_code": exit_code,
            "again": again,
        }
        return await self.pool.fetch_one(Fire, "end_fire", **values)

    async def run_of(self, fire: Fire) -> tuple[int, str | None, list[str]] | None:
        """The run of the fire's crawl: number, verdict, reasons."""
        row = await self.pool.fetch_one(tuple, "run_of_fire", fire=fire.id)
        return (int(row[0]), row[1], list(row[2])) if row else None

    async def close_lost_runs(self) -> None:
        """Close the runs whose workers have all died."""
        await close_lost_runs(self.pool, self.lease)

    async def running(self, schedule: str | None = None) -> list[RunningFire]:
        """The running fires of one schedule, or of all."""
        return await self.pool.fetch_all(RunningFire, "running_fires", schedule=schedule)

    async def due_retries(self) -> list[Fire]:
        """Fires whose next attempt is due."""
        return await self.pool.fetch_all(Fire, "due_retries")

    async def newest(self, names: Sequence[str], count: int) -> list[Fire]:
        """The newest fires of each of these schedules, newest first."""
        return await self.pool.fetch_all(Fire, "newest_fires", names=list(names), count=count)

    async def declared(self) -> set[str]:
        """The names of the schedules that the leading scheduler declared, or the last one that led."""
        return {str(name) for (name,) in await self.pool.fetch_all(tuple, "declared_schedules")}

    async def schedulers(self) -> list[tuple[str, bool]]:
        """The running schedulers: the name of each session, and whether it leads."""
        rows = await self.pool.fetch_all(tuple, "schedulers")
        return [(str(name), bool(leads)) for name, leads in rows]


async def _fetch_one(
    connection: AsyncConnection[Any], kind: type[T], name: str, values: Mapping[str, object]
) -> T | None:
    rows = await fetch_all_async(connection, kind, name, values)
    return rows[0] if rows else None


def _running_since(earlier: Fire) -> str:
    since = earlier.started_at or earlier.slot
    return f"fire {earlier.id} of {_minute(earlier.slot)} ran still, since {_minute(since)}: {earlier.where}"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
