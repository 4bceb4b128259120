"""Which lines should be cut, which rules are dead, and which pages have a new form? (`scrapy suspects`)

Exit codes: 0 there is an answer, also that there is nothing. 1 the database is away. 2 bad usage.
"""

from __future__ import annotations

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsspider.console.database import answered
from newsspider.console.output import json_text, tell
from newsspider.console.reading import Pen
from newsspider.console.suspects import Findings, as_data, findings_text
from newsspider.store.errors import StoreError
from newsspider.store.reports.drift import dead_rules, skeletons, suspects
from newsspider.store.reports.readonly import looking

LOOK_SECONDS = 60.0
DAYS = 3
MOST_DAYS = 3650


class Command(ScrapyCommand):
    """Suspect lines, each with a rule to paste; rules that no longer match; rejected pages by their form."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Show lines that should be cut, each with a ready rule; dead rules; pages of a new form"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--days", metavar="N", default=str(DAYS), help=f"stories and rejections of so many days ({DAYS})"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"expected options only, found {args[0]!a}", print_help=False)
        days = days_of(opts.days)
        assert self.settings is not None
        try:
            found = answered(self.settings, lambda conninfo: gather(conninfo, days))
        except StoreError as error:
            print(f"newsspider: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        if found is not None:
            tell(json_text(as_data(found)) if opts.json else findings_text(found, Pen(sys.stdout.isatty())))


def gather(conninfo: str, days: int) -> Findings:
    """What is to be shown. Raises DatabaseUnavailable."""
    with looking(conninfo, LOOK_SECONDS) as connection:
        return Findings(
            days=days,
            suspects=suspects(connection, days),
            dead=dead_rules(connection),
            skeletons=skeletons(connection, days),
        )


def days_of(text: str) -> int:
    """A number of days. Raises UsageError."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= MOST_DAYS:
        raise UsageError(f"expected --days from 1 to {MOST_DAYS}, found {text!a}", print_help=False)
    return int(text)
