"""Benchmark of the frontier's hot path: workers that claim hosts, query due pages and send heartbeats.

`python -m bench.frontier` fills an empty database with two million due pages of 10,000 hosts, half of them
new and half revisits. Eight workers, each a process, then share the hosts. Each round of a worker is a claim,
a query, a heartbeat and a release of a few hosts, which make the next claims. It prints the median and the
95th percentile of each call in milliseconds, as the worker waits for it, and the median of the CPU that it
takes in the worker and in its server process. The empty transaction shows what the machine's load adds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import psycopg

from newsspider.frontier.feeder import HOSTS_A_CLAIM, PAGES_A_QUERY
from newsspider.frontier.leases import HostLeases
from newsspider.store.crawl.store import Store
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

T = TypeVar("T")
OUTLET = "tribun"
FILL = """
insert into page (outlet, url, host, kind, depth, found_how, due_at, priority, outcome, visited_at)
select
    'tribun', format('https://%%s/news/%%s/kisah-%%s', host, number, number), host, 'story', number %% 3,
    'index', now() - number %% 5000 * interval '1 second' + case
        when number %% 100 < %(waiting)s then interval '3 days' else interval '0'
    end,
    case when number / %(width)s %% 2 = 0 then 10 + 100 * (number %% 3) else 1000 end,
    case when number / %(width)s %% 2 = 1 then 'article' end,
    case when number / %(width)s %% 2 = 1 then now() - interval '1 day' end
from generate_series(1, %(pages)s::bigint) as number
cross join lateral (select (%(hosts)s::text[])[1 + number %% %(width)s] as host) as of_host
"""
LEASE = 45.0
ROOM = 4
"""Pages that are asked for of a host: the feeder's MOST_IN_FLIGHT for 1,000 hosts."""
RELEASED = 32
"""Hosts that a worker releases in each round."""
PAUSE = 0.5
"""The most seconds between two rounds of a worker; eight workers then make 30 rounds a second."""


class Timings:
    """The milliseconds of each call by its name: as it lasted, and its CPU. `server` is the number of the
    process that serves the worker."""

    def __init__(self, server: int) -> None:
        self.server = Path(f"/proc/{server}/schedstat")
        self.taken: dict[str, list[tuple[float, float]]] = defaultdict(list)

    async def of(self, name: str, call: Callable[[], Awaitable[T]]) -> T:
        """The result of a call, whose time is kept."""
        began, cpu = time.perf_counter(), self._cpu()
        result = await call()
        self.taken[name].append((1000 * (time.perf_counter() - began), 1000 * (self._cpu() - cpu)))
        return result

    def _cpu(self) -> float:
        """Seconds of CPU that this process and its server have taken."""
        return time.process_time() + int(self.server.read_text("ascii").split()[0]) / 1e9


def hosts_of(number: int) -> list[str]:
    """Invented hosts."""
    return [f"kota{place:05}.example" for place in range(number)]


@asynccontextmanager
async def worker(conninfo: str, hosts: list[str]) -> AsyncIterator[HostLeases]:
    """The leases of a worker that has joined the benchmark's run. It sends no heartbeat by itself."""
    store = Store(conninfo, lease=LEASE)
    await store.open()
    try:
        await store.start_run("bench", {}, "0")
        yield HostLeases(store, dict.fromkeys(hosts, OUTLET), LEASE, 0.0)
    finally:
        await store.close()


async def work(conninfo: str, hosts: list[str], rounds: int) -> Timings:
    """The rounds of one worker, after it has its share of the hosts."""
    async with worker(conninfo, hosts) as leases:
        async with leases.store.pool.connection() as connection:
            timings = Timings(connection.info.backend_pid)
        await share_out(leases, timings)
        for _ in range(rounds):
            await asyncio.sleep(random.uniform(0, PAUSE))
            await timings.of("empty transaction", lambda: leases.store.pool.execute("clock"))
            await claim(leases, timings, "claim")
            await query_pages(leases, timings)
            still, share = await timings.of(
                "heartbeat", lambda: leases.store.worker.send_heartbeat({"asked": 5})
            )
            released = random.sample(sorted(still), min(len(still), max(RELEASED, len(still) - share)))
            await release(leases, released, timings)
    return timings


