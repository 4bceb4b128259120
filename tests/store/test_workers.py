"""Workers: leases, fair shares, and the end of a run."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from newsspider.frontier.feeder import CrawlScope, FrontierFeeder
from newsspider.frontier.leases import HEARTBEATS_PER_LEASE, TRUSTED_SHARE, HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.reasons.reason import Reason, ReasonCode, reasons_of
from newsspider.runs.closing import end_worker, merged
from newsspider.runs.hosts import Asked
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import WorkerReport, host_parameters, this_machine
from newsspider.store.queries import query
from newsspider.visits import Hosts
from tests.store.test_store import address, article, closed_to_all, one, rejection, rows, save, seed

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTLET = "tribun"
LEASE = 20.0
DONE = {
    "asked": 3,
    "in_flight": 0,
    "unwritten": 0,
    "items_refused": 0,
    "outcome/article": 3,
    "elapsed_time_seconds": 2.0,
}


def names(count: int) -> list[str]:
    return [f"kota{number:02}.tribunnews.com" for number in range(count)]


def report(**fields: Any) -> WorkerReport:
    base: dict[str, Any] = {"finish_reason": "finished", "counters": DONE, "reasons": [], "flaws": []}
    return WorkerReport(**(base | fields))


@asynccontextmanager
async def joined(
    database: str, lease: float = LEASE, spider: str = "tribun", **arguments: str
) -> AsyncIterator[Store]:
    """A store whose worker has joined the run of these arguments."""
    store = Store(database, batch_seconds=0.02, lease=lease)
    await store.open()
    try:
        await store.start_run(spider, arguments, "0")
        yield store
    finally:
        await store.close()


def of_outlet(hosts: Iterable[str]) -> Hosts:
    """These hosts, of the outlet."""
    return dict.fromkeys(hosts, OUTLET)


async def with_work(store: Store, hosts: Iterable[str]) -> list[str]:
    """Register these hosts, each with a due page."""
    hosts = list(hosts)
    await store.worker.register_hosts(of_outlet(hosts))
    await store.make_due(
        [seed(address(host).replace("www.tribunnews.com", host)) | {"host": host} for host in hosts]
    )
    return hosts


async def claim(store: Store, hosts: Iterable[str]) -> set[str]:
    return await store.worker.claim(of_outlet(hosts), only_this_run=False)


async def give_up(store: Store, held: set[str], pace: float = 0.0) -> set[str]:
    """Send a heartbeat and release hosts beyond the fair share. Returns the hosts that are left."""
    still, share = await store.worker.send_heartbeat({})
    assert held == still
    surplus = sorted(held)[: max(0, len(held) - share)]
    await store.worker.release(dict.fromkeys(surplus, pace))
    return held - set(surplus)


def silence(store: Store, seconds: float) -> None:
    """Move the heartbeat and the lease of this worker into the past."""
    past = timedelta(seconds=seconds)
    rows(
        store,
        "update worker set seen_at = seen_at - %s, leased_until = leased_until - %s where id = %s returning id",
        past,
        past,
        store.worker.id,
    )


def is_elsewhere(store: Store, *, machine: str | None = None, process: int | None = None) -> None:
    """Give the store's worker another process."""
    rows(
        store,
        "update worker set machine = coalesce(%s, machine), process = coalesce(%s, process) where id = %s returning id",
        machine,
        process,
        store.worker.id,
    )


