"""Frontier feeder: fair shares of hosts, pauses, pages due soon, and pages that become due meanwhile."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import pytest

from newsspider.frontier.feeder import HOSTS_A_CLAIM, PAGES_A_QUERY, CrawlScope, FrontierFeeder
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import OtherWorker
from newsspider.visits import DuePage, Hosts
from tests.store.test_store import address, opened, rejection, save, seed
from tests.store.test_visits import TIMES

WWW, SOLO = "www.tribunnews.com", "solo.tribunnews.com"
BOTH = CrawlScope(hosts=dict.fromkeys((WWW, SOLO), "tribun"))


def at(host: str, number: int) -> dict[str, Any]:
    return seed(address(number).replace(WWW, host)) | {"host": host}


def feeder_of(store: object, max_in_flight: int, idle_timeout: float, pace: float = 0) -> FrontierFeeder:
    """A feeder whose process leases hosts for an hour."""
    real = cast(Store, store)
    leases = HostLeases(real, BOTH.hosts, 3600, pace)
    limits: Any = {"max_in_flight": max_in_flight, "idle_timeout": idle_timeout}
    return FrontierFeeder(real, BOTH, leases, HostPauses(), **limits)


class QueriedStore:
    """Counts the queries of due pages, and returns each page once."""

    def __init__(self, pages: Iterable[DuePage]) -> None:
        self.pages, self.queries, self.worker = list(pages), 0, self

    async def claim(self, hosts: Hosts, only_this_run: bool) -> set[str]:
        return set(hosts)

    async def others(self, *asked: object) -> list[OtherWorker]:
        return []

    async def due(
        self, hosts: Hosts, rooms: Mapping[str, int], in_flight: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        self.queries += 1
        found = []
        for host, room in rooms.items():
            found += [page for page in self.pages if page.host == host][:room]
        self.pages = [page for page in self.pages if page not in found]
        return found

    async def next_due(self, *asked: object, **more: object) -> float | None:
        return None


def page(host: str, number: int) -> DuePage:
    return DuePage(id=number, url=f"https://{host}/{number}", host=host, kind="story", depth=0)


async def feed(feeder: FrontierFeeder, done: Callable[[DuePage], None]) -> None:
    async with asyncio.timeout(10):
        async for found in feeder.pages():
            done(found)


async def test_no_host_takes_the_room_of_another() -> None:
    """WWW has far more pages due; those of SOLO are fed at once all the same."""
    store = QueriedStore([*(page(WWW, n) for n in range(100)), *(page(SOLO, n) for n in range(100, 103))])
    feeder, seen = feeder_of(store, 4, 0), list[str]()

    def done(found: DuePage) -> None:
        seen.append(found.host)
        feeder.release(found.url)

    await feed(feeder, done)
    assert seen[:7].count(SOLO) == 3
    assert len(seen) == 103


async def test_exhausted_host_is_not_queried_again() -> None:
    store = QueriedStore([page(WWW, n) for n in range(64)])
    feeder = feeder_of(store, 4, 0)
    await feed(feeder, lambda found: feeder.release(found.url))
    assert store.queries <= 64 / 2 + 3


async def test_paused_host_is_fed_after_its_pause(database: str) -> None:
    async with opened(database) as store:
        await store.make_due([at(WWW, 1), at(SOLO, 2)])
        feeder, began = feeder_of(store, 4, 5), time.monotonic()
        feeder.pauses.pause(SOLO, 0.4)
        found = [(found.host, time.monotonic() - began) async for found in fed(feeder, store)]
    assert [host for host, _ in found] == [WWW, SOLO]
    assert found[1][1] >= 0.4


async def test_feeder_does_not_wait_for_long_pause(database: str) -> None:
    async with opened(database) as store:
        await store.make_due([at(SOLO, 2)])
        feeder = feeder_of(store, 4, 0.5)
        feeder.pauses.pause(SOLO, 3600)
        assert [found async for found in fed(feeder, store)] == []


async def fed(feeder: FrontierFeeder, store: Store) -> Any:
    """The fed pages; each is stored at once, so that none is fed twice."""
    await feeder.leases.start(dict, feeder.idle_hosts)
    async with asyncio.timeout(10):
        async for found in feeder.pages():
            await save(store, rejection(found.url, 410), due=False)
            feeder.release(found.url)
            yield found


async def test_page_due_soon_is_waited_for(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, rejection(address(1), 503))
        soon, late = feeder_of(store, 4, 120), feeder_of(store, 4, 1)
        assert [found async for found in fed(late, store)] == []
        async with store.pool.connection() as connection:
            await connection.execute("update page set due_at = now() + interval '0.3 s'")
        assert [found.url async for found in fed(soon, store)] == [address(1)]


async def store_at_once(feeder: FrontierFeeder, store: Store, found: DuePage) -> None:
    await save(store, rejection(found.url, 410), due=False)
    feeder.release(found.url)


async def test_page_found_during_a_query_is_fed(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without idle timeout: the page became due after the query, before the feeder had its answer."""
    async with opened(database) as store:
        await store.make_due([at(WWW, 1)])
        feeder, due, queries = feeder_of(store, 1, 0), store.due, list[int]()

        async def found_meanwhile(*asked: Any) -> list[DuePage]:
            pages = await due(*asked)
            queries.append(len(pages))
            if queries == [1, 0]:
                await store.make_due([at(WWW, 2)])
                feeder.mark_due([WWW])
            return pages

        monkeypatch.setattr(store, "due", found_meanwhile)
        urls = [found.url async for found in fed(feeder, store)]
    assert urls == [at(WWW, 1)["url"], at(WWW, 2)["url"]]


