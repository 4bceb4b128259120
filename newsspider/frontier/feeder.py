"""Which pages are under way, and when is the next drawn from the frontier?"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from newsspider.frontier.leases import HEARTBEATS_PER_LEASE, HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import OtherWorker
from newsspider.visits import DuePage, PageKind

SOON = 0.05
"""Seconds until a page that is due now is looked for again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlScope:
    """Which pages a run draws: those of these hosts of the outlet, at most `limit` stories; `only_this_run`
    leaves out what other runs made due."""

    outlet: str
    hosts: frozenset[str]
    limit: int | None = None
    only_this_run: bool = False


class FrontierFeeder:
    """The pages a process has drawn and not yet seen stored, at most `most` of one host at a time, and only
    of hosts that it holds.

    It does not end while a page is due that it could not ask for, or falls due within `patience` seconds
    (what failed a moment ago may be had), nor while other processes crawl hosts that it could take over;
    but one that got nothing to do leaves soon, and `others` says who does the work.
    """

    def __init__(self, most: int, patience: float, leases: HostLeases, pauses: HostPauses) -> None:
        self.most, self.patience, self.leases, self.pauses = most, patience, leases, pauses
        self.in_flight: dict[str, int] = {}
        self.redirects: dict[str, str] = {}
        self.abandoned: set[int] = set()
        self.fed = 0
        self.other_workers: list[OtherWorker] = []
        self.ended: float | None = None
        self._hosts: dict[str, str] = {}
        self._dry: set[str] = set()
        self._asked: set[str] = set()
        self._put_back = False
        self._progress = asyncio.Event()

    async def pages(self, store: Store, scope: CrawlScope) -> AsyncIterator[DuePage]:
        """Due pages as fast as they are done; ends when none is due and none is under way."""
        stories, began = 0, time.monotonic()
        while True:
            self._progress.clear()
            given = False
            pages = await self._due(store, scope)
            for page in pages:
                if page.url in self.redirects.values():  # a redirect has led us there: it is under way
                    continue
                if scope.limit is not None and page.kind == PageKind.STORY:
                    if stories >= scope.limit:
                        continue
                    stories += 1
                self.in_flight[page.url], self._hosts[page.url] = page.id, page.host
                self.fed += 1
                self._put_back = False
                given = True
                yield page
            self._asked.clear()
            if self.in_flight:
                await self._progress.wait()
            elif not given and (stories == scope.limit or not await self._waited(store, scope, began)):
                self.ended = time.monotonic()
                return

    async def _due(self, store: Store, scope: CrawlScope) -> list[DuePage]:
        """Due pages of our hosts that have half of their room free, and may have some."""
        if scope.hosts - self.leases.held - self._dry:
            await self.leases.claim(scope.only_this_run)
            self._dry |= scope.hosts - self.leases.held
        taken = Counter(self._hosts.values())
        rooms = {
            host: self.most - taken[host]
            for host in self.leases.held - self.leases.surplus - self._dry
            if taken[host] <= self.most // 2
            and not self.pauses.remaining(host)
            and self.leases.may_request(host)
        }
        if not rooms:
            return []
        held = [*self.in_flight.values(), *self.abandoned]
        self._asked = set(rooms)
        pages = await store.due(scope.outlet, rooms, held, scope.only_this_run)
        drawn = Counter(page.host for page in pages)
        self._dry |= {host for host, room in rooms.items() if drawn[host] < room}
        return pages

    async def _waited(self, store: Store, scope: CrawlScope, began: float) -> bool:
        """Whether it was worth waiting: a page falls due within `patience` seconds, or is due, and its host
        may be asked by then; or another process may leave us something. A lease that ran out is renewed."""
        self.other_workers = await store.worker.others(scope.outlet, scope.hosts)
        waits = await self._waits(store, scope)
        if waits and min(waits) <= self._horizon:
            await (self.leases.renew() if self.leases.has_lapsed else asyncio.sleep(min(waits)))
        elif self.other_workers and (
            self.fed
            or any(len(other.hosts) > 1 and other.run == store.run for other in self.other_workers)
            or time.monotonic() - began < 3 * self.leases.lease / HEARTBEATS_PER_LEASE
        ):
            await asyncio.sleep(self.leases.lease / HEARTBEATS_PER_LEASE)
        else:
            return False
        self._dry.clear()
        return True

    @property
    def _horizon(self) -> float:
        """Seconds that a page is waited for; what was drawn and could not be asked for is due, and waited for
        without patience too."""
        return max(self.patience, self.leases.pace, SOON) if self._put_back else self.patience

    async def _waits(self, store: Store, scope: CrawlScope) -> list[float]:
        """Seconds until a page falls due on the hosts that nobody else holds, and on each paused one."""
        elsewhere = {host for other in self.other_workers for host in other.hosts}
        waits = []
        for hosts, pause in self._by_pause(scope.hosts - elsewhere):
            due = await store.next_due(
                scope.outlet, hosts, self.abandoned, scope.only_this_run, self._horizon
            )
            if due is not None:
                waits.append(max(due, pause, SOON))
        return waits

    def _by_pause(self, hosts: frozenset[str]) -> list[tuple[frozenset[str], float]]:
        """The hosts that may be asked, together, and each paused one with the seconds it wants."""
        paused = {host: seconds for host in hosts if (seconds := self.pauses.remaining(host)) > 0}
        free = (hosts - paused.keys(), 0.0)
        return [free, *((frozenset((host,)), seconds) for host, seconds in paused.items())]

    def idle_hosts(self) -> dict[str, float]:
        """The hosts that we hold and have nothing of in hand, and nothing to draw from, too many of, or no
        leave to ask: each with the seconds for which it wants to be left alone."""
        self._dry -= self.leases.wanted - self.leases.held  # others may have found pages of these
        self._progress.set()
        paused = {host for host in self.leases.held if self.pauses.remaining(host)}
        unneeded = (self._dry | self.leases.surplus | paused) & self.leases.held
        idle = unneeded - self._asked - set(self._hosts.values())
        return {host: self.pauses.remaining(host) for host in idle}

    def mark_due(self, hosts: Iterable[str]) -> None:
        """Pages of these hosts have become due."""
        self._dry.difference_update(hosts)

    def requeue(self, page: str) -> None:
        """A page that was not asked for: it is due as before."""
        self._put_back = True
        self.mark_due({self._hosts[page]} if page in self._hosts else ())
        self.release(page)

    def release(self, page: str) -> None:
        """A page is no longer under way."""
        self.in_flight.pop(page, None)
        self.redirects.pop(page, None)
        self._hosts.pop(page, None)
        self._progress.set()

    def abandon(self, page: str) -> None:
        """A page that stays due, but not for this run, which would ask for it for ever."""
        if page in self.in_flight:
            self.abandoned.add(self.in_flight[page])
        self.release(page)
