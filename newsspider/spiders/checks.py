"""Check of settings that a crawl stands on: the reactor, and numbers that may be stated out of bounds."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from newsspider.validation import number, one_of, whole_number

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
WHOLE = {
    "CONCURRENT_ITEMS": 1,
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_MAXSIZE": 0,
    "HOST_PAGES_IN_FLIGHT": 1,
    "STORE_BATCH_SIZE": 1,
}
"""Settings that are whole numbers, with the least of each."""
SECONDS = {
    "CRAWL_DELAY_MAX": 0.0,
    "DOWNLOAD_DELAY": 0.0,
    "DOWNLOAD_TIMEOUT": 0.1,
    "HOST_LEASE": 1.0,
    "REFUSAL_PAUSE": 0.0,
    "RUN_IDLE_TIMEOUT": 0.0,
    "STORE_BATCH_SECONDS": 0.0,
    "THROTTLE_PAUSE_MAX": 0.0,
}
"""Settings that are seconds, with the least of each."""


def check_settings(settings: BaseSettings) -> None:
    """Raises BadValue for a setting with which no crawl can work."""
    one_of("TWISTED_REACTOR", settings["TWISTED_REACTOR"], (REACTOR,))
    for name, least in WHOLE.items():
        whole_number(name, settings[name], least)
    for name, shortest in SECONDS.items():
        number(name, settings[name], shortest)
