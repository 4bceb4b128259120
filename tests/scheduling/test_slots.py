"""Slots one by one: on time, late, claimed twice; crawls that run still, fail or hang."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from newsspider.scheduling.clock import Clock
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.orphans import Orphans
from newsspider.scheduling.scheduler import Scheduler
from newsspider.scheduling.slots import claim_due_slot, declare, slot_row
from newsspider.scheduling.supervisor import Supervisor
from newsspider.store.leader import Leader
from newsspider.store.pool import connected
from newsspider.store.schedules import Fires
from tests.running.nights import last_run, rows
from tests.scheduling.schedulers import (
    LEASE,
    ago,
    declared_since,
    every,
    fires,
    launcher,
    once,
    schedule,
    stand_in,
    starts,
)

HOUR = timedelta(hours=1)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Fires]:
    async with connected(database) as pool:
        yield Fires(pool, LEASE)


def slot(one: Schedule, moment: datetime) -> dict[str, object]:
    return slot_row(one, moment)


async def test_concurrent_claims_of_slot_have_one_winner(database: str, store: Fires) -> None:
    one, moment = schedule(every(1)), ago()
    async with connected(database) as pool:
        other = Fires(pool, LEASE)
        taken = await asyncio.gather(
            *(who.claim(slot(one, moment), "running", "") for who in (store, other) * 3)
        )
    assert sorted(ours for _, ours in taken) == [False] * 5 + [True]
    assert {fire.id for fire, _ in taken} == {fires(database)[0]["id"]}


async def test_concurrent_slots_run_one_crawl(database: str, store: Fires) -> None:
    one = schedule(every(1))
    moments = [ago(seconds=number) for number in range(6)]
    await asyncio.gather(*(store.claim(slot(one, moment), "running", "") for moment in moments))
    states = [fire["state"] for fire in fires(database)]
    assert sorted(states) == ["running"] + ["skipped"] * 5
    with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute(
            "update fire set state = 'running', ended_at = null, started_at = now(), stop_at = now()"
        )


async def test_only_latest_missed_slot_is_made_up_for(database: str, store: Fires) -> None:
    cron = every(10)
    one = schedule(cron, catch_up=HOUR)
    declared_since(database, cron, ago(seconds=65))
    moment = datetime.now(UTC)
    fire = await claim_due_slot(store, one, moment)
    assert fire is not None
    assert timedelta(0) <= moment - fire.slot < timedelta(seconds=10)
    assert await claim_due_slot(store, one, moment) is None
    (row,) = fires(database)
    assert row["missed_before"] in (5, 6)


async def test_changed_schedule_has_missed_nothing(database: str, store: Fires) -> None:
    cron = once(ago(minutes=10))
    declared_since(database, cron, ago(hours=3))
    await declare(store, [schedule(cron)], datetime.now(UTC), drop_others=True)
    assert (
        await store.last_slot("nightly", datetime.now(UTC))
        == rows(database, "select since from schedule")[0]["since"]
    )
    changed = schedule(once(ago(minutes=5)))
    await declare(store, [changed], datetime.now(UTC), drop_others=True)
    assert await claim_due_slot(store, changed, datetime.now(UTC)) is None
    await declare(store, [schedule(cron, name="other")], datetime.now(UTC), drop_others=True)
    assert [row["name"] for row in rows(database, "select name from schedule")] == ["other"]


async def test_slots_go_on_after_wrong_clock(database: str, store: Fires) -> None:
    """It ran a day ahead, fired, and was set right: today's slots are fired all the same."""
    cron = every(10)
    one = schedule(cron, catch_up=HOUR)
    declared_since(database, cron, ago(seconds=30))
    tomorrow = await claim_due_slot(store, one, datetime.now(UTC) + timedelta(hours=24))
    assert tomorrow is not None
    await store.end(tomorrow, "ok", "", 0, None)
    today = await claim_due_slot(store, one, datetime.now(UTC))
    assert today is not None
    assert today.slot < tomorrow.slot - timedelta(hours=23)


async def supervised(
    store: Fires, database: str, folder: Path, command: tuple[str, ...], **others: object
) -> dict[str, object]:
    """The row of a fire whose crawl was supervised to its end."""
    one = schedule(every(1), **others)
    fire, _ = await store.claim(slot(one, ago()), "running", "")
    await Supervisor(store, launcher(folder, database, command)).supervise(fire, one)
    return fires(database)[-1]


