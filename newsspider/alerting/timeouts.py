"""Hard timeout for a blocking call."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TimedOut(Exception):
    """The call did not return in time; its thread is left running, and ends with the process."""


def call_with_timeout(seconds: float, call: Callable[[], T]) -> T:
    """Run a blocking call in a daemon thread, and return or raise what it does. Raises TimedOut.

    For a call whose own timeout needs the other side: a server that is frozen never answers one.
    """
    done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((call(), None))
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread that waits
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except queue.Empty:
        raise TimedOut(f"no answer came in {seconds:.0f} s") from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # None only beside an error, or if the call returned it
