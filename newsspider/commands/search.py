"""Which stories have these words? (`scrapy search "harga beras" --host solo`)

Exit codes: 0 there is an answer, also that no story matches. 1 the database is away, or the answer took too
long. 2 bad usage: also a host or section that is not known, or nothing to look for.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsspider.console.database import answered
from newsspider.console.output import json_text, tell
from newsspider.console.reading import Pen
from newsspider.console.stories import answer_text
from newsspider.outlets import OUTLETS
from newsspider.store.errors import StoreError
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.search import RANKED, Answer, NoWords, recent_sections, search, stands
from newsspider.text import storable

LOOK_SECONDS = 30.0
LIMIT = 9
"""So many stories fit on a screen of 40 lines."""
SECTIONS_SHOWN = 12


class Unknown(StoreError):
    """No story has what was to be filtered by."""


class Command(ScrapyCommand):
    """The stories that have these words, the best of the newest first."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <words>"

    def short_desc(self) -> str:
        return "Find stories by their words, day, host, section, author or tag"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--since", metavar="2026-11-01", help="stories of this day and later, by Jakarta's clock")
        add("--until", metavar="2026-11-30", help="stories of this day and earlier")
        add("--host", metavar="NAME", help="of this newsroom, such as solo or www")
        add("--section", metavar="NAME", help="of this section")
        add("--author", metavar="NAME", help="by an author of this name, or part of a name in whole words")
        add("--tag", metavar="NAME", help="with this tag")
        add("--limit", metavar="N", default=str(LIMIT), help=f"show so many stories ({LIMIT})")
        add("--offset", metavar="N", default="0", help="leave out so many of the best (0)")
        add("--json", action="store_true", help="print one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # What follows "--" is no option, such as -word.
        words, filters = args[1:] if args[:1] == ["--"] else args, filters_of(opts)
        query = storable(" ".join(words))
        if not query.strip():
            raise UsageError('expected words to look for: scrapy search "harga beras"', print_help=False)
        assert self.settings is not None
        try:
            answer = answered(self.settings, lambda conninfo: ask(conninfo, query, filters))
        except StoreError as error:
            print(f"newsspider: {error}", file=sys.stderr)
            self.exitcode = 2 if isinstance(error, (NoWords, Unknown)) else 1
            return
        if answer is None:
            return
        if opts.json:
            tell(json_text({"query": query, **asdict(answer)}))
        else:
            tell(answer_text(answer, query, filters["offset"], Pen(sys.stdout.isatty())))


def ask(conninfo: str, query: str, filters: dict[str, Any]) -> Answer:
    """The answer. Raises StoreError: also if no story has the section."""
    with looking(conninfo, LOOK_SECONDS) as connection:
        answer = search(connection, query, **filters)
        section = filters["section"]
        if not answer.matches and section is not None and not stands(connection, "section", section):
            known = recent_sections(connection)
            shown = ", ".join(map(ascii, known[:SECTIONS_SHOWN])) or "none yet"
            raise Unknown(
                f"expected --section to be one that a story has, found {section!a}: "
                f"the newest stories have {shown}"
            )
    return answer


def filters_of(opts: argparse.Namespace) -> dict[str, Any]:
    """What the options ask for, as `search` takes it. Raises UsageError."""
    since, until = _day("since", opts.since), _day("until", opts.until)
    if since and until and until < since:
        raise UsageError(f"expected --since before --until, found {since} and {until}", print_help=False)
    return {
        "since": since, "until": until, "host": _host(opts.host), "section": opts.section,
        "author": opts.author, "tag": opts.tag, "limit": _number("limit", opts.limit, 1),
        "offset": _number("offset", opts.offset, 0),
    }  # fmt: skip


def _host(name: str | None) -> str | None:
    if name is None:
        return None
    for outlet in OUTLETS.values():
        if host := outlet.host_named(name.strip().lower()):
            return host
    known = sorted(host.split(".")[0] for outlet in OUTLETS.values() for host in outlet.newsrooms)
    raise UsageError(f"expected --host to be one of {', '.join(known)}, found {name!a}", print_help=False)


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise UsageError(f"expected --{option} like 2026-11-01, found {text!a}", print_help=False) from None


def _number(option: str, text: str, least: int) -> int:
    if text.isascii() and text.isdigit() and least <= int(text[:6]) <= RANKED:
        return int(text[:6])
    raise UsageError(
        f"expected --{option} to be a number from {least} to {RANKED}, found {text!a}", print_help=False
    )
