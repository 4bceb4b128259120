"""How does the crawl look in a browser? (`scrapy dashboard`)

It only reads. Exit codes: 0 it was stopped. 1 the database is away, or nothing can listen there. 2 bad usage.
"""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsspider.console.output import tell
from newsspider.dashboard.app import application
from newsspider.dashboard.database import Source
from newsspider.dashboard.pages.request import Limits
from newsspider.dashboard.server import (
    NotServed,
    address_of,
    is_loopback,
    listen,
    open_in_browser,
    serve,
)
from newsspider.store.errors import StoreError

PORT = 8765
LOOPBACK = "127.0.0.1"
OPEN_TO_OTHERS = (
    "the dashboard has no login, and whoever reaches {} can read everything: put a proxy with one before it"
)


class Command(ScrapyCommand):
    """Serves the dashboard on this machine until it is stopped."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Show runs, hosts, stories, rejections and suspects in a browser"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", default=str(PORT), help="where to listen (%(default)s); 0: anywhere")
        parser.add_argument(
            "--host", default=LOOPBACK, help="at which address or name (%(default)s: this machine only)"
        )
        parser.add_argument("--open", action="store_true", help="open it in the browser")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"expected options only, found {args[0]!a}", print_help=False)
        port = _port(opts.port)
        assert self.settings is not None
        limits = Limits(
            lease=self.settings.getfloat("HOST_LEASE"),
            max_age=timedelta(seconds=self.settings.getfloat("RUN_MAX_AGE")),
            max_run=timedelta(seconds=self.settings.getfloat("RUN_MAX_LENGTH")),
        )
        try:
            with (
                listen(opts.host, port) as bound,
                Source(self.settings["DATABASE_URL"], Path(self.settings["DATA_DIR"])) as source,
            ):
                address = address_of(bound, opts.host)
                tell(f"newsspider's dashboard: {address} (stop it with Ctrl-C)")
                if not is_loopback(opts.host):
                    print(f"newsspider: {OPEN_TO_OTHERS.format(opts.host)}", file=sys.stderr)
                if opts.open:
                    open_in_browser(address)
                serve(application(source, limits, opts.host), bound)
        except (StoreError, NotServed) as error:
            print(f"newsspider: {error}", file=sys.stderr)
            self.exitcode = 1
        except KeyboardInterrupt:
            self.exitcode = 0


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:6]) > 65_535:
        raise UsageError(f"expected --port from 0 to 65535, found {text!a}", print_help=False)
    return int(text)
