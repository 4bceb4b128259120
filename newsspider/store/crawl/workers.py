"""Which processes crawl, and which of them may ask which host?

A process takes hosts on a lease, and renews it with each sign of life; of one that falls silent the hosts
are free when the lease is over. A host is held by one process, so its pages need no claims of their own, and
its pace holds whichever machine asks.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psycopg import AsyncConnection
from psycopg.rows import class_row

from newsspider.store.crawl.documents import document
from newsspider.store.pool import Pool
from newsspider.store.queries import query

if TYPE_CHECKING:
    from collections.abc import Sequence

_TURN = "select pg_advisory_xact_lock(hashtext('newsspider: a process joins or leaves a run'))"


@dataclass(frozen=True, kw_only=True, slots=True)
class Other:
    """Another process that holds hosts."""

    machine: str
    process: int
    run: int
    hosts: list[str]

    def __str__(self) -> str:
        named = ", ".join(self.hosts[:3]) + (
            f" and {len(self.hosts) - 3} more" if len(self.hosts) > 3 else ""
        )
        return f"process {self.process} on {self.machine.split(' ')[0]} (run {self.run}) crawls {named}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What one process did for a run, why it ended, what it said of it and had to do without."""

    finish_reason: str | None
    counters: Mapping[str, Any]
    reasons: list[str]
    lacks: list[str]
    machine: str = ""
    process: int = 0
    alive: bool = False
    died: bool = False


class Hands:
    """This process among those that crawl; `lease` is in seconds, `host_pages` the pages of a host
    that a run may visit, `fire` the fire it was started for."""

    def __init__(self, pool: Pool, lease: float, host_pages: int, fire: int | None = None) -> None:
        self.pool, self.lease, self.host_pages, self.fire = pool, lease, host_pages, fire
        self.run: int | None = None
        self.worker: int | None = None

    async def join(
        self, spider: str, arguments: Mapping[str, object], version: str, settings: Mapping[str, object]
    ) -> int:
        """Begin a run, or join the one that others crawl with the same arguments; its number."""
        values = {
            "spider": spider, "arguments": document(dict(arguments)).decode(), "version": version,
            "settings": document(dict(settings)).decode(),
            "machine": this_machine(), "process": os.getpid(), "lease": self._lease, "fire": self.fire,
        }  # fmt: skip
        async with self.pool.connection() as connection:
            await self._close_lost(connection, values)
            row = await (await connection.execute(query("join_run"), values)).fetchone()
        assert row is not None
        self.run, self.worker = int(str(row[0])), int(str(row[1]))
        return self.run

    async def close_lost(self, spider: str) -> None:
        """Close the books of this spider's runs whose processes have all died."""
        async with self.pool.connection() as connection:
            await self._close_lost(connection, {"spider": spider, "lease": self._lease})

    async def _close_lost(self, connection: AsyncConnection[Any], values: Mapping[str, object]) -> None:
        await connection.execute(_TURN)
        await self._bury(connection)
        await connection.execute(query("close_lost_runs"), values)

    async def _bury(self, connection: AsyncConnection[Any]) -> None:
        """Free the hosts of processes of this machine that are no more."""
        here = {"machine": this_machine()}
        known = await connection.execute(query("processes_here"), here)
        dead = [process for (process,) in await known.fetchall() if not lives(int(process))]
        if dead:
            await connection.execute(query("bury_workers"), {**here, "dead": dead})

    async def know(self, outlet: str, hosts: Iterable[str]) -> None:
        """Give each host a row, so that it can be held."""
        names = sorted(hosts)
        await self.pool.patience.at_first(lambda: self._do("know_hosts", outlet=outlet, hosts=names))

    async def claim(self, outlet: str, hosts: Iterable[str], only_this_run: bool) -> set[str]:
        """Hosts that are ours from now on: free ones with due pages, at most our fair share."""
        run = self.run if only_this_run else None
        values = {"outlet": outlet, "hosts": sorted(hosts), "run": run}
        rows = await self.pool.patience.patiently(lambda: self._ask("claim_hosts", **values))
        return {str(row[0]) for row in rows}

    async def beat(self, counters: Mapping[str, object]) -> tuple[set[str], int]:
        """A sign of life: the hosts that are still ours, and how many would be our fair share among the
        processes of the run."""
        rows = await self._ask("beat", counters=document(dict(counters)).decode())
        names, share, others = rows[0]
        return {str(name) for name in names}, int(share) if others else len(names)

    async def full(self) -> list[tuple[str, int]]:
        """The hosts of which the run may ask nothing more, though there is more; with the pages it asked."""
        return [(str(host), int(pages)) for host, pages in await self._ask("full_hosts")]

    async def release(self, outlet: str, paces: Mapping[str, float]) -> None:
        """Let others have these hosts, each so many seconds from now."""
        if paces:
            await self._do("release_hosts", outlet=outlet, hosts=list(paces), paces=list(paces.values()))

    async def others(self, outlet: str, hosts: Iterable[str]) -> list[Other]:
        """The other processes that hold some of these hosts."""
        values = {"outlet": outlet, "hosts": sorted(hosts), "worker": self.worker}
        return await self.pool.patience.patiently(lambda: self._others(values))

    async def _others(self, values: Mapping[str, object]) -> list[Other]:
        async with (
            self.pool.connection() as connection,
            connection.cursor(row_factory=class_row(Other)) as cursor,
        ):
            await cursor.execute(query("others"), values)
            return await cursor.fetchall()

    async def leave(self, part: Part, pace: float) -> list[Part]:
        """End this process's part of the run. What all its parts did; none is alive if we were the last."""
        values = {
            "finish_reason": part.finish_reason, "reasons": part.reasons, "lacks": part.lacks, "pace": pace,
            "counters": document(dict(part.counters)).decode(), "worker": self.worker, "run": self.run,
            "lease": self._lease,
        }  # fmt: skip
        async with self.pool.connection() as connection:
            await connection.execute(_TURN)
            await self._bury(connection)
            await connection.execute(query("leave_run"), values)
            async with connection.cursor(row_factory=class_row(Part)) as cursor:
                await cursor.execute(query("parts_of_run"), values)
                parts = await cursor.fetchall()
        self.worker = None
        return parts

    async def vanish(self) -> None:
        """End this process's part without a word on what it did; its hosts are free."""
        await self._do("leave_run", finish_reason="closed", reasons=[], lacks=[], counters="{}", pace=0.0)
        self.worker = None

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self.lease)

    @property
    def own(self) -> dict[str, object]:
        """The parameters that statements know of this process."""
        own = {"worker": self.worker, "of_run": self.run, "lease": self._lease}
        return {**own, "host_pages": self.host_pages}

    async def _do(self, name: str, **values: object) -> None:
        async with self.pool.connection() as connection:
            await connection.execute(query(name), {**self.own, **values})

    async def _ask(self, name: str, **values: object) -> Sequence[tuple[Any, ...]]:
        async with self.pool.connection() as connection:
            cursor = await connection.execute(query(name), {**self.own, **values})
            return await cursor.fetchall()


def this_machine() -> str:
    """A name for where process numbers are unique: the host's name, and its boot and process namespace."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")[:8]
    return f"{platform.node()} {boot} {Path('/proc/self/ns/pid').readlink()}"


def lives(process: int) -> bool:
    """Whether there is such a process; one that has ended and was not waited for is none."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("latin-1").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in ("Z", "X")
