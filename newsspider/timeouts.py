"""How does one wait no longer than so long for something that may never end?"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TookTooLong(Exception):
    """The work was not done in time; it is left where it is, and ends with the process."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns or raises, if it does so in time. A server that is frozen answers no timeout of its
    own, so this one needs nobody's help. Raises TookTooLong."""
    done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread that waits
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except queue.Empty:
        raise TookTooLong(f"no answer came in {seconds:.0f} s") from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # None only beside an error, or if that is what came
