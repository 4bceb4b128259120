"""Writer of batches, each in one transaction: articles, links, removed lines, rejections, found and settled
pages.

An item that the database refuses is found by bisection and kept as a rejection. A database that is away is
waited for; after a conflict with another writer the batch is written again. Failures on a host that another
worker leases by then are discarded: that worker fetches the page itself, and may have got it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from psycopg import AsyncCursor

from newsspider.items import Outcome, Rejection
from newsspider.store.crawl.clusters import cluster
from newsspider.store.crawl.details import delete_details
from newsspider.store.crawl.documents import Row, byline_rows, json_text
from newsspider.store.crawl.revisits import guarded
from newsspider.store.crawl.rows import Entry, Rows, rows_of
from newsspider.store.crawl.workers import Worker
from newsspider.store.crawl.written import Written
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.store.retry import REFUSED
from newsspider.visits import RevisitPolicy

logger = logging.getLogger(__name__)

Cursor = AsyncCursor[tuple[object, ...]]
Batch = list[tuple[Entry, asyncio.Future[Outcome]]]
Capture = Callable[[Sequence[Outcome]], Awaitable[list[Outcome]]]
"""Archives the outcomes of a batch; returns them with their captures."""

REVISIT_PRIORITY = 1000
"""Revisits wait until new pages are fetched: depth eight on the frontier's own scale."""