@contextmanager
def ended_process(*, waited_for: bool = True) -> Iterator[int]:
    """The number of a process that has ended, or of its zombie."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    if waited_for:
        process.wait()
    else:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    yield process.pid
    process.wait()


async def test_same_arguments_join_one_run(database: str) -> None:
    async with joined(database, hosts="www") as first, joined(database, hosts="www") as second:
        assert first.run == second.run
        assert first.worker.id != second.worker.id
        assert one(first, "select count(*) as runs from run")["runs"] == 1
        async with joined(database, hosts="solo") as other:
            assert other.run != first.run


async def test_concurrent_workers_join_one_run(database: str) -> None:
    stores = [Store(database) for _ in range(12)]
    try:
        for store in stores:
            await store.open()
        numbers = await asyncio.gather(*(store.start_run("tribun", {}, "0") for store in stores))
        assert len(set(numbers)) == 1
        assert len(rows(database, "select from worker")) == 12
    finally:
        for store in stores:
            await store.close()


async def test_finished_run_is_not_joined(database: str) -> None:
    async with joined(database) as first:
        await end_worker(first, report(), 0)
        async with joined(database) as second:
            assert second.run != first.run


async def test_hosts_are_shared_fairly(database: str) -> None:
    async with joined(database) as first:
        hosts = await with_work(first, names(20))
        held = {first: await claim(first, hosts)}
        assert held[first] == set(hosts)
        async with joined(database) as second:
            assert await claim(second, hosts) == set()
            held[second] = set()
            await settle(held, hosts)
            assert [len(kept) for kept in held.values()] == [10, 10]
            async with joined(database) as third:
                held[third] = set()
                await settle(held, hosts)
                assert sorted(len(kept) for kept in held.values()) == [6, 7, 7]
                await end_worker(second, report(), 0)
                del held[second]
                await settle(held, hosts)
                assert [len(kept) for kept in held.values()] == [10, 10]
                await end_worker(third, report(), 0)
                del held[third]
        await settle(held, hosts)
        assert held[first] == set(hosts)


async def settle(held: dict[Store, set[str]], hosts: list[str]) -> None:
    """Let every worker send heartbeats and claim until no lease moves; no host is ever leased twice."""
    for _ in range(12):
        for store in held:
            held[store] = await give_up(store, held[store])
            held[store] |= await claim(store, hosts)
            together_held = [host for kept in held.values() for host in kept]
            assert len(together_held) == len(set(together_held))
    assert {host for kept in held.values() for host in kept} == set(hosts)


async def test_host_without_due_pages_is_not_claimed(database: str) -> None:
    async with joined(database) as store:
        hosts = await with_work(store, names(3))
        await store.worker.register_hosts(of_outlet(["sepi.tribunnews.com"]))
        assert await claim(store, [*hosts, "sepi.tribunnews.com"]) == set(hosts)


async def test_only_this_run_claims_own_due_hosts(database: str) -> None:
    async with joined(database) as first:
        hosts = await with_work(first, names(2))
        async with joined(database, url="x") as second:
            assert await second.worker.claim(of_outlet(hosts), only_this_run=True) == set()
            assert await second.worker.claim(of_outlet(hosts), only_this_run=False) == set(hosts)


async def test_host_is_leased_to_one_worker(database: str) -> None:
    """Six workers claim, send heartbeats and release as fast as they can; each notes its leases."""
    hosts, holders = names(50), dict[str, int]()

    async def grab(store: Store, dice: random.Random) -> int:
        held, taken, worker = set[str](), 0, store.worker.id or 0
        for _ in range(60):
            new = await claim(store, hosts)
            assert not {host: holders[host] for host in new if host in holders}
            holders.update(dict.fromkeys(new, worker))
            held, taken = held | new, taken + len(new)
            still, _ = await store.worker.send_heartbeat({})
            assert still == held
            gone = set(dice.sample(sorted(held), dice.randint(0, len(held))))
            held -= gone
            for host in gone:
                assert holders.pop(host) == worker
            await store.worker.release(dict.fromkeys(gone, 0))
        return taken

    stores = [Store(database, lease=60) for _ in range(6)]
    try:
        for store in stores:
            await store.open()
            await store.start_run("tribun", {}, "0")
        await with_work(stores[0], hosts)
        async with asyncio.timeout(60):
            taken = await asyncio.gather(*(grab(store, random.Random(n)) for n, store in enumerate(stores)))
    finally:
        for store in stores:
            await store.close()
    assert all(number > 50 for number in taken), taken


async def test_expired_lease_is_claimed_once(database: str) -> None:
    """A worker falls silent and comes back while four others claim: each host has one worker, which knows it."""
    async with joined(database) as silent:
        hosts = await with_work(silent, names(40))
        assert await claim(silent, hosts) == set(hosts)
        others = [Store(database, lease=LEASE) for _ in range(4)]
        try:
            for store in others:
                await store.open()
                await store.start_run("tribun", {}, "0")
            silence(silent, LEASE + 1)
            heartbeat = asyncio.create_task(silent.worker.send_heartbeat({}))
            taken = await asyncio.gather(*(claim(store, hosts) for store in others))
            still, _ = await heartbeat
        finally:
            for store in others:
                await store.close()
    together_held = [host for kept in (still, *taken) for host in kept]
    assert len(together_held) == len(set(together_held))
    assert set(together_held) <= set(hosts)


async def test_heartbeat_reports_an_expired_lease(database: str) -> None:
    async with joined(database) as first, joined(database) as second:
        hosts = await with_work(first, names(4))
        held = await claim(first, hosts)
        assert len(held) == 2
        assert len(await claim(second, hosts)) == 2
        rows(database, "update worker set seen_at = '-infinity' where id = %s returning id", first.worker.id)
        assert await claim(second, held) == set()
        silence(first, LEASE + 1)
        assert await claim(second, held) == held
        assert await first.worker.send_heartbeat({}) == (set(), 2)


async def test_lease_renewed_meanwhile_is_not_claimed(database: str) -> None:
    """A worker sends its late heartbeat while another looks for expired leases."""
    async with joined(database) as late, joined(database) as other:
        hosts = await with_work(late, names(4))
        held = await claim(late, hosts)
        silence(late, LEASE + 1)
        async with late.pool.connection() as heartbeat:
            values = {**late.worker.parameters, "counters": "{}"}
            await heartbeat.execute(query("update_heartbeat"), values)
            assert await claim(other, held) == set()
        assert await claim(other, held) == set()
        assert (await late.worker.send_heartbeat({}))[0] == held


async def test_late_heartbeat_waits_for_a_claim(database: str) -> None:
    """It must not answer with the hosts that the other worker is claiming at that moment."""
    async with joined(database) as late, joined(database) as other:
        hosts = await with_work(late, names(2))
        held = await claim(late, hosts)
        silence(late, LEASE + 1)
        async with other.pool.connection() as claiming:
            values = {**other.worker.parameters, **host_parameters(of_outlet(hosts)), "run": None}
            expired = await (await claiming.execute(query("lock_expired_workers"), values)).fetchall()
            assert expired == [(late.worker.id,)]
            heartbeat = asyncio.create_task(late.worker.send_heartbeat({}))
            await asyncio.sleep(0.3)
            assert not heartbeat.done()
            numbers = {"expired": [late.worker.id]}
            taken = await (await claiming.execute(query("claim_hosts"), {**values, **numbers})).fetchall()
        assert held <= {name for (name,) in taken}
        assert (await heartbeat)[0] == set()


async def test_expired_worker_renews_its_lease_with_a_claim(database: str) -> None:
    """Its heartbeats failed for a while; what it claims is not free to others at once."""
    async with joined(database) as late, joined(database) as other:
        hosts = await with_work(late, names(2))
        silence(late, LEASE + 1)
        assert len(await claim(late, hosts)) == 2
        assert await claim(other, hosts) == set()


async def test_host_of_an_ended_worker_is_free_after_its_lease(database: str) -> None:
    """It was killed while its claim was committed, and pruned at that moment."""
    async with joined(database) as killed, joined(database) as other:
        hosts = await with_work(killed, names(2))
        held = await claim(killed, hosts)
        rows(database, "update worker set ended_at = now() where id = %s returning id", killed.worker.id)
        assert await claim(other, held) == set()
        silence(killed, LEASE + 1)
        assert await claim(other, held) == held


async def test_unclaimed_expired_lease_is_extended(database: str) -> None:
    async with joined(database) as store:
        hosts = await with_work(store, names(2))
        held = await claim(store, hosts)
        silence(store, 10 * LEASE)
        assert await store.worker.send_heartbeat({}) == (held, 2)


@pytest.mark.parametrize("waited_for", [True, False], ids=["gone", "zombie"])
async def test_join_prunes_stalled_workers_here(database: str, waited_for: bool) -> None:
    async with joined(database) as dead, joined(database) as living:
        hosts = await with_work(dead, names(4))
        held = await claim(dead, hosts)
        kept = await claim(living, hosts)
        assert (len(held), len(kept)) == (2, 2)
        with ended_process(waited_for=waited_for) as number:
            is_elsewhere(dead, process=number)
            async with joined(database) as heir:
                assert heir.run == dead.run
                assert (await living.worker.send_heartbeat({}))[0] == kept
                assert await claim(heir, hosts) == held
                await end_worker(living, report(), 0)
                verdict, reasons = await end_worker(heir, report(), 0)
    assert verdict == "degraded"
    assert died(number) in reasons


HIDDEN = """
mount --types proc --options hidepid=invisible proc /proc && exec "$0" -c '
import os, sys
from newsspider.store.crawl.workers import lives
assert lives(os.getpid())
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
print(os.path.exists("/proc/" + sys.argv[1]), lives(int(sys.argv[1])), lives(int(sys.argv[2])))
' "$@"
"""


def test_hidden_process_of_another_user_lives() -> None:
    """As under ProtectProc=invisible: /proc shows no process of another user."""
    with ended_process() as ended:
        command = ["unshare", "--mount", "sh", "-c", HIDDEN, sys.executable, str(os.getpid()), str(ended)]
        if os.geteuid() != 0 or not shutil.which("unshare"):
            pytest.skip("processes are hidden by root, with unshare (util-linux)")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "mount:" in done.stderr:
        pytest.skip(f"/proc cannot be mounted here: {done.stderr.strip()}")
    assert done.stdout.split() == ["False", "True", "False"], done.stderr


async def test_remote_worker_is_pruned_after_its_lease(database: str) -> None:
    async with joined(database) as foreign:
        hosts = await with_work(foreign, names(4))
        held = await claim(foreign, hosts)
        with ended_process() as number:
            is_elsewhere(foreign, machine="lain 00000000 pid:[1]", process=number)
            async with joined(database) as here:
                assert here.run == foreign.run
                assert await claim(here, hosts) == set()
                (other,) = await here.worker.others(of_outlet(hosts))
                assert str(other) == (
                    f"process {number} on lain (run {here.run}) crawls kota00.tribunnews.com, "
                    "kota01.tribunnews.com, kota02.tribunnews.com and 1 more"
                )
                silence(foreign, LEASE + 1)
                assert await here.worker.others(of_outlet(hosts)) == []
                assert await claim(here, hosts) == held


async def test_run_of_dead_workers_is_lost(database: str) -> None:
    async with joined(database, hosts="www") as dead, joined(database, hosts="solo") as living:
        is_elsewhere(dead, machine="lain")
        for silent in (dead, living):  # the database was away; the process here has outlived that
            silence(silent, LEASE + 1)
        rows(
            database, "insert into run (spider, arguments, version) values ('tribun', '{}', '0') returning id"
        )
        async with joined(database, hosts="jogja") as third:
            runs = {row["id"]: row for row in rows(database, "select * from run")}
            assert third.run is not None
            lost = runs.pop(dead.run)
            assert (lost["finish_reason"], lost["verdict"]) == ("lost", "lost")
            assert reasons_of(lost["reasons"]) == [Reason.of(ReasonCode.RUN_LOST)]
            assert {number for number, row in runs.items() if row["finished_at"] is None} == {
                living.run,
                third.run,
            }


@pytest.mark.parametrize("lease", [LEASE, 100 * LEASE])
async def test_lost_run_is_closed_by_another_spider(database: str, lease: float) -> None:
    """Not before its own lease is over, which may be the longer one."""
    async with joined(database, lease, "kompas") as dead:
        is_elsewhere(dead, machine="lain")
        silence(dead, LEASE + 1)
        async with joined(database):
            found = one(dead, "select verdict from run where id = %s", dead.run)
    assert found == {"verdict": "lost" if lease == LEASE else None}


@pytest.mark.parametrize("lives", [True, False], ids=["judges it", "was killed"])
async def test_run_that_is_judged_is_not_lost(database: str, lives: bool) -> None:
    """Its last worker has left it, and another crawl of the spider begins before it is closed."""
    async with joined(database, hosts="www") as judging:
        if not lives:
            with ended_process() as number:
                is_elsewhere(judging, process=number)
        await judging.worker.finish(report(), 0)
        async with joined(database, hosts="solo"):
            found = one(judging, "select verdict from run where id = %s", judging.run)
    assert found == {"verdict": None if lives else "lost"}


WORD = Reason.of(ReasonCode.NOTHING_TO_DO, other="process 1")


def died(process: int) -> Reason:
    """What a run says of a process of this machine that has died."""
    machine = this_machine().split()[0]
    return Reason.of(ReasonCode.PROCESS_DIED, process=str(process), machine=machine)


async def test_last_worker_closes_the_run(database: str) -> None:
    async with joined(database) as first, joined(database) as second:
        hosts = await with_work(first, names(4))
        held = await claim(first, hosts)
        verdict, reasons = await end_worker(first, report(reasons=[WORD.row]), 0)
        assert (verdict, reasons) == ("ok", [WORD, Reason.of(ReasonCode.RUN_GOES_ON, processes=1)])
        assert one(second, "select finished_at from run")["finished_at"] is None
        assert held <= await claim(second, hosts)
        assert await end_worker(second, report(counters=DONE | {"asked": 4}), 0) == ("ok", [WORD])
    row = one(second, "select * from run")
    assert row["finished_at"] is not None
    assert (row["finish_reason"], row["verdict"], row["reasons"]) == ("finished", "ok", [WORD.row])
    assert (row["counters"]["asked"], row["counters"]["elapsed_time_seconds"]) == (7, 2.0)


async def test_one_of_many_closes_the_run(database: str) -> None:
    stores = [Store(database) for _ in range(8)]
    try:
        for store in stores:
            await store.open()
            await store.start_run("tribun", {}, "0")
        said = await asyncio.gather(*(end_worker(store, report(), 0) for store in stores))
    finally:
        for store in stores:
            await store.close()
    assert [reasons for _, reasons in said].count([]) == 1
    assert one(stores[0], "select counters from run")["counters"]["asked"] == 8 * DONE["asked"]


async def test_run_cut_short_fails_for_each_outlet(database: str) -> None:
    """What little came of an outlet by then is no good run of it, and no baseline."""
    asked = [Asked(outlet=name, hosts=frozenset(), judges_hosts=False) for name in ("kompas", "tribun")]
    async with joined(database) as store:
        verdict, reasons = await end_worker(store, report(finish_reason="shutdown"), 0, asked)
    assert verdict == "failed"
    assert [reason.code for reason in reasons] == [ReasonCode.CRAWL_ENDED_EARLY]
    found = rows(
        database, "select outlet, verdict, reasons -> 0 ->> 'code' as code from run_outlet order by 1"
    )
    assert found == [
        {"outlet": name, "verdict": "failed", "code": "crawl_ended_early"} for name in ("kompas", "tribun")
    ]


async def test_finished_worker_releases_with_pace(database: str) -> None:
    async with joined(database) as first, joined(database) as second:
        hosts = await with_work(first, names(2))
        held = await claim(first, hosts)
        await end_worker(first, report(), 0.3)
        assert await claim(second, held) == set()
        await asyncio.sleep(0.35)
        assert await claim(second, held) == held


async def test_released_host_waits_for_its_pace(database: str) -> None:
    async with joined(database) as store:
        hosts = await with_work(store, names(1))
        assert await claim(store, hosts) == set(hosts)
        await store.worker.release(dict.fromkeys(hosts, 0.3))
        assert await claim(store, hosts) == set()
        await asyncio.sleep(0.35)
        assert await claim(store, hosts) == set(hosts)


async def test_refusal_is_kept_until_the_host_lets_us_in(database: str) -> None:
    async with joined(database) as store:
        (host,) = await with_work(store, names(1))
        found = []
        for refuses in ({host: True}, {}, {host: True}, {host: False}, {}):
            assert await claim(store, [host]) == {host}
            await store.worker.release({host: 0.0}, refuses)
            found.append(rows(store, "select refused_at from host where name = %s", host)[0]["refused_at"])
        first, *again, after, last = found
        assert first is not None
        assert again == [first, first], "expected the time of the first refusal"
        assert (after, last) == (None, None)


async def test_foreign_lease_is_not_released(database: str) -> None:
    async with joined(database) as first, joined(database) as second:
        hosts = await with_work(first, names(2))
        held = await claim(first, hosts)
        await second.worker.release(dict.fromkeys(hosts, 0))
        assert (await first.worker.send_heartbeat({}))[0] == held


DIED = report(
    finish_reason=None, died=True, process=7, machine="mesin 1 2", counters={"asked": 5, "in_flight": 2}
)
DEATH = Reason.of(ReasonCode.PROCESS_DIED, process="7", machine="mesin").row


@pytest.mark.parametrize(
    ("reports", "reason", "counters", "reasons", "flaws"),
    [
        pytest.param([], "lost", {}, [], [], id="nobody"),
        pytest.param([report(counters={"a": 1})], "finished", {"a": 1}, [], [], id="one"),
        pytest.param(
            [report(counters={"a": 1, "b": 2}), report(counters={"b": 3, "c": 0.5})],
            "finished",
            {"a": 1, "b": 5, "c": 0.5},
            [],
            [],
            id="counters are added",
        ),
        pytest.param(
            [report(counters={"elapsed_time_seconds": 9.0}), report(counters={"elapsed_time_seconds": 4.0})],
            "finished",
            {"elapsed_time_seconds": 9.0},
            [],
            [],
            id="of times the longest",
        ),
        pytest.param(
            [report(counters={"name": "x"}), report(counters={"name": "y"})],
            "finished",
            {"name": "y"},
            [],
            [],
            id="words are not added",
        ),
        pytest.param(
            [report(reasons=["a"], flaws=["c"]), report(reasons=["b"])],
            "finished",
            DONE | {"asked": 6, "outcome/article": 6},
            ["a", "b"],
            ["c"],
            id="what was said is kept",
        ),
        pytest.param(
            [report(finish_reason="shutdown", counters={}), report(counters={})],
            "shutdown",
            {},
            [],
            [],
            id="one that was stopped",
        ),
        pytest.param(
            [report(counters={}), report(finish_reason="database_lost", counters={})],
            "database_lost",
            {},
            [],
            [],
            id="one that lost the database",
        ),
        pytest.param(
            [DIED, report(counters={"asked": 4, "in_flight": 0})],
            "finished",
            {"asked": 9, "in_flight": 0},
            [],
            [DEATH],
            id="one that died",
        ),
        pytest.param([DIED], "lost", {"asked": 5, "in_flight": 0}, [], [DEATH], id="all that died"),
    ],
)
def test_merged_reports_are_the_run(
    reports: list[WorkerReport], reason: str, counters: dict[str, Any], reasons: list[Any], flaws: list[Any]
) -> None:
    whole = merged(reports)
    assert (whole.finish_reason, whole.counters, whole.reasons, whole.flaws) == (
        reason,
        counters,
        reasons,
        flaws,
    )


async def test_second_worker_leaves_visited_seeds(database: str) -> None:
    seeds = [seed(address(number)) for number in range(3)]
    async with joined(database) as first:
        await first.make_due(seeds)
        await save(first, article(0, links=()), rejection(address(1), 410), due=False)
        async with joined(database) as second:
            await second.make_due(seeds)
            due = {row["url"] for row in rows(second, "select url from page where due_at <= now()")}
            assert due == {address(2)}
            assert len(rows(second, "select from article")) == 1
            await end_worker(second, report(), 0)
        await end_worker(first, report(), 0)
    async with joined(database) as next_night:
        await next_night.make_due(seeds)
        due = {row["url"] for row in rows(next_night, "select url from page where due_at <= now()")}
        assert due == {address(number) for number in range(3)}


@asynccontextmanager
async def leasing(
    store: Store, hosts: Iterable[str], idle: set[str] | None = None
) -> AsyncIterator[HostLeases]:
    held = HostLeases(store, of_outlet(hosts), store.worker.lease, 0)
    await held.start(lambda: DONE, lambda: dict.fromkeys(idle or (), 0.0))
    try:
        yield held
    finally:
        held.stop()


async def test_heartbeats_keep_the_lease(database: str) -> None:
    lease = 0.9
    async with joined(database, lease=lease) as store:
        hosts = await with_work(store, names(2))
        async with leasing(store, hosts) as held:
            assert not held.may_request(hosts[0])
            assert held.may_request("cdn.example")
            await held.claim(only_this_run=False)
            for _ in range(20):
                await asyncio.sleep(lease / HEARTBEATS_PER_LEASE)
                assert all(held.may_request(host) for host in hosts)
        beaten = one(store, "select * from worker")
        assert beaten["counters"] == DONE
        assert beaten["seen_at"] - beaten["started_at"] > timedelta(seconds=lease)


async def test_silent_database_ends_lease_early(database: str, server: str) -> None:
    lease = 1.8
    async with joined(database, lease=lease) as store:
        hosts = await with_work(store, names(2))
        async with leasing(store, hosts) as held:
            await held.claim(only_this_run=False)
            await asyncio.sleep(lease / 3)
            with closed_to_all(database, server):
                shut = time.monotonic()
                while held.may_request(hosts[0]):
                    await asyncio.sleep(0.005)
                    assert time.monotonic() < shut + lease
                stopped = time.monotonic() - shut
                heartbeat = lease / HEARTBEATS_PER_LEASE
                assert (
                    lease * TRUSTED_SHARE - 2 * heartbeat < stopped < lease * TRUSTED_SHARE + 0.5 * heartbeat
                )
            async with asyncio.timeout(15):
                while not held.may_request(hosts[0]):
                    await asyncio.sleep(0.01)
            assert held.held == set(hosts)


async def test_host_claimed_by_other_is_dropped(database: str, caplog: pytest.LogCaptureFixture) -> None:
    async with joined(database, lease=0.9) as store, joined(database, lease=60) as other:
        hosts = await with_work(store, names(1))
        async with leasing(store, hosts) as held:
            await held.claim(only_this_run=False)
            rows(database, "update host set worker = %s returning name", other.worker.id)
            await asyncio.sleep(0.3)
            assert not held.may_request(hosts[0])
    assert f"lost lease on {hosts[0]}: another process has taken it" in caplog.text


async def test_heartbeat_releases_idle_hosts(database: str) -> None:
    async with joined(database, lease=0.9) as store:
        hosts = await with_work(store, names(3))
        idle = {hosts[1]}
        async with leasing(store, hosts, idle) as held:
            await held.claim(only_this_run=False)
            await asyncio.sleep(0.3)
            assert held.held == {hosts[0], hosts[2]}
            assert one(store, "select name from host where worker is null")["name"] == hosts[1]


async def test_claim_during_heartbeat_is_kept(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer to the heartbeat is older than the claim, and does not have the new hosts."""
    async with joined(database, lease=60) as store:
        hosts = await with_work(store, names(2))
        async with leasing(store, hosts) as held:
            heartbeat = store.worker.send_heartbeat

            async def slow(counters: Any) -> tuple[set[str], int]:
                answer = await heartbeat(counters)
                await held.claim(only_this_run=False)
                return answer

            monkeypatch.setattr(store.worker, "send_heartbeat", slow)
            await held._heartbeat()
            assert held.held == set(hosts)


