"""Host leases of this process: claimed, renewed by heartbeats, trusted by its own clock, released."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Set
from types import MappingProxyType

from newsspider.store.crawl.store import Store
from newsspider.store.errors import reason
from newsspider.store.retry import AWAY, StoreLost
from newsspider.visits import Hosts

logger = logging.getLogger(__name__)

HEARTBEATS_PER_LEASE = 9
"""Several heartbeats may be lost before a host is."""
TRUSTED_SHARE = 0.8
"""The share of a lease in which we trust it, by our own clock, from before the heartbeat was sent."""


class HostLeases:
    """The hosts that this process has leased, of those that are `wanted`, each with its outlet.

    A host gets requests only while its lease is trusted. So a process that is cut off from the database stops
    before another one takes over. `lease` is the length of a lease in seconds; `pace` is the time in seconds
    between two requests to a host, and holds across processes; `paces` are longer ones of single hosts.
    `surplus` are hosts beyond our fair share.
    `refuses` is whether a host refuses us, by its newest answers; it is stored when the host is released.
    """

    def __init__(
        self,
        store: Store,
        wanted: Hosts,
        lease: float,
        pace: float,
        paces: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self.store, self.wanted, self.paces = store, wanted, paces
        self.lease, self.pace = lease, pace
        self.held: set[str] = set()
        self.surplus: set[str] = set()
        self.refuses: dict[str, bool] = {}
        self._until = 0.0
        self._counters: Callable[[], Mapping[str, object]] = dict
        self._idle_hosts: Callable[[], Mapping[str, float]] = dict
        self._heartbeats: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def start(
        self,
        counters: Callable[[], Mapping[str, object]],
        idle_hosts: Callable[[], Mapping[str, float]],
    ) -> None:
        """Send heartbeats from now on, with the run's counters. `idle_hosts` returns the hosts to release
        at a heartbeat, each with the seconds for which it gets no request of any worker."""
        self._counters, self._idle_hosts = counters, idle_hosts
        self.store.fetches.hosts = self.wanted
        await self.store.worker.register_hosts(self.wanted)
        self._heartbeats = asyncio.create_task(self._send_heartbeats())
        self._heartbeats.add_done_callback(_report)

    def stop(self) -> None:
        """Send no more heartbeats; the hosts are free once the process has left its run."""
        if self._heartbeats is not None:
            self._heartbeats.cancel()

    def may_request(self, host: str) -> bool:
        """Whether a request may be sent to this host now. Hosts that are not crawled need no lease."""
        return host not in self.wanted or (host in self.held and time.monotonic() < self._until)

    @property
    def has_lapsed(self) -> bool:
        """Whether hosts are leased to us, and the leases are trusted no more."""
        return bool(self.held) and time.monotonic() >= self._until

    async def renew(self) -> None:
        """Renew the leases now: hosts that nobody took stay ours. Raises StoreLost."""
        logger.warning("lease expired on %s: renewing it", _names(self.held))
        await self.store.pool.retry.during_crawl(self._heartbeat)

    async def claim(self, only_this_run: bool, hosts: Set[str] | None = None) -> set[str]:
        """Lease free hosts with due pages, of these or of all. Returns those leased. Raises StoreLost."""
        asked = self.wanted.keys() if hosts is None else hosts
        free = {host: self.wanted[host] for host in asked - self.held}
        if not free:
            return set()
        began = time.monotonic()
        claimed = await self.store.worker.claim(free, only_this_run)
        if claimed and not self.held:  # a claim leaves at least half a lease
            self._until = max(self._until, began + self.lease / 2 * TRUSTED_SHARE)
        self.held |= claimed
        return claimed

    async def release_all(self, pause: Callable[[str], float]) -> None:
        """Release all hosts. `pause` returns for how many seconds a host gets no request of any worker."""
        await self._release({host: pause(host) for host in self.held})

    async def _send_heartbeats(self) -> None:
        while True:
            await asyncio.sleep(self.lease / HEARTBEATS_PER_LEASE)
            try:
                await self._heartbeat()
            except AWAY as away:
                logger.warning("heartbeat failed: %s", reason(away))
            except StoreLost:
                self._lose_all()
                return

    def _lose_all(self) -> None:
        """Stop all requests: the database does not have this worker any more. The feeder wakes up, and its
        claim raises StoreLost."""
        self.held.clear()
        self.surplus.clear()
        self._idle_hosts()

    async def _heartbeat(self) -> None:
        async with self._one_at_a_time:
            began, before = time.monotonic(), set(self.held)
            still, share = await self.store.worker.send_heartbeat(self._counters())
            self._until = began + self.lease * TRUSTED_SHARE
            if lost := before - still:
                logger.warning("lost lease on %s: another process has taken it", _names(lost))
            self.held = (self.held - lost) | still  # with the hosts claimed since
            await self._release(self._idle_hosts())
            self.surplus = set(sorted(self.held)[: max(0, len(self.held) - share)])
            await self.store.fetches.save()

    async def _release(self, hosts: Mapping[str, float]) -> None:
        pauses = {
            host: max(self.pace, self.paces.get(host, 0.0), seconds)
            for host, seconds in hosts.items()
            if host in self.held
        }
        if pauses:
            self.held -= pauses.keys()
            self.surplus -= pauses.keys()
            refuses = {host: self.refuses[host] for host in pauses.keys() & self.refuses.keys()}
            try:
                await self.store.worker.release(pauses, refuses)
            except asyncio.CancelledError:  # the end of the crawl releases them again
                self.held |= pauses.keys()
                raise


def _names(hosts: set[str]) -> str:
    return ", ".join(sorted(hosts))


def _report(heartbeats: asyncio.Task[None]) -> None:
    """An error that ends the heartbeats is an error of the run."""
    if not heartbeats.cancelled() and (error := heartbeats.exception()) is not None:
        logger.error("heartbeats ended: %s: %s", type(error).__name__, error)
