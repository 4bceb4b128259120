"""How does a run draw due pages from the database, and hand over what came of them?"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping

from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg_pool import AsyncConnectionPool

from newsspider.items import DuePage, FoundPage, Outcome
from newsspider.store.queries import query
from newsspider.store.rows import Row, document
from newsspider.store.writing import Batch, StoreLost, Writer, Written, patiently

Pool = AsyncConnectionPool[AsyncConnection[tuple[object, ...]]]


class Store:
    """One run's way to the database.

    `batch_size` is in items; `batch_seconds` is how long the first item of a batch waits for others;
    `max_tries` how often a page that does not answer is visited.
    """

    def __init__(
        self, conninfo: str, *, batch_size: int = 100, batch_seconds: float = 0.5, max_tries: int = 5
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
        self._writer = Writer(self.pool, max_tries)
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
        self, outlet: str, limit: int, in_hand: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        """At most `limit` due pages that are not in hand, nearest to the front first. Raises StoreLost."""
        values = {
            "outlet": outlet,
            "limit": limit,
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
