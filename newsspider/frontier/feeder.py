"""Frontier feeder: feeds due pages to the spider, a few of each leased host at a time."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import accumulate

from newsspider.frontier.leases import HEARTBEATS_PER_LEASE, HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import OtherWorker
from newsspider.visits import DuePage, Hosts, PageKind

logger = logging.getLogger(__name__)

HOSTS_A_CLAIM = 100
PAGES_A_QUERY = 200
"""Bounds of one query, so that its time does not grow with the number of hosts; the next query goes on."""
MOST_IN_FLIGHT = 4_000
"""Pages in flight of all hosts together; bounds memory. Each host may have two nevertheless."""
SOON = 0.05
"""Seconds until the frontier is queried again for a page that is due now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlScope:
    """Which due pages a run fetches: those of these hosts, each of its outlet, at most `limit` stories.

    `only_this_run` leaves out pages that other runs made due. `refetch` fetches stored stories once more.
    """

    hosts: Hosts
    limit: int | None = None
    only_this_run: bool = False
    refetch: bool = False


class FrontierFeeder:
    """Feeds due pages of the leased hosts, with at most `max_in_flight` pages of a host in flight.

    A page is in flight until its outcome is stored. The feeder ends when no page is in flight, none is
    requeued, and none falls due within `idle_timeout` seconds. It also waits for other workers, whose hosts
    it could take over. Without any work of its own it gives up soon, and `crawling` says who has the work.
    `ended` is when it gave up (time.monotonic).
    """

    def __init__(
        self,
        store: Store,
        scope: CrawlScope,
        leases: HostLeases,
        pauses: HostPauses,
        *,
        max_in_flight: int,
        idle_timeout: float,
    ) -> None:
        self.store, self.scope, self.leases, self.pauses = store, scope, leases, pauses
        self.max_in_flight, self.idle_timeout = max_in_flight, idle_timeout
        self.in_flight: dict[str, int] = {}
        self.redirects: dict[str, str] = {}
        self.abandoned: set[int] = set()
        self.fed = 0
        self.other_workers: list[OtherWorker] = []
        self.ended: float | None = None
        self._hosts: dict[str, str] = {}
        self._exhausted: set[str] = set()
        self._marked: set[str] = set()
        self._querying: set[str] = set()
        self._requeued: set[str] = set()
        self._has_more = False
        self._crawled_by: dict[str, OtherWorker] = {}
        self._progress = asyncio.Event()

    def crawling(self, hosts: Set[str]) -> list[OtherWorker]:
        """The other workers that had some of these hosts while this one waited."""
        found = [other for host, other in self._crawled_by.items() if host in hosts]
        return list({(other.machine, other.process): other for other in found}.values())

    async def pages(self) -> AsyncIterator[DuePage]:
        """Due pages, as fast as their outcomes are stored. Raises StoreLost."""
        stories, began = 0, time.monotonic()
        while True:
            self._progress.clear()
            has_fed = False
            pages = await self._due()
            for page in pages:
                is_story = page.kind == PageKind.STORY
                if (is_story and stories == self.scope.limit) or self._is_in_flight(page):
                    continue
                stories += is_story
                self._start(page)
                has_fed = True
                yield page
            self._querying.clear()
            if self._has_more and (has_fed or not pages):
                continue
            if self.in_flight:
                await self._progress.wait()
            elif has_fed or self._marked:  # due pages may have come since the query was sent
                continue
            elif stories == self.scope.limit or not await self._wait(began):
                self.ended = time.monotonic()
                return

    def _is_in_flight(self, page: DuePage) -> bool:
        """Whether a redirect in flight has led to this page."""
        return page.url in self.redirects.values()

    def _start(self, page: DuePage) -> None:
        self.in_flight[page.url], self._hosts[page.url] = page.id, page.host
        self._requeued.discard(page.url)
        self.fed += 1

    async def _due(self) -> list[DuePage]:
        """The next due pages of the leased hosts that have at least half of their room free."""
        self._marked.clear()
        unclaimed = await self._claim()
        rooms = self._rooms()
        queried = _first(rooms, PAGES_A_QUERY)
        self._has_more = unclaimed or len(queried) < len(rooms)
        if not queried:
            return []
        in_flight = [number for url, number in self.in_flight.items() if self._hosts[url] in queried]
        self._querying = set(queried)
        known = [*in_flight, *self.abandoned]
        pages = await self.store.due(self.scope.hosts, queried, known, self.scope.only_this_run)
        found = Counter(page.host for page in pages)
        self._exhaust({host for host, room in queried.items() if found[host] < room})
        return pages

    async def _claim(self) -> bool:
        """Claim some hosts that are not leased and may have due pages. Returns whether there are others."""
        free = self.scope.hosts.keys() - self.leases.held - self._exhausted
        if not free:
            return False
        asked = set(random.sample(list(free), min(len(free), HOSTS_A_CLAIM)))
        await self.leases.claim(self.scope.only_this_run, asked)
        self._exhaust(asked - self.leases.held)
        return len(asked) < len(free)

    def _rooms(self) -> dict[str, int]:
        """How many pages each host may get, the emptiest first; only hosts that get requests now and are not
        exhausted."""
        in_flight = Counter(self._hosts.values())
        most = min(self.max_in_flight, max(2, MOST_IN_FLIGHT // max(1, len(self.leases.held))))
        rooms = {
            host: most - in_flight[host]
            for host in self.leases.held - self.leases.surplus - self._exhausted
            if in_flight[host] <= most // 2
            and not self.pauses.remaining(host)
            and self.leases.may_request(host)
        }
        return dict(sorted(rooms.items(), key=lambda room: -room[1]))

    def _exhaust(self, hosts: Set[str]) -> None:
        """Query these hosts no more, except those that got due pages since the query was sent."""
        self._exhausted |= hosts - self._marked

    async def _wait(self, began: float) -> bool:
        """Wait for a page that falls due soon, or for other workers. False if neither is worth it.

        A lease that ran out is renewed.
        """
        self.other_workers = await self.store.worker.others(self.scope.hosts)
        self._note_others()
        waits = await self._waits()
        if waits and min(waits) <= self._horizon:
            await (self.leases.renew() if self.leases.has_lapsed else asyncio.sleep(min(waits)))
        elif self._may_take_over(began):
            await asyncio.sleep(self.leases.lease / HEARTBEATS_PER_LEASE)
        else:
            return False
        self._exhausted.clear()
        return True

    def _note_others(self) -> None:
        """Log each other worker when it is first waited for."""
        known = {(other.machine, other.process) for other in self._crawled_by.values()}
        for other in self.other_workers:
            if (other.machine, other.process) not in known:
                logger.info("waiting for hosts of another worker: %s", other)
            self._crawled_by |= dict.fromkeys(other.hosts, other)

    def _may_take_over(self, began: float) -> bool:
        """Whether other workers may leave us hosts: we had work before, they share our run and have several
        hosts, or the crawl has just begun."""
        return bool(self.other_workers) and (
            self.fed > 0
            or any(len(other.hosts) > 1 and other.run == self.store.run for other in self.other_workers)
            or time.monotonic() - began < 3 * self.leases.lease / HEARTBEATS_PER_LEASE
        )

    @property
    def _horizon(self) -> float:
        """Seconds within which a page must fall due.

        A page that is due now is fed, and a requeued one waited for, whatever `idle_timeout` says.
        """
        return max(self.idle_timeout, SOON, self.leases.pace if self._requeued else 0.0)

    async def _waits(self) -> list[float]:
        """Seconds until a page falls due: on the hosts that no other worker has, and on each paused one."""
        elsewhere = {host for other in self.other_workers for host in other.hosts}
        waits = []
        for hosts, pause in self._by_pause(self.scope.hosts.keys() - elsewhere):
            asked = {host: self.scope.hosts[host] for host in hosts}
            due = await self.store.next_due(asked, self.abandoned, self.scope.only_this_run, self._horizon)
            if due is not None:
                waits.append(max(due, pause, SOON))
        return waits

    def _by_pause(self, hosts: Set[str]) -> list[tuple[Set[str], float]]:
        """The hosts that are not paused, together, and each paused one with its remaining seconds."""
        paused = {host: seconds for host in hosts if (seconds := self.pauses.remaining(host)) > 0}
        free: tuple[Set[str], float] = (hosts - paused.keys(), 0.0)
        return [free, *((frozenset((host,)), seconds) for host, seconds in paused.items())]

    def idle_hosts(self) -> dict[str, float]:
        """The leased hosts to be released: nothing in flight, and exhausted, surplus or paused. Each with the
        seconds for which no worker may send it a request."""
        self._exhausted -= self.leases.wanted.keys() - self.leases.held  # others may have found pages
        self._progress.set()
        paused = {host for host in self.leases.held if self.pauses.remaining(host)}
        unneeded = (self._exhausted | self.leases.surplus | paused) & self.leases.held
        idle = unneeded - self._querying - set(self._hosts.values())
        return {host: self.pauses.remaining(host) for host in idle}

    def mark_due(self, hosts: Iterable[str]) -> None:
        """Query these hosts again: pages of them have become due."""
        self._marked.update(hosts)
        self._exhausted -= self._marked

    def requeue(self, page: str) -> None:
        """Take back a page that was not requested: it is due as before, and will be fed again."""
        self._requeued.add(page)
        self.mark_due({self._hosts[page]} if page in self._hosts else ())
        self.release(page)

    def release(self, page: str) -> None:
        """Note that a page is no longer in flight."""
        self.in_flight.pop(page, None)
        host = self._hosts.pop(page, None)
        if self.redirects.pop(page, None) is not None and host is not None:
            self.mark_due({host})  # the page that it led to was skipped meanwhile, and may be due still
        self._progress.set()

    def abandon(self, page: str) -> None:
        """Leave a page due for the next run: this one would fetch it again and again."""
        if page in self.in_flight:
            self.abandoned.add(self.in_flight[page])
        self.release(page)


def _first(rooms: Mapping[str, int], pages: int) -> dict[str, int]:
    """The first hosts whose rooms together hold so many pages."""
    before = accumulate(rooms.values(), initial=0)
    return {host: room for (host, room), taken in zip(rooms.items(), before, strict=False) if taken < pages}
