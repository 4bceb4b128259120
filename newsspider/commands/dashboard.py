"""Command `scrapy dashboard`: the crawl in a browser.

It only reads. Exit codes: 0 it was stopped. 1 the database is away, or nothing can listen there. 2 bad usage.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import ClassVar

from newsspider.archive.folder import archive_folder
from newsspider.console.command import ProjectCommand
from newsspider.console.terminal import show, warn
from newsspider.dashboard.app import application
from newsspider.dashboard.database import Source
from newsspider.dashboard.live.runs import LiveRuns
from newsspider.dashboard.pages.request import Limits
from newsspider.dashboard.server import (
    NotServed,
    address_of,
    is_loopback,
    listen,
    open_in_browser,
    serve,
)
from newsspider.validation import whole_number

PORT = 8765
MOST_PORT = 65_535
LOOPBACK = "127.0.0.1"
OPEN_TO_OTHERS = (
    "the dashboard has no login, and whoever reaches {} can read everything: put a proxy with one before it"
)


class Command(ProjectCommand):
    """Serves the dashboard on this machine until it is stopped."""

    description = "Show runs, hosts, stories, rejections and suspects in a browser"
    failures: ClassVar[Mapping[type[Exception], int]] = {NotServed: 1}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", default=str(PORT), help="where to listen (%(default)s); 0: anywhere")
        parser.add_argument(
            "--host", default=LOOPBACK, help="at which address or name (%(default)s: this machine only)"
        )
        parser.add_argument("--open", action="store_true", help="open it in the browser")

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        port = whole_number("--port", opts.port, 0, MOST_PORT)
        with suppress(KeyboardInterrupt), listen(opts.host, port) as bound, Source(*self.place) as source:
            address = address_of(bound, opts.host)
            show(f"newsspider's dashboard: {address} (stop it with Ctrl-C)")
            if not is_loopback(opts.host):
                warn(OPEN_TO_OTHERS.format(opts.host))
            if opts.open:
                open_in_browser(address)
            archive = archive_folder(self.project_settings)
            serve(application(source, self._limits(), self._live(), opts.host, archive), bound)

    def _live(self) -> LiveRuns:
        settings = self.project_settings
        return LiveRuns(settings.getfloat("HOST_LEASE"), settings.getint("RENDER_BUDGET"), self.place[1])

    def _limits(self) -> Limits:
        return Limits(
            lease=self.project_settings.getfloat("HOST_LEASE"),
            max_age=timedelta(seconds=self.project_settings.getfloat("RUN_MAX_AGE")),
            max_run=timedelta(seconds=self.project_settings.getfloat("RUN_MAX_LENGTH")),
        )
