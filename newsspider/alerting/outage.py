"""Who is told that there is no database, where every alert is kept?

A file in the data folder says that it was told, so that it is told once, and once when the database is back.
"""

from __future__ import annotations

import logging
from pathlib import Path

from scrapy.settings import BaseSettings

from newsspider.alerting.delivery import send
from newsspider.alerting.messages import Message, plain
from newsspider.alerting.receivers import receivers

logger = logging.getLogger(__name__)


def tell_away(settings: BaseSettings, why: str) -> bool:
    """Tell every receiver, once, that a crawl or an alert had no database; whether it is told."""
    marker = _marker(settings)
    if marker.exists() or not receivers(settings):
        return True
    body = f"{plain(why)}\n\nNo run can be looked up meanwhile. Look closer: scrapy healthcheck"
    return _told(settings, "newsspider failed: no database", body, "failure") and _mark(marker)


def back(settings: BaseSettings) -> bool:
    """The database is there; whether there is nothing left to be told of that."""
    marker = _marker(settings)
    if not marker.exists():
        return True
    told = _told(
        settings, "newsspider is well again: the database is back", "Runs can be looked up again.", "success"
    )
    if told:
        marker.unlink(missing_ok=True)
    return told


def _told(settings: BaseSettings, title: str, body: str, kind: str) -> bool:
    known = receivers(settings)
    message = Message(title=title, body=body, kind=kind)
    taken = send({receiver.id: [message] for receiver in known}, known, settings.getfloat("ALERT_SECONDS"))
    return all(taken.get(receiver.id) for receiver in known)


def _mark(marker: Path) -> bool:
    try:
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
    except OSError as error:
        logger.error(
            "%s could not be made (%s): that the database is away is told again", marker, error.strerror
        )
        return False
    return True


def _marker(settings: BaseSettings) -> Path:
    return Path(settings["DATA_DIR"]) / "database-away"
