"""How does a run draw due pages from the database, and write back what came of them?

Writes go in batches: one transaction holds articles, links, cut lines, rejections, pages found and pages
done, so that a crash leaves either all of a page or nothing. One item that the database refuses is found by
halving the batch, and kept as a rejection; a database that is away is waited for.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import class_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from newsspider.items import DuePage, FoundPage, Outcome, Rejection
from newsspider.store.queries import query
from newsspider.store.rows import Row, Rows, document, rows_of

logger = logging.getLogger(__name__)

AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
"""The database is not there or told us to go: the same batch may succeed a little later."""
WAITS = (0.5, 1, 2, 4, 8, 15, 30)
"""Seconds between attempts; after the last the batch fails and its pages stay due."""

Entry = tuple[str, Outcome, tuple[FoundPage, ...]]


class StoreLost(Exception):
    """The database went away during a run and did not come back in time; nothing half-written remains."""


@dataclass(slots=True)
class Written:
    """What a store has written since it was opened, for the run's counters."""

    batches: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    articles_unchanged: int = 0
    rejections: int = 0
    links: int = 0
    removed: int = 0
    pages_settled: int = 0
    items_refused: int = 0


class Store:
    """One run's way to the database. `batch_size` is in items, `batch_seconds` how long the first waits."""

    def __init__(
        self, conninfo: str, *, batch_size: int = 100, batch_seconds: float = 0.5, max_tries: int = 5
    ) -> None:
        self.pool = AsyncConnectionPool(
            conninfo, min_size=1, max_size=2, open=False, timeout=10, kwargs={"autocommit": True}
        )
        self.batch_size, self.batch_seconds, self.max_tries = batch_size, batch_seconds, max_tries
        self.run: int | None = None
        self.written = Written()
        self._waiting: list[tuple[Entry, asyncio.Future[None]]] = []
        self._full = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect. Raises StoreLost if nobody answers."""
        await self.pool.open()

    async def close(self) -> None:
        """Write what is waiting and hang up."""
        if self._writer is not None:
            self._full.set()
            await asyncio.gather(self._writer, return_exceptions=True)
        await self.pool.close()

    async def start_run(self, spider: str, arguments: Mapping[str, Any], version: str) -> int:
        """Write the run's row; its number."""
        row = await self._one(
            "start_run", spider=spider, arguments=document(dict(arguments)).decode(), version=version
        )
        self.run = int(row[0])
        return self.run

    async def finish_run(
        self, finish_reason: str, verdict: str, reasons: Iterable[str], counters: Mapping[str, Any]
    ) -> None:
        """Write how the run ended."""
        await self._run(
            "finish_run", run=self.run, finish_reason=finish_reason, verdict=verdict,
            reasons=list(reasons), counters=document(dict(counters)).decode(),
        )  # fmt: skip

    async def make_due(self, pages: Iterable[Row]) -> None:
        """Make addresses due now for this run, known or not."""
        await self._run("make_due", pages=document(list(pages)).decode(), run=self.run)

    async def due(
        self, outlet: str, limit: int, in_hand: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        """At most `limit` due pages, nearest to the front first."""
        async with (
            self.pool.connection() as connection,
            connection.cursor(row_factory=class_row(DuePage)) as cursor,
        ):
            await cursor.execute(
                query("due_pages"),
                {
                    "outlet": outlet,
                    "limit": limit,
                    "in_hand": list(in_hand),
                    "run": self.run if only_this_run else None,
                },
            )
            return await cursor.fetchall()

    async def save(self, page: str, outcome: Outcome, found: tuple[FoundPage, ...]) -> None:
        """Store what came of a page; returns when it is committed.

        Raises StoreLost if the database stays away: then nothing of it is stored and the page stays due.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(((page, outcome, found), done))
        if len(self._waiting) >= self.batch_size:
            self._full.set()
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting())
        await done

    async def _write_waiting(self) -> None:
        while self._waiting:
            if len(self._waiting) < self.batch_size:
                try:
                    await asyncio.wait_for(self._full.wait(), self.batch_seconds)
                except TimeoutError:
                    pass
            self._full.clear()
            batch, self._waiting = self._waiting[: self.batch_size], self._waiting[self.batch_size :]
            try:
                await self._write([entry for entry, _ in batch])
            except StoreLost as lost:
                _answer(batch, lost)
            else:
                _answer(batch, None)

    async def _write(self, entries: list[Entry]) -> None:
        """Write a batch; halve it when the database refuses something in it."""
        try:
            await self._patiently(entries)
        except (psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError) as refused:
            if len(entries) > 1:
                middle = len(entries) // 2
                await self._write(entries[:middle])
                await self._write(entries[middle:])
            else:
                await self._keep_refused(entries[0], refused)

    async def _keep_refused(self, entry: Entry, refused: psycopg.Error) -> None:
        page, outcome, _ = entry
        if isinstance(outcome, Rejection) and outcome.reason == "Unstorable":
            raise refused
        detail = (
            f"expected an item the database can hold, it answered: {str(refused).strip().splitlines()[0]}"
        )
        logger.error("%s: %s", page, detail)
        self.written.items_refused += 1
        body = outcome.fetch.body if outcome.fetch else b""
        rejection = Rejection(
            outlet=outcome.outlet,
            url=page,
            reason="Unstorable",
            detail=detail,
            body=body,
            fetch=outcome.fetch,
        )
        await self._patiently([(page, rejection, ())])

    async def _patiently(self, entries: list[Entry]) -> None:
        """Write in one transaction, waiting for a database that is away or in conflict."""
        rows = rows_of(entries)
        for wait in (*WAITS, None):
            try:
                await self._transaction(rows)
                return
            except AWAY as away:
                if wait is None:
                    raise StoreLost(
                        f"expected the database to answer within {sum(WAITS):.0f} s: {away}"
                    ) from away
                logger.warning(
                    "the database is away (%s); trying again in %s s", str(away).strip().split("\n")[0], wait
                )
                await asyncio.sleep(wait)

    async def _transaction(self, rows: Rows) -> None:
        async with (
            self.pool.connection() as connection,
            connection.transaction(),
            connection.cursor() as cursor,
        ):

            async def run(name: str, **parameters: Any) -> None:
                given = {
                    key: document(value).decode() if isinstance(value, list) else value
                    for key, value in parameters.items()
                }
                await cursor.execute(query(name), given)

            found = sorted(rows.found.values(), key=lambda row: row["url"])
            pages = list(rows.pages.values())
            articles = list(rows.articles.values())
            new = changed = 0
            await run("add_pages", pages=found, run=self.run)
            await run("forget_details", pages=pages)
            if articles:
                await run("rename_articles", articles=articles)
                await run("save_articles", articles=articles, run=self.run)
                new, changed = await cursor.fetchone() or (0, 0)
            await run("save_links", links=rows.links)
            await run("save_removed", removed=rows.removed)
            if rows.rejections:
                await run("save_rejections", rejections=list(rows.rejections.values()), run=self.run)
            await run("settle_pages", pages=pages, max_tries=self.max_tries)
        self._count(rows, new, changed)

    def _count(self, rows: Rows, new: int, changed: int) -> None:
        written = self.written
        written.batches += 1
        written.articles_new += new
        written.articles_changed += changed
        written.articles_unchanged += len(rows.articles) - new - changed
        written.rejections += len(rows.rejections)
        written.links += len(rows.links)
        written.removed += len(rows.removed)
        written.pages_settled += len(rows.pages)

    async def _run(self, name: str, **parameters: Any) -> None:
        async with self.pool.connection() as connection:
            await connection.execute(query(name), parameters)

    async def _one(self, name: str, **parameters: Any) -> tuple[Any, ...]:
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query(name), parameters)
            row = await cursor.fetchone()
        assert row is not None
        return row


def _answer(batch: list[tuple[Entry, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, done in batch:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
