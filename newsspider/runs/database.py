"""Prepare a crawl's database: open and migrated, whoever starts the crawl.

The command `crawl` does it before Scrapy starts; for a script, `scrapy runspider` and whatever else runs a
spider of ours, the extension RunRecorder does it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newsspider.http.identity import is_reachable
from newsspider.runs.signals import run_closed, run_opening
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

NO_CONTACT = (
    "no contact is set; site operators cannot reach you. Set NEWSSPIDER_CONTACT to a web page about your "
    "crawl before you crawl a live site"
)
_prepared: set[str] = set()


@contextmanager
def prepared(settings: BaseSettings, say: Callable[[str], None] = logger.info) -> Iterator[str]:
    """The conninfo of the crawls' database, migrated, as long as the block lasts.

    `say` gets a line about whatever it waits for. Raises StoreError."""
    with open_database(settings["DATABASE_URL"], Path(settings["DATA_DIR"])) as conninfo:
        migrate(conninfo, say=say)
        _prepared.add(conninfo)
        try:
            yield conninfo
        finally:
            _prepared.discard(conninfo)


class RunDatabase:
    """The database of a run: the one that the command has prepared, else one that is prepared here, with
    signals (`runs.signals`) when it opens and closes."""

    def __init__(self, crawler: Crawler) -> None:
        self.settings, self._signals = crawler.settings, crawler.signals
        self._own = ""
        self._opened = ExitStack()

    @property
    def _is_prepared(self) -> bool:
        """Whether a command has prepared the database."""
        return not self._own and self.settings["DATABASE_URL"] in _prepared

    async def ready(self) -> str:
        """The conninfo. Raises StoreError."""
        if self._is_prepared:
            return str(self.settings["DATABASE_URL"])
        await self._signals.send_catch_log_async(run_opening)
        if not is_reachable(self.settings):
            logger.warning(NO_CONTACT)
        self._own = await asyncio.to_thread(self._opened.enter_context, prepared(self.settings))
        return self._own

    async def close(self, away: str) -> None:
        """Send the signal, unless a command has prepared the database: `away` says why there is none. Stop an
        embedded server that nobody else uses."""
        if not self._is_prepared and (self._own or away):
            conninfo = "" if away else self._own
            await self._signals.send_catch_log_async(run_closed, conninfo=conninfo, away=away)
        await asyncio.to_thread(self._opened.close)
