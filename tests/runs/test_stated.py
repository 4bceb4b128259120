"""Tests of the settings that a run's row records."""

from pathlib import Path

from scrapy.settings import Settings

from newsspider.runs.stated import stated_settings


def test_log_file_is_recorded_where_it_is() -> None:
    """The dashboard, which shows its end, works in another folder."""
    settings = Settings({"LOG_LEVEL": "INFO"})
    settings.set("LOG_FILE", "data/logs/by-hand.log", priority="cmdline")
    assert stated_settings(settings) == {"LOG_FILE": str(Path.cwd() / "data/logs/by-hand.log")}
    settings.set("LOG_FILE", "", priority="cmdline")
    settings.set("BACKUP_COMMAND", "last --password s3cret", priority="cmdline")
    assert stated_settings(settings) == {"LOG_FILE": ""}
