"""Benchmark of the frontier's hot path: due pages, host leases and heartbeats.

`python -m bench.frontier 10000 1000000 10000000` fills an empty database with so many pages of 68 hosts. Half
of them are due, half are revisits that are not. It prints the median milliseconds of each statement.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg

from newsspider.outlets.tribun import TRIBUN
from newsspider.store.crawl.store import Store
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

HOSTS = dict.fromkeys(sorted(TRIBUN.newsrooms), "tribun")
FILL = """
insert into page (outlet, url, host, kind, depth, found_how, due_at, priority, outcome)
select
    'tribun', format('https://%%s/news/%%s/kisah-%%s', host, %(first)s + number, number), host, 'story',
    number %% 3,
    'index', now() + case when number %% 2 = 0 then interval '0' else interval '3 days' end,
    case when number %% 2 = 0 then 10 + 100 * (number %% 3) else 1000 end,
    case when number %% 2 = 1 then 'article' end
from generate_series(1, %(rows)s::bigint) as number
cross join lateral (select (%(hosts)s::text[])[1 + number %% %(width)s] as host) as of_host
"""
ROUNDS = 50
PAGES = 200


async def measure(conninfo: str, rows: int) -> None:
    """Print one line of the table."""
    store = Store(conninfo)
    await store.open()
    try:
        await store.start_run("bench", {}, "0")
        await store.worker.register_hosts(HOSTS)
        rooms = dict.fromkeys(HOSTS, -(-PAGES // len(HOSTS)))
        in_flight = [page.id for page in await store.due(HOSTS, rooms, [], only_this_run=False)]
        times = [
            await _median(lambda: store.due(HOSTS, rooms, in_flight, only_this_run=False)),
            await _median(lambda: store.worker.claim(HOSTS, only_this_run=False)),
            await _median(lambda: store.worker.send_heartbeat({})),
        ]
    finally:
        await store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = " | ".join(f"{milliseconds:.1f}" for milliseconds in times)
    print(f"| {rows:,} | {cells} | {peak:.0f} |", flush=True)


async def _median(work: Callable[[], Awaitable[object]]) -> float:
    """Median milliseconds of one call."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await work()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [10_000, 1_000_000]
    print(f"| rows | claim {PAGES} pages, ms | lease hosts, ms | heartbeat, ms | peak MB |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with open_database("", Path(folder)) as conninfo:
            migrate(conninfo)
            filled = 0
            for size in sorted(sizes):
                with psycopg.connect(conninfo, autocommit=True) as connection:
                    values = {
                        "first": filled,
                        "rows": size - filled,
                        "hosts": list(HOSTS),
                        "width": len(HOSTS),
                    }
                    connection.execute(FILL.encode(), values)
                    connection.execute("vacuum analyze page")
                filled = size
                asyncio.run(measure(conninfo, size))


if __name__ == "__main__":
    main()
