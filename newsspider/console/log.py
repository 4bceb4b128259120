"""Check of the settings of the log, before Scrapy opens it."""

from __future__ import annotations

import logging
from pathlib import Path

from scrapy.settings import BaseSettings

from newsspider.validation import BadValue, one_of


def check_log(settings: BaseSettings) -> None:
    """Raises BadValue for a level that there is not, or a file that cannot be written."""
    level, file = settings["LOG_LEVEL"], settings["LOG_FILE"]
    if not isinstance(level, int):
        one_of("LOG_LEVEL", level, logging.getLevelNamesMapping().keys())
    if not file:
        return
    try:
        with Path(file).open("ab"):
            pass
    except OSError as error:
        raise BadValue(f"expected LOG_FILE to be a file that can be written, found {error}") from None