async def test_claim_with_lost_answer_is_recovered(database: str) -> None:
    """The database leased hosts to us, and the connection was cut before its answer."""
    async with joined(database, lease=0.9) as store:
        hosts = await with_work(store, names(2))
        async with leasing(store, hosts) as held:
            assert await claim(store, hosts) == set(hosts)
            await asyncio.sleep(0.3)
            free = {row["name"] for row in rows(store, "select name from host where worker is null")}
            assert held.held | free == set(hosts)


async def test_last_worker_ignores_a_dead_one(database: str) -> None:
    """It died a moment ago without leases: it is not stalled yet, and no other worker prunes it."""
    async with joined(database) as dead, joined(database) as last:
        with ended_process() as number:
            is_elsewhere(dead, process=number)
            verdict, reasons = await end_worker(last, report(), 0)
    assert verdict == "degraded"
    assert died(number) in reasons
    assert rows(database, "select from run where finished_at is null") == []


@asynccontextmanager
async def feeding(
    store: Store, hosts: Iterable[str], idle_timeout: float = 0.5
) -> AsyncIterator[FrontierFeeder]:
    """A feeder with leases and heartbeats, as in a crawl."""
    scope = CrawlScope(hosts=of_outlet(hosts))
    held = HostLeases(store, scope.hosts, store.worker.lease, 0)
    made = FrontierFeeder(store, scope, held, HostPauses(), max_in_flight=4, idle_timeout=idle_timeout)
    await held.start(dict, made.idle_hosts)
    try:
        yield made
    finally:
        held.stop()


