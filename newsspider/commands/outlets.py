"""Command `scrapy outlets [NAME]`: the news sites that are read, and what is verified of them.

Needs no database; with one it names the last runs. Exit codes: 0 done. 1 the database is away; the outlets
are shown without runs. 2 bad usage.
"""

from __future__ import annotations

import argparse
from datetime import datetime

from scrapy.exceptions import UsageError

from newsspider.console.command import ProjectCommand
from newsspider.console.json_output import show_json
from newsspider.console.outlets import OutletState, as_data, outlet_lines, outlets_table
from newsspider.console.terminal import show, warn
from newsspider.outlets import OUTLETS
from newsspider.outlets.outlet import Outlet
from newsspider.store.errors import StoreError
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.runs import OutletRun, newest_outlet_runs
from newsspider.validation import BadValue

LOOK_SECONDS = 30.0


class Command(ProjectCommand):
    """A table of the outlets, or one of them."""

    description = "Show the news sites that are read: hosts, layouts, what is verified, last runs"
    operands = "[outlet]"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        chosen = _chosen(args)
        runs, exit_code = self._runs([outlet.name for outlet in chosen])
        states = [OutletState(outlet=outlet, run=runs.get(outlet.name)) for outlet in chosen]
        if opts.json:
            show_json(as_data(states))
        elif args:
            day = datetime.now(chosen[0].timezone).date()
            show(*outlet_lines(states[0], day))
        else:
            show(*outlets_table(states))
        return exit_code

    def _runs(self, outlets: list[str]) -> tuple[dict[str, OutletRun], int]:
        """The newest run of each outlet, and the exit code: a database that is away is named on stderr."""
        lease = self.project_settings.getfloat("HOST_LEASE")
        try:
            return self.ask(lambda conninfo: newest_runs(conninfo, lease, outlets), say=False) or {}, 0
        except StoreError as error:
            warn(str(error))
            return {}, 1


def newest_runs(conninfo: str, lease: float, outlets: list[str]) -> dict[str, OutletRun]:
    """The newest run of each of these outlets that has one. Raises DatabaseUnavailable."""
    with looking(conninfo, LOOK_SECONDS) as connection:
        return {run.outlet: run for run in newest_outlet_runs(connection, lease, outlets)}


def _chosen(args: list[str]) -> list[Outlet]:
    """The outlet that is named, or all by name. Raises UsageError, BadValue."""
    if len(args) > 1:
        raise UsageError("expected one outlet, or none for all: scrapy outlets kompas", print_help=False)
    if not args:
        return [OUTLETS[name] for name in sorted(OUTLETS)]
    if args[0] not in OUTLETS:
        known = ", ".join(sorted(OUTLETS))
        raise BadValue(f"expected an outlet ({known}), found {args[0]!a}")
    return [OUTLETS[args[0]]]
