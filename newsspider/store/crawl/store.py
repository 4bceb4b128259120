"""A run's access to the database: due pages out, outcomes in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from newsspider.items import Outcome
from newsspider.reasons.outlets import OutletVerdict
from newsspider.reasons.reason import Reason, rows_of
from newsspider.store.crawl.documents import Row, json_text
from newsspider.store.crawl.fetches import Fetches
from newsspider.store.crawl.partitions import make_partitions
from newsspider.store.crawl.workers import Worker, host_parameters
from newsspider.store.crawl.writer import Batch, Capture, Writer
from newsspider.store.crawl.written import Written
from newsspider.store.pool import Pool
from newsspider.store.retry import AWAY, StoreLost
from newsspider.visits import DuePage, FoundPage, Hosts, RevisitPolicy

CLOSE_SECONDS = 1.0
"""Timeout for attempts to connect that are under way when the pool is closed."""


class Store:
    """One run's access to the database.

    `batch_size` is in items; `batch_seconds` is how long the first item of a batch waits for others;
    `revisit_policy` says when a page is due again, `lease` for how many seconds a host is leased,
    `host_pages` how many pages of a host the run may visit, `fire` is the fire that started the crawl,
    `capture` archives a batch before it is written.
    """

    def __init__(
        self,
        conninfo: str,
        *,
        batch_size: int = 100,
        batch_seconds: float = 0.5,
        revisit_policy: RevisitPolicy | None = None,
        lease: float = 45.0,
        host_pages: int = 20_000,
        fire: int | None = None,
        capture: Capture | None = None,
    ) -> None:
        self.pool = Pool(conninfo, idle=lease)
        self.batch_size, self.batch_seconds = batch_size, batch_seconds
        self.run: int | None = None
        self.worker = Worker(self.pool, lease, host_pages, fire)
        self.fetches = Fetches(self.worker)
        self._writer = Writer(self.pool, revisit_policy or RevisitPolicy(), capture)
        self._waiting: Batch = []
        self._full = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    @property
    def takes_over(self) -> bool:
        """Whether this run becomes the owner of what other runs made due and it finds too."""
        return self._writer.takes_over

    @takes_over.setter
    def takes_over(self, value: bool) -> None:
        self._writer.takes_over = value

    @property
    def written(self) -> Written:
        """Counts of what was written since the store was opened."""
        return self._writer.written

    async def open(self) -> None:
        """Open the pool. The first query finds out whether the database answers."""
        await self.pool.open()

    async def close(self) -> None:
        """Write what waits, and close the connections."""
        if self._writing is not None:
            self._full.set()
            await asyncio.gather(self._writing, return_exceptions=True)
        if self.worker.id is not None:
            # If the database is away, the lease of this worker expires.
            with contextlib.suppress(*AWAY, StoreLost):
                async with self.pool.retry.deadline():
                    await self.worker.abandon()
        await self.pool.close(CLOSE_SECONDS)

    async def start_run(
        self,
        spider: str,
        arguments: Mapping[str, object],
        version: str,
        settings: Mapping[str, object] = MappingProxyType({}),
        outlets: Iterable[str] = (),
    ) -> int:
        """Begin a run of these outlets, or join the one that others crawl with the same arguments. Returns
        its number."""
        self.run = self._writer.run = await self.pool.retry.at_start(
            lambda: self.worker.join(spider, arguments, version, settings)
        )
        await self._prepare("begin_outlets", {"run": self.run, "outlets": list(outlets)})
        self._writer.worker = self.worker
        await self.pool.retry.at_start(lambda: make_partitions(self.pool))
        return self.run

    async def count_outlets(self) -> None:
        """Save what the run visited and stored of each of its outlets."""
        await self.pool.execute("count_outlets", run=self.run)

    async def finish_run(
        self,
        finish_reason: str,
        verdict: str,
        reasons: Iterable[Reason],
        counters: Mapping[str, object],
        outlets: Iterable[OutletVerdict] = (),
    ) -> None:
        """Close the run, and its outlets with their own verdicts."""
        await self.pool.execute(
            "finish_run",
            run=self.run,
            finish_reason=finish_reason,
            verdict=verdict,
            reasons=json_text(rows_of(reasons)),
            counters=json_text(dict(counters)),
            outlets=json_text([outlet.row for outlet in outlets]),
        )

    async def reopen(self, outlet: str, hosts: Iterable[str], reach: Mapping[str, object]) -> None:
        """Make due what earlier runs left out and this one does not: pages at most `depth` links from a seed,
        found by links of other `kinds` than a story's or of those it follows (`follow`); with `since` and
        `until` only what the stories of those days lead to."""
        values = {"outlet": outlet, "hosts": sorted(hosts), "run": self.run, "since": None, "until": None}
        await self._prepare("reopen_pages", {**values, **reach})

    async def make_due(self, pages: Iterable[Row]) -> None:
        """Make addresses due now for this run, known or not."""
        await self._prepare("make_due", {"pages": json_text(list(pages)), "run": self.run})

    async def _prepare(self, name: str, values: Mapping[str, object]) -> None:
        await self.pool.retry.at_start(lambda: self.pool.execute(name, **values))

    async def due(
        self, hosts: Hosts, rooms: Mapping[str, int], in_flight: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        """Due pages that are not in flight, by priority: of each host at most as many as `rooms` says.
        `hosts` has these hosts, and may have others. Raises StoreLost."""
        values = {
            "outlets": [hosts[host] for host in rooms],
            "hosts": list(rooms),
            "rooms": list(rooms.values()),
            **self._scope(in_flight, only_this_run),
        }
        return await self.pool.retry.during_crawl(lambda: self.pool.fetch_all(DuePage, "due_pages", **values))

    async def next_due(
        self, hosts: Hosts, in_flight: Iterable[int], only_this_run: bool, horizon: float
    ) -> float | None:
        """Seconds until the next page of these hosts falls due that is worth waiting for (0 or less: one is
        due now); None if there is none within `horizon` seconds. Raises StoreLost."""
        values = {
            **host_parameters(hosts),
            **self._scope(in_flight, only_this_run),
            "horizon": horizon,
        }
        row = await self.pool.retry.during_crawl(lambda: self.pool.fetch_one(tuple, "next_due", **values))
        return None if row is None or row[0] is None else float(str(row[0]))

    def _scope(self, in_flight: Iterable[int], only_this_run: bool) -> dict[str, object]:
        run = self.run if only_this_run else None
        return {"in_flight": list(in_flight), "run": run, **self.worker.parameters}

    async def resolve(self, url: str) -> tuple[str, bool] | None:
        """The story that an address leads to in the end, and whether it is stored; None of an address that is
        not on the frontier. Raises StoreLost."""
        row = await self.pool.retry.during_crawl(lambda: self.pool.fetch_one(tuple, "resolve_page", url=url))
        return (str(row[0]), bool(row[1])) if row else None

    async def save(self, page: str, outcome: Outcome, found: tuple[FoundPage, ...]) -> Outcome:
        """Store the outcome of a page. Returns what was stored once it is committed: a doubtful outcome is
        stored as a rejection.

        Raises StoreLost if the database stays away: then nothing of it is stored and the page stays due.
        """
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append(((page, outcome, found), done))
        if len(self._waiting) >= self.batch_size:
            self._full.set()
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_waiting())
        return await done

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
