"""Command `scrapy suspects`: lines that should be cut, rules that are dead, pages of a new form.

Exit codes: 0 there is an answer, also that there is nothing. 1 the database is away. 2 bad usage.
"""

from __future__ import annotations

import argparse

from newsspider.console.command import ProjectCommand
from newsspider.console.json_output import show_json
from newsspider.console.suspects import Findings, as_data, findings_lines
from newsspider.console.terminal import show
from newsspider.store.reports.drift import dead_rules, skeletons, suspects
from newsspider.store.reports.readonly import looking
from newsspider.validation import whole_number

LOOK_SECONDS = 60.0
DAYS = 3
MOST_DAYS = 3650


class Command(ProjectCommand):
    """Suspect lines, each with a rule to paste; rules that no longer match; rejected pages by their form."""

    description = "Show lines that should be cut, each with a ready rule; dead rules; pages of a new form"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--days", metavar="N", default=str(DAYS), help=f"stories and rejections of so many days ({DAYS})"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        days = whole_number("--days", opts.days, 1, MOST_DAYS)
        found = self.ask(lambda conninfo: gather(conninfo, days))
        if found is None:
            return
        if opts.json:
            show_json(as_data(found))
        else:
            show(*findings_lines(found))


def gather(conninfo: str, days: int) -> Findings:
    """What is to be shown. Raises DatabaseUnavailable."""
    with looking(conninfo, LOOK_SECONDS) as connection:
        return Findings(
            days=days,
            suspects=suspects(connection, days),
            dead=dead_rules(connection),
            skeletons=skeletons(connection, days),
        )