@pytest.mark.parametrize(
    ("code", "kind", "state", "reason"),
    [
        (0, "polite", "ok", ""),
        (3, "polite", "degraded", "1 items were refused by the database and kept as rejections"),
        (1, "polite", "failed", "1 pages were read but not stored; they stay due"),
        (
            2,
            "bare",
            "failed",
            "exit code 2, and the last line of its log: a crawl of a test tribun -a limit=3 -s FIRE=1",
        ),
        (
            7,
            "bare",
            "failed",
            "exit code 7, and the last line of its log: a crawl of a test tribun -a limit=3 -s FIRE=1",
        ),
    ],
)
async def test_fire_state_follows_exit_code(
    database: str, store: Fires, tmp_path: Path, code: int, kind: str, state: str, reason: str
) -> None:
    fire = await supervised(
        store, database, tmp_path, stand_in(0.1, code, kind), arguments={"limit": "3"}, retries=1
    )
    assert (fire["state"], fire["reason"], fire["exit_code"]) == (state, reason, code)
    assert (fire["again_at"] is not None) == (code in (1, 7)), "a wrong usage stays wrong"
    assert fire["arguments"] == {"limit": "3"}
    assert Path(str(fire["log"])).read_text().startswith("a crawl of a test tribun")


@pytest.mark.parametrize(("kind", "code"), [("polite", 1), ("deaf", 137)])
async def test_crawl_at_limit_is_stopped_then_killed(
    database: str, store: Fires, tmp_path: Path, kind: str, code: int
) -> None:
    lengths = {"limit": timedelta(seconds=2.5), "stop_grace": timedelta(seconds=1), "retries": 3}
    fire = await supervised(store, database, tmp_path, stand_in(60, kind=kind), **lengths)
    assert (fire["state"], fire["exit_code"], fire["again_at"]) == ("failed", code, None)
    assert str(fire["reason"]).startswith("stopped at its limit of 2 s")
    assert ("killed when it had not stopped within 1 s" in str(fire["reason"])) == (kind == "deaf")
    assert last_run(database)["verdict"] == ("lost" if kind == "deaf" else "failed")


async def test_killed_crawl_is_lost_and_run_closed(database: str, store: Fires, tmp_path: Path) -> None:
    one = schedule(every(1), retries=1)
    fire, _ = await store.claim(slot(one, ago()), "running", "")
    supervisor = Supervisor(store, launcher(tmp_path, database, stand_in(60)))
    crawling = asyncio.create_task(supervisor.supervise(fire, one))
    async with asyncio.timeout(20):
        while not rows(database, "select from worker"):
            await asyncio.sleep(0.05)
        os.kill(supervisor.crawls[fire.id].pid, signal.SIGKILL)
        ended, code = await crawling
    assert (ended.state, ended.exit_code, code) == ("lost", 137, 137)
    assert ended.reason == "its process was killed by signal 9; every process of the run died before its end"
    assert ended.again_at is not None
    assert (last_run(database)["verdict"], last_run(database)["finish_reason"]) == ("lost", "lost")


async def test_remote_orphan_is_judged_by_heartbeat(
    database: str, store: Fires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsspider.scheduling.orphans.SUPERVISED", 0)
    one = schedule(every(1), retries=0)
    fire, _ = await store.claim(slot(one, ago()), "running", "")
    orphans = Orphans(Supervisor(store, launcher(tmp_path, database, ())), {one.name: one}, LEASE)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "update fire set machine = 'another 0 pid', process = 1, started_at = now() - interval '1 min'"
        )
        connection.execute("insert into run (spider, version) values ('tribun', 'test')")
        connection.execute(
            "insert into worker (run, machine, process, fire, started_at) "
            "select run.id, 'another 0 pid', 1, %s, now() - interval '1 min' from run",
            (fire.id,),
        )
        await orphans.end_lost()
        assert fires(database)[0]["state"] == "running"
        connection.execute("update worker set seen_at = now() - interval '5 s'")
        for _ in range(2):
            await orphans.end_lost()
    assert (fires(database)[0]["state"], fires(database)[0]["reason"]) == ("lost", "its process 1 died")
    assert last_run(database)["verdict"] == "lost"


