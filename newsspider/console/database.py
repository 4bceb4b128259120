"""A question to the crawls' database, which is left as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scrapy.settings import BaseSettings

from newsspider.console.output import tell
from newsspider.store.database import open_database
from newsspider.store.reports.readonly import has_tables, looking, was_made

NOTHING_YET = "No database yet: nothing has been crawled. Begin with: scrapy crawl tribun"

Found = TypeVar("Found")


def answered(settings: BaseSettings, question: Callable[[str], Found]) -> Found | None:
    """What `question` finds in the crawls' database, whose conninfo it gets; None, and that is said, where
    nothing has been crawled. Raises StoreError."""
    url, folder = settings["DATABASE_URL"], Path(settings["DATA_DIR"])
    if was_made(url, folder):
        with open_database(url, folder) as conninfo:
            if _was_used(conninfo):
                return question(conninfo)
    tell(NOTHING_YET)
    return None


def _was_used(conninfo: str) -> bool:
    with looking(conninfo) as connection:
        return has_tables(connection)
