"""Settings that were stated for one crawl, as the run's row records them."""

from __future__ import annotations

from pathlib import Path

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

NOT_RECORDED = (
    "DATABASE_URL",
    "ALERT_URLS",
    "PLAYWRIGHT_CDP_URL",
    "FEEDS",
    "FEED_URI",
    "FIRE",
    "BACKUP_COMMAND",
    "DASHBOARD_PASSWORD",
    "DASHBOARD_DATABASE_URL",
)
"""Settings that may hold a password, or are recorded elsewhere."""


def stated_settings(settings: BaseSettings) -> dict[str, str]:
    """The settings that were stated for this crawl alone (`-s NAME=value`). LOG_FILE is absolute: who reads
    the row works in another folder."""
    own = SETTINGS_PRIORITIES["cmdline"]
    return {
        name: _text(Path(value).absolute() if name == "LOG_FILE" and value else value)
        for name in sorted(settings)
        for value in [settings[name]]
        if settings.getpriority(name) == own and name not in NOT_RECORDED
    }


def _text(value: object) -> str:
    """A setting as it was stated; Scrapy makes an object of its own of a dict."""
    return str(value.copy_to_dict() if isinstance(value, BaseSettings) else value)