class Writer:
    """Writes batches through a pool, each after its capture. `run` is the number of the run, `worker` is its
    worker; None writes for no crawl."""

    def __init__(self, pool: Pool, revisit_policy: RevisitPolicy, capture: Capture | None = None) -> None:
        self.pool, self.revisit_policy, self.capture = pool, revisit_policy, capture
        self.run: int | None = None
        self.worker: Worker | None = None
        self.takes_over = False
        self.written = Written()

    async def write(self, batch: Batch) -> None:
        """Write a batch, and give all who wait for its items the result or the error."""
        error: Exception | None = None
        written: list[Entry] = []
        try:
            written = await self._write(await self._captured([entry for entry, _ in batch]))
        except Exception as failed:  # noqa: BLE001 -- those who wait for the batch get it
            error = failed
        for place, (_, done) in enumerate(batch):
            if done.done():
                continue
            if error is None:
                done.set_result(written[place][1])
            else:
                done.set_exception(error)

    async def _captured(self, entries: list[Entry]) -> list[Entry]:
        if self.capture is None:
            return entries
        captured = await self.capture([outcome for _, outcome, _ in entries])
        return [(page, outcome, found) for (page, _, found), outcome in zip(entries, captured, strict=True)]

    async def _write(self, entries: list[Entry]) -> list[Entry]:
        """Write the entries. Returns them as they were written: a doubtful one is a rejection."""
        try:
            return await self._write_at_once(entries)
        except REFUSED as refused:
            if len(entries) == 1:
                return await self._keep_refused(entries[0], refused)
            middle = len(entries) // 2
            return [*await self._write(entries[:middle]), *await self._write(entries[middle:])]

    async def _keep_refused(self, entry: Entry, refused: Exception) -> list[Entry]:
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
        return await self._write_at_once([(page, rejection, ())])

    async def _write_at_once(self, entries: list[Entry]) -> list[Entry]:
        """Write in one transaction, with retries."""
        rows = rows_of(entries, self.revisit_policy.retry_waits)
        return await self.pool.retry.during_crawl(lambda: self._transaction(entries, rows))

    async def _transaction(self, entries: list[Entry], rows: Rows) -> list[Entry]:
        began = time.monotonic()
        async with self.pool.connection() as connection, connection.cursor() as cursor:
            if self.worker is not None:
                await self.worker.check(connection)
            checked = await guarded(cursor, entries, rows.articles, self.run)
            if checked != entries:
                rows = rows_of(checked, self.revisit_policy.retry_waits)
            rows = rows.without(await self._failures_elsewhere(cursor, rows))
            pages = list(rows.pages.values())
            await self._find(cursor, rows)
            if outdated := await _outdated(cursor, rows):
                current = [entry for entry in checked if outdated.isdisjoint((entry[0], entry[1].url))]
                rows = rows_of(current, self.revisit_policy.retry_waits)
                pages = list(rows.pages.values())
            new, changed = await self._store(cursor, rows)
            await self._run(cursor, "settle_pages", pages=pages)
            await self._run(cursor, "mark_gone", pages=pages)
            (gone,) = await cursor.fetchone() or (0,)
            visits = [
                {"outlet": outlet, "host": host, "what": what, "pages": pages}
                for (outlet, host, what), pages in rows.visits.items()
            ]
            await self._run(cursor, "count_visits", hosts=visits)
            await cluster(cursor, rows.sketches.values())
        self.written.count(rows, new, changed, int(str(gone)), time.monotonic() - began)
        return checked

    async def _failures_elsewhere(self, cursor: Cursor, rows: Rows) -> set[str]:
        """The rejected pages of hosts that this worker leases no longer."""
        if self.worker is None or not rows.rejections:
            return set()
        hosts = {page: rows.pages[page]["host"] for page in rows.rejections}
        asked = {"hosts": sorted(set(hosts.values())), "worker": self.worker.id}
        lost = {name for (name,) in await (await cursor.execute(query("unleased_hosts"), asked)).fetchall()}
        return {page for page, host in hosts.items() if host in lost}

    async def _find(self, cursor: Cursor, rows: Rows) -> None:
        """Add found pages to the frontier, sorted by address, so that two writers never deadlock."""
        found = sorted(rows.found.values(), key=lambda row: str(row["url"]))
        await self._run(cursor, "register_pages", pages=list(rows.pages.values()))
        await self._run(cursor, "add_pages", pages=found)
        again = [row for row in found if row["renewed"] or row["modified_at"] or row["named"]]
        if again:
            await self._run(cursor, "renew_pages", pages=again)

    async def _store(self, cursor: Cursor, rows: Rows) -> tuple[int, int]:
        """Store what the pages gave. Returns the numbers of new and of changed articles."""
        counts = (0, 0)
        aliases = list(rows.aliases.values())
        if aliases:
            await self._run(cursor, "rename_articles", aliases=aliases)
        await delete_details(cursor, [*rows.pages.values(), *aliases])
        if rows.articles:
            articles = list(rows.articles.values())
            await self._run(cursor, "save_bylines", bylines=byline_rows(articles))
            await self._run(cursor, "save_articles", articles=articles)
            new, changed = await cursor.fetchone() or (0, 0)
            counts = int(str(new)), int(str(changed))
        if aliases:
            await self._run(cursor, "save_aliases", aliases=aliases)
        await self._run(cursor, "save_links", links=rows.links)
        await self._run(cursor, "save_removed", removed=rows.removed)
        if rows.rejections:
            await self._run(cursor, "save_rejections", rejections=list(rows.rejections.values()))
        if rows.captures:
            await self._run(cursor, "save_captures", captures=rows.captures)
        return counts

    async def _run(self, cursor: Cursor, name: str, **rows: list[Row]) -> None:
        values = {key: json_text(value) for key, value in rows.items()}
        own = {"run": self.run, "takes_over": self.takes_over}
        await cursor.execute(query(name), {**values, **_parameters(self.revisit_policy), **own})


async def _outdated(cursor: Cursor, rows: Rows) -> set[str]:
    """The pages that somebody else has stored in a later version, while this transaction was waiting. Only
    what is no visit of now can be out of date: the captures of an import."""
    captures = [
        {"url": url, "captured_at": row["as_of"]}
        for url, row in rows.pages.items()
        if row["as_of"] is not None
    ]
    if not captures:
        return set()
    await cursor.execute(query("lock_pages"), {"urls": [capture["url"] for capture in captures]})
    await cursor.execute(query("stories_of_captures"), {"captures": json_text(captures)})
    return {str(url) for url, is_newer in await cursor.fetchall() if is_newer}


def _parameters(policy: RevisitPolicy) -> dict[str, object]:
    """The revisit policy as parameters of queries."""
    least, most = policy.listing_recheck
    return {
        "revisit_ages": [timedelta(seconds=age) for age in policy.revisit_ages],
        "recheck_least": timedelta(seconds=least),
        "recheck_most": timedelta(seconds=most),
        "revisit_priority": REVISIT_PRIORITY,
    }
