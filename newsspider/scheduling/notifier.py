"""Notifier of the scheduler: a thread that sends alerts or stories, so that no crawl waits for a receiver."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newsspider.store.fires import FireState

INTERVAL = 300.0
"""Seconds between two looks while nothing happens: a run that is late ends with no event."""
BAD = (FireState.FAILED, FireState.LOST)
"""How fires end that are alerted at once. Most crawls send the alert themselves; a killed one cannot."""


class Notifier(threading.Thread):
    """Calls `notify` at the beginning, when a fire has ended badly, and every `interval` seconds. `notify`
    raises nothing and logs in one line what failed. Python's end does not wait for the thread."""

    def __init__(self, notify: Callable[[], object], interval: float = INTERVAL) -> None:
        super().__init__(name="notifier", daemon=True)
        self.notify, self.interval = notify, interval
        self._wake, self._stopped = threading.Event(), False

    def run(self) -> None:
        while not self._stopped:
            self._wake.clear()
            self.notify()
            self._wake.wait(self.interval)

    def fire_ended(self, state: str) -> None:
        """A fire has ended in this state."""
        if state in BAD:
            self._wake.set()

    def stop(self) -> None:
        """Finish the call that is under way, and begin no more."""
        self._stopped = True
        self._wake.set()


@contextmanager
def calling(notify: Callable[[], object], interval: float) -> Iterator[None]:
    """A notifier that works until the end of the block, and is not waited for then."""
    notifier = Notifier(notify, interval)
    notifier.start()
    try:
        yield
    finally:
        notifier.stop()
