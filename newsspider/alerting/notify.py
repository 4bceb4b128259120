"""How do the table `alert` and those who read alerts come in line with the runs?"""

from __future__ import annotations

import logging

from scrapy.settings import BaseSettings

from newsspider.alerting.delivery import send
from newsspider.alerting.evaluate import weigh
from newsspider.alerting.messages import messages
from newsspider.alerting.outage import back, tell_away
from newsspider.alerting.receivers import Receiver, receivers
from newsspider.store.alerts import WAIT_SECONDS, AlertStore, open_alert_store
from newsspider.store.errors import Locked, StoreError
from newsspider.text import printable
from newsspider.timeouts import call_with_timeout

logger = logging.getLogger(__name__)


TELL_SECONDS = 60.0
"""For all of it: telling takes ALERT_SECONDS (10), and another process may be at it."""


def tell(conninfo: str, settings: BaseSettings, seconds: float = WAIT_SECONDS) -> bool:
    """Tell every receiver once of each cause that has come up, and once when it is over; whether all is told.

    Never raises, and never takes longer than TELL_SECONDS: what could not be done is logged in one line, and
    tried again the next time. Each statement is given up after `seconds`. Of several processes that call
    this at once, one tells each thing. A receiver is told twice only if we die between its answer and our
    writing it down.
    """
    try:
        return call_with_timeout(TELL_SECONDS, lambda: _in_line(conninfo, settings, seconds))
    except Exception as error:  # noqa: BLE001 - how a crawl went is not changed by who could be told of it
        logger.error("alerts were not told: %s: %s", type(error).__name__, printable(str(error)))
        return False


def _in_line(conninfo: str, settings: BaseSettings, seconds: float) -> bool:
    known = receivers(settings)
    try:
        with open_alert_store(conninfo, seconds) as book:
            weigh(book, settings)
            told = _tell(book, known, settings.getfloat("ALERT_SECONDS"))
    except Locked as error:
        logger.error("alerts could not be looked up: %s", error)
        return False
    except StoreError as error:
        logger.error("alerts could not be looked up: %s", error)
        return tell_away(settings, str(error))
    return back(settings) and told


def _tell(book: AlertStore, known: list[Receiver], seconds: float) -> bool:
    if not known:
        book.skip_recoveries()
        return True
    ids = [receiver.id for receiver in known]
    with book.undelivered() as alerts:
        letters = {
            receiver: list(messages(alert for alert in alerts if receiver not in alert.known_to))
            for receiver in ids
        }
        for receiver, taken in send(letters, known, seconds).items():
            for message in taken:
                book.mark_notified(message.alerts, receiver, ids)
            letters[receiver] = [letter for letter in letters[receiver] if letter not in taken]
    return not any(letters.values())
