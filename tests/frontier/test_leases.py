"""Host leases: renewal after they ran out, heartbeats after a freeze, pages left due."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from newsspider.frontier.feeder import CrawlScope, FrontierFeeder
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.runs.hosts import Asked, host_reasons
from newsspider.store.crawl.hosts import host_accounts
from newsspider.store.crawl.store import Store
from newsspider.store.pool import Pool
from tests.running.nights import rows
from tests.running.oddsite import WWW
from tests.store.test_store import address, opened, rejection, save, seed
from tests.store.test_workers import joined, names, of_outlet, with_work

LEASE = 0.9


async def fed(store: Store, hosts: list[str], lapses: set[int], idle_timeout: float = 0.0) -> list[str]:
    """The pages that a crawl stores; at these numbers its lease runs out, and the page is requeued."""
    scope = CrawlScope(hosts=of_outlet(hosts))
    leases = HostLeases(store, scope.hosts, store.worker.lease, 0)
    feeder = FrontierFeeder(store, scope, leases, HostPauses(), max_in_flight=2, idle_timeout=idle_timeout)
    pages = list[str]()
    await leases.start(dict, feeder.idle_hosts)
    number = 0
    async with asyncio.timeout(20):
        async for page in feeder.pages():
            number += 1
            if number in lapses:
                leases._until = 0.0
            if leases.may_request(page.host):
                pages.append(page.url)
                await save(store, rejection(page.url, 410), due=False)
                feeder.release(page.url)
            else:
                feeder.requeue(page.url)
    leases.stop()
    return pages


@pytest.mark.parametrize("lapses", [{1}, {2}, {1, 2}, {3}, {1, 3, 5}, set(range(1, 12))])
async def test_lapsed_lease_is_renewed_while_pages_are_due(database: str, lapses: set[int]) -> None:
    """Alone, and without idle timeout: no due page is left, whenever the lease ran out."""
    async with joined(database, lease=60) as store:
        hosts = await with_work(store, names(2))
        await store.make_due(
            [seed(address(n).replace(WWW, host)) | {"host": host} for host in hosts for n in range(4)]
        )
        due = {row["url"] for row in rows(database, "select url from page where due_at <= now()")}
        assert sorted(await fed(store, hosts, lapses)) == sorted(due)


async def test_lapsed_hosts_that_nobody_took_stay_leased(database: str) -> None:
    async with joined(database, lease=60) as store:
        hosts = await with_work(store, names(2))
        leases = HostLeases(store, of_outlet(hosts), store.worker.lease, 0)
        await leases.start(dict, dict)
        await leases.claim(only_this_run=False)
        rows(database, "update worker set leased_until = now() - interval '1 hour' returning id")
        leases._until = 0.0
        assert leases.has_lapsed
        await leases.renew()
        assert leases.held == set(hosts)
        assert all(leases.may_request(host) for host in hosts)
        leases.stop()


async def test_heartbeats_survive_a_frozen_transaction(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server cuts off a connection that is silent in a transaction; the next heartbeat has another one."""
    getconn, frozen = Pool.getconn, list[float]()

    async def slowly(pool: Pool, timeout: float | None = None) -> Any:
        connection = await getconn(pool, timeout)
        if not frozen:
            frozen.append(time.monotonic())
            time.sleep(2 * LEASE)
        return connection

    async with joined(database, lease=LEASE) as store:
        hosts = await with_work(store, names(2))
        leases = HostLeases(store, of_outlet(hosts), LEASE, 0)
        await leases.start(dict, dict)
        await leases.claim(only_this_run=False)
        monkeypatch.setattr(Pool, "getconn", slowly)
        async with asyncio.timeout(20):
            while not frozen or not all(leases.may_request(host) for host in hosts):
                await asyncio.sleep(0.05)
        assert leases.held == set(hosts)
        leases.stop()


@pytest.mark.parametrize(
    ("pages", "left"),
    [
        ("", 0),
        ("due_at = now() - interval '1 minute'", 3),
        ("due_at = now() - interval '1 s'", 0),
        ("due_at = now() + interval '1 s'", 0),
        (
            "due_at = now() - interval '1 minute', outcome = 'failed', failure = 'server', reason = 'Http500', visited_at = now()",
            3,
        ),
        ("due_at = now() - interval '1 minute', outcome = 'listing', visited_at = now()", 0),
        ("due_at = now() - interval '1 minute', outcome = 'article', visited_at = now(), priority = 1000", 0),
        (
            "due_at = now() - interval '1 minute', outcome = 'failed', failure = 'cut', reason = 'Cut', visited_at = now(),"
            " priority = 1000",
            3,
        ),
    ],
)
async def test_pages_left_due_are_a_reason_of_their_host(database: str, pages: str, left: int) -> None:
    async with opened(database) as store:
        await store.make_due([seed(address(number)) for number in range(4)])
        await save(store, rejection(address(3), 410), due=False)
        if pages:
            rows(database, f"update page set {pages} where url <> '{address(3)}' returning id")
        assert store.run is not None
        ended = time.monotonic() - 10
        accounts = await host_accounts(store.pool, store.run, "tribun", [WWW], 10.0)
    asked = Asked(outlet="tribun", hosts=frozenset((WWW,)), ended=ended)
    reasons = [
        reason for reason in host_reasons(accounts, {}, asked) if reason.code is ReasonCode.HOST_PAGES_LEFT
    ]
    assert accounts[0].left_due == left
    assert reasons == ([Reason.of(ReasonCode.HOST_PAGES_LEFT, WWW, waiting=left)] if left else [])


async def test_release_that_the_end_cuts_short_is_made_again(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a host that lets us in again is named as one that refuses us."""
    async with joined(database, lease=60) as store:
        (host,) = await with_work(store, names(1))
        leases = HostLeases(store, of_outlet([host]), 60, 0)
        assert await leases.claim(False) == {host}
        leases.refuses[host] = False
        await store.pool.retry.during_crawl(lambda: _mark_refused(store, host))
        began = asyncio.Event()

        async def hang(*_: object) -> None:
            began.set()
            await asyncio.sleep(60)

        with monkeypatch.context() as patched:
            patched.setattr(type(store.worker), "release", hang)
            release = asyncio.create_task(leases._release({host: 0.0}))
            await began.wait()
            release.cancel()
            with pytest.raises(asyncio.CancelledError):
                await release
        await leases.release_all(lambda _: 0.0)
        (row,) = rows(database, "select worker, refused_at from host where name = %s", host)
        assert row == {"worker": None, "refused_at": None}


async def _mark_refused(store: Store, host: str) -> None:
    async with store.pool.connection() as connection:
        await connection.execute("update host set refused_at = now() where name = %s", (host,))
