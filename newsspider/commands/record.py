"""Command `scrapy record FILE|ADDRESS`: make a recording for the tests of layouts.

Needs no database, except for a page of the archive. Exit codes: 0 the recording is written. 1 the address
could not be fetched, or the archive does not have the page. 2 bad usage, or a page that cannot be recorded.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from scrapy.exceptions import UsageError

from newsspider.archive.errors import NotReadable
from newsspider.archive.folder import archive_folder
from newsspider.archive.reader import read as read_archive
from newsspider.commands.read import BadInput, add_page_options, outlets_for, page_at, read_by_any
from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.fetching import NotFetched
from newsspider.console.terminal import safe, show
from newsspider.items import Read
from newsspider.recordings.recording import NotRecorded, Recording, address_of, record
from newsspider.store.reports.captures import StoredCapture, captures_of
from newsspider.store.reports.readonly import looking
from newsspider.validation import BadValue, whole_number

FOLDER = "tests/pages"
EXPECTED = "expected.json"


class Command(ProjectCommand):
    """Write a page with invented text and the expectation of its reader."""

    description = "Record a page for the tests: its markup with invented text, and the expected reading"
    operands = "<file or URL>"
    failures: ClassVar[Mapping[type[Exception], int]] = {
        BadInput: 2,
        NotRecorded: 2,
        NotFetched: 1,
        NotReadable: 1,
    }

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_page_options(parser)
        parser.add_argument("--archive", metavar="N", help="the newest capture of the page with this number")
        parser.add_argument("--to", metavar="FOLDER", help=f"the recording's folder ({FOLDER}/OUTLET/NAME)")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        body, stated = self._page(args, opts)
        url = address_of(body, stated)
        outlets = outlets_for(opts.outlet, url, body)

        def read(page: bytes, address: str | None) -> Read:
            return read_by_any(outlets, page, address)

        outlet = outlets[0] if len(outlets) == 1 else None
        recording = record(body, url, outlet, read)
        folder = Path(opts.to) if opts.to else Path(FOLDER, outlet.name if outlet else "", recording.slug)
        write(recording, folder)
        show(*(safe(line) for line in _report(recording, folder)))

    def _page(self, args: list[str], opts: argparse.Namespace) -> tuple[bytes, str | None]:
        """The body and the address of the page that is named: a file, an address or a page of the archive."""
        if len(args) + (opts.archive is not None) != 1:
            raise UsageError(
                "expected one file, one address or --archive N: scrapy record page.html", print_help=False
            )
        if opts.archive is None:
            return page_at(self.project_settings, args[0], opts.url)
        number = whole_number("--archive", opts.archive, 1)
        folder = archive_folder(self.project_settings)
        captures = self.ask(lambda conninfo: _captures(conninfo, number)) if folder else None
        if folder is None or not captures:
            raise CommandFailed(f"expected page {number} in the archive, found no capture of it")
        response = read_archive(folder, captures[0].position)
        return response.body, response.url


def _captures(conninfo: str, page: int) -> list[StoredCapture]:
    with looking(conninfo) as connection:
        return captures_of(connection, page)


def write(recording: Recording, folder: Path) -> None:
    """Write the page and its expectation into a new folder. Raises BadValue."""
    try:
        folder.mkdir(parents=True)
        (folder / recording.file).write_text(recording.page, "utf-8")
        expected = json.dumps(recording.expected, ensure_ascii=False, indent=1)
        (folder / EXPECTED).write_text(f"{expected}\n", "utf-8")
    except FileExistsError:
        raise BadValue(f"expected a new folder, found {folder}: name another with --to") from None
    except OSError as error:
        raise BadValue(f"expected a folder that can be written, found {folder}: {error.strerror}") from None


def _report(recording: Recording, folder: Path) -> list[str]:
    """What was written, what to look at, and what to do."""
    changed = [f"  reads otherwise than its source: {change}" for change in recording.changes]
    return [
        f"recorded {folder / recording.file} ({len(recording.page):,} characters)",
        *(changed or ["  reads as its source does: layout, fields, blocks, cut lines and links"]),
        f"next: compare {EXPECTED} with the page, correct it, and set confirmed to true",
    ]
