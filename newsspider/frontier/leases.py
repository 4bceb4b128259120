"""Which hosts may this process ask now?"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from newsspider.store.crawl.store import Store
from newsspider.store.errors import reason
from newsspider.store.retry import AWAY

logger = logging.getLogger(__name__)

HEARTBEATS_PER_LEASE = 9
"""Signs of life in one lease: several may be lost before a host is."""
TRUSTED_SHARE = 0.8
"""The part of a lease, counted by our own clock from before we asked, in which we trust it."""


class HostLeases:
    """The hosts that this process holds. It asks a host only while its lease lasts, so that a process cut off
    from the database stops before another one takes over; `pace` is the time in seconds between two requests
    to a host, which holds across processes."""

    def __init__(self, lease: float, pace: float) -> None:
        self.lease, self.pace = lease, pace
        self.wanted: frozenset[str] = frozenset()
        self.held: set[str] = set()
        self.surplus: set[str] = set()
        self._until = 0.0
        self._beating: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def start(
        self,
        store: Store,
        outlet: str,
        hosts: frozenset[str],
        counters: Callable[[], Mapping[str, object]],
        idle: Callable[[], Mapping[str, float]],
    ) -> None:
        """Hold hosts of these from now on; `idle` says at each beat which of them are not needed now, and for
        how many seconds nobody is to ask them."""
        self.store, self.outlet, self.wanted = store, outlet, hosts
        self.counters, self.idle = counters, idle
        store.fetches.outlet = outlet
        await store.worker.register_hosts(outlet, hosts)
        self._beating = asyncio.create_task(self._beat())
        self._beating.add_done_callback(_report)

    def stop(self) -> None:
        """No more signs of life; the hosts are free once the process has left its run."""
        if self._beating is not None:
            self._beating.cancel()

    def may_request(self, host: str) -> bool:
        """Whether a request may be sent to this host now. Hosts that no run wants are not ours to judge."""
        return host not in self.wanted or (host in self.held and time.monotonic() < self._until)

    @property
    def has_lapsed(self) -> bool:
        """Whether hosts are leased to us, and the time in which we trust that is over."""
        return bool(self.held) and time.monotonic() >= self._until

    async def renew(self) -> None:
        """Renew the lease now: the hosts that nobody took stay ours. Raises StoreLost."""
        logger.warning("lease expired on %s: renewing it", ", ".join(sorted(self.held)))
        await self.store.pool.retry.during_crawl(self._sign)

    async def claim(self, only_this_run: bool) -> bool:
        """Take free hosts that have due pages; whether there were any."""
        free = self.wanted - self.held
        if not free:
            return False
        began = time.monotonic()
        taken = await self.store.worker.claim(self.outlet, free, only_this_run)
        if taken and not self.held:
            self._until = began + self.lease * TRUSTED_SHARE
        self.held |= taken
        return bool(taken)

    async def release_all(self, paused: Callable[[str], float]) -> None:
        """Give all hosts back, each with the seconds for which it wants to be left alone."""
        await self._release({host: paused(host) for host in self.held})

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self.lease / HEARTBEATS_PER_LEASE)
            try:
                await self._sign()
            except AWAY as away:
                logger.warning("no sign of life could be given: %s", reason(away))

    async def _sign(self) -> None:
        async with self._turn:
            await self._send_heartbeat()

    async def _send_heartbeat(self) -> None:
        began, before = time.monotonic(), set(self.held)
        still, share = await self.store.worker.send_heartbeat(self.counters())
        self._until = began + self.lease * TRUSTED_SHARE
        if lost := before - still:
            logger.warning("another process has taken %s", ", ".join(sorted(lost)))
        self.held = (self.held - lost) | still  # what was claimed since we asked is ours too
        await self._release(self.idle())
        self.surplus = set(sorted(self.held)[: max(0, len(self.held) - share)])
        await self.store.fetches.save()

    async def _release(self, hosts: Mapping[str, float]) -> None:
        done = {host: max(self.pace, seconds) for host, seconds in hosts.items() if host in self.held}
        if done:
            self.held -= done.keys()
            self.surplus -= done.keys()
            await self.store.worker.release(self.outlet, done)


def _report(beating: asyncio.Task[None]) -> None:
    """An error that ends the heartbeats is an error of the run."""
    if not beating.cancelled() and (error := beating.exception()) is not None:
        logger.error("heartbeats ended: %s: %s", type(error).__name__, error)
