"""A worker whose database was replaced by a backup: it writes nothing more, whoever has its number there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest

from newsspider.store.crawl.store import Store
from newsspider.store.retry import StoreLost
from tests.store.test_store import address, article, opened, rows, save, seed
from tests.store.test_workers import claim, feeding, joined, names, report, with_work

REPLACED = {
    "no worker": "delete from run returning id",
    "another worker of its number": "update worker set started_at = started_at - interval '1 day' returning id",
}
WRITES: dict[str, Callable[[Store], Awaitable[object]]] = {
    "heartbeat": lambda store: store.worker.send_heartbeat({}),
    "claim": lambda store: claim(store, names(1)),
    "save": lambda store: save(store, article(1)),
    "release": lambda store: store.worker.release({names(1)[0]: 0.0}),
    "confirm": lambda store: store.worker.confirm(),
    "finish": lambda store: store.worker.finish(report(), 0),
    "abandon": lambda store: store.worker.abandon(),
}


def everything(store: Store) -> list[list[dict[str, object]]]:
    """What the frontier has, as text: it has infinite times."""
    tables = ("run", "worker", "host", "page", "article")
    return [rows(store, f"select {table}::text as row from {table} order by 1") for table in tables]


@pytest.mark.parametrize("replaced", REPLACED)
async def test_replaced_database_gets_no_more_writes(database: str, replaced: str) -> None:
    async with opened(database) as store:
        await with_work(store, names(1))
        await store.make_due([seed(address(1))])
        number, run = store.worker.id, store.run
        assert rows(store, REPLACED[replaced])
        before = everything(store)
        said = (
            f"expected worker {number} of run {run} in the database, found none: it was restored or replaced"
        )
        for write in WRITES.values():
            store.worker.id = store.worker.id or number  # as for the first time
            with pytest.raises(StoreLost, match=re.escape(said)):
                await write(store)
            assert store.worker.id is None
        assert everything(store) == before


async def test_feeder_ends_once_its_worker_is_gone(database: str) -> None:
    """With a page in flight that never comes: the heartbeat finds out, and the feeder waits for nothing."""
    async with joined(database, lease=0.9) as store:
        hosts = await with_work(store, names(2))
        async with feeding(store, hosts) as made, asyncio.timeout(60):
            pages = made.pages()
            await anext(pages)
            assert made.leases.held == set(hosts)
            rows(store, REPLACED["no worker"])
            with pytest.raises(StoreLost, match="found none"):
                async for _ in pages:
                    pass
            assert not any(map(made.leases.may_request, hosts))
