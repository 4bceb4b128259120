"""Time limit for work in the main thread.

A timer signal interrupts Python code and its regular expressions. It cannot interrupt a C parser, whose input
is bounded beforehand (`outlets.pages.guard`). In any other thread the work is not limited.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

REPEAT_SECONDS = 0.25
"""Between two alarms: an exception raised in a destructor is lost, so the alarm repeats."""
BUSY_FACTOR = 2.0
"""On a busy machine work may take this many times the limit of wall-clock time."""
BUSY_SHARE = 0.75
"""A machine is busy if the work has had the processor for less than this share of the limit."""


class TooSlow(Exception):
    """The work exceeds its time limit; the class name is the reason of the rejection."""


@dataclass(slots=True, repr=False)  # `signal` asks for the text of a handler that it replaces
class _Alarm:
    """The timer of the process. It raises only while a limit is in force."""

    armed: bool = False
    fired: bool = False
    seconds: float = 0.0
    began: tuple[float, float] = (0.0, 0.0)  # wall clock and CPU of this thread, in seconds

    def fire(self, _number: int, _frame: FrameType | None) -> None:
        if self.armed and not self._is_extended():
            self.fired = True
            raise self.error()

    def _is_extended(self) -> bool:
        """Whether other programs used the time, and the work has BUSY_FACTOR times the limit."""
        wall, cpu = time.monotonic() - self.began[0], time.thread_time() - self.began[1]
        return cpu < self.seconds * BUSY_SHARE and wall < self.seconds * BUSY_FACTOR

    def error(self) -> TooSlow:
        return TooSlow(f"expected to be done within {self.seconds:g} s, found that it takes longer")


_alarm = _Alarm()


def call_with_time_limit(seconds: float, work: Callable[[], T]) -> T:
    """Return what `work` returns. Raises TooSlow after `seconds`, on a busy machine after twice as long.
    Inside another call of this function the outer limit holds."""
    if _alarm.armed or threading.current_thread() is not threading.main_thread():
        return work()
    _alarm.armed, _alarm.fired, _alarm.seconds = True, False, seconds
    _alarm.began = began, _ = time.monotonic(), time.thread_time()
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    handler = signal.signal(signal.SIGALRM, _alarm.fire)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT_SECONDS)
            result = work()
        finally:
            _alarm.armed = False  # the alarm may fire just before, and not soon again
    finally:
        _alarm.armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:  # a timer of another owner, to be continued
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 0.001), interval)
    if _alarm.fired:  # its exception was lost
        raise _alarm.error()
    return result
