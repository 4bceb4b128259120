"""Wall-clock limit around a piece of work in the main thread.

A timer signal interrupts Python code and its regular expressions. It cannot interrupt a C parser: what one of
those is given is bounded beforehand (`outlets.guarding`). In any other thread the work is not limited.
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

AGAIN = 0.25
"""Seconds between the first alarm and the next ones: an exception raised in a destructor is lost."""
BUSY = 2.0
"""How many times as long work may take that did not get the processor."""
STEADY = 0.75
"""The share of the time that work has had the processor which was not held up by others."""


class TooSlow(Exception):
    """The work takes longer than it may; the class name is the reason of the rejection."""


@dataclass(slots=True)
class _Alarm:
    """The one timer of the process: it rings only while a limit is in force."""

    armed: bool = False
    rung: bool = False
    seconds: float = 0.0
    began: tuple[float, float] = (0.0, 0.0)  # wall clock, our thread's CPU

    def ring(self, _number: int, _frame: FrameType | None) -> None:
        if self.armed and not self._may_go_on():
            self.rung = True
            raise self.error()

    def _may_go_on(self) -> bool:
        """Whether the time went to other programs: then the work may take BUSY times as long."""
        wall, cpu = time.monotonic() - self.began[0], time.thread_time() - self.began[1]
        return cpu < self.seconds * STEADY and wall < self.seconds * BUSY

    def error(self) -> TooSlow:
        return TooSlow(f"expected to be done within {self.seconds:g} s, found that it takes longer")


_alarm = _Alarm()


def limited(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns. Raises TooSlow after so many seconds, twice as many on a machine that is busy
    with other things. Within another limit the outer one holds."""
    if _alarm.armed or threading.current_thread() is not threading.main_thread():
        return work()
    _alarm.armed, _alarm.rung, _alarm.seconds = True, False, seconds
    _alarm.began = began, _ = time.monotonic(), time.thread_time()
    left, interval = signal.getitimer(signal.ITIMER_REAL)
    handler = signal.signal(signal.SIGALRM, _alarm.ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
            result = work()
        finally:
            _alarm.armed = False  # the alarm may ring just before: once, and the next one is far off
    finally:
        _alarm.armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:  # another's timer, which goes on
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 0.001), interval)
    if _alarm.rung:  # its exception was lost on the way
        raise _alarm.error()
    return result