async def test_page_that_fell_due_during_the_crawl_is_fed(database: str) -> None:
    """Without idle timeout: its host had no more due pages by then, as when yesterday's pages fall due again."""
    async with opened(database) as store:
        await store.make_due([at(WWW, 1), at(WWW, 2)])
        async with store.pool.connection() as connection:
            await connection.execute(
                "update page set due_at = now() + interval '0.3 s' where url = %s", [at(WWW, 2)["url"]]
            )
        feeder, urls = feeder_of(store, 4, 0), list[str]()
        await feeder.leases.start(dict, feeder.idle_hosts)
        async with asyncio.timeout(10):
            async for found in feeder.pages():
                urls.append(found.url)
                await asyncio.sleep(0.4 if len(urls) == 1 else 0)
                await store_at_once(feeder, store, found)
        feeder.leases.stop()
    assert urls == [at(WWW, 1)["url"], at(WWW, 2)["url"]]


async def test_requeued_page_is_fed_again_after_others(database: str) -> None:
    """Without idle timeout: a page of another host was fed since."""
    async with opened(database) as store:
        await store.make_due([at(WWW, 1), at(SOLO, 2)])
        feeder, hosts = feeder_of(store, 4, 0, pace=1), list[str]()
        await feeder.leases.start(dict, feeder.idle_hosts)
        async with asyncio.timeout(10):
            async for found in feeder.pages():
                hosts.append(found.host)
                if len(hosts) == 1:
                    feeder.pauses.pause(found.host, 0.5)
                    feeder.requeue(found.url)
                else:
                    await store_at_once(feeder, store, found)
        feeder.leases.stop()
    assert len(hosts) == 3
    assert hosts[2] == hosts[0] != hosts[1]


async def test_page_skipped_for_a_redirect_is_fed_later(database: str) -> None:
    """It was the target of a redirect in flight, which then gave nothing."""
    async with opened(database) as store:
        await store.make_due([at(WWW, 1), at(WWW, 2)])
        feeder, urls = feeder_of(store, 4, 0), list[str]()
        await feeder.leases.start(dict, feeder.idle_hosts)
        async with asyncio.timeout(10):
            async for found in feeder.pages():
                urls.append(found.url)
                if len(urls) == 1:
                    (target,) = {at(WWW, 1)["url"], at(WWW, 2)["url"]} - {found.url}
                    feeder.redirects[found.url] = target
                    asyncio.get_running_loop().call_later(0.1, feeder.abandon, found.url)
                else:
                    await store_at_once(feeder, store, found)
        feeder.leases.stop()
    assert sorted(urls) == [at(WWW, 1)["url"], at(WWW, 2)["url"]]


class BoundedStore(QueriedStore):
    """Three pages of each host; notes how many hosts each claim and how many pages each query asks for."""

    def __init__(self, hosts: Iterable[str]) -> None:
        super().__init__(())
        self.left = {host: [page(host, 3 * n + k) for k in range(3)] for n, host in enumerate(hosts)}
        self.claims, self.rooms = list[int](), list[int]()

    async def claim(self, hosts: Hosts, only_this_run: bool) -> set[str]:
        self.claims.append(len(set(hosts)))
        return set(hosts)

    async def due(
        self, hosts: Hosts, rooms: Mapping[str, int], in_flight: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        self.rooms.append(sum(rooms.values()))
        found = [found for host, room in rooms.items() for found in self.left[host][:room]]
        for host, room in rooms.items():
            del self.left[host][:room]
        return found


async def test_queries_are_bounded_with_many_hosts() -> None:
    """Each of a thousand hosts is claimed and fed, without a query of all of them."""
    hosts = {f"kota{number}.example": "tribun" for number in range(1000)}
    store = BoundedStore(hosts)
    scope = CrawlScope(hosts=hosts)
    leases = HostLeases(cast(Store, store), hosts, 3600, 0)
    feeder = FrontierFeeder(cast(Store, store), scope, leases, HostPauses(), max_in_flight=16, idle_timeout=0)
    fed = Counter[str]()
    async with asyncio.timeout(60):
        async for found in feeder.pages():
            fed[found.host] += 1
            feeder.release(found.url)
    assert fed == dict.fromkeys(hosts, 3)
    assert max(store.claims) == HOSTS_A_CLAIM
    assert max(store.rooms) < PAGES_A_QUERY + 16
