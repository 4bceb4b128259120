"""How is everything sent in ten seconds in all, whatever the other side does?"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Mapping, Sequence

from newsspider.alerting.messages import Message
from newsspider.alerting.receivers import Receiver

logger = logging.getLogger(__name__)


class Sending(threading.Thread):
    """One receiver's messages, one after the other; `sent` are those that it has taken so far. Nobody waits
    for the thread: a receiver that answers never is left where it is when Python ends."""

    def __init__(self, receiver: Receiver, messages: Sequence[Message]) -> None:
        super().__init__(name=receiver.name, daemon=True)
        self.receiver, self.messages = receiver, messages
        self.sent: list[Message] = []
        self.why = "it took too long"

    def run(self) -> None:
        for message in self.messages:
            try:
                taken = self.receiver.send(message)
            except Exception as error:  # noqa: BLE001 - two hundred plugins of others; it is told by its class
                taken, self.why = False, f"it failed with {type(error).__name__}"
            else:
                self.why = "it was refused, or nobody answered"
            if not taken:
                return
            self.sent.append(message)


def send(
    letters: Mapping[str, Sequence[Message]], receivers: Iterable[Receiver], seconds: float
) -> dict[str, list[Message]]:
    """Send each receiver (by its id) its messages, to all at once, for so many seconds at most; what each has
    taken. What was not taken is logged, a line a receiver."""
    under_way = [
        Sending(receiver, letters[receiver.id]) for receiver in receivers if letters.get(receiver.id)
    ]
    deadline = time.monotonic() + seconds
    for sending in under_way:
        sending.start()
    taken = {}
    for sending in under_way:
        sending.join(max(0.0, deadline - time.monotonic()))
        taken[sending.receiver.id] = list(sending.sent)
        left = len(sending.messages) - len(taken[sending.receiver.id])
        if left:
            logger.error(
                "%d of %d alerts could not be sent to %s: %s; they are tried again the next time",
                left, len(sending.messages), sending.receiver.name,
                "it took too long" if sending.is_alive() else sending.why,
            )  # fmt: skip
    return taken
