"""Bring the database to the schema this code expects (`scrapy migrate`), as each crawl does at its start.

For an owner of the tables who does not crawl, and for an update without a crawl. Exit codes: 0 the database
is as this code expects it. 1 it is away, or cannot be migrated. 2 bad usage.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsspider.console.output import tell
from newsspider.store.database import open_database
from newsspider.store.errors import StoreError
from newsspider.store.migrate import migrate


class Command(ScrapyCommand):
    """Applies the migrations that the database does not have yet, and names them."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Bring the database to the schema this code expects, as each crawl does at its start"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"expected options only, found {args[0]!a}", print_help=False)
        assert self.settings is not None
        try:
            with open_database(self.settings["DATABASE_URL"], Path(self.settings["DATA_DIR"])) as conninfo:
                done = migrate(conninfo, say=lambda line: print(f"newsspider: {line}", file=sys.stderr))
        except StoreError as error:
            print(f"newsspider: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        names = ", ".join(done)
        tell(f"migrated the database: {names}" if done else "nothing to do: it is as this code expects it")
