"""Workers of a run and their leases on hosts.

A worker claims hosts, and extends its lease of them all with each heartbeat; when it falls silent its lease
expires. A host is leased to one worker, so its pages need no claims of their own, and its pace holds across
machines.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from psycopg import AsyncConnection

from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.reasons.verdict import FinishReason
from newsspider.store.calls import fetch_all_async
from newsspider.store.crawl.documents import json_text
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.store.retry import StoreLost
from newsspider.visits import Hosts

_TURN = "select pg_advisory_xact_lock(hashtext('newsspider: a worker joins or leaves a run'))"


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherWorker:
    """Another worker that leases hosts."""

    machine: str
    process: int
    run: int
    hosts: list[str]

    def __str__(self) -> str:
        more = f" and {len(self.hosts) - 3} more" if len(self.hosts) > 3 else ""
        named = ", ".join(self.hosts[:3]) + more
        return f"process {self.process} on {self.machine.split(' ')[0]} (run {self.run}) crawls {named}"


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerReport:
    """A worker's report on its share of a run: why it ended, its counters, its reasons, and those that
    degrade the run (`flaws`)."""

    finish_reason: str | None
    counters: Mapping[str, Any]
    reasons: list[dict[str, Any]]
    flaws: list[dict[str, Any]]
    machine: str = ""
    process: int = 0
    alive: bool = False
    died: bool = False


class Worker:
    """This process as a worker. `lease` is in seconds, `host_pages` the pages of a host that a run may visit,
    `fire` the fire that started it. `run` and `id` are None until it joins a run.

    Whatever writes for the worker calls `check` first. A database that was restored from a backup does not
    have it, or has another worker of its number, whose hosts and run are not ours."""

    def __init__(self, pool: Pool, lease: float, host_pages: int, fire: int | None = None) -> None:
        self.pool, self.lease, self.host_pages, self.fire = pool, lease, host_pages, fire
        self.run: int | None = None
        self.id: int | None = None
        self._started_at: datetime | None = None
        self._gone = ""

    async def join(
        self, spider: str, arguments: Mapping[str, object], version: str, settings: Mapping[str, object]
    ) -> int:
        """Begin a run, or join the one that others crawl with the same arguments. Returns its number."""
        values = {
            "spider": spider,
            "arguments": json_text(dict(arguments)),
            "version": version,
            "settings": json_text(dict(settings)),
            "machine": this_machine(),
            "process": os.getpid(),
            "lease": self._lease,
            "fire": self.fire,
        }
        async with self.pool.connection() as connection:
            await _close_lost_runs(connection, values)
            rows = await fetch_all_async(connection, tuple, "join_run", values)
        ((self.run, self.id, self._started_at),) = rows
        return int(str(self.run))

    async def check(self, connection: AsyncConnection[Any]) -> None:
        """Raises StoreLost, and forgets its number, if this worker is not in the database any more."""
        if self.id is not None:
            asked = {**self.parameters, "started_at": self._started_at}
            if (await connection.execute(query("check_worker"), asked)).rowcount == 0:
                self._gone = (
                    f"expected worker {self.id} of run {self.run} in the database, found none: "
                    "it was restored or replaced under the crawl; start the crawl again"
                )
                self.id = None
        if self._gone:
            raise StoreLost(self._gone)

    async def confirm(self) -> None:
        """`check` in a transaction of its own. Raises StoreLost, also if the database is away."""

        async def checked() -> None:
            async with self.pool.connection() as connection:
                await self.check(connection)

        await self.pool.retry.at_end(checked)

    async def register_hosts(self, hosts: Hosts) -> None:
        """Give each host a row that can be leased."""
        await self.pool.retry.at_start(lambda: self.pool.execute("register_hosts", **host_parameters(hosts)))

    async def claim(self, hosts: Hosts, only_this_run: bool) -> set[str]:
        """Lease free hosts with due pages, at most our fair share. Returns their names."""
        run = self.run if only_this_run else None
        values = {**self.parameters, **host_parameters(hosts), "run": run}
        return await self.pool.retry.during_crawl(lambda: self._claim(values))

    async def _claim(self, values: Mapping[str, object]) -> set[str]:
        async with self.pool.connection() as connection:
            await self.check(connection)
            await connection.execute(query("renew_lease"), values)
            expired = await fetch_all_async(connection, tuple, "lock_expired_workers", values)
            numbers = {"expired": [number for (number,) in expired]}
            rows = await fetch_all_async(connection, tuple, "claim_hosts", {**values, **numbers})
        return {str(name) for (name,) in rows}

    async def send_heartbeat(self, counters: Mapping[str, object]) -> tuple[set[str], int]:
        """Send a heartbeat. Returns the hosts still leased to us and our fair share. Raises StoreLost if this
        worker is not in the database any more."""
        values = {**self.parameters, "counters": json_text(dict(counters))}
        async with self.pool.connection() as connection:
            await self.check(connection)
            await connection.execute(query("update_heartbeat"), values)
            rows = await fetch_all_async(connection, tuple, "leased_hosts", values)
        names, share, others = rows[0]
        return {str(name) for name in names}, int(share) if others else len(names)

    async def hosts_at_limit(self) -> list[tuple[str, int]]:
        """Hosts with due pages at the limit of pages for the run, with the pages visited."""
        return [(str(host), int(pages)) for host, pages in await self._fetch("hosts_at_limit")]

    async def release(
        self, paces: Mapping[str, float], refuses: Mapping[str, bool] = MappingProxyType({})
    ) -> None:
        """Release these hosts; nobody fetches from them before so many seconds from now. `refuses` is whether
        a host refuses us, as far as that is known."""
        if paces:
            known = [refuses.get(host) for host in paces]
            values = {"hosts": list(paces), "paces": list(paces.values()), "refuses": known}
            async with self.pool.connection() as connection:
                await self.check(connection)
                await connection.execute(query("release_hosts"), {**values, "worker": self.id})

    async def others(self, hosts: Hosts) -> list[OtherWorker]:
        """The other workers that lease some of these hosts."""
        values = {**host_parameters(hosts), "worker": self.id}
        return await self.pool.retry.during_crawl(
            lambda: self.pool.fetch_all(OtherWorker, "other_workers", **values)
        )

    async def finish(self, report: WorkerReport, pace: float) -> list[WorkerReport]:
        """Store this worker's report. Returns all workers' reports; none is alive if we were last."""
        values = {
            "finish_reason": report.finish_reason,
            "reasons": json_text(report.reasons),
            "flaws": json_text(report.flaws),
            "pace": pace,
            "counters": json_text(dict(report.counters)),
            "worker": self.id,
            "run": self.run,
            "lease": self._lease,
        }
        async with self.pool.connection() as connection:
            await self.check(connection)
            await connection.execute(_TURN)
            await _prune_stalled_workers(connection)
            await connection.execute(query("finish_worker"), values)
            reports = await fetch_all_async(connection, WorkerReport, "worker_reports", values)
        self.id = None
        return reports

    async def abandon(self) -> None:
        """End this worker without a report. Its hosts are free. Raises StoreLost."""
        nothing = {"reasons": "[]", "flaws": "[]", "counters": "{}"}
        values = {"finish_reason": FinishReason.CLOSED, "pace": 0.0, **nothing}
        async with self.pool.connection() as connection:
            await self.check(connection)
            await connection.execute(query("finish_worker"), {**values, "worker": self.id})
        self.id = None

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self.lease)

    @property
    def parameters(self) -> dict[str, object]:
        """The parameters that queries need of this worker."""
        own = {"worker": self.id, "of_run": self.run, "lease": self._lease}
        return {**own, "host_pages": self.host_pages}

    async def _fetch(self, name: str, **values: object) -> list[tuple[Any, ...]]:
        return await self.pool.fetch_all(tuple, name, **self.parameters, **values)


def host_parameters(hosts: Hosts) -> dict[str, list[str]]:
    """These hosts and their outlets as parameters of queries, sorted by host."""
    names = sorted(hosts)
    return {"hosts": names, "outlets": [hosts[name] for name in names]}


async def close_lost_runs(pool: Pool, lease: float) -> None:
    """Close the runs whose workers have all died; `lease` is in seconds."""
    async with pool.connection() as connection:
        await _close_lost_runs(connection, {"lease": timedelta(seconds=lease)})


async def _close_lost_runs(connection: AsyncConnection[Any], values: Mapping[str, object]) -> None:
    await connection.execute(_TURN)
    await _prune_stalled_workers(connection)
    lost = json_text([Reason.of(ReasonCode.RUN_LOST).row])
    ended = await fetch_all_async(connection, tuple, "workers_that_judge", values)
    judged = [run for run, machine, process in ended if machine != this_machine() or lives(int(process))]
    found = {"lost": lost, "judged": judged, "machine": this_machine()}
    await connection.execute(query("close_lost_runs"), {**values, **found})


async def _prune_stalled_workers(connection: AsyncConnection[Any]) -> None:
    """End the workers of this machine whose processes have died."""
    here = {"machine": this_machine()}
    rows = await fetch_all_async(connection, tuple, "live_workers_here", here)
    dead = [process for (process,) in rows if not lives(int(process))]
    if dead:
        await connection.execute(query("prune_stalled_workers"), {**here, "dead": dead})


def this_machine() -> str:
    """The namespace of process numbers: the machine's name, with its boot and process namespace."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")[:8]
    return f"{platform.node()} {boot} {Path('/proc/self/ns/pid').readlink()}"


def lives(process: int) -> bool:
    """Whether there is such a process. One that has ended and was not waited for is none."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("latin-1").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return _is_hidden(process)
    return state not in ("Z", "X")


def _is_hidden(process: int) -> bool:
    """Whether it is another user's, and /proc does not show those (hidepid; ProtectProc of systemd)."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except ProcessLookupError:
        pass
    return False
