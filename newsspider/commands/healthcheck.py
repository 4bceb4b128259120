"""Command `scrapy healthcheck`: whether a good run has ended lately, for cron, systemd, container health.

One line and an exit code, in ten seconds at most, without a scheduler: 0 a good run has ended in time, and
none is dead or without end. 1 it has not, or nobody can know: the database is away. 2 bad usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newsspider.alerting.evaluate import limit_of
from newsspider.alerting.health import ago, last_good, troubles
from newsspider.alerting.notify import notify
from newsspider.alerting.outage import notify_outage
from newsspider.alerting.receivers import complaints
from newsspider.console.terminal import show
from newsspider.durations import duration
from newsspider.reasons.verdict import GOOD, AlertKind, Verdict
from newsspider.store.database import open_database
from newsspider.store.errors import StoreError
from newsspider.store.reports.readonly import has_tables, looking, running, was_made
from newsspider.store.reports.runs import RunState, run_states
from newsspider.text import printable
from newsspider.timeouts import TimedOut, call_with_timeout

LOOK_SECONDS = 7.0
"""For the look into the database; with Scrapy's own start the command takes less than ten."""
GOOD_VERDICTS = {Verdict.DEGRADED.value: GOOD, Verdict.OK.value: (Verdict.OK,)}
"""By the worst verdict that counts as good: the verdicts that do."""


class Command(ScrapyCommand):
    """Looks whether a good run has ended lately; needs no crawl, no scheduler, and starts no server."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Tell in one line and an exit code whether a good run has ended lately"

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
        parser.add_argument("--alert", action="store_true", help="tell those of ALERT_URLS as well")
        parser.add_argument(
            "--start",
            action="store_true",
            help="start the embedded server for the look, if it does not run (not for container health)",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"expected options only, found {args[0]!r}", print_help=False)
        max_age = self._length("--max-age", opts.max_age, "RUN_MAX_AGE")
        max_run = self._length("--max-run", opts.max_run, "RUN_MAX_LENGTH")
        assert self.settings is not None
        lease = self.settings.getfloat("HOST_LEASE")
        try:
            with self._database(opts.start) as conninfo:
                good = GOOD_VERDICTS[opts.verdict]
                runs = call_with_timeout(LOOK_SECONDS, lambda: look(conninfo, lease, good, opts.spider))
                if not runs:
                    self._check_spider(opts.spider)
                well, line = judged(runs, max_age, max_run, opts.spider)
                self._answer(well, line)
                if opts.alert:
                    self._alert(conninfo)
        except (StoreError, TimedOut) as error:
            self._check_spider(opts.spider)
            self._answer(False, str(error))
            if opts.alert and (opts.start or self.settings["DATABASE_URL"]):
                notify_outage(self.settings, str(error))

    def _length(self, option: str, stated: str | None, setting: str) -> timedelta:
        assert self.settings is not None
        if stated is None:
            return limit_of(self.settings, setting)
        length = duration(stated)
        if not length:
            raise UsageError(f"expected {option} like 26h, 90m or 2d, found {stated!r}", print_help=False)
        return length

    def _check_spider(self, name: str | None) -> None:
        """Whether a spider that has no run is at least there. Raises UsageError."""
        assert self.settings is not None
        known = get_spider_loader(self.settings).list()
        if name is not None and name not in known:
            raise UsageError(
                f"expected --spider to be one of {', '.join(known)}, found {name!a}", print_help=False
            )

    @contextmanager
    def _database(self, may_start: bool) -> Iterator[str]:
        assert self.settings is not None
        url, folder = self.settings["DATABASE_URL"], Path(self.settings["DATA_DIR"])
        if may_start and was_made(url, folder):
            with open_database(url, folder) as conninfo:
                yield conninfo
        else:
            yield running(url, folder)

    def _answer(self, well: bool, line: str) -> None:
        show(f"{'ok' if well else 'failed'}: {printable(line)}")
        self.exitcode = 0 if well else 1

    def _alert(self, conninfo: str) -> None:
        assert self.settings is not None
        settings = self.settings
        for complaint in complaints(settings):
            print(f"newsspider: {complaint}", file=sys.stderr)
        notify(conninfo, settings)


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
