"""PostgreSQL's own shell on the database that a crawl would use (`scrapy psql`).

Further words go to psql: `scrapy psql -c 'select count(*) from article'`. Exit code: psql's; 1 if there is no
database or no psql.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from newsspider.console.database import NOTHING_YET
from newsspider.store.clients import client
from newsspider.store.database import open_database
from newsspider.store.embedded.binaries import candidates
from newsspider.store.errors import StoreError
from newsspider.store.reports.readonly import was_made


class Command(ScrapyCommand):
    """Opens the database as it is (an embedded server runs for as long as psql does) and hands over to
    psql."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options of psql]"

    def short_desc(self) -> str:
        return "Look into the database with psql"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        url, folder = self.settings["DATABASE_URL"], Path(self.settings["DATA_DIR"])
        program = find_psql()
        if program is None:
            self._fail("newsspider: expected the program psql, found none: install postgresql-client")
        elif not was_made(url, folder):
            self._fail(NOTHING_YET)
        else:
            try:
                with open_database(url, folder) as conninfo, client(conninfo) as how:
                    command = [str(program), *how.arguments, *args]
                    self.exitcode = subprocess.run(command, env=how.environment, check=False).returncode
            except StoreError as error:
                self._fail(f"newsspider: {error}")

    def _fail(self, message: str) -> None:
        print(message, file=sys.stderr)
        self.exitcode = 1


def find_psql() -> Path | None:
    """The system's, else the one beside the embedded server's programs."""
    found = shutil.which("psql")
    places = [Path(found)] if found else [folder / "psql" for folder in candidates()]
    return next((place for place in places if place.is_file()), None)
