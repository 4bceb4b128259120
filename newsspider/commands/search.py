"""Command `scrapy search`: stories that have these words, such as `scrapy search "harga beras" --host solo`.

Exit codes: 0 there is an answer, also that no story matches. 1 the database is away, or the answer took too
long. 2 bad usage: also a host or section that is not known, or nothing to look for.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any

from scrapy.exceptions import UsageError

from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.csv_output import show_csv
from newsspider.console.filters import add_filter_options, days_of, host_named
from newsspider.console.json_output import show_json
from newsspider.console.stories import answer_lines, left_out, match_count
from newsspider.console.terminal import show, warn
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.search import (
    RANKED,
    Found,
    NoWords,
    SearchResult,
    recent_sections,
    search,
    stands,
)
from newsspider.text import storable
from newsspider.validation import BadValue, whole_number

LOOK_SECONDS = 30.0
LIMIT = 9
"""So many stories fit on a screen of 40 lines."""
SECTIONS_SHOWN = 12
CSV_COLUMNS = "published_at outlet host section headline authors url gone excerpt".split()
USAGE = 2


class Command(ProjectCommand):
    """The stories that have these words, the best of the newest first."""

    description = "Find stories by their words, day, host, section, author or tag"
    operands = "<words>"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add_filter_options(parser)
        add("--author", metavar="NAME", help="by an author of this name, or part of a name in whole words")
        add("--tag", metavar="NAME", help="with this tag")
        add("--originals", action="store_true", help="no copies: of each story the one that appeared first")
        add("--limit", metavar="N", default=str(LIMIT), help=f"show so many stories ({LIMIT})")
        add("--offset", metavar="N", default="0", help="leave out so many of the best (0)")
        add("--json", action="store_true", help="print one JSON object")
        add("--csv", action="store_true", help="print a line of CSV for each story")
        add("--csv-semicolon", action="store_true", help="the same for spreadsheets that separate by ;")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        # What follows "--" is no option, such as -word.
        words, filters = args[1:] if args[:1] == ["--"] else args, filters_of(opts)
        query = storable(" ".join(words))
        if not query.strip():
            raise UsageError('expected words to look for: scrapy search "harga beras"', print_help=False)
        if opts.json + opts.csv + opts.csv_semicolon > 1:
            raise BadValue("expected one of --json, --csv and --csv-semicolon, found more")
        answer = self.ask(lambda conninfo: ask(conninfo, query, filters))
        if answer is None:
            return
        if opts.json:
            show_json({"query": query, **asdict(answer)})
        elif opts.csv or opts.csv_semicolon:
            show_csv(CSV_COLUMNS, map(csv_row, answer.found), opts.csv_semicolon)
            if cut_off := left_out(answer, filters["offset"]):
                warn(f"{match_count(answer)}, {cut_off}")
        else:
            show(*answer_lines(answer, query, filters["offset"], sys.stdout.isatty()))


def csv_row(found: Found) -> dict[str, Any]:
    """A story's cells: times are ISO 8601 in UTC, the excerpt is plain."""
    published = found.published_at and found.published_at.isoformat()
    excerpt = "".join(piece.text for piece in found.excerpt)
    return {**asdict(found), "published_at": published, "excerpt": excerpt}


def ask(conninfo: str, query: str, filters: dict[str, Any]) -> SearchResult:
    """The answer. Raises StoreError; CommandFailed if there are no words, or no story has the section."""
    section = filters["section"]
    with looking(conninfo, LOOK_SECONDS) as connection:
        try:
            answer = search(connection, query, **filters)
        except NoWords as error:
            raise CommandFailed(str(error), USAGE) from None
        if answer.matches or section is None or stands(connection, "section", section):
            return answer
        known = recent_sections(connection)
    shown = ", ".join(map(ascii, known[:SECTIONS_SHOWN])) or "none yet"
    expected = f"expected --section to be one that a story has, found {section!a}"
    raise CommandFailed(f"{expected}: the newest stories have {shown}", USAGE)


def filters_of(opts: argparse.Namespace) -> dict[str, Any]:
    """What the options ask for, as `search` takes it. Raises BadValue."""
    since, until = days_of(opts)
    return {
        "since": since,
        "until": until,
        "host": host_named(opts.host),
        "originals": opts.originals,
        "limit": whole_number("--limit", opts.limit, 1, RANKED),
        "offset": whole_number("--offset", opts.offset, 0, RANKED),
        **{name: getattr(opts, name) for name in ("section", "author", "tag")},
    }
