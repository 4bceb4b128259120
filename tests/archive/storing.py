"""A process that archives and stores rejections until it is killed: `python storing.py CONNINFO FOLDER NUMBER`."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from pathlib import Path

from newsspider.archive.retention import Retention
from newsspider.items import Rejection
from newsspider.runs.archiving import PageArchive
from newsspider.store.crawl.store import Store
from newsspider.visits import Fetch
from tests.archive.factories import exchange


async def store_until_killed(conninfo: str, folder: Path, number: str) -> None:
    """Store pages of 30 KB that do not compress, in batches, one after the other."""
    archive = PageArchive(folder, Retention(days=1, max_bytes=2**40))
    store = Store(conninfo, batch_size=5, batch_seconds=0.0, capture=archive.capture)
    await store.open()
    await store.start_run(f"uji-{number}", {}, "1")
    print("begun", flush=True)
    for batch in itertools.count():
        await asyncio.gather(*(_save(store, f"{number}-{batch}-{place}") for place in range(5)))


async def _save(store: Store, name: str) -> None:
    url = f"https://www.tribunnews.com/{name}"
    came = exchange(url=url, body=os.urandom(30_000), headers=())
    fetch = Fetch(page=url, depth=0, status=200, exchanges=(came,))
    rejection = Rejection(outlet="tribun", url=url, reason="NoLayout", detail="uji", fetch=fetch)
    await store.save(url, rejection, ())


if __name__ == "__main__":
    asyncio.run(store_until_killed(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
