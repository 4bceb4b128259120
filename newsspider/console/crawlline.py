"""Live line below the log of a crawl in a terminal; nothing where stderr is no terminal."""

from __future__ import annotations

import io
import logging
import sys
import time
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self, TextIO

from rich.live import Live

from newsspider.console.live import live_line
from newsspider.console.terminal import live_display, safe
from newsspider.outlets import hosts_asked
from newsspider.store.errors import StoreError
from newsspider.store.reports.live import live_run
from newsspider.store.reports.pace import Pace
from newsspider.store.reports.readonly import looking

POLL_SECONDS = 2.0
POLL_SHARE = 10
"""A poll rests ten times as long as its query took."""
END_SECONDS = 3.0
"""For which the end of the line waits for a query."""


class CrawlLine:
    """Shows a run while it goes on; to be entered. `run` gives its number once it has begun, `lease` is in
    seconds. The line is gone at the end, so that the summary is last."""

    def __init__(self, conninfo: str, lease: float, run: Callable[[], int | None]) -> None:
        self.conninfo, self.lease, self.run = conninfo, lease, run
        self._stopped = Event()
        self._poller = Thread(target=self._poll, name="live line", daemon=True)
        self._terminal: TextIO = sys.stderr
        self._live: Live | None = live_display(sys.stderr)
        self._lines = LinesAbove(self._live, sys.stderr) if self._live is not None else None

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
            _redirect(self._terminal, self._lines)
            self._poller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._stopped.set()
            self._poller.join(END_SECONDS)
            _redirect(self._lines, self._terminal)
            self._live.stop()

    def _poll(self) -> None:
        pace = Pace()
        while not self._stopped.wait(0.2):
            number = self.run()
            _redirect(self._terminal, self._lines)  # Scrapy makes its handler anew for each crawler
            if number is None:
                continue
            began = time.monotonic()
            self._show(number, pace)
            self._stopped.wait(max(POLL_SECONDS, POLL_SHARE * (time.monotonic() - began)))

    def _show(self, number: int, pace: Pace) -> None:
        assert self._live is not None
        try:
            with looking(self.conninfo) as connection:
                run = live_run(connection, number, self.lease, hosts_asked)
        except StoreError:
            text = safe(f"run {number}: the database is away; it is tried again", "red")
            self._live.update(text, refresh=True)
            return
        if run is not None and not self._stopped.is_set():
            pace.see(run)
            self._live.update(live_line(run, pace), refresh=True)


class LinesAbove(io.TextIOBase):
    """Stream whose lines are printed above a live line."""

    def __init__(self, live: Live, terminal: TextIO) -> None:
        self._live, self._terminal = live, terminal
        self._rest = ""

    def write(self, text: str, /) -> int:
        """Print the whole lines; the rest waits for its end."""
        *lines, self._rest = (self._rest + text).split("\n")
        if lines:
            printed = [safe(each) for each in lines]
            self._live.console.print(*printed, sep="\n", soft_wrap=True)
        return len(text)

    def isatty(self) -> bool:
        """It ends in the terminal."""
        return True

    def fileno(self) -> int:
        """The terminal's descriptor."""
        return self._terminal.fileno()


def _redirect(source: object, target: object) -> None:
    """Let stderr, and every handler of the root logger that writes to it, write to another stream."""
    if sys.stderr is source:
        sys.stderr = target
    for handler in logging.root.handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is source:
            handler.setStream(target)
