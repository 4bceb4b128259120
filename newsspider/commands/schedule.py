"""Command `scrapy schedule`: the scheduler, which crawls at the times that deploy/schedule.toml names.

Exit codes: 0 stopped in order (or nothing to do), 1 failed or the database is not there, 2 the file or the
usage is wrong. With --run the crawl's own: 0 ok, 1 failed, 2 usage, 3 degraded, or 128 and the number of the
signal that ended it.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newsspider.alerting.newstories import post_stories
from newsspider.alerting.notify import notify
from newsspider.alerting.receivers import complaints
from newsspider.alerting.webhooks import webhook_complaints
from newsspider.commands.crawl import check
from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.fires import Standing, schedule_lines, standing
from newsspider.console.foreground import log_to_stderr, on_stop_signals
from newsspider.console.terminal import show, warn
from newsspider.scheduling.config import OURS, BadSchedule, Schedule, read_schedules
from newsspider.scheduling.notifier import calling
from newsspider.scheduling.once import fire_once
from newsspider.scheduling.process import ROOT, Launcher
from newsspider.scheduling.scheduler import Scheduler
from newsspider.scheduling.supervisor import Supervisor
from newsspider.store.address import safe_reason
from newsspider.store.errors import DatabaseUnavailable
from newsspider.store.leader import Leader
from newsspider.store.migrate import migrate
from newsspider.store.pool import connected
from newsspider.store.reports.readonly import was_made
from newsspider.store.requirements import shares_sessions
from newsspider.store.retry import AWAY
from newsspider.store.schedules import Fires

POOLED = (
    "expected a session of its own for the scheduler, found a pooler that shares sessions by transaction "
    "(PgBouncer): "
    "give scrapy schedule a DATABASE_URL that leads to PostgreSQL itself; crawls may use the pooler"
)
FILE = ROOT / "deploy" / "schedule.toml"
STORIES_INTERVAL = 60.0
"""Seconds between two looks for new stories that webhooks wait for."""


class Command(ProjectCommand):
    """Keeps the schedules of a file, or checks it, lists them, or fires one."""

    description = "Crawl at the times that deploy/schedule.toml names"
    failures: ClassVar[Mapping[type[Exception], int]] = {BadSchedule: 2}

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

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        if opts.now and not opts.run:
            raise UsageError(
                "expected --now beside --run: scrapy schedule --run NAME --now", print_help=False
            )
        file = _near(opts.file)
        schedules = read_schedules(file, self._check)
        chosen = _named(schedules, opts.run, file) if opts.run else None
        if opts.check:
            show(
                *(f"{each.name}: {each.spider}, {each.cron.text}, {each.cron.timezone}" for each in schedules)
            )
            return 0
        try:
            if opts.list:
                self._list(schedules)
                return 0
            return self._schedule(schedules, chosen, opts)
        except AWAY as error:
            raise CommandFailed(safe_reason(error, self.place[0].strip())) from None

    def _check(self, spider: str, arguments: dict[str, str], settings: dict[str, str]) -> None:
        wired = self.project_settings.copy()
        wired.setdict(settings, priority="cmdline")
        try:
            check(get_spider_loader(wired), wired, spider, arguments)
        except UsageError as error:
            raise BadSchedule(f"{error}: correct it") from None

    def _list(self, schedules: list[Schedule]) -> None:
        found = Standing(fires=[], schedulers=None)
        if was_made(*self.place):
            with self.database() as conninfo:
                found = asyncio.run(standing(conninfo, schedules))
        show(*schedule_lines(schedules, found, datetime.now(UTC)))

    def _schedule(self, schedules: list[Schedule], chosen: Schedule | None, opts: argparse.Namespace) -> int:
        log_to_stderr()
        for complaint in [*complaints(self.project_settings), *webhook_complaints(self.project_settings)]:
            warn(complaint)
        with self.database() as conninfo:
            migrate(conninfo)
            if chosen is None:
                if shares_sessions(conninfo):
                    raise DatabaseUnavailable(POOLED)
                asyncio.run(self._keep(conninfo, schedules, opts))
                return 0
            exit_code = asyncio.run(self._once(conninfo, chosen, opts))
            if exit_code:  # a crawl that was killed, or never began, sends no alert itself
                notify(conninfo, self.project_settings)
            return exit_code

    async def _keep(self, conninfo: str, schedules: list[Schedule], opts: argparse.Namespace) -> None:
        async with self._supervisor(conninfo, opts) as supervisor, Leader(conninfo) as leader:
            scheduler = Scheduler(
                schedules,
                leader,
                supervisor,
                lease=self._lease,
                notify=partial(notify, conninfo, self.project_settings),
            )
            on_stop_signals(scheduler.stop)
            with calling(partial(post_stories, conninfo, self.project_settings), STORIES_INTERVAL):
                await scheduler.run()

    async def _once(self, conninfo: str, schedule: Schedule, opts: argparse.Namespace) -> int:
        async with self._supervisor(conninfo, opts) as supervisor:
            on_stop_signals(lambda: supervisor.kill() if supervisor.is_stopping else supervisor.stop())
            return await fire_once(schedule, supervisor, self._lease, datetime.now(UTC), opts.now)

    @asynccontextmanager
    async def _supervisor(self, conninfo: str, opts: argparse.Namespace) -> AsyncIterator[Supervisor]:
        """Crawls are wired as this command is, and open the database themselves: an embedded one outlives us,
        as they do."""
        url, data = self.place[0], self.place[1].absolute()
        launcher = Launcher(
            logs=data / "logs",
            kept=self.project_settings.getint("SCHEDULE_LOGS"),
            environment={"DATABASE_URL": url, "NEWSSPIDER_DATA": str(data)},
            options=[
                part for stated in opts.set if stated.split("=")[0] not in OURS for part in ("-s", stated)
            ],
        )
        async with connected(conninfo) as pool:
            yield Supervisor(Fires(pool, self._lease), launcher)

    @property
    def _lease(self) -> float:
        return self.project_settings.getfloat("HOST_LEASE")


def _near(path: Path) -> Path:
    """As one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _named(schedules: list[Schedule], name: str, file: Path) -> Schedule:
    for schedule in schedules:
        if schedule.name == name:
            return schedule
    known = ", ".join(schedule.name for schedule in schedules)
    raise BadSchedule(f"{file}: expected --run with one of {known}, found {name!r}")