async def test_killed_crawl_takes_children_with_it(database: str, store: Fires, tmp_path: Path) -> None:
    script = "import subprocess, time; child = subprocess.Popen(['sleep', '60']); print(child.pid, flush=True); time.sleep(60)"
    command = (sys.executable, "-c", f"import signal; signal.signal(15, signal.SIG_IGN); {script}")
    lengths = {"limit": timedelta(seconds=1), "stop_grace": timedelta(seconds=0.2)}
    fire = await supervised(store, database, tmp_path, command, **lengths)
    child = Path(f"/proc/{Path(str(fire['log'])).read_text().split()[0]}/cmdline")
    for _ in range(100):
        if not child.exists() or not child.read_bytes():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("what the crawl had started outlives it")


async def test_missing_program_fails_fire(database: str, store: Fires, tmp_path: Path) -> None:
    fire = await supervised(store, database, tmp_path, ("/no/such/program",))
    assert (fire["state"], fire["exit_code"]) == ("failed", None)
    assert "could not be started" in str(fire["reason"])


async def test_oldest_logs_are_deleted(database: str, store: Fires, tmp_path: Path) -> None:
    one = schedule(every(1))
    program = launcher(tmp_path, database, (sys.executable, "-c", ""))
    supervisor = Supervisor(store, program)
    object.__setattr__(program, "kept", 3)
    for number in range(5):
        fire, _ = await store.claim(slot(one, ago(seconds=10 - number)), "running", "")
        await supervisor.supervise(fire, one)
    assert len(list((tmp_path / "logs" / "nightly").iterdir())) == 3


async def test_next_fire_cancels_retry_of_earlier(database: str, store: Fires, tmp_path: Path) -> None:
    await supervised(store, database, tmp_path, (sys.executable, "-c", "raise SystemExit(1)"), retries=1)
    assert fires(database)[0]["again_at"] is not None
    await asyncio.sleep(1)
    await store.claim(slot(schedule(every(1)), ago()), "running", "")
    earlier = fires(database)[0]
    assert earlier["again_at"] is None
    assert earlier["reason"].endswith("; not tried again, for the next fire came first")


class Clocks:
    """The two clocks of a machine, set by a test."""

    def __init__(self) -> None:
        self.wall, self.steady = datetime.now(UTC).timestamp(), 1000.0


@pytest.mark.parametrize(
    ("wall", "steady", "jumped"), [(5, 5, False), (8 * 3600, 1, True), (-3600, 1, True), (1.5, 0, False)]
)
async def test_clock_detects_sleep_and_reset(wall: float, steady: float, jumped: bool) -> None:
    clocks = Clocks()

    async def nothing(_: Schedule) -> None:
        raise AssertionError("no slot is due")

    clock = Clock([], nothing, wall=lambda: clocks.wall, steady=lambda: clocks.steady)
    clock.start()
    clocks.wall += wall
    clocks.steady += steady
    assert [clock.has_jumped(), clock.has_jumped()] == [jumped, False]
    clock.stop()


@pytest.mark.parametrize(("asleep", "state"), [(timedelta(hours=2), "ok"), (timedelta(hours=9), "missed")])
async def test_slot_during_sleep_of_machine(
    database: str, store: Fires, tmp_path: Path, asleep: timedelta, state: str
) -> None:
    """APScheduler waits by the steady clock: without a look at both it would fire as much too late."""
    clocks = Clocks()
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)
    one = schedule(once(due), catch_up=timedelta(hours=6))

    def clock(schedules: list[Schedule], on_slot: object) -> Clock:
        return Clock(schedules, on_slot, wall=lambda: clocks.wall, steady=lambda: clocks.steady)  # type: ignore[arg-type]

    slept = timedelta()
    async with Leader(database) as leader:
        scheduler = Scheduler(
            [one],
            leader,
            Supervisor(store, launcher(tmp_path, database, stand_in(0.1))),
            lease=LEASE,
            tick=0.05,
            now=lambda: datetime.now(UTC) + slept,
            clock=clock,
        )
        running = asyncio.create_task(scheduler.run())
        async with asyncio.timeout(20):
            while not scheduler.leading:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.3)
            assert fires(database) == []
            slept = asleep
            clocks.wall += asleep.total_seconds()
            while [fire["state"] for fire in fires(database)] != [state]:
                await asyncio.sleep(0.02)
            scheduler.stop()
            await running
    (fire,) = fires(database)
    assert fire["slot"] == due
    assert starts(tmp_path) == ({fire["id"]: 1} if state == "ok" else {})
