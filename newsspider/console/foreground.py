"""Signals and log lines of a command in the foreground."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newsspider.text import printable


def at_signals(stop: Callable[[], None]) -> None:
    """Let SIGTERM and Ctrl-C stop us in order."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)


BEFORE = "stopped before the crawl had begun: nothing was asked for, nothing is changed"


class Stopped(Exception):
    """The command was told to stop (SIGTERM, Ctrl-C) while it waited."""


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM and Ctrl-C end the block in order, whatever it waits for. Raises Stopped."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(BEFORE) from None
    finally:
        signal.signal(signal.SIGTERM, before)


class PlainLines(logging.Formatter):
    """Reasons come from pages and databases: no line steers a terminal, or makes two of one."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


def log() -> None:
    """A line an event, on stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(PlainLines("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S%z"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("apscheduler", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
