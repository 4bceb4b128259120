"""When does a scheduler see to it that alerts are told, and who waits for that? Nobody: it is a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

BEAT = 300.0
"""Seconds between two looks while nothing happens: a run that does not come ends with no event."""
BAD = ("failed", "lost")
"""How fires end that are told at once. Most crawls have told it themselves; one that was killed has not."""


class Telling(threading.Thread):
    """Calls `tell`, which raises nothing and says in one line what it could not do: at the beginning, when a
    fire has ended badly, and every `beat` seconds. Python's end does not wait for it."""

    def __init__(self, tell: Callable[[], object], beat: float = BEAT) -> None:
        super().__init__(name="alerts", daemon=True)
        self.tell, self.beat = tell, beat
        self._wanted, self._over = threading.Event(), False

    def run(self) -> None:
        while not self._over:
            self._wanted.clear()
            self.tell()
            self._wanted.wait(self.beat)

    def ended(self, state: str) -> None:
        """A fire has ended so."""
        if state in BAD:
            self._wanted.set()

    def end(self) -> None:
        """This scheduler leads no more: what is under way is finished, and no more is begun."""
        self._over = True
        self._wanted.set()
