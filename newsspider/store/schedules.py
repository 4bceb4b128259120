"""What was done about each time that a schedule was due? (One row a slot; whoever writes it first has it.)"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg.rows import class_row

from newsspider.store.crawl.documents import Row, document
from newsspider.store.crawl.workers import Hands, this_machine
from newsspider.store.fires import Fire, Sign
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.text import storable

T = TypeVar("T")

_TURN = "select pg_advisory_xact_lock(hashtext('newsspider: a fire of the schedule ' || %(schedule)s))"


class Fires:
    """The fires in the database. Every method raises one of `writing.AWAY` while that is not there."""

    def __init__(self, pool: Pool, lease: float) -> None:
        self.pool, self.lease = pool, lease
        self.me = {"machine": this_machine(), "supervisor": os.getpid()}

    async def declare(self, schedules: Sequence[Row], drop_others: bool) -> None:
        """Say what is scheduled: rows of `name`, `spider`, `cron`, `timezone`, `arguments`, `next_slot`."""
        values = {
            "schedules": document(list(schedules)).decode(),
            "names": [row["name"] for row in schedules],
        }
        async with self.pool.connection() as connection:
            await connection.execute(query("declare_schedules"), values)
            if drop_others:
                await connection.execute(query("drop_schedules"), values)

    async def fired_until(self, schedule: str, now: datetime) -> datetime | None:
        """The moment after which slots may have been missed; None of a schedule that nobody has declared."""
        values = {"schedule": schedule, "now": now}
        async with self.pool.connection() as connection:
            row = await (await connection.execute(query("last_slot"), values)).fetchone()
        return row[0] if row and isinstance(row[0], datetime) else None

    async def take(self, slot: Row, state: str, reason: str) -> tuple[Fire, bool]:
        """The fire of a slot (`schedule`, `slot`, `spider`, `arguments`, `limit`, `stop_grace`,
        `missed_before`), and whether it is ours: made now, as `running` or as what else `state` says. If an
        earlier one of the schedule runs still, it is `skipped`."""
        values = {**slot, **self.me, "arguments": document(slot["arguments"]).decode()}
        async with self.pool.connection() as connection:
            await connection.execute(_TURN, values)
            if known := await _one(connection, Fire, "fire_of_slot", values):
                return known, False
            earlier = await _one(connection, Fire, "running_of_schedule", values)
            if earlier and state == "running":
                state, reason = "skipped", _still(earlier)
            values |= {"state": state, "reason": storable(reason)}
            await connection.execute(query("drop_retries"), values)
            made = await _one(connection, Fire, "claim_slot", values)
        assert made is not None
        return made, True

    async def take_again(self, fire: Fire, limit: timedelta, stop_grace: timedelta) -> Fire | None:
        """The next attempt of a fire, if it is due and ours."""
        values = {
            **self.me, "schedule": fire.schedule, "fire": fire.id, "attempt": fire.attempt, "limit": limit,
            "stop_grace": stop_grace,
        }  # fmt: skip
        async with self.pool.connection() as connection:
            await connection.execute(_TURN, values)
            return await _one(connection, Fire, "claim_retry", values)

    async def forget_retry(self, fire: Fire) -> None:
        """Leave it at the attempts that were made."""
        async with self.pool.connection() as connection:
            await connection.execute(query("cancel_retry"), {"fire": fire.id, "attempt": fire.attempt})

    async def begun(self, fire: Fire, process: int, log: str) -> None:
        """Say which process crawls."""
        values = {"fire": fire.id, "attempt": fire.attempt, "process": process, "log": storable(log)}
        async with self.pool.connection() as connection:
            await connection.execute(query("start_fire"), values)

    async def end(
        self, fire: Fire | Sign, state: str, reason: str, exit_code: int | None, again: timedelta | None
    ) -> Fire | None:
        """Say how a fire ended, and in what time it is tried again; None if that is known already."""
        values = {
            "fire": fire.id, "attempt": fire.attempt, "state": state, "reason": storable(reason),
            "exit_code": exit_code, "again": again,
        }  # fmt: skip
        async with self.pool.connection() as connection:
            return await _one(connection, Fire, "end_fire", values)

    async def books(self, fire: Fire) -> tuple[int, str | None, list[str]] | None:
        """The run that the fire's crawl has worked on: number, verdict, reasons."""
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query("run_of_fire"), {"fire": fire.id})
            row: Any = await cursor.fetchone()
        return (int(row[0]), row[1], list(row[2])) if row else None

    async def close_lost_run(self, spider: str) -> None:
        """Close the books of runs whose processes have all died."""
        await Hands(self.pool, self.lease, host_pages=0).close_lost(spider)

    async def running(self, schedule: str | None = None) -> list[Sign]:
        """The fires that run, as far as is known; of one schedule, or of all."""
        return await self._all(Sign, "running_fires", schedule=schedule)

    async def due_again(self) -> list[Fire]:
        """Fires whose next attempt is due."""
        return await self._all(Fire, "due_retries")

    async def newest(self, names: Sequence[str], count: int) -> list[Fire]:
        """The newest fires of each of these schedules, newest first."""
        return await self._all(Fire, "newest_fires", names=list(names), count=count)

    async def declared(self) -> set[str]:
        """The names of the schedules that the scheduler keeps which leads, or was the last to."""
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query("declared_schedules"))
            return {str(name) for (name,) in await cursor.fetchall()}

    async def schedulers(self) -> list[tuple[str, bool]]:
        """The schedulers at work: the name of each one's session, and whether it leads."""
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query("schedulers"))
            return [(str(name), bool(leads)) for name, leads in await cursor.fetchall()]

    async def _all(self, kind: type[T], name: str, **values: object) -> list[T]:
        async with (
            self.pool.connection() as connection,
            connection.cursor(row_factory=class_row(kind)) as cursor,
        ):
            await cursor.execute(query(name), values)
            return await cursor.fetchall()


async def _one(
    connection: AsyncConnection[Any], kind: type[T], name: str, values: Mapping[str, object]
) -> T | None:
    async with connection.cursor(row_factory=class_row(kind)) as cursor:
        await cursor.execute(query(name), values)
        return await cursor.fetchone()


def _still(earlier: Fire) -> str:
    since = earlier.started_at or earlier.slot
    return f"fire {earlier.id} of {_minute(earlier.slot)} ran still, since {_minute(since)}: {earlier.where}"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
