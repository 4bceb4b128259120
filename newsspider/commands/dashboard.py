"""Command `scrapy dashboard`: the crawl in a browser.

It only reads. Exit codes: 0 it was stopped. 1 the database is away, or nothing can listen there. 2 bad usage,
or a login that cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from getpass import getpass
from pathlib import Path
from typing import ClassVar

from newsspider.alerting.backup import backup_reason, last_backup
from newsspider.alerting.receivers import receivers
from newsspider.archive.folder import archive_folder
from newsspider.console.command import ProjectCommand
from newsspider.console.terminal import show, warn
from newsspider.dashboard.access import Access, BadAccess, read_login, read_names, read_prefix
from newsspider.dashboard.app import application
from newsspider.dashboard.database import DashboardDatabase
from newsspider.dashboard.live.runs import LiveRuns
from newsspider.dashboard.machine import Machine
from newsspider.dashboard.pages.request import RunLimits
from newsspider.dashboard.passwords import LONGEST, PasswordHash
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
NO_TLS = "whoever listens on the way to {} can read the password: put a proxy with TLS before it"


class Command(ProjectCommand):
    """Serves the dashboard on this machine until it is stopped."""

    description = "Show runs, hosts, stories, rejections and suspects in a browser"
    failures: ClassVar[Mapping[type[Exception], int]] = {NotServed: 1, BadAccess: 2}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", default=str(PORT), help="where to listen (%(default)s); 0: anywhere")
        parser.add_argument(
            "--host", default=LOOPBACK, help="at which address or name (%(default)s: this machine only)"
        )
        parser.add_argument("--open", action="store_true", help="open it in the browser")
        parser.add_argument("--prefix", default="", metavar="/news", help="path below which a proxy shows it")
        parser.add_argument(
            "--trust-host",
            action="append",
            default=[],
            metavar="NAME",
            help="a further host name to answer under, such as the proxy's; may be repeated",
        )
        parser.add_argument(
            "--trust-proxy",
            action="append",
            default=[],
            metavar="ADDRESS",
            help="address or network of a proxy whose headers are believed; may be repeated",
        )
        parser.add_argument(
            "--user-header",
            metavar="NAME",
            help="header in which such a proxy names its user: nobody is let in without it",
        )
        parser.add_argument(
            "--hash-password", action="store_true", help="ask for a password, print its hash, and end"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.hash_password:
            show(str(PasswordHash.of(_asked_password())))
            return
        port, access = whole_number("--port", opts.port, 0, MOST_PORT), self._access(opts)
        with (
            suppress(KeyboardInterrupt),
            listen(opts.host, port) as bound,
            DashboardDatabase(*self._database) as source,
        ):
            address = address_of(bound, opts.host)
            shown = address.removesuffix("/") + access.prefix + "/"
            show(f"newsspider's dashboard: {shown} (stop it with Ctrl-C)")
            if not is_loopback(opts.host):
                warn((NO_TLS if access.login.is_required else OPEN_TO_OTHERS).format(opts.host))
            if opts.open:
                open_in_browser(shown)
            archive = archive_folder(self.project_settings)
            machine = self._machine(archive)
            serve(application(source, self._limits(), self._live(), machine, access, archive), bound)

    def _access(self, opts: argparse.Namespace) -> Access:
        settings = self.project_settings
        return Access(
            names=(opts.host.lower(), *read_names(opts.trust_host)),
            prefix=read_prefix(opts.prefix),
            login=read_login(
                str(settings["DASHBOARD_PASSWORD"] or ""),
                str(settings["DASHBOARD_PASSWORD_FILE"] or ""),
                opts.user_header,
                opts.trust_proxy,
            ),
        )

    @property
    def _database(self) -> tuple[str, Path]:
        """The address for the dashboard, which may be another role's, and the data folder."""
        url, data = self.place
        return str(self.project_settings["DASHBOARD_DATABASE_URL"] or "") or url, data

    def _live(self) -> LiveRuns:
        settings = self.project_settings
        return LiveRuns(settings.getfloat("HOST_LEASE"), settings.getint("RENDER_BUDGET"), self.place[1])

    def _machine(self, archive: Path | None) -> Machine:
        settings, (url, data) = self.project_settings, self._database
        embedded = {} if url.strip() else {"database": data / "postgres"}
        kept = {"archive": archive} if archive is not None else {}
        return Machine(
            folders={"data": data, **kept, **embedded},
            receivers={one.id: one.name for one in receivers(settings)},
            look_at_backup=lambda: ((last := last_backup(settings)), backup_reason(last, settings)),
        )

    def _limits(self) -> RunLimits:
        return RunLimits(
            lease=self.project_settings.getfloat("HOST_LEASE"),
            max_age=timedelta(seconds=self.project_settings.getfloat("RUN_MAX_AGE")),
            max_run=timedelta(seconds=self.project_settings.getfloat("RUN_MAX_LENGTH")),
        )


def _asked_password() -> str:
    """A password from the terminal, or the first line of stdin. Raises BadAccess."""
    if sys.stdin.isatty():
        password = getpass("Password of the dashboard: ")
        if getpass("Once more: ") != password:
            raise BadAccess("expected the same password twice, found two")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password or len(password.encode()) > LONGEST:
        raise BadAccess(f"expected a password of 1 to {LONGEST} bytes")
    return password
