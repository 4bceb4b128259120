"""Manual of the commands: what --help shows of arguments, examples and exit codes (manual.toml)."""

from __future__ import annotations

import argparse
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.exceptions import UsageError

from newsspider.console.log import check_log
from newsspider.validation import BadValue

FILE = files("newsspider.console").joinpath("manual.toml")
WIDTH = 80
"""Columns of the help; in a section with a longer row the meanings stand below."""


@dataclass(frozen=True, kw_only=True)
class ManualEntry:
    """What the manual says of a command: name, command line or exit code -> its meaning."""

    arguments: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, str]
    exit_codes: Mapping[str, str]

    def lines(self) -> Iterator[str]:
        """The sections as lines, with headings as Scrapy's help has them."""
        for heading, rows in (
            ("Arguments", self.arguments),
            ("Examples", self.examples),
            ("Exit Codes", self.exit_codes),
        ):
            if rows:
                yield from (heading, "=" * len(heading))
                yield from _rows(rows)
                yield ""


@cache
def manual() -> dict[str, ManualEntry]:
    """The entries of all commands."""
    return {name: ManualEntry(**entry) for name, entry in tomllib.loads(FILE.read_text("utf-8")).items()}


class Documented(ScrapyCommand):
    """A command whose --help has its entry of the manual; to be named before Scrapy's own class."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        name = type(self).__module__.rpartition(".")[2]
        if entry := manual().get(name):
            parser.epilog = "\n".join(entry.lines()).replace("%", "%%")
            parser.formatter_class = ManualFormatter

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Called by Scrapy before it opens the log. Raises UsageError."""
        super().process_options(args, opts)
        assert self.settings is not None
        try:
            check_log(self.settings)
        except BadValue as error:
            raise UsageError(str(error), print_help=False) from None


class ManualFormatter(ScrapyHelpFormatter):
    """Scrapy's formatter, which wraps one paragraph and leaves lines as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if "\n" in text else super()._fill_text(text, width, indent)


def _rows(rows: Mapping[str, str]) -> Iterator[str]:
    """Two columns, where each row fits into them; else each meaning below its name."""
    column = max(map(len, rows))
    beside = all(2 + column + 2 + len(meaning) <= WIDTH for meaning in rows.values())
    for name, meaning in rows.items():
        if beside:
            yield f"  {name:<{column}}  {meaning}"
        else:
            yield f"  {name}"
            yield from textwrap.wrap(meaning, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)
