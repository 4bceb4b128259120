"""Command `scrapy psql`: PostgreSQL's own shell on the database that a crawl would use.

Further words go to psql: `scrapy psql -c 'select count(*) from article'`. Exit code: psql's; 1 if there is no
database or no psql.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path

from newsspider.console.command import NO_DATABASE, CommandFailed, ProjectCommand
from newsspider.store.clients import client
from newsspider.store.embedded.binaries import candidates
from newsspider.store.reports.readonly import was_made


class Command(ProjectCommand):
    """Hands the database over to psql, as it is. An embedded server runs for as long as psql does."""

    description = "Look into the database with psql"
    operands = "[options of psql]"

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        program = find_psql()
        if program is None:
            raise CommandFailed("expected the program psql, found none: install postgresql-client")
        if not was_made(*self.place):
            raise CommandFailed(f"{NO_DATABASE}{self.demo_hint}")
        with self.database() as conninfo, client(conninfo) as how:
            command = [str(program), *how.arguments, *args]
            return subprocess.run(command, env=how.environment, check=False).returncode


def find_psql() -> Path | None:
    """The system's, else the one beside the embedded server's programs."""
    found = shutil.which("psql")
    places = [Path(found)] if found else [folder / "psql" for folder in candidates()]
    return next((place for place in places if place.is_file()), None)
