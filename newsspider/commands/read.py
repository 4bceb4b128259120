"""Command `scrapy read FILE|URL`: read one page, and say where each field came from and what was cut.

Needs no database. Exit codes: 0 a story or a list. 1 the address could not be fetched. 2 bad usage, a file
that is no page. 3 a page, but no story. A page of no outlet is read generically. With `--text FOLDER`, which
reads all text renderings of a folder: 0 done, 1 some file is no text, 2 bad usage.
"""

from __future__ import annotations

import argparse
import gzip
import zlib
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.fetching import NotFetched, fetch
from newsspider.console.json_output import as_data, show_json, show_json_line
from newsspider.console.progress import ProgressLine
from newsspider.console.reading import explain, explain_listing
from newsspider.console.renderings import Renderings, renderings_lines
from newsspider.console.terminal import show, warn
from newsspider.items import Article, Read, Rejection
from newsspider.outlets import OUTLETS, outlet_for
from newsspider.outlets.generic.rendering import ANY_TEXT
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.pages.content import is_binary
from newsspider.outlets.pages.page import wide_encoding
from newsspider.outlets.unknown import stated_address, unknown_outlet
from newsspider.urls import absolute
from newsspider.visits import ReadingKind
from pipelines.cleaning import clean
from pipelines.judging import judge

MAX_BYTES = 20 * 1024 * 1024
"""A file above this is not read; the largest news page seen has 0.4 MB."""
NO_STORY = 3


class BadInput(Exception):
    """A file or an address that can be no page: the message says what was expected and what was found."""


class Command(ProjectCommand):
    """Read one page, a file or an address, and print what it is."""

    description = "Read one page: every field with its source, and every line cut with its rule"
    operands = "<file or URL>"
    failures: ClassVar[Mapping[type[Exception], int]] = {BadInput: 2, NotFetched: 1}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_page_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--text", metavar="FOLDER", help="read the text renderings of a folder")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        if opts.text is not None and not args:
            return read_folder(Path(opts.text), outlets_for(opts.outlet, None), opts.json)
        if len(args) != 1 or opts.text is not None:
            raise UsageError("expected one file or address: scrapy read page.html", print_help=False)
        body, url = page_at(self.project_settings, args[0], opts.url)
        outcome = read_by_any(outlets_for(opts.outlet, url, body), body, url)
        if isinstance(outcome, Article) and outcome.reading is ReadingKind.GENERIC:
            warn(f"no layout of {outcome.outlet} recognises this page: read generically")
        if opts.json:
            show_json(as_data(outcome))
        if isinstance(outcome, Rejection):
            raise CommandFailed(f"no story: {outcome.reason}: {outcome.detail}", NO_STORY)
        if not opts.json:
            show(*(explain(outcome) if isinstance(outcome, Article) else explain_listing(outcome)))
        return None


def read_folder(folder: Path, outlets: Iterable[Outlet], as_json: bool) -> int:
    """Read every text rendering below a folder: a table, or a JSON object a line. The exit code. Raises
    BadInput for what is no folder with texts."""
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith((".txt", ".txt.gz")))
    if not paths:
        raise BadInput(f"expected a folder with texts (.txt, .txt.gz), found none in {folder}")
    found = Renderings()
    with nullcontext() if as_json else ProgressLine("reading") as line:
        for path in paths:
            try:
                outcome = read_by_any(outlets, load(path), None)
            except BadInput as error:
                found.problems.append(str(error))
                continue
            found.add(outcome)
            if line is None:
                show_json_line({"file": str(path), **as_data(outcome)})
            else:
                line.update(f"read {found.files:,} of {len(paths):,} texts")
    if not as_json:
        show(*renderings_lines(found))
    for problem in found.problems:
        warn(problem)
    return 1 if found.problems else 0


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what a page cannot say of itself."""
    parser.add_argument("--url", help="the address the file was saved from")
    parser.add_argument(
        "--outlet",
        choices=sorted(OUTLETS),
        metavar="NAME",
        help="the outlet, if no address names it; scrapy outlets shows them",
    )


def outlets_for(stated: str | None, url: str | None, body: bytes | None = None) -> list[Outlet]:
    """The outlets to ask: the one stated, else the one with the address's host. Without an address all: first
    those that know their own texts best. If `body` is given, a page of no outlet is asked about too.
    Raises BadInput for an address of no outlet."""
    if stated:
        return [OUTLETS[stated]]
    if url is None:
        known = sorted(OUTLETS.values(), key=lambda outlet: outlet.text_layout is ANY_TEXT)
        return known if body is None else [*known, unknown_outlet(stated_address(body))]
    outlet = outlet_for(url)
    if outlet is None and body is not None:
        return [unknown_outlet(url)]
    if outlet is None:
        raise BadInput(f"expected --url on a host of {', '.join(OUTLETS)}, or --outlet; found {url}")
    return [outlet]


def is_address(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def page_at(settings: Settings, target: str, url: str | None) -> tuple[bytes, str | None]:
    """The body and the address of a page: of a file with the address stated for it, or fetched. Raises
    BadInput, NotFetched."""
    if not is_address(target):
        return load(Path(target)), check_url(url)
    outlet = outlet_for(target)
    if outlet is None:
        raise NotFetched(f"expected an address on a host of {', '.join(OUTLETS)}, found {target}")
    return fetch(settings, outlet, target)


def check_url(url: str | None) -> str | None:
    """The address stated for a file. Raises BadInput for what is none."""
    if url is not None and (absolute("", url) is None or not url.isascii()):
        raise BadInput(f"expected --url to be an http(s) address, found {url!a}")
    return url


def read_page(outlet: Outlet, body: bytes, url: str | None) -> Read:
    """Read, clean and judge a page, as a crawl does."""
    outcome = outlet.read(body, url)
    return judge(clean(outcome, outlet), datetime.now(UTC)) if isinstance(outcome, Article) else outcome


def read_by_any(outlets: Iterable[Outlet], body: bytes, url: str | None) -> Read:
    """What the first outlet that accepts the page reads in it. If all reject it, the first rejection, with
    each different detail once."""
    rejections: list[Rejection] = []
    for outlet in outlets:
        outcome = read_page(outlet, body, url)
        if not isinstance(outcome, Rejection):
            return outcome
        rejections.append(outcome)
    return rejections[0] if len(rejections) == 1 else replace(rejections[0], detail=_details(rejections))


def _details(rejections: Iterable[Rejection]) -> str:
    """The reasons and details of several outlets; those who say the same share one."""
    found: dict[str, list[str]] = {}
    for rejection in rejections:
        detail = rejection.detail.replace(f" of {rejection.outlet},", " of an outlet,")
        found.setdefault(f"{rejection.reason}: {detail}", []).append(rejection.outlet)
    return "; ".join(f"{_some(names)}: {said}" for said, names in found.items())


def _some(names: list[str]) -> str:
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def load(path: Path) -> bytes:
    """The page in a file, unpacked if it is gzipped. Raises BadInput."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        if body.startswith(b"\x1f\x8b"):
            with gzip.open(path) as packed:
                body = packed.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInput(
            f"expected a readable page in {path}, found: {error.strerror or 'no gzip file'}"
        ) from None
    except (EOFError, zlib.error):
        raise BadInput(f"expected a whole gzip file in {path}, found one that is cut or damaged") from None
    if len(body) > MAX_BYTES:
        raise BadInput(f"expected a page of at most {MAX_BYTES // 2**20} MB in {path}, found more")
    if is_binary(body) and wide_encoding(body) is None:
        raise BadInput(f"expected HTML, a sitemap or plain text in {path}, found binary data")
    return body