async def test_throttled_workers_do_not_deadlock(database: str) -> None:
    """Either alone would end at once: its host throttles it for longer than the idle timeout."""

    async def crawl(store: Store, hosts: list[str]) -> set[str]:
        asked = set()
        async with feeding(store, hosts) as made:
            async for page in made.pages():
                asked.add(page.host)
                made.pauses.pause(page.host, 60)
                await asyncio.sleep(0.4)
                made.release(page.url)
            await made.leases.release_all(made.pauses.remaining)  # as a crawl's session ends
        await end_worker(store, report(), 0)
        return asked

    async with joined(database, lease=5) as first, joined(database, lease=5) as second:
        hosts = await with_work(first, names(2))
        async with asyncio.timeout(30):
            asked = await asyncio.gather(crawl(first, hosts), crawl(second, hosts))
    assert sorted(len(mine) for mine in asked) == [1, 1]


async def test_throttled_host_is_not_claimed(database: str) -> None:
    async with joined(database, lease=0.9) as first:
        hosts = await with_work(first, names(2))
        async with feeding(first, hosts) as made:
            assert await made.leases.claim(only_this_run=False)
            made.pauses.pause(hosts[0], 60)
            async with joined(database, lease=60) as second:
                for _ in range(8):
                    await asyncio.sleep(0.1)
                    assert hosts[0] not in await claim(second, hosts)


