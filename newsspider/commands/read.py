"""What does newsspider read on this one page, and why? (`scrapy read FILE|URL`)

Needs no database. Exit codes: 0 a story. 1 the address could not be fetched. 2 bad usage, or a file that is
no page. 3 a page, but no story.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newsspider.console.fetching import NotFetched, fetch
from newsspider.console.json_output import as_data, show_json
from newsspider.console.reading import explain, explain_listing
from newsspider.console.terminal import show
from newsspider.items import Article, Listing, Read, Rejection
from newsspider.outlets import OUTLETS, outlet_for
from newsspider.outlets.content import binary
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.page import is_wide
from newsspider.urls import absolute
from pipelines.cleaning import clean
from pipelines.judging import judge

MAX_BYTES = 20 * 1024 * 1024
"""A file above this is not read; the largest news page seen has 0.4 MB."""
NO_STORY = 3


class NotAPage(Exception):
    """The file cannot be a page: the message says what was expected and what was found."""


class Command(ScrapyCommand):
    """Reads one page, a file or an address, and tells what it is."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <file or URL>"

    def short_desc(self) -> str:
        return "Read one page: every field with its source, and every line cut with its rule"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_page_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("expected one file or address: scrapy read page.html", print_help=False)
        try:
            assert self.settings is not None
            body, url = page_at(self.settings, args[0], opts.url)
        except NotAPage as error:
            self._fail(str(error), 2)
        except NotFetched as error:
            self._fail(str(error), 1)
        else:
            self._tell(read_page(outlet_of(opts.outlet, url), body, url), opts.json)

    def _tell(self, outcome: Read, json: bool) -> None:
        if json:
            show_json(as_data(outcome))
        if isinstance(outcome, Rejection):
            self._fail(f"no story: {outcome.reason}: {outcome.detail}", NO_STORY)
        elif not json:
            show(*(explain(outcome) if isinstance(outcome, Article) else explain_listing(outcome)))

    def _fail(self, message: str, code: int) -> None:
        print(f"newsspider: {message}", file=sys.stderr)
        self.exitcode = code


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """What a page cannot tell of itself."""
    parser.add_argument("--url", help="the address the file was saved from")
    parser.add_argument(
        "--outlet", choices=sorted(OUTLETS), help="the outlet, where the address does not tell"
    )


def outlet_of(stated: str | None, url: str | None) -> Outlet:
    """The outlet that was stated, else the one whose host the address has, else the first."""
    return OUTLETS[stated] if stated else outlet_for(url or "") or next(iter(OUTLETS.values()))


def is_address(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def page_at(settings: Settings, target: str, url: str | None) -> tuple[bytes, str | None]:
    """The page in a file, with the address stated for it; or the page at an address, with the address it was
    found at. Raises NotAPage, NotFetched."""
    if not is_address(target):
        return load(Path(target)), checked(url)
    outlet = outlet_for(target)
    if outlet is None:
        raise NotFetched(f"expected an address on a host of {', '.join(OUTLETS)}, found {target}")
    return fetch(settings, outlet, target)


def checked(url: str | None) -> str | None:
    """The address given for a file, if it is one. Raises NotAPage."""
    if url is not None and (absolute("", url) is None or not url.isascii()):
        raise NotAPage(f"expected --url to be an http(s) address, found {url!a}")
    return url


def read_page(outlet: Outlet, body: bytes, url: str | None) -> Article | Listing | Rejection:
    """What a crawl would make of the page: read, cleaned and judged."""
    outcome = outlet.read(body, url)
    return judge(clean(outcome, outlet), datetime.now(UTC)) if isinstance(outcome, Article) else outcome


def load(path: Path) -> bytes:
    """The page in a file, unpacked if it is gzipped. Raises NotAPage."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        if body.startswith(b"\x1f\x8b"):
            with gzip.open(path) as packed:
                body = packed.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotAPage(
            f"expected a readable page in {path}, found: {error.strerror or 'no gzip file'}"
        ) from None
    except (EOFError, zlib.error):
        raise NotAPage(f"expected a whole gzip file in {path}, found one that is cut or damaged") from None
    if len(body) > MAX_BYTES:
        raise NotAPage(f"expected a page of at most {MAX_BYTES // 2**20} MB in {path}, found more")
    if binary(body) and not is_wide(body):
        raise NotAPage(f"expected HTML, a sitemap or plain text in {path}, found binary data")
    return body