async def share_out(leases: HostLeases, timings: Timings) -> None:
    """Claim until all hosts are asked for, as at the start of a crawl."""
    for _ in range(-(-len(leases.wanted) // HOSTS_A_CLAIM)):
        await claim(leases, timings, "first claims")
        await asyncio.sleep(random.uniform(0, PAUSE))


async def claim(leases: HostLeases, timings: Timings, name: str) -> None:
    """Claim hosts, as many as the feeder asks for."""
    free = list(leases.wanted.keys() - leases.held)
    asked = set(random.sample(free, min(len(free), HOSTS_A_CLAIM)))
    await timings.of(name, lambda: leases.claim(only_this_run=False, hosts=asked))


async def query_pages(leases: HostLeases, timings: Timings) -> None:
    """Query due pages of leased hosts, as many as the feeder does, with some in flight."""
    hosts = random.sample(sorted(leases.held), min(len(leases.held), PAGES_A_QUERY // ROOM))
    rooms = dict.fromkeys(hosts, ROOM)
    in_flight = list(range(1, ROOM * len(hosts)))
    await timings.of("query", lambda: leases.store.due(leases.wanted, rooms, in_flight, only_this_run=False))


async def release(leases: HostLeases, hosts: list[str], timings: Timings) -> None:
    """Release these hosts, so that there is something to claim."""
    leases.held -= set(hosts)
    pauses = dict.fromkeys(hosts, 0.0)
    await timings.of("release", lambda: leases.store.worker.release(pauses))


def fill(conninfo: str, pages: int, hosts: list[str], waiting: int) -> None:
    """Fill an empty database with pages of these hosts."""
    values = {"pages": pages, "hosts": hosts, "width": len(hosts), "waiting": waiting}
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(b"set synchronous_commit = off")
        connection.execute(b"set session_replication_role = replica")
        connection.execute(FILL.encode(), values)
        connection.execute(b"insert into host (outlet, name) select 'tribun', unnest(%s::text[])", (hosts,))
        for table in ("page", "host"):
            connection.execute(f"vacuum analyze {table}".encode())
        connection.execute(b"checkpoint")


def measure(conninfo: str, options: argparse.Namespace) -> None:
    """Print the table of all workers' calls."""
    command = [sys.executable, "-m", "bench.frontier", "--worker", conninfo]
    command += ["--hosts", str(options.hosts), "--rounds", str(options.rounds)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(options.workers)]
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for process in processes:
        output, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"expected each worker to end with 0, found {process.returncode}")
        for name, milliseconds in json.loads(output).items():
            taken[name] += milliseconds
    print_table(taken)


def print_table(taken: Mapping[str, list[tuple[float, float]]]) -> None:
    print("| call | calls | median ms | p95 ms | CPU ms |")
    print("|---|---|---|---|---|")
    for name, calls in taken.items():
        waits, cpu = zip(*calls, strict=True)
        p95 = statistics.quantiles(waits, n=20)[-1]
        medians = f"{statistics.median(waits):.1f} | {p95:.1f} | {statistics.median(cpu):.1f}"
        print(f"| {name} | {len(calls):,} | {medians} |")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.frontier", description=__doc__)
    parser.add_argument("--hosts", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=2_000_000)
    parser.add_argument("--waiting", type=int, default=0, help="percent of the pages that are not due yet")
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=40, help="rounds of each worker")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="keep the database there, or reuse it")
    parser.add_argument("--worker", metavar="CONNINFO", help="be one worker (used by the benchmark itself)")
    options = parser.parse_args()
    hosts = hosts_of(options.hosts)
    if options.worker:
        timings = asyncio.run(work(options.worker, hosts, options.rounds))
        print(json.dumps(timings.taken))
        return
    with tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        kept = options.keep or Path(folder)
        is_new = not (kept / "postgres").exists()
        with open_database("", kept) as conninfo:
            migrate(conninfo)
            if is_new:
                fill(conninfo, options.pages, hosts, options.waiting)
            measure(conninfo, options)


if __name__ == "__main__":
    main()
