"""Is there a database to ask, and how does a command say that there is none?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scrapy.settings import BaseSettings

from newsspider.commands.output import tell
from newsspider.store.database import open_database
from newsspider.store.looking import was_made
from newsspider.store.migrate import migrate

Found = TypeVar("Found")


def answered(settings: BaseSettings, question: Callable[[str], Found]) -> Found | None:
    """What `question` finds in the crawls' database, whose conninfo it gets; None, and that is said, where
    nothing has been crawled. Raises StoreError."""
    url, folder = settings["DATABASE_URL"], Path(settings["DATA_DIR"])
    if not was_made(url, folder):
        tell("No database yet: nothing has been crawled. Begin with: scrapy crawl tribun")
        return None
    with open_database(url, folder) as conninfo:
        migrate(conninfo)
        return question(conninfo)
