"""Command `scrapy export FOLDER`: stored stories as Parquet, JSON lines or CSV, as they are at one moment.

Exit codes: 0 done, also that nothing is new. 1 the database is away, the folder is in use, or it cannot be
written. 2 bad usage. 130 stopped: nothing is exported.
"""

from __future__ import annotations

import argparse
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from scrapy.exceptions import UsageError

from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.exporting import ExportPace, report_lines
from newsspider.console.filters import add_filter_options, days_of, host_named
from newsspider.console.foreground import Stopped, stoppable
from newsspider.console.progress import ProgressLine
from newsspider.console.terminal import show
from newsspider.exports.errors import ExportError
from newsspider.exports.tables import FORMAT_NAMES, TABLES
from newsspider.outlets import OUTLETS
from newsspider.store.reports.exporting import ExportQuery
from newsspider.store.reports.search import NoWords
from newsspider.validation import one_of

if TYPE_CHECKING:
    from newsspider.exports.export import Export, ExportReport

INTERRUPTED = 128 + signal.SIGINT
NOTHING_NEW = "Nothing is new since the last export"


class Command(ProjectCommand):
    """Export stored stories."""

    description = "Write stored stories to Parquet, JSON lines or CSV, with their links, revisions and cuts"
    operands = "<folder>"
    failures: ClassVar[Mapping[type[Exception], int]] = {NoWords: 2, ExportError: 1}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--format", metavar="NAME", default="parquet", help=f"{', '.join(FORMAT_NAMES)} (parquet)")
        add("--tables", metavar="NAMES", default=",".join(TABLES), help="of %(default)s")
        add(
            "--new",
            action="store_true",
            help="what is new since the last export there, in a folder of its own",
        )
        add_filter_options(parser)
        add("--outlet", metavar="NAME", help="of this outlet")
        add("--search", metavar="WORDS", help="that have these words, as in scrapy search")
        add("--originals", action="store_true", help="no copies of earlier stories")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        from newsspider.exports.export import Export  # Arrow: every command, a crawl too, imports this module

        if len(args) != 1:
            raise UsageError("expected one folder: scrapy export data/stories", print_help=False)
        wanted, place = query_of(opts), Path(args[0])
        file_format = one_of("--format", opts.format, FORMAT_NAMES)
        tables = tables_of(opts.tables)
        pace = ExportPace()
        with ProgressLine("exporting") as line:
            report = self.ask(
                lambda conninfo: _run(
                    Export(
                        conninfo=conninfo,
                        wanted=wanted,
                        file_format=file_format,
                        tables=tables,
                        say=lambda done, of: line.update(pace.text(done, of)),
                    ),
                    place,
                    opts.new,
                )
            )
        if report is not None:
            show(*([report] if isinstance(report, str) else report_lines(report)))
        return 0


def _run(export: Export, place: Path, new: bool) -> ExportReport | str:
    """Raises CommandFailed, StoreError, ExportError."""
    try:
        with stoppable():
            return (export.to_series(place) or NOTHING_NEW) if new else export.to_folder(place)
    except Stopped:
        raise CommandFailed("stopped: nothing was exported", INTERRUPTED) from None
    except OSError as error:
        raise ExportError(
            f"expected to write to {place}, found: {error.strerror or error}: see to it, and export again"
        ) from None


def query_of(opts: argparse.Namespace) -> ExportQuery:
    """Which stories the options ask for. Raises BadValue."""
    since, until = days_of(opts)
    return ExportQuery(
        since=since,
        until=until,
        outlet=one_of("--outlet", opts.outlet, OUTLETS) if opts.outlet is not None else None,
        host=host_named(opts.host),
        section=opts.section,
        search=opts.search,
        originals=opts.originals,
    )


def tables_of(stated: str) -> tuple[str, ...]:
    """The tables that `--tables` names, each once, in our order. Raises BadValue."""
    names = {one_of("--tables", name.strip(), TABLES) for name in stated.split(",")}
    return tuple(table for table in TABLES if table in names)
