"""Notification: evaluates the runs, and delivers alerts and recoveries to every receiver once."""

from __future__ import annotations

import logging

from scrapy.settings import BaseSettings

from newsspider.alerting.delivery import send
from newsspider.alerting.evaluate import evaluate
from newsspider.alerting.messages import messages
from newsspider.alerting.outage import notify_outage, notify_recovery
from newsspider.alerting.receivers import Receiver, receivers
from newsspider.alerting.timeouts import call_with_timeout
from newsspider.store.alerts import WAIT_SECONDS, AlertStore, open_alert_store
from newsspider.store.errors import Locked, StoreError
from newsspider.text import printable

logger = logging.getLogger(__name__)


NOTIFY_SECONDS = 60.0
"""For all of it: delivery takes ALERT_SECONDS (10), and another process may be at it."""


def notify(conninfo: str, settings: BaseSettings, seconds: float = WAIT_SECONDS) -> bool:
    """Notify every receiver once of each reason that is open, and once when it is over; whether all know.

    Never raises, and never takes longer than NOTIFY_SECONDS: what could not be done is logged in one line,
    and tried again the next time. Each statement is given up after `seconds`. Of several processes that call
    this at once, one delivers each alert. A receiver is notified twice only if we die between its answer and
    our writing it down.
    """
    try:
        return call_with_timeout(NOTIFY_SECONDS, lambda: _evaluate_and_deliver(conninfo, settings, seconds))
    except Exception as error:  # noqa: BLE001 - how a crawl went is not changed by who could be notified
        logger.error("alerts were not delivered: %s: %s", type(error).__name__, printable(str(error)))
        return False


def _evaluate_and_deliver(conninfo: str, settings: BaseSettings, seconds: float) -> bool:
    known = receivers(settings)
    try:
        with open_alert_store(conninfo, seconds) as log:
            evaluate(log, settings)
            delivered = _deliver(log, known, settings.getfloat("ALERT_SECONDS"))
    except Locked as error:
        logger.error("alerts could not be looked up: %s", error)
        return False
    except StoreError as error:
        logger.error("alerts could not be looked up: %s", error)
        return notify_outage(settings, str(error))
    return notify_recovery(settings) and delivered


def _deliver(log: AlertStore, known: list[Receiver], seconds: float) -> bool:
    if not known:
        log.skip_recoveries()
        return True
    ids = [receiver.id for receiver in known]
    with log.undelivered() as alerts:
        pending = {
            receiver: list(messages(alert for alert in alerts if receiver not in alert.known_to))
            for receiver in ids
        }
        for receiver, delivered in send(pending, known, seconds).items():
            for message in delivered:
                log.mark_notified(message.alerts, receiver, ids)
            pending[receiver] = [message for message in pending[receiver] if message not in delivered]
    return not any(pending.values())
