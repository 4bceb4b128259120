"""What becomes of slots, one by one: on time, late, twice, with a crawl that still runs, that fails, that hangs?"""

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
from newsspider.scheduling.orphans import Stock
from newsspider.scheduling.scheduler import Keeper
from newsspider.scheduling.slots import come, declare, slot_row
from newsspider.scheduling.supervisor import Attending
from newsspider.store.leader import Leader
from newsspider.store.pool import connected
from newsspider.store.schedules import Fires
from tests.nights import last_run, rows
from tests.scheduling.keeping import (
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
async def books(database: str) -> AsyncIterator[Fires]:
    async with connected(database) as pool:
        yield Fires(pool, LEASE)


def slot(one: Schedule, moment: datetime) -> dict[str, object]:
    return slot_row(one, moment)


async def test_of_two_who_come_to_a_slot_one_has_it(database: str, books: Fires) -> None:
    one, moment = schedule(every(1)), ago()
    async with connected(database) as pool:
        other = Fires(pool, LEASE)
        taken = await asyncio.gather(
            *(who.claim(slot(one, moment), "running", "") for who in (books, other) * 3)
        )
    assert sorted(ours for _, ours in taken) == [False] * 5 + [True]
    assert {fire.id for fire, _ in taken} == {fires(database)[0]["id"]}


async def test_two_who_come_to_different_slots_never_crawl_at_once(database: str, books: Fires) -> None:
    one = schedule(every(1))
    moments = [ago(seconds=number) for number in range(6)]
    await asyncio.gather(*(books.claim(slot(one, moment), "running", "") for moment in moments))
    states = [fire["state"] for fire in fires(database)]
    assert sorted(states) == ["running"] + ["skipped"] * 5
    with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute(
            "update fire set state = 'running', ended_at = null, started_at = now(), stop_at = now()"
        )


async def test_the_latest_slot_is_made_up_for_and_those_before_it_are_told(
    database: str, books: Fires
) -> None:
    cron = every(10)
    one = schedule(cron, catch_up=HOUR)
    declared_since(database, cron, ago(seconds=65))
    moment = datetime.now(UTC)
    fire = await come(books, one, moment)
    assert fire is not None
    assert timedelta(0) <= moment - fire.slot < timedelta(seconds=10)
    assert await come(books, one, moment) is None
    (row,) = fires(database)
    assert row["missed_before"] in (5, 6)


async def test_a_schedule_whose_times_have_changed_has_missed_nothing(database: str, books: Fires) -> None:
    cron = once(ago(minutes=10))
    declared_since(database, cron, ago(hours=3))
    await declare(books, [schedule(cron)], datetime.now(UTC), all_of_them=True)
    assert (
        await books.last_slot("nightly", datetime.now(UTC))
        == rows(database, "select since from schedule")[0]["since"]
    )
    changed = schedule(once(ago(minutes=5)))
    await declare(books, [changed], datetime.now(UTC), all_of_them=True)
    assert await come(books, changed, datetime.now(UTC)) is None
    await declare(books, [schedule(cron, name="other")], datetime.now(UTC), all_of_them=True)
    assert [row["name"] for row in rows(database, "select name from schedule")] == ["other"]


async def test_a_clock_that_was_wrong_for_a_while_stops_nothing(database: str, books: Fires) -> None:
    """It ran a day ahead, fired, and was set right: today's slots are fired all the same."""
    cron = every(10)
    one = schedule(cron, catch_up=HOUR)
    declared_since(database, cron, ago(seconds=30))
    tomorrow = await come(books, one, datetime.now(UTC) + timedelta(hours=24))
    assert tomorrow is not None
    await books.end(tomorrow, "ok", "", 0, None)
    today = await come(books, one, datetime.now(UTC))
    assert today is not None
    assert today.slot < tomorrow.slot - timedelta(hours=23)


async def attended(
    books: Fires, database: str, folder: Path, command: tuple[str, ...], **others: object
) -> dict[str, object]:
    """The row of a fire whose crawl was attended to its end."""
    one = schedule(every(1), **others)
    fire, _ = await books.claim(slot(one, ago()), "running", "")
    await Attending(books, launcher(folder, database, command)).attend(fire, one)
    return fires(database)[-1]


@pytest.mark.parametrize(
    ("code", "kind", "state", "reason"),
    [
        (0, "polite", "ok", ""),
        (3, "polite", "degraded", "1 items were refused by the database and kept as rejections"),
        (1, "polite", "failed", "1 pages were read but not stored; they stay due"),
        (2, "bare", "failed", "exit code 2, and the last line of its log: a crawl of a test tribun -a limit=3 -s FIRE=1"),
        (7, "bare", "failed", "exit code 7, and the last line of its log: a crawl of a test tribun -a limit=3 -s FIRE=1"),
    ],
)  # fmt: skip
async def test_the_exit_code_is_the_verdict_and_the_run_says_why(
    database: str, books: Fires, tmp_path: Path, code: int, kind: str, state: str, reason: str
) -> None:
    fire = await attended(
        books, database, tmp_path, stand_in(0.1, code, kind), arguments={"limit": "3"}, retries=1
    )
    assert (fire["state"], fire["reason"], fire["exit_code"]) == (state, reason, code)
    assert (fire["again_at"] is not None) == (code in (1, 7)), "a wrong usage stays wrong"
    assert fire["arguments"] == {"limit": "3"}
    assert Path(str(fire["log"])).read_text().startswith("a crawl of a test tribun")


@pytest.mark.parametrize(("kind", "code"), [("polite", 1), ("deaf", 137)])
async def test_a_crawl_at_its_limit_is_told_to_stop_then_killed(
    database: str, books: Fires, tmp_path: Path, kind: str, code: int
) -> None:
    lengths = {"limit": timedelta(seconds=2.5), "stop_grace": timedelta(seconds=1), "retries": 3}
    fire = await attended(books, database, tmp_path, stand_in(60, kind=kind), **lengths)
    assert (fire["state"], fire["exit_code"], fire["again_at"]) == ("failed", code, None)
    assert str(fire["reason"]).startswith("stopped at its limit of 2 s")
    assert ("killed when it had not stopped within 1 s" in str(fire["reason"])) == (kind == "deaf")
    assert last_run(database)["verdict"] == ("lost" if kind == "deaf" else "failed")


async def test_a_crawl_that_is_killed_is_lost_and_its_run_is_closed(
    database: str, books: Fires, tmp_path: Path
) -> None:
    one = schedule(every(1), retries=1)
    fire, _ = await books.claim(slot(one, ago()), "running", "")
    attending = Attending(books, launcher(tmp_path, database, stand_in(60)))
    crawling = asyncio.create_task(attending.attend(fire, one))
    async with asyncio.timeout(20):
        while not rows(database, "select from worker"):
            await asyncio.sleep(0.05)
        os.kill(attending.crawls[fire.id].pid, signal.SIGKILL)
        ended, code = await crawling
    assert (ended.state, ended.exit_code, code) == ("lost", 137, 137)
    assert ended.reason == "its process was killed by signal 9; every process of the run died before its end"
    assert ended.again_at is not None
    assert (last_run(database)["verdict"], last_run(database)["finish_reason"]) == ("lost", "lost")


async def test_a_crawl_on_another_machine_is_known_by_its_signs_of_life(
    database: str, books: Fires, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsspider.scheduling.orphans.WATCHED", 0)
    one = schedule(every(1), retries=0)
    fire, _ = await books.claim(slot(one, ago()), "running", "")
    stock = Stock(Attending(books, launcher(tmp_path, database, ())), {one.name: one}, LEASE)
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
        await stock.take()
        assert fires(database)[0]["state"] == "running"
        connection.execute("update worker set seen_at = now() - interval '5 s'")
        for _ in range(2):
            await stock.take()
    assert (fires(database)[0]["state"], fires(database)[0]["reason"]) == ("lost", "its process 1 died")
    assert last_run(database)["verdict"] == "lost"


async def test_all_that_a_killed_crawl_has_started_ends_with_it(
    database: str, books: Fires, tmp_path: Path
) -> None:
    script = "import subprocess, time; child = subprocess.Popen(['sleep', '60']); print(child.pid, flush=True); time.sleep(60)"
    command = (sys.executable, "-c", f"import signal; signal.signal(15, signal.SIG_IGN); {script}")
    lengths = {"limit": timedelta(seconds=1), "stop_grace": timedelta(seconds=0.2)}
    fire = await attended(books, database, tmp_path, command, **lengths)
    child = Path(f"/proc/{Path(str(fire['log'])).read_text().split()[0]}/cmdline")
    for _ in range(100):
        if not child.exists() or not child.read_bytes():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("what the crawl had started outlives it")


async def test_a_program_that_is_not_there_is_a_failure_with_its_reason(
    database: str, books: Fires, tmp_path: Path
) -> None:
    fire = await attended(books, database, tmp_path, ("/no/such/program",))
    assert (fire["state"], fire["exit_code"]) == ("failed", None)
    assert "could not be started" in str(fire["reason"])


async def test_the_oldest_logs_go(database: str, books: Fires, tmp_path: Path) -> None:
    one = schedule(every(1))
    program = launcher(tmp_path, database, (sys.executable, "-c", ""))
    attending = Attending(books, program)
    object.__setattr__(program, "kept", 3)
    for number in range(5):
        fire, _ = await books.claim(slot(one, ago(seconds=10 - number)), "running", "")
        await attending.attend(fire, one)
    assert len(list((tmp_path / "logs" / "nightly").iterdir())) == 3


async def test_a_fire_that_waits_for_another_attempt_gives_way_to_the_next(
    database: str, books: Fires, tmp_path: Path
) -> None:
    await attended(books, database, tmp_path, (sys.executable, "-c", "raise SystemExit(1)"), retries=1)
    assert fires(database)[0]["again_at"] is not None
    await asyncio.sleep(1)
    await books.claim(slot(schedule(every(1)), ago()), "running", "")
    earlier = fires(database)[0]
    assert earlier["again_at"] is None
    assert earlier["reason"].endswith("; not tried again, for the next fire came first")


class Clocks:
    """The two clocks of a machine, in a test's hands."""

    def __init__(self) -> None:
        self.wall, self.steady = datetime.now(UTC).timestamp(), 1000.0


@pytest.mark.parametrize(
    ("wall", "steady", "jumped"), [(5, 5, False), (8 * 3600, 1, True), (-3600, 1, True), (1.5, 0, False)]
)
async def test_a_machine_that_slept_or_whose_clock_was_set(wall: float, steady: float, jumped: bool) -> None:
    clocks = Clocks()

    async def nothing(_: Schedule) -> None:
        raise AssertionError("no slot has come")

    clock = Clock([], nothing, wall=lambda: clocks.wall, steady=lambda: clocks.steady)
    clock.start()
    clocks.wall += wall
    clocks.steady += steady
    assert [clock.jumped(), clock.jumped()] == [jumped, False]
    clock.stop()


@pytest.mark.parametrize(("asleep", "state"), [(timedelta(hours=2), "ok"), (timedelta(hours=9), "missed")])
async def test_a_slot_that_passed_while_the_machine_slept(
    database: str, books: Fires, tmp_path: Path, asleep: timedelta, state: str
) -> None:
    """APScheduler waits by the steady clock: without a look at both it would fire as much too late."""
    clocks = Clocks()
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)
    one = schedule(once(due), catch_up=timedelta(hours=6))

    def clock(schedules: list[Schedule], come_to: object) -> Clock:
        return Clock(schedules, come_to, wall=lambda: clocks.wall, steady=lambda: clocks.steady)  # type: ignore[arg-type]

    slept = timedelta()
    async with Leader(database) as leader:
        keeper = Keeper(
            [one], leader, Attending(books, launcher(tmp_path, database, stand_in(0.1))),
            lease=LEASE, tick=0.05, now=lambda: datetime.now(UTC) + slept, clock=clock,
        )  # fmt: skip
        keeping = asyncio.create_task(keeper.keep())
        async with asyncio.timeout(20):
            while not keeper.leading:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.3)
            assert fires(database) == []
            slept = asleep
            clocks.wall += asleep.total_seconds()
            while [fire["state"] for fire in fires(database)] != [state]:
                await asyncio.sleep(0.02)
            keeper.stop()
            await keeping
    (fire,) = fires(database)
    assert fire["slot"] == due
    assert starts(tmp_path) == ({fire["id"]: 1} if state == "ok" else {})
