"""Signals and log lines of a command in the foreground."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newsspider.text import printable


def on_stop_signals(stop: Callable[[], None]) -> None:
    """Call `stop` at SIGTERM and Ctrl-C."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)


TOO_EARLY = "stopped before the crawl had begun: nothing was fetched, nothing is changed"


class Stopped(Exception):
    """SIGTERM or Ctrl-C stopped the command while it waited."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM and Ctrl-C end the block in order, whatever it waits for. Raises Stopped."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(TOO_EARLY) from None
    finally:
        signal.signal(signal.SIGTERM, before)


class PlainLines(logging.Formatter):
    """Lines of a log that hold texts of pages: none steers a terminal, or makes two of one."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


def log_to_stderr() -> None:
    """Log one line an event on stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(PlainLines("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S%z"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("apscheduler", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
