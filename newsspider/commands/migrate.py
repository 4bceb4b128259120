"""Command `scrapy migrate`: bring the database to the schema this code expects, as each crawl does.

For an owner of the tables who does not crawl, and for an update without a crawl. Exit codes: 0 the database
is as this code expects it. 1 it is away, or cannot be migrated. 2 bad usage.
"""

from __future__ import annotations

import argparse

from newsspider.console.command import ProjectCommand
from newsspider.console.terminal import show, warn
from newsspider.store.migrate import migrate


class Command(ProjectCommand):
    """Applies the migrations that the database does not have yet, and names them."""

    description = "Bring the database to the schema this code expects, as each crawl does at its start"

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        with self.database() as conninfo:
            done = ", ".join(migrate(conninfo, say=warn))
        show(f"migrated the database: {done}" if done else "nothing to do: it is as this code expects it")
