"""Progress of a backfill on the frontier.

`walk` is a mapping with `outlet`, `hosts`, `since`, `until` and `prefix` (the part of a dated list's address
after the host).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsspider.store.crawl.documents import Row, json_text
from newsspider.store.crawl.store import Store


async def adopt(store: Store, walk: Mapping[str, object]) -> None:
    """Make this run the owner of what earlier runs left due of a backfill's days. Raises StoreLost, as all
    here do."""
    await _fetch(store, "adopt_pages", {**walk, "run": store.run})


async def unfinished(store: Store, outlet: str, lists: Iterable[Row]) -> list[Row]:
    """Of the first pages of dated lists (`url`, `host`, `listed_on`), those whose day is not finished."""
    lists = list(lists)
    values = {"outlet": outlet, "lists": json_text(lists)}
    wanted = {str(row[0]) for row in await _fetch(store, "unfinished_lists", values)}
    return [row for row in lists if row["url"] in wanted]


async def progress(store: Store, walk: Mapping[str, object]) -> tuple[int, int]:
    """The number of a backfill's lists that are finished, and of the stories that they named."""
    ((done, stories),) = await _fetch(store, "backfill_progress", walk)
    return int(str(done)), int(str(stories))


async def _fetch(store: Store, name: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
    return await store.pool.retry.during_crawl(lambda: store.pool.fetch_all(tuple, name, **values))
