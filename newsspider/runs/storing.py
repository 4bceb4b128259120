"""How does a crawl with these settings get its way to the database?"""

from __future__ import annotations

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsspider.frontier.revisits import revisit_policy_of
from newsspider.store.crawl.store import Store

NOT_TOLD = ("DATABASE_URL", "ALERT_URLS", "PLAYWRIGHT_CDP_URL", "FEEDS", "FEED_URI", "FIRE")
"""Settings that may hold a password, or are told elsewhere."""


async def open_store(settings: BaseSettings, conninfo: str) -> Store:
    """A store as the settings describe it, open; the first statement finds out whether anybody answers."""
    store = Store(
        conninfo,
        batch_size=settings.getint("STORE_BATCH_SIZE"),
        batch_seconds=settings.getfloat("STORE_BATCH_SECONDS"),
        revisit_policy=revisit_policy_of(settings),
        lease=settings.getfloat("HOST_LEASE"),
        host_pages=settings.getint("HOST_PAGES_LIMIT"),
    )
    store.worker.fire = settings.getint("FIRE") or None
    await store.open()
    return store


def stated(settings: BaseSettings) -> dict[str, str]:
    """The settings that were stated for this crawl alone (`-s NAME=value`)."""
    own = SETTINGS_PRIORITIES["cmdline"]
    return {
        name: _text(settings[name])
        for name in sorted(settings)
        if settings.getpriority(name) == own and name not in NOT_TOLD
    }


def _text(value: object) -> str:
    """A setting as it was stated; Scrapy makes an object of its own of a dict."""
    return str(value.copy_to_dict() if isinstance(value, BaseSettings) else value)
