"""Does the scheduler that leads see to it that what is lost, failed or late is told, and never wait for that?"""

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
from newsspider.scheduling.scheduler import Keeper
from newsspider.scheduling.supervisor import Attending
from newsspider.store.leader import Leader
from newsspider.store.pool import connected
from newsspider.store.schedules import Fires
from settings import base
from tests.books import ended
from tests.nights import rows
from tests.receiving import Webhook, receiving
from tests.scheduling.keeping import (
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


def telling(database: str, webhook: Webhook, folder: Path) -> Callable[[], object]:
    names = ("ALERT_SECONDS", "RUN_MAX_AGE", "RUN_MAX_LENGTH")
    told = {name: getattr(base, name) for name in names}
    settings = Settings({**told, "HOST_LEASE": LEASE, "ALERT_URLS": webhook.url, "DATA_DIR": str(folder)})
    return partial(notify, database, settings)


@asynccontextmanager
async def kept(
    database: str, folder: Path, cron: Cron, command: tuple[str, ...], told: Callable[[], object], beat: float
) -> AsyncIterator[Attending]:
    """A scheduler that leads until the end of the block; its crawls are stopped then."""
    async with connected(database) as pool, Leader(database) as leader:
        attending = Attending(Fires(pool, LEASE), launcher(folder, database, command))
        one = schedule(cron, retries=0, catch_up=timedelta(minutes=5))
        keeper = Keeper([one], leader, attending, lease=LEASE, tick=0.05, tell=told, beat=beat)
        keeping = asyncio.create_task(keeper.keep())
        try:
            await come_about(lambda: keeper.leading)
            yield attending
        finally:
            keeper.stop()
            await keeping


def due(database: str, **length: float) -> Cron:
    """A schedule of which one slot has just passed, or so long ago."""
    cron = once(ago(**(length or {"seconds": 1})))
    declared_since(database, cron, ago(hours=1))
    return cron


async def come_about(condition: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


async def test_a_crawl_that_is_killed_is_told_by_its_scheduler(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    told = telling(database, webhook, tmp_path)
    cron, command = due(database), stand_in(60)
    async with kept(database, tmp_path, cron, command, told, NEVER) as attending:
        await come_about(lambda: rows(database, "select from fire join worker on worker.fire = fire.id"))
        assert webhook.got == []
        (crawl,) = attending.crawls.values()
        os.kill(crawl.pid, signal.SIGKILL)
        await come_about(lambda: webhook.got)
    (title,) = webhook.titles
    assert title.endswith(" lost: every process of the run died before its end")
    assert [fire["state"] for fire in fires(database)] == ["lost"]


async def test_a_crawl_that_could_not_begin_is_told_and_over_after_a_good_run(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    told = telling(database, webhook, tmp_path)
    cron, command = due(database), ("/no/such/program",)
    async with kept(database, tmp_path, cron, command, told, NEVER):
        await come_about(lambda: webhook.got)
    assert webhook.titles[0].startswith("tribun failed: schedule nightly, due ")
    assert "its crawl could not be started: " in webhook.got[0]["message"]
    for _ in range(2):
        told()
    assert len(webhook.got) == 1
    ended(database, "ok", hours_ago=-0.01)
    for _ in range(2):
        told()
    assert [title.split(":")[0] for title in webhook.titles[1:]] == ["tribun recovered"]


async def test_what_is_late_is_told_by_the_beat(database: str, webhook: Webhook, tmp_path: Path) -> None:
    run = ended(database, "ok")
    told = telling(database, webhook, tmp_path)
    async with kept(database, tmp_path, due(database, minutes=30), stand_in(0), told, 0.1):
        await come_about(lambda: webhook.got)
        assert webhook.titles[0].startswith("tribun late: schedule nightly, due ")
        assert "missed: no scheduler was there until 30 min" in webhook.got[0]["message"]
        rows(database, "update run set finished_at = now() - interval '27 h' returning id")
        await come_about(lambda: len(webhook.got) > 1)
    assert webhook.titles[1].startswith(f"tribun late: no good run of tribun has ended within the last 1 day 2 h (the last one, run {run}")  # fmt: skip


async def test_nobody_waits_for_a_receiver_that_does_not_answer(database: str, tmp_path: Path) -> None:
    asked, answered = threading.Event(), threading.Event()

    def never_ends() -> None:
        asked.set()
        answered.wait(30)

    async with kept(database, tmp_path, due(database), stand_in(0, 1), never_ends, 0.1):
        await come_about(asked.is_set)
        await come_about(lambda: [fire["state"] for fire in fires(database)] == ["failed"])
        assert not answered.is_set()
    answered.set()
