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
from newsspider.store.reports.runs import feed_hubs, newest_outlet_runs
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
        states, exit_code = self._states(chosen)
        if opts.json:
            show_json(as_data(states))
        elif args:
            day = datetime.now(chosen[0].timezone).date()
            show(*outlet_lines(states[0], day))
        else:
            show(*outlets_table(states))
        return exit_code

    def _states(self, chosen: list[Outlet]) -> tuple[list[OutletState], int]:
        """The outlets, and the exit code: a database that is away is named on stderr."""
        lease = self.project_settings.getfloat("HOST_LEASE")
        bare = [OutletState(outlet=outlet, run=None) for outlet in chosen]
        try:
            return self.ask(lambda conninfo: outlet_states(conninfo, lease, chosen), say=False) or bare, 0
        except StoreError as error:
            warn(str(error))
            return bare, 1


def outlet_states(conninfo: str, lease: float, chosen: list[Outlet]) -> list[OutletState]:
    """These outlets as the database knows them. Raises DatabaseUnavailable."""
    names = [outlet.name for outlet in chosen]
    with looking(conninfo, LOOK_SECONDS) as connection:
        runs = {run.outlet: run for run in newest_outlet_runs(connection, lease, names)}
        hubs = feed_hubs(connection, names)
    return [
        OutletState(
            outlet=outlet,
            run=runs.get(outlet.name),
            hubs=[found for found in hubs if found.outlet == outlet.name],
        )
        for outlet in chosen
    ]


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
