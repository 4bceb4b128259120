"""How does a command that stays in the foreground hear signals, and say what it does?"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable

from newsspider.text import printable


def at_signals(stop: Callable[[], None]) -> None:
    """Let SIGTERM and Ctrl-C stop us in order."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)


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
