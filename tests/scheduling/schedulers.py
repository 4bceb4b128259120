"""Schedulers of tests: processes that can be killed, with slots every few seconds."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsspider.console.foreground import log_to_stderr, on_stop_signals
from newsspider.scheduling.config import Schedule
from newsspider.scheduling.cron import Cron
from newsspider.scheduling.process import Launcher
from newsspider.scheduling.scheduler import Scheduler
from newsspider.scheduling.supervisor import Supervisor
from newsspider.store.leader import Leader
from newsspider.store.pool import connected
from newsspider.store.schedules import Fires
from tests.running.nights import rows
from tests.running.processes import Started

JAKARTA = ZoneInfo("Asia/Jakarta")
LEASE = 4.0


def every(seconds: int) -> Cron:
    """Slots so many seconds apart."""
    return Cron(text=f"*/{seconds} * * * * *", timezone=JAKARTA)


@dataclass(frozen=True, kw_only=True)
class Once(Cron):
    """One slot, and never another."""

    moment: datetime

    def _later(self, moment: datetime) -> Iterator[datetime]:
        return iter([self.moment.astimezone(self.timezone)] if self.moment > moment else [])


def once(moment: datetime) -> Cron:
    return Once(text=f"{moment:%S %M %H %d %m *}", timezone=JAKARTA, moment=moment)


def ago(**length: float) -> datetime:
    """A whole second so long ago."""
    return datetime.now(UTC).replace(microsecond=0) - timedelta(**length)


def schedule(cron: Cron, **others: Any) -> Schedule:
    return Schedule(**{"name": "nightly", "spider": "tribun", "cron": cron, **others})


def stand_in(seconds: float, code: int = 0, kind: str = "polite") -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.scheduling.stand_in", str(seconds), str(code), kind)


def launcher(folder: Path, database: str, command: tuple[str, ...]) -> Launcher:
    environment = {"DATABASE_URL": database, "STARTS": str(folder / "starts")}
    return Launcher(logs=folder / "logs", environment=environment, command=command)


def starts(folder: Path) -> Counter[int]:
    """How often a crawl was started for each fire."""
    file = folder / "starts"
    return (
        Counter(int(line.split()[0]) for line in file.read_text().splitlines())
        if file.exists()
        else Counter()
    )


def fires(database: str) -> list[dict[str, Any]]:
    return rows(database, "select * from fire order by id")


def declared_since(database: str, cron: Cron, since: datetime, name: str = "nightly") -> None:
    """As if the schedule had been kept since then."""
    rows(
        database,
        "insert into schedule (name, spider, cron, timezone, since) values (%s, 'tribun', %s, %s, %s) returning name",
        name,
        cron.text,
        cron.timezone.key,
        since,
    )


def due(database: str) -> str:
    """The one slot of a schedule that has been kept for an hour: a minute ago, so a scheduler starts it at once,
    however long its own start takes."""
    moment = ago(minutes=1)
    declared_since(database, once(moment), moment - timedelta(hours=1))
    return moment.isoformat()


class SchedulerProcess(Started):
    """A scheduler in a process of its own, with a slot every `seconds` or one at `moment`; `others` are further
    fields of its schedule, lengths in seconds."""

    def __init__(
        self,
        database: str,
        folder: Path,
        name: str,
        cron: str | int,
        command: tuple[str, ...],
        **others: float,
    ) -> None:
        stated = {
            "database": database,
            "folder": str(folder),
            "cron": cron,
            "command": command,
            "others": others,
        }
        command_line = [sys.executable, "-m", "tests.scheduling.schedulers", json.dumps(stated)]
        super().__init__(command_line, folder / f"{name}.log", {**os.environ})

    def stopped(self, seconds: float = 20) -> int:
        """Its exit code after a SIGTERM."""
        self.term()
        return self.ended(seconds)

    @property
    def leads(self) -> bool:
        return "this scheduler leads" in self.said()


async def run_scheduler(stated: dict[str, Any]) -> None:
    cron = stated["cron"]
    lengths = {
        key: value if key == "retries" else timedelta(seconds=value)
        for key, value in stated["others"].items()
    }
    one = schedule(every(cron) if isinstance(cron, int) else once(datetime.fromisoformat(cron)), **lengths)
    program = launcher(Path(stated["folder"]), stated["database"], tuple(stated["command"]))
    async with connected(stated["database"]) as pool, Leader(stated["database"]) as leader:
        supervisor = Supervisor(Fires(pool, LEASE), program)
        scheduler = Scheduler([one], leader, supervisor, lease=LEASE, tick=0.25)
        on_stop_signals(scheduler.stop)
        await scheduler.run()


if __name__ == "__main__":
    log_to_stderr()
    asyncio.run(run_scheduler(json.loads(sys.argv[1])))