@pytest.mark.parametrize("its_holder", ["still crawls", "is done and has left"])
async def test_late_failure_is_discarded(database: str, its_holder: str) -> None:
    """A worker was cut off: another one leases the host, and has fetched the page."""
    async with joined(database) as late, joined(database) as other:
        host, page = "www.tribunnews.com", address(1)
        await late.worker.register_hosts(of_outlet([host]))
        await late.make_due([seed(page), seed(address(2))])
        assert await claim(late, [host]) == {host}
        await save(late, rejection(address(2), 0))
        assert one(late, "select outcome from page where url = %s", address(2))["outcome"] == "failed"
        silence(late, 2 * LEASE)
        assert await claim(other, [host]) == {host}
        await save(other, article(1))
        if its_holder == "is done and has left":
            await other.worker.release({host: 0.0})
        before = rows(database, "select * from page order by id")
        await save(late, rejection(page, 0), rejection(address(2), 503))
        assert rows(database, "select * from page order by id") == before
        assert rows(database, "select url, reason from rejection") == [{"url": address(2), "reason": "Http0"}]


async def test_failure_counts_whatever_outlet_the_host_had_before(database: str) -> None:
    """A host that was crawled as an outlet of its own has a row of that name too, which nobody leases."""
    async with joined(database) as store:
        host, page = "www.tribunnews.com", address(1)
        await store.worker.register_hosts({host: host})
        await store.worker.register_hosts(of_outlet([host]))
        await store.make_due([seed(page)])
        assert await claim(store, [host]) == {host}
        await save(store, rejection(page, 503))
        assert one(store, "select outcome from page where url = %s", page)["outcome"] == "failed"


async def test_late_story_is_stored(database: str) -> None:
    async with joined(database) as late, joined(database) as other:
        await late.worker.register_hosts(of_outlet(["www.tribunnews.com"]))
        await late.make_due([seed(address(1))])
        assert await claim(late, ["www.tribunnews.com"])
        silence(late, 2 * LEASE)
        assert await claim(other, ["www.tribunnews.com"])
        await save(late, article(1))
        assert one(late, "select outcome from page where url = %s", address(1))["outcome"] == "article"
