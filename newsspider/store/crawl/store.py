"""How does a run draw due pages from the database, and hand over what came of them?"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from psycopg.rows import class_row

from newsspider.items import Outcome
from newsspider.store.crawl.documents import Row, document
from newsspider.store.crawl.fetches import Fetches
from newsspider.store.crawl.workers import Hands
from newsspider.store.crawl.writer import Batch, Writer
from newsspider.store.crawl.written import Written
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.store.retry import AWAY, StoreLost
from newsspider.visits import DuePage, FoundPage, RevisitPolicy


class Store:
    """One run's way to the database.

    `batch_size` is in items; `batch_seconds` is how long the first item of a batch waits for others;
    `timetable` says when a page is asked for again, `lease` for how many seconds a host is held, `host_pages`
    how many pages of a host the run may ask for, `fire` is what has started the crawl.
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
    ) -> None:
        self.pool = Pool(conninfo, silence=lease)
        self.batch_size, self.batch_seconds = batch_size, batch_seconds
        self.run: int | None = None
        self.hands = Hands(self.pool, lease, host_pages, fire)
        self.fetches = Fetches(self.hands)
        self._writer = Writer(self.pool, revisit_policy or RevisitPolicy())
        self._waiting: Batch = []
        self._full = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    @property
    def takes_over(self) -> bool:
        """Whether what other runs made due and this one finds too becomes its own."""
        return self._writer.takes_over

    @takes_over.setter
    def takes_over(self, value: bool) -> None:
        self._writer.takes_over = value

    @property
    def written(self) -> Written:
        """What has been written since the store was opened."""
        return self._writer.written

    async def open(self) -> None:
        """Get ready to connect; the first statement finds out whether anybody answers."""
        await self.pool.open()

    async def close(self) -> None:
        """Write what is waiting and hang up."""
        if self._writing is not None:
            self._full.set()
            await asyncio.gather(self._writing, return_exceptions=True)
        if self.hands.worker is not None:
            # A process that cannot say goodbye is missed after its lease.
            with contextlib.suppress(*AWAY, StoreLost):
                async with self.pool.patience.limited():
                    await self.hands.vanish()
        await self.pool.close()

    async def start_run(
        self,
        spider: str,
        arguments: Mapping[str, object],
        version: str,
        settings: Mapping[str, object] = MappingProxyType({}),
    ) -> int:
        """Begin a run, or join the one that other processes crawl with the same arguments; its number."""
        at_first = self.pool.patience.at_first
        self.run = self._writer.run = await at_first(
            lambda: self.hands.join(spider, arguments, version, settings)
        )
        self._writer.worker = self.hands.worker
        return self.run

    async def finish_run(
        self, finish_reason: str, verdict: str, reasons: Iterable[str], counters: Mapping[str, object]
    ) -> None:
        """Write how the run ended."""
        values = {
            "run": self.run,
            "finish_reason": finish_reason,
            "verdict": verdict,
            "reasons": list(reasons),
            "counters": document(dict(counters)).decode(),
        }
        async with self.pool.connection() as connection:
            await connection.execute(query("finish_run"), values)

    async def wake(self, outlet: str, hosts: Iterable[str], reach: Mapping[str, object]) -> None:
        """Make due what earlier runs left out and this one does not: pages at most `depth` links from a seed,
        found by links of other `kinds` than a story's or of those it follows (`follow`); with `since` and
        `until` only what the stories of those days lead to."""
        values = {"outlet": outlet, "hosts": sorted(hosts), "run": self.run, "since": None, "until": None}
        await self._prepare("wake_pages", {**values, **reach})

    async def make_due(self, pages: Iterable[Row]) -> None:
        """Make addresses due now for this run, known or not."""
        await self._prepare("make_due", {"pages": document(list(pages)).decode(), "run": self.run})

    async def _prepare(self, name: str, values: Mapping[str, object]) -> None:
        async def work() -> None:
            async with self.pool.connection() as connection:
                await connection.execute(query(name), values)

        await self.pool.patience.at_first(work)

    async def due(
        self, outlet: str, rooms: Mapping[str, int], in_hand: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        """Due pages that are not in hand, nearest to the front first: of each host at most as many as
        `rooms` says. Raises StoreLost."""
        values = {
            "outlet": outlet,
            "hosts": list(rooms),
            "rooms": list(rooms.values()),
            "in_hand": list(in_hand),
            "run": self.run if only_this_run else None,
            **self.hands.own,
        }
        return await self.pool.patience.patiently(lambda: self._draw(values))

    async def _draw(self, values: Mapping[str, object]) -> list[DuePage]:
        async with (
            self.pool.connection() as connection,
            connection.cursor(row_factory=class_row(DuePage)) as cursor,
        ):
            await cursor.execute(query("due_pages"), values)
            return await cursor.fetchall()

    async def next_due(
        self, outlet: str, hosts: Iterable[str], in_hand: Iterable[int], only_this_run: bool, horizon: float
    ) -> float | None:
        """Seconds until the next page of these hosts falls due that is worth waiting for (0 or less: one is
        due now); None if there is none within `horizon` seconds. Raises StoreLost."""
        values = {
            "outlet": outlet,
            "hosts": list(hosts),
            "in_hand": list(in_hand),
            "run": self.run if only_this_run else None,
            **self.hands.own,
            "horizon": horizon,
        }
        return await self.pool.patience.patiently(lambda: self._next(values))

    async def _next(self, values: Mapping[str, object]) -> float | None:
        async with self.pool.connection() as connection:
            row = await (await connection.execute(query("next_due"), values)).fetchone()
        return None if row is None or row[0] is None else float(str(row[0]))

    async def knows(self, url: str) -> tuple[str, bool] | None:
        """What we know of an address: the story it leads to in the end, and whether that is stored; None of
        one that is not on the frontier. Raises StoreLost."""

        async def ask() -> tuple[str, bool] | None:
            async with self.pool.connection() as connection:
                row = await (await connection.execute(query("knows_page"), {"url": url})).fetchone()
            return (str(row[0]), bool(row[1])) if row else None

        return await self.pool.patience.patiently(ask)

    async def save(self, page: str, outcome: Outcome, found: tuple[FoundPage, ...]) -> Outcome:
        """Store what came of a page; returns what was stored once it is committed: what is doubtful as a
        rejection.

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
