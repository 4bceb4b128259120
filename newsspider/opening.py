"""How does a crawl with these settings get its way to the database?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsspider.store.store import Store
from newsspider.timetable import Timetable

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


async def open_store(settings: BaseSettings) -> Store:
    """A store as the settings describe it, open; the first statement finds out whether anybody answers."""
    store = Store(
        settings["DATABASE_URL"],
        batch_size=settings.getint("STORE_BATCH_SIZE"),
        batch_seconds=settings.getfloat("STORE_BATCH_SECONDS"),
        timetable=Timetable.of(settings),
        lease=settings.getfloat("HOST_LEASE"),
        host_pages=settings.getint("HOST_PAGES_LIMIT"),
    )
    store.hands.fire = settings.getint("FIRE") or None
    await store.open()
    return store
