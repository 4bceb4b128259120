"""Command `scrapy healthcheck`: whether a good run has ended lately, for cron, systemd, container health.

One line and an exit code, in ten seconds at most, without a scheduler: 0 a good run has ended in time, and
none is dead or without end. 1 it has not, or nobody can know: the database is away. 2 bad usage.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newsspider.alerting.backup import backup_reason, last_backup
from newsspider.alerting.evaluate import limit_of
from newsspider.alerting.health import ago, last_good, troubles
from newsspider.alerting.newstories import post_stories
from newsspider.alerting.notify import notify
from newsspider.alerting.outage import notify_outage
from newsspider.alerting.receivers import complaints
from newsspider.alerting.timeouts import TimedOut, call_with_timeout
from newsspider.alerting.webhooks import webhook_complaints
from newsspider.console.command import ProjectCommand
from newsspider.console.terminal import show, warn
from newsspider.durations import duration
from newsspider.reasons.verdict import GOOD, AlertKind, Verdict
from newsspider.store.errors import StoreError
from newsspider.store.reports.readonly import has_tables, looking, running, was_made
from newsspider.store.reports.runs import RunState, run_states
from newsspider.text import printable

LOOK_SECONDS = 7.0
"""For the look into the database; with Scrapy's own start the command takes less than ten, but for the five
of a BACKUP_COMMAND that hangs."""
GOOD_VERDICTS = {Verdict.DEGRADED.value: GOOD, Verdict.OK.value: (Verdict.OK,)}
"""By the worst verdict that counts as good: the verdicts that do."""


class Command(ProjectCommand):
    """Looks whether a good run has ended lately; needs no crawl, no scheduler, and starts no server."""

    description = "Say in one line and an exit code whether a good run has ended lately"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--max-age", metavar="26h", help="how long ago the last good run may have ended")
        parser.add_argument("--max-run", metavar="12h", help="how long a run may take")
        parser.add_argument("--spider", help="look at this one's runs only (default: at each one's)")
        parser.add_argument(
            "--verdict",
            choices=sorted(GOOD_VERDICTS),
            default=Verdict.DEGRADED.value,
            help="the worst verdict of a run that counts as good (%(default)s)",
        )
        parser.add_argument("--alert", action="store_true", help="send alerts and webhooks as well")
        parser.add_argument(
            "--start",
            action="store_true",
            help="start the embedded server for the look, if it does not run (not for container health)",
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        max_age = self._length("--max-age", opts.max_age, "RUN_MAX_AGE")
        max_run = self._length("--max-run", opts.max_run, "RUN_MAX_LENGTH")
        lease = self.project_settings.getfloat("HOST_LEASE")
        try:
            with self._server(opts.start) as conninfo:
                good = GOOD_VERDICTS[opts.verdict]
                runs = call_with_timeout(LOOK_SECONDS, lambda: look(conninfo, lease, good, opts.spider))
                if not runs:
                    self._check_spider(opts.spider)
                well, line = self._with_backup(*judged(runs, max_age, max_run, opts.spider))
                exit_code = _answer(well, line)
                if opts.alert:
                    self._alert(conninfo)
                return exit_code
        except (StoreError, TimedOut) as error:
            self._check_spider(opts.spider)
            exit_code = _answer(False, f"{error}{self.demo_hint}")
            if opts.alert and (opts.start or self.project_settings["DATABASE_URL"]):
                notify_outage(self.project_settings, str(error))
            return exit_code

    def _length(self, option: str, stated: str | None, setting: str) -> timedelta:
        if stated is None:
            return limit_of(self.project_settings, setting)
        length = duration(stated)
        if not length:
            raise UsageError(f"expected {option} like 26h, 90m or 2d, found {stated!r}", print_help=False)
        return length

    def _with_backup(self, well: bool, line: str) -> tuple[bool, str]:
        """The judgement of the runs, and what is wrong with the last backup, if the settings name one."""
        reason = backup_reason(last_backup(self.project_settings), self.project_settings)
        if reason is None:
            return well, line
        return False, reason.text if well else f"{line}; {reason.text}"

    def _check_spider(self, name: str | None) -> None:
        """Whether a spider that has no run is at least there. Raises UsageError."""
        known = get_spider_loader(self.project_settings).list()
        if name is not None and name not in known:
            raise UsageError(
                f"expected --spider to be one of {', '.join(known)}, found {name!a}", print_help=False
            )

    @contextmanager
    def _server(self, may_start: bool) -> Iterator[str]:
        """The conninfo of a server that runs, or may be started for the look."""
        if may_start and was_made(*self.place):
            with self.database() as conninfo:
                yield conninfo
        else:
            yield running(*self.place)

    def _alert(self, conninfo: str) -> None:
        for complaint in [*complaints(self.project_settings), *webhook_complaints(self.project_settings)]:
            warn(complaint)
        notify(conninfo, self.project_settings)
        post_stories(conninfo, self.project_settings)


def _answer(well: bool, line: str) -> int:
    """Print the line; the exit code that says the same."""
    show(f"{'ok' if well else 'failed'}: {printable(line)}")
    return 0 if well else 1


def look(conninfo: str, lease: float, good: tuple[str, ...], spider: str | None) -> list[RunState]:
    """The runs to judge by; none in a database that no crawl has used. Raises DatabaseUnavailable."""
    with looking(conninfo) as connection:
        return run_states(connection, lease, good, spider) if has_tables(connection) else []


def judged(
    runs: list[RunState], max_age: timedelta, max_run: timedelta, spider: str | None = None
) -> tuple[bool, str]:
    """Whether all is well with these runs, and the line that says so."""
    by_spider = {run.spider: [other for other in runs if other.spider == run.spider] for run in runs}
    if not by_spider:
        return False, f"no crawl of {spider} has ever run" if spider else "no crawl has ever run"
    found = list(troubles(runs, max_age, max_run))
    wrong = [trouble.reason.text for trouble in found]
    late = {trouble.spider for trouble in found if trouble.kind is AlertKind.LATE}
    judged = [_last_run(name, of) for name, of in sorted(by_spider.items()) if name not in late]
    wrong += [text for good, text in judged if not good]
    return not wrong, "; ".join(wrong or [text for _, text in judged])


def _last_run(spider: str, runs: list[RunState]) -> tuple[bool, str]:
    """Of one spider: whether there is a good run, and which, with what has come after it."""
    good = last_good(runs)
    if good is None:
        return False, f"no good run of {spider} has ended yet"
    after = [run for run in runs if run.id > good.id and not run.good]
    since = "".join(f"; run {run.id} {_fate(run)}" for run in after[:1])
    return True, f"last good run {good.id} ({spider}) ended {ago(good)}{since}"


def _fate(run: RunState) -> str:
    return "goes on" if run.goes_on else f"was {run.verdict_now} {ago(run)}"
