"""How does a run draw due pages from the database, and hand over what came of them?"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping

from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg_pool import AsyncConnectionPool

from newsspider.items import Outcome
from newsspider.store.documents import Row, document
from newsspider.store.queries import query
from newsspider.store.writing import Batch, StoreLost, Writer, patiently
from newsspider.store.written import Written
from newsspider.timetable import Timetable
from newsspider.visits import DuePage, FoundPage

Pool = AsyncConnectionPool[AsyncConnection[tuple[object, ...]]]


class Store:
    """One run's way to the database.

    `batch_size` is in items; `batch_seconds` is how long the first item of a batch waits for others;
    `timetable` says when a page is asked for again.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        batch_size: int = 100,
        batch_seconds: float = 0.5,
        timetable: Timetable | None = None,
    ) -> None:
        self.pool: Pool = AsyncConnectionPool(
            conninfo,
            min_size=1,
            max_size=2,
            open=False,
            timeout=5,
            check=AsyncConnectionPool.check_connection,
            kwargs={"autocommit": True},
        )
        self.batch_size, self.batch_seconds = batch_size, batch_seconds
        self.run: int | None = None
        self._writer = Writer(self.pool, timetable or Timetable())
        self._waiting: Batch = []
        self._full = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    @property
    def written(self) -> Written:
        """What has been written since the store was opened."""
        return self._writer.written

    async def open(self) -> None:
        """Get ready to connect; the first statement finds out whether anybody answers."""
        await self.pool.open()

    async def close(self) -> None:
        """Write what is waiting and hang up."""
        if self._writing is not None:
            self._full.set()
            await asyncio.gather(self._writing, return_exceptions=True)
        await self.pool.close()

    async def start_run(self, spider: str, arguments: Mapping[str, object], version: str) -> int:
        """Write the run's row; its number."""
        values = {
            "spider": spider,
            "arguments": document(dict(arguments)).decode(),
            "version": version,
        }
        async with self.pool.connection() as connection:
            row = await (await connection.execute(query("start_run"), values)).fetchone()
        if row is None:
            raise StoreLost("expected the number of the run's row, the database returned none")
        self.run = self._writer.run = int(str(row[0]))
        return self.run

    async def finish_run(
        self, finish_reason: str, verdict: str, reasons: Iterable[str], counters: Mapping[str, object]
    ) -> None:
        """Write how the run ended."""
        values = {
            "run": self.run,
            "finish_reason": finish_reason,
            "verdict": verdict,
            "reasons": list(reasons),
            "counters": document(dict(counters)).decode(),
        }
        async with self.pool.connection() as connection:
            await connection.execute(query("finish_run"), values)

    async def make_due(self, pages: Iterable[Row]) -> None:
        """Make addresses due now for this run, known or not."""
        values = {"pages": document(list(pages)).decode(), "run": self.run}
        async with self.pool.connection() as connection:
            await connection.execute(query("make_due"), values)

    async def due(
        self, outlet: str, rooms: Mapping[str, int], in_hand: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        """Due pages that are not in hand, nearest to the front first: of each host at most as many as
        `rooms` says. Raises StoreLost."""
        values = {
            "outlet": outlet,
            "hosts": list(rooms),
            "rooms": list(rooms.values()),
            "in_hand": list(in_hand),
            "run": self.run if only_this_run else None,
        }
        return await patiently(lambda: self._draw(values))

    async def _draw(self, values: Mapping[str, object]) -> list[DuePage]:
        async with (
            self.pool.connection() as connection,
            connection.cursor(row_factory=class_row(DuePage)) as cursor,
        ):
            await cursor.execute(query("due_pages"), values)
            return await cursor.fetchall()

    async def next_due(
        self, outlet: str, hosts: Iterable[str], in_hand: Iterable[int], only_this_run: bool
    ) -> float | None:
        """Seconds until the next page of these hosts falls due (0 or less: one is due now); None if there is
        none. Raises StoreLost."""
        values = {
            "outlet": outlet,
            "hosts": list(hosts),
            "in_hand": list(in_hand),
            "run": self.run if only_this_run else None,
        }
        return await patiently(lambda: self._next(values))

    async def _next(self, values: Mapping[str, object]) -> float | None:
        async with self.pool.connection() as connection:
            row = await (await connection.execute(query("next_due"), values)).fetchone()
        return None if row is None or row[0] is None else float(str(row[0]))

    async def knows(self, url: str) -> str | None:
        """What we know of a story's address: that it is "stored", an "alias", or "due"; None of any other.
        Raises StoreLost."""

        async def ask() -> str | None:
            async with self.pool.connection() as connection:
                row = await (await connection.execute(query("knows_page"), {"url": url})).fetchone()
            return str(row[0]) if row else None

        return await patiently(ask)

    async def save(self, page: str, outcome: Outcome, found: tuple[FoundPage, ...]) -> None:
        """Store what came of a page; returns when it is committed.

        Raises StoreLost if the database stays away: then nothing of it is stored and the page stays due.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(((page, outcome, found), done))
        if len(self._waiting) >= self.batch_size:
            self._full.set()
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_waiting())
        await done

    async def _write_waiting(self) -> None:
        while self._waiting:
            if len(self._waiting) < self.batch_size:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._full.wait(), self.batch_seconds)
            self._full.clear()
            batch, self._waiting = (
                self._waiting[: self.batch_size],
                self._waiting[self.batch_size :],
            )
            await self._writer.write(batch)
