"""Delivery of messages to all receivers at once, with one deadline for all."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Mapping, Sequence

from newsspider.alerting.messages import Message
from newsspider.alerting.receivers import Receiver

logger = logging.getLogger(__name__)

TIMEOUT = "it took too long"


class Delivery(threading.Thread):
    """One receiver's messages, one after the other; `delivered` are those that it has taken so far.

    Nobody waits for the thread: one whose receiver never answers is left where it is when Python ends.
    """

    def __init__(self, receiver: Receiver, messages: Sequence[Message]) -> None:
        super().__init__(name=receiver.name, daemon=True)
        self.receiver, self.messages = receiver, messages
        self.delivered: list[Message] = []
        self.error = TIMEOUT

    def run(self) -> None:
        for message in self.messages:
            try:
                taken = self.receiver.send(message)
            except Exception as error:  # noqa: BLE001 - two hundred plugins of others; its class is logged
                taken, self.error = False, f"it failed with {type(error).__name__}"
            else:
                self.error = "it was refused, or nobody answered"
            if not taken:
                return
            self.delivered.append(message)


def send(
    pending: Mapping[str, Sequence[Message]], receivers: Iterable[Receiver], seconds: float
) -> dict[str, list[Message]]:
    """Send each receiver (by its id) its messages, for so many seconds at most; what each has taken.

    What was not taken is logged, a line a receiver.
    """
    having = (receiver for receiver in receivers if pending.get(receiver.id))
    deliveries = [Delivery(receiver, pending[receiver.id]) for receiver in having]
    deadline = time.monotonic() + seconds
    for delivery in deliveries:
        delivery.start()
    taken = {}
    for delivery in deliveries:
        delivery.join(max(0.0, deadline - time.monotonic()))
        taken[delivery.receiver.id] = list(delivery.delivered)
        if len(taken[delivery.receiver.id]) < len(delivery.messages):
            _log_failure(delivery, len(taken[delivery.receiver.id]))
    return taken


def _log_failure(delivery: Delivery, delivered: int) -> None:
    logger.error(
        "%d of %d alerts could not be sent to %s: %s; they are tried again the next time",
        len(delivery.messages) - delivered,
        len(delivery.messages),
        delivery.receiver.name,
        TIMEOUT if delivery.is_alive() else delivery.error,
    )
