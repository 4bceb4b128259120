"""Notifier of the scheduler: what is lost, failed or late is alerted, and nothing waits for that."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsspider.alerting.notify import notify
from newsspider.scheduling.cron import Cron
from newsspider.scheduling.notifier import calling
from newsspider.scheduling.scheduler import Scheduler
from newsspider.scheduling.supervisor import Supervisor
from newsspider.store.leader import Leader
from newsspider.store.pool import connected
from newsspider.store.schedules import Fires
from settings import base
from tests.databases.run_rows import ended
from tests.running.nights import rows
from tests.running.receiving import Webhook, receiving
from tests.scheduling.schedulers import (
    LEASE,
    ago,
    declared_since,
    fires,
    launcher,
    once,
    schedule,
    stand_in,
)

NEVER = 3600.0


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with receiving() as made:
        yield made


def notifying(database: str, webhook: Webhook, folder: Path) -> Callable[[], object]:
    names = ("ALERT_SECONDS", "RUN_MAX_AGE", "RUN_MAX_LENGTH")
    stated = {name: getattr(base, name) for name in names}
    settings = Settings({**stated, "HOST_LEASE": LEASE, "ALERT_URLS": webhook.url, "DATA_DIR": str(folder)})
    return partial(notify, database, settings)


@asynccontextmanager
async def scheduling(
    database: str,
    folder: Path,
    cron: Cron,
    command: tuple[str, ...],
    notify: Callable[[], object],
    interval: float,
) -> AsyncIterator[Supervisor]:
    """A scheduler that leads until the end of the block; its crawls are stopped then."""
    async with connected(database) as pool, Leader(database) as leader:
        supervisor = Supervisor(Fires(pool, LEASE), launcher(folder, database, command))
        one = schedule(cron, retries=0, catch_up=timedelta(minutes=5))
        scheduler = Scheduler(
            [one], leader, supervisor, lease=LEASE, tick=0.05, notify=notify, interval=interval
        )
        running = asyncio.create_task(scheduler.run())
        try:
            await wait_until_true(lambda: scheduler.leading)
            yield supervisor
        finally:
            scheduler.stop()
            await running


def due(database: str, **length: float) -> Cron:
    """A schedule of which one slot has just passed, or so long ago."""
    cron = once(ago(**(length or {"seconds": 1})))
    declared_since(database, cron, ago(hours=1))
    return cron


async def wait_until_true(condition: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


async def test_killed_crawl_is_alerted_by_scheduler(database: str, webhook: Webhook, tmp_path: Path) -> None:
    notify = notifying(database, webhook, tmp_path)
    cron, command = due(database), stand_in(60)
    async with scheduling(database, tmp_path, cron, command, notify, NEVER) as supervisor:
        await wait_until_true(lambda: rows(database, "select from fire join worker on worker.fire = fire.id"))
        assert webhook.got == []
        (crawl,) = supervisor.crawls.values()
        os.kill(crawl.pid, signal.SIGKILL)
        await wait_until_true(lambda: webhook.got)
    (title,) = webhook.titles
    assert title.endswith(" lost: every process of the run died before its end")
    assert [fire["state"] for fire in fires(database)] == ["lost"]


async def test_unstartable_crawl_is_alerted_until_a_good_run(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    notify = notifying(database, webhook, tmp_path)
    cron, command = due(database), ("/no/such/program",)
    async with scheduling(database, tmp_path, cron, command, notify, NEVER):
        await wait_until_true(lambda: webhook.got)
    assert webhook.titles[0].startswith("tribun failed: schedule nightly, due ")
    assert "its crawl could not be started: " in webhook.got[0]["message"]
    for _ in range(2):
        notify()
    assert len(webhook.got) == 1
    ended(database, "ok", hours_ago=-0.01)
    for _ in range(2):
        notify()
    assert [title.split(":")[0] for title in webhook.titles[1:]] == ["tribun recovered"]


async def test_late_run_is_alerted_at_interval(database: str, webhook: Webhook, tmp_path: Path) -> None:
    run = ended(database, "ok")
    notify = notifying(database, webhook, tmp_path)
    async with scheduling(database, tmp_path, due(database, minutes=30), stand_in(0), notify, 0.1):
        await wait_until_true(lambda: webhook.got)
        assert webhook.titles[0].startswith("tribun late: schedule nightly, due ")
        assert "missed: no scheduler was there until 30 min" in webhook.got[0]["message"]
        rows(database, "update run set finished_at = now() - interval '27 h' returning id")
        await wait_until_true(lambda: len(webhook.got) > 1)
    assert webhook.titles[1].startswith(
        f"tribun late: no good run of tribun has ended within the last 1 day 2 h (the last one, run {run}"
    )


async def test_slow_receiver_holds_up_no_crawl(database: str, tmp_path: Path) -> None:
    asked, answered = threading.Event(), threading.Event()

    def never_ends() -> None:
        asked.set()
        answered.wait(30)

    async with scheduling(database, tmp_path, due(database), stand_in(0, 1), never_ends, 0.1):
        await wait_until_true(asked.is_set)
        await wait_until_true(lambda: [fire["state"] for fire in fires(database)] == ["failed"])
        assert not answered.is_set()
    answered.set()


async def test_caller_works_until_the_end_of_its_block() -> None:
    """As the scheduler looks for new stories that webhooks wait for."""
    callers: list[threading.Thread] = []
    with calling(lambda: callers.append(threading.current_thread()), 0.001):
        await wait_until_true(lambda: len(callers) >= 3)
    callers[0].join(20)
    assert not callers[0].is_alive()
