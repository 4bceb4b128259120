"""Notification of a database outage: there is no database, where every alert is kept.

A file in the data folder marks the outage, so that it is notified once, and once when the database is back.
"""

from __future__ import annotations

import logging
from pathlib import Path

from scrapy.settings import BaseSettings

from newsspider.alerting.delivery import send
from newsspider.alerting.messages import Message, MessageKind, plain
from newsspider.alerting.receivers import receivers

logger = logging.getLogger(__name__)


def notify_outage(settings: BaseSettings, error: str) -> bool:
    """Notify every receiver, once, that a crawl or an alert had no database; whether all know."""
    marker = _marker(settings)
    if marker.exists() or not receivers(settings):
        return True
    body = f"{plain(error)}\n\nNo run can be looked up meanwhile. Look closer: scrapy healthcheck"
    message = Message(title="newsspider failed: no database", body=body, kind=MessageKind.FAILURE)
    return _deliver(settings, message) and _mark(marker)


def notify_recovery(settings: BaseSettings) -> bool:
    """Notify every receiver that the database is back, if an outage was notified; whether all know."""
    marker = _marker(settings)
    if not marker.exists():
        return True
    title, body = "newsspider recovered: the database is back", "Runs can be looked up again."
    delivered = _deliver(settings, Message(title=title, body=body, kind=MessageKind.SUCCESS))
    if delivered:
        marker.unlink(missing_ok=True)
    return delivered


def _deliver(settings: BaseSettings, message: Message) -> bool:
    known = receivers(settings)
    delivered = send(
        {receiver.id: [message] for receiver in known}, known, settings.getfloat("ALERT_SECONDS")
    )
    return all(delivered.get(receiver.id) for receiver in known)


def _mark(marker: Path) -> bool:
    try:
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
    except OSError as error:
        logger.error("%s could not be made (%s): the outage is notified again", marker, error.strerror)
        return False
    return True


def _marker(settings: BaseSettings) -> Path:
    return Path(settings["DATA_DIR"]) / "database-away"
