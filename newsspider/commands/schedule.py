"""What is crawled by itself, and when? (`scrapy schedule`: the schedules of deploy/schedule.toml, kept)

Exit codes: 0 stopped in order (or nothing to do), 1 failed or the database is not there, 2 the file or the
usage is wrong. With --run the crawl's own: 0 ok, 1 failed, 2 usage, 3 degraded, or 128 and the number of the
signal that ended it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newsspider.alerting import complaints
from newsspider.alerting import tell as tell_alerts
from newsspider.commands.crawl import check
from newsspider.console.fires import Standing, standing, table
from newsspider.console.foreground import at_signals, log
from newsspider.console.output import tell
from newsspider.scheduling.config import OURS, BadSchedule, Schedule, read_schedules
from newsspider.scheduling.once import fire_once
from newsspider.scheduling.process import ROOT, Launcher
from newsspider.scheduling.scheduler import Keeper
from newsspider.scheduling.supervisor import Attending
from newsspider.store.address import safe_reason
from newsspider.store.database import open_database
from newsspider.store.errors import DatabaseUnavailable, StoreError, reason
from newsspider.store.leader import Leader
from newsspider.store.migrate import migrate
from newsspider.store.pool import connected
from newsspider.store.reports.readonly import was_made
from newsspider.store.requirements import shares_sessions
from newsspider.store.retry import AWAY
from newsspider.store.schedules import Fires
from newsspider.text import printable

POOLED = (
    "expected a session of its own for the scheduler, found a pooler that shares sessions by transaction "
    "(PgBouncer): "
    "give scrapy schedule a DATABASE_URL that leads to PostgreSQL itself; crawls may use the pooler"
)
FILE = ROOT / "deploy" / "schedule.toml"


class Command(ScrapyCommand):
    """Keeps the schedules of a file, or checks it, lists them, or fires one."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Crawl at the times that deploy/schedule.toml names"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--file", type=Path, default=FILE, help="the schedules (deploy/schedule.toml)")
        does = parser.add_mutually_exclusive_group()
        does.add_argument("--check", action="store_true", help="only say whether the file can be meant")
        does.add_argument("--list", action="store_true", help="show the next fires and the last verdicts")
        does.add_argument(
            "--run", metavar="NAME", help="fire the latest slot of one schedule, and wait for it"
        )
        parser.add_argument("--now", action="store_true", help="with --run: a slot of this moment")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args or (opts.now and not opts.run):
            raise UsageError(
                "expected options only, and --now beside --run: scrapy schedule --run NAME --now",
                print_help=False,
            )
        try:
            file = _near(opts.file)
            schedules = read_schedules(file, self._check)
            chosen = _named(schedules, opts.run, file) if opts.run else None
        except BadSchedule as wrong:
            self._fail(str(wrong), 2)
            return
        if opts.check:
            for schedule in schedules:
                tell(f"{schedule.name}: {schedule.spider}, {schedule.cron.text}, {schedule.cron.timezone}")
            return
        try:
            self._go(schedules, chosen, opts)
        except StoreError as error:
            self._fail(reason(error), 1)
        except AWAY as error:
            assert self.settings is not None
            self._fail(safe_reason(error, self.settings["DATABASE_URL"].strip()), 1)

    def _check(self, spider: str, arguments: dict[str, str], settings: dict[str, str]) -> None:
        assert self.settings is not None
        wired = self.settings.copy()
        wired.setdict(settings, priority="cmdline")
        try:
            check(get_spider_loader(wired), wired, spider, arguments)
        except UsageError as error:
            raise BadSchedule(f"{error}: correct it") from None

    def _go(self, schedules: list[Schedule], chosen: Schedule | None, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        url, data = self.settings["DATABASE_URL"], Path(self.settings["DATA_DIR"]).absolute()
        if opts.list and not was_made(url, data):
            tell(table(schedules, Standing(fires=[], schedulers=None), datetime.now(UTC)))
            return
        if not opts.list:
            log()
            for complaint in complaints(self.settings):
                print(f"newsspider: {complaint}", file=sys.stderr)
        with open_database(url, data) as conninfo:
            if opts.list:
                tell(table(schedules, asyncio.run(standing(conninfo, schedules)), datetime.now(UTC)))
                return
            migrate(conninfo)
            if chosen is None:
                if shares_sessions(conninfo):
                    raise DatabaseUnavailable(POOLED)
                asyncio.run(self._keep(conninfo, schedules, opts))
            else:
                self.exitcode = asyncio.run(self._once(conninfo, chosen, opts))
                if self.exitcode:  # a crawl that was killed, or never began, tells nobody itself
                    tell_alerts(conninfo, self.settings)

    async def _keep(self, conninfo: str, schedules: list[Schedule], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        async with self._attending(conninfo, opts) as attending, Leader(conninfo) as leader:
            keeper = Keeper(
                schedules, leader, attending, lease=self._lease,
                tell=partial(tell_alerts, conninfo, self.settings),
            )  # fmt: skip
            at_signals(keeper.stop)
            await keeper.keep()

    async def _once(self, conninfo: str, schedule: Schedule, opts: argparse.Namespace) -> int:
        async with self._attending(conninfo, opts) as attending:
            at_signals(lambda: attending.kill() if attending.stopping else attending.stop())
            return await fire_once(schedule, attending, self._lease, datetime.now(UTC), opts.now)

    @asynccontextmanager
    async def _attending(self, conninfo: str, opts: argparse.Namespace) -> AsyncIterator[Attending]:
        """Crawls are wired as this command is, and open the database themselves: an embedded one outlives us,
        as they do."""
        assert self.settings is not None
        data = Path(self.settings["DATA_DIR"]).absolute()
        launcher = Launcher(
            logs=data / "logs",
            kept=self.settings.getint("SCHEDULE_LOGS"),
            environment={"DATABASE_URL": self.settings["DATABASE_URL"], "NEWSSPIDER_DATA": str(data)},
            options=[
                part for stated in opts.set if stated.split("=")[0] not in OURS for part in ("-s", stated)
            ],
        )
        async with connected(conninfo) as pool:
            yield Attending(Fires(pool, self._lease), launcher)

    @property
    def _lease(self) -> float:
        assert self.settings is not None
        return self.settings.getfloat("HOST_LEASE")

    def _fail(self, message: str, code: int) -> None:
        print(f"newsspider: {printable(message)}", file=sys.stderr)
        self.exitcode = code


def _near(path: Path) -> Path:
    """As one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _named(schedules: list[Schedule], name: str, file: Path) -> Schedule:
    for schedule in schedules:
        if schedule.name == name:
            return schedule
    known = ", ".join(schedule.name for schedule in schedules)
    raise BadSchedule(f"{file}: expected --run with one of {known}, found {name!r}")
