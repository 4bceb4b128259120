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

from newsspider.alerting.notify import notify
from newsspider.alerting.outage import notify_outage
from newsspider.alerting.receivers import complaints
from newsspider.http.identity import is_reachable
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

if TYPE_CHECKING:
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
    """The database of a run: the one that the command has prepared, else one that is prepared here, with what
    the command does besides: complaints before, alerts after."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings = settings
        self._own = ""
        self._opened = ExitStack()

    @property
    def _is_prepared(self) -> bool:
        return self.settings["DATABASE_URL"] in _prepared

    async def ready(self) -> str:
        """The conninfo. Raises StoreError."""
        if self._is_prepared:
            return str(self.settings["DATABASE_URL"])
        for complaint in (
            *complaints(self.settings),
            *([] if is_reachable(self.settings) else [NO_CONTACT]),
        ):
            logger.warning(complaint)
        self._own = await asyncio.to_thread(self._opened.enter_context, prepared(self.settings))
        return self._own

    async def close(self, away: str) -> None:
        """Send alerts, also of a database that was `away`; stop an embedded server that nobody else uses."""
        if away and not self._is_prepared:
            await asyncio.to_thread(notify_outage, self.settings, away)
        elif self._own:
            await asyncio.to_thread(notify, self._own, self.settings)
        await asyncio.to_thread(self._opened.close)
