"""Command `scrapy status`: how last night went, and what is missing.

Exit codes: 0 there is something to show. 1 the database is away. 2 bad usage. Whether all is well,
`scrapy healthcheck` says.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from newsspider.alerting.backup import backup_reason, last_backup
from newsspider.alerting.health import night_of
from newsspider.console.command import ProjectCommand
from newsspider.console.json_output import show_json
from newsspider.console.status import Board, board
from newsspider.console.terminal import show
from newsspider.reasons.reason import Reason
from newsspider.store.alerts import open_alerts
from newsspider.store.reports.days import day_account, newest_story
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.runs import run_states
from newsspider.validation import day

LOOK_SECONDS = 30.0
RUNS_SHOWN = 4
MISSING_SHOWN = 5


class Command(ProjectCommand):
    """The last runs, the account of a day's stories by host, what is missing and why."""

    description = "Show how last night went, and which stories are missing and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--day", metavar="2026-07-24", help="the stories of this day, by Jakarta's clock")
        parser.add_argument("--all", action="store_true", help="every host, missing story and reason")
        parser.add_argument("--json", action="store_true", help="print one JSON object, with everything")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        chosen = day("--day", opts.day) if opts.day is not None else None
        lease, everything = self.project_settings.getfloat("HOST_LEASE"), opts.all or opts.json
        found = self.ask(lambda conninfo: gather(conninfo, lease, chosen, everything))
        if found is None:
            return
        backup = last_backup(self.project_settings)
        found = replace(found, backup=backup, backup_reason=backup_reason(backup, self.project_settings))
        if opts.json:
            show_json(as_data(found))
        else:
            show(*board(found, opts.all))


def gather(conninfo: str, lease: float, day: date | None, everything: bool) -> Board:
    """What the board shows; without a day that of the last whole run. Raises DatabaseUnavailable."""
    with looking(conninfo, LOOK_SECONDS) as connection:
        runs = run_states(connection, lease, newest=RUNS_SHOWN)
        day = day or night_of(runs)
        return Board(
            runs=runs,
            account=day_account(connection, day, None if everything else MISSING_SHOWN),
            newest=newest_story(connection),
            alerts=open_alerts(connection),
        )


def as_data(found: Board) -> dict[str, Any]:
    """The board for a machine; times are ISO 8601."""
    account = found.account
    return {
        "runs": [
            {**asdict(run), "verdict": run.verdict_now, "goes_on": run.goes_on, "dead": run.dead}
            for run in found.runs
        ],
        "day": account.day,
        "total": account.total.as_data(),
        "hosts": [host.as_data() for host in account.hosts],
        "missing": [asdict(story) for story in account.missing],
        "newest": asdict(found.newest) if found.newest else None,
        "alerts": [asdict(alert) for alert in found.alerts],
        "backup": None
        if found.backup is None
        else {**asdict(found.backup), "reason": _row(found.backup_reason)},
    }


def _row(reason: Reason | None) -> dict[str, Any] | None:
    return reason.row if reason is not None else None
