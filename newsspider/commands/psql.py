"""What is in the database? (`scrapy psql`: PostgreSQL's own shell, on the database a crawl would use)

Further words go to psql: `scrapy psql -c 'select count(*) from article'`. Exit code: psql's.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from newsspider.store.database import open_database
from newsspider.store.embedded.binaries import candidates
from newsspider.store.errors import StoreError
from newsspider.store.migrate import migrate


class Command(ScrapyCommand):
    """Opens the database (an embedded server is started for as long as psql runs) and hands over to psql."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options of psql]"

    def short_desc(self) -> str:
        return "Look into the database with psql"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        program = find_psql()
        if program is None:
            print(
                "newsspider: expected the program psql, found none: install postgresql-client",
                file=sys.stderr,
            )
            self.exitcode = 1
            return
        try:
            with open_database(self.settings["DATABASE_URL"], Path(self.settings["DATA_DIR"])) as conninfo:
                migrate(conninfo)
                self.exitcode = subprocess.run(
                    [program, f"--dbname={conninfo}", *args], check=False
                ).returncode
        except StoreError as error:
            print(f"newsspider: {error}", file=sys.stderr)
            self.exitcode = 1


def find_psql() -> Path | None:
    """The system's, else the one beside the embedded server's programs."""
    found = shutil.which("psql")
    places = [Path(found)] if found else [folder / "psql" for folder in candidates()]
    return next((place for place in places if place.is_file()), None)
