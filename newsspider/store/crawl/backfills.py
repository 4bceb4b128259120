"""The progress of a backfill, as the frontier has it.

`walk` is a mapping with `outlet`, `hosts`, `since`, `until` and `prefix` (how the address of such a list goes
on after the host).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsspider.store.crawl.documents import Row, document
from newsspider.store.crawl.store import Store
from newsspider.store.queries import query


async def adopt(store: Store, walk: Mapping[str, object]) -> None:
    """Make what earlier runs left due of a backfill's days this run's own. Raises StoreLost, as all here
    do."""
    await _rows(store, "adopt_pages", {**walk, "run": store.run})


async def unfinished(store: Store, outlet: str, lists: Iterable[Row]) -> list[Row]:
    """Of the first pages of dated lists (`url`, `host`, `listed_on`), those whose day is not finished."""
    lists = list(lists)
    values = {"outlet": outlet, "lists": document(lists).decode()}
    wanted = {str(row[0]) for row in await _rows(store, "unfinished_lists", values)}
    return [row for row in lists if row["url"] in wanted]


async def progress(store: Store, walk: Mapping[str, object]) -> tuple[int, int]:
    """How many of a backfill's lists are walked to their end, and how many stories they named."""
    ((done, stories),) = await _rows(store, "backfill_progress", walk)
    return int(str(done)), int(str(stories))


async def _rows(store: Store, name: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
    async def work() -> list[tuple[object, ...]]:
        async with store.pool.connection() as connection:
            cursor = await connection.execute(query(name), values)
            return await cursor.fetchall() if cursor.description else []

    return await store.pool.patience.patiently(work)
