"""Python's own time.sleep for processes under libfaketime, where clock_nanosleep fails (EINVAL)."""

import select
import time


def sleep(seconds: float) -> None:
    """Sleep so many seconds."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], seconds)


time.sleep = sleep
