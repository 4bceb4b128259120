"""How does a batch get into the database whole, or not at all?

One transaction holds articles, links, cut lines, rejections, pages found and pages done. One item that the
database refuses is found by halving the batch and kept as a rejection; a database that is away is waited
for; in conflict with another writer the batch is simply written again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import psycopg
from psycopg import AsyncConnection, AsyncCursor, errors
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from newsspider.items import FoundPage, Outcome, Rejection
from newsspider.store.queries import query
from newsspider.store.rows import Row, Rows, document, rows_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
"""The database is not there, told us to go, or chose us to give way: the same batch may succeed later."""
REFUSED = (
    psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError, psycopg.InternalError,
    psycopg.NotSupportedError, errors.ProgramLimitExceeded, errors.StatementTooComplex, TypeError, ValueError,
    RecursionError,
)  # fmt: skip
"""The database does not take something in the batch, now or ever."""
WAITS = (0.5, 1, 2, 4, 8, 15, 30)
"""Seconds between attempts; after the last the batch fails and its pages stay due."""

Entry = tuple[str, Outcome, tuple[FoundPage, ...]]
Batch = list[tuple[Entry, asyncio.Future[None]]]


class StoreLost(Exception):
    """The database went away during a run and did not come back in time; nothing half-written remains."""


@dataclass(slots=True)
class Written:
    """Counts of what was written."""

    batches: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    articles_unchanged: int = 0
    articles_incomplete: int = 0
    rejections: int = 0
    links: int = 0
    removed: int = 0
    pages_settled: int = 0
    items_refused: int = 0


async def patiently(work: Callable[[], Awaitable[T]]) -> T:
    """What `work` returns, begun again while the database is away. Raises StoreLost."""
    for wait in WAITS:
        try:
            return await work()
        except REFUSED:
            raise
        except AWAY as away:
            reason = str(away).strip().split("\n")[0]
            logger.warning("the database is away (%s); trying again in %s s", reason, wait)
            await asyncio.sleep(wait)
    try:
        return await work()
    except AWAY as away:
        reason = str(away).strip().split("\n")[0]
        raise StoreLost(
            f"expected the database to be back within {sum(WAITS):.0f} s, found: {reason}"
        ) from away


class Writer:
    """Writes batches through a pool; `run` is the number of the run they belong to."""

    def __init__(
        self, pool: AsyncConnectionPool[AsyncConnection[tuple[object, ...]]], max_tries: int
    ) -> None:
        self.pool, self.max_tries = pool, max_tries
        self.run: int | None = None
        self.written = Written()

    async def write(self, batch: Batch) -> None:
        """Write a batch and tell everyone who waits for it how it went."""
        error: Exception | None = None
        try:
            await self._write([entry for entry, _ in batch])
        except Exception as failed:  # noqa: BLE001 -- whoever waits must be told, whatever it is
            error = failed
        for _, done in batch:
            if done.done():
                continue
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

    async def _write(self, entries: list[Entry]) -> None:
        try:
            await self._patiently(entries)
        except REFUSED as refused:
            if len(entries) == 1:
                await self._keep_refused(entries[0], refused)
            else:
                middle = len(entries) // 2
                await self._write(entries[:middle])
                await self._write(entries[middle:])

    async def _keep_refused(self, entry: Entry, refused: Exception) -> None:
        """Keep an item the database refuses as a rejection with its page, which it takes."""
        page, outcome, _ = entry
        answer = str(refused).strip().splitlines()[0]
        logger.error("%s: the database refused the item: %s", page, answer)
        self.written.items_refused += 1
        rejection = Rejection(
            outlet=outcome.outlet,
            url=page,
            reason="Unstorable",
            detail=f"expected an item the database can hold, it answered: {answer}",
            body=outcome.fetch.body if outcome.fetch else b"",
            fetch=outcome.fetch,
        )
        await self._patiently([(page, rejection, ())])

    async def _patiently(self, entries: list[Entry]) -> None:
        """Write in one transaction, waiting for a database that is away."""
        rows = rows_of(entries)
        await patiently(lambda: self._transaction(rows))

    async def _transaction(self, rows: Rows) -> None:
        pages = list(rows.pages.values())
        found = sorted(rows.found.values(), key=lambda row: str(row["url"]))
        new = changed = 0
        async with (
            self.pool.connection() as connection,
            connection.transaction(),
            connection.cursor() as cursor,
        ):
            await self._run(cursor, "know_pages", pages=pages)
            await self._run(cursor, "add_pages", pages=found)
            await self._run(cursor, "forget_details", pages=pages)
            if rows.articles:
                articles = list(rows.articles.values())
                await self._run(cursor, "rename_articles", articles=articles)
                await self._run(cursor, "save_articles", articles=articles)
                new, changed = (int(str(count)) for count in await cursor.fetchone() or (0, 0))
            await self._run(cursor, "save_links", links=rows.links)
            await self._run(cursor, "save_removed", removed=rows.removed)
            if rows.rejections:
                await self._run(cursor, "save_rejections", rejections=list(rows.rejections.values()))
            await self._run(cursor, "settle_pages", pages=pages)
        self._count(rows, new, changed)

    async def _run(self, cursor: AsyncCursor[tuple[object, ...]], name: str, **rows: list[Row]) -> None:
        values = {key: document(value).decode() for key, value in rows.items()}
        await cursor.execute(query(name), {**values, "run": self.run, "max_tries": self.max_tries})

    def _count(self, rows: Rows, new: int, changed: int) -> None:
        written = self.written
        written.batches += 1
        written.articles_new += new
        written.articles_changed += changed
        written.articles_unchanged += len(rows.articles) - new - changed
        written.articles_incomplete += sum(bool(row["missing_pages"]) for row in rows.articles.values())
        written.rejections += len(rows.rejections)
        written.links += len(rows.links)
        written.removed += len(rows.removed)
        written.pages_settled += len(rows.pages)
