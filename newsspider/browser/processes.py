"""Operating system processes of a browser: found, recorded, and killed when they no longer respond."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import psutil  # type: ignore[import-untyped]

DRIVER = "run-driver"
"""The word in the command line of Playwright's driver."""


class BrowserProcesses:
    """The driver that starts between the constructor and `record`, and the browser that the driver starts.

    They are searched among our own children, because Playwright does not name them. Pid and creation time
    identify them, so a later process with the same pid is safe.
    """

    def __init__(self) -> None:
        self._before = set(_drivers())
        self._known: set[psutil.Process] = set()

    def record(self) -> None:
        """Record the started processes: once the driver is dead, its children cannot be found."""
        for driver in set(_drivers()) - self._before:
            self._known |= {driver, *_children(driver)}

    def kill(self) -> None:
        """Kill them and all their children, stopped ones too."""
        for process in self._known:
            for each in (*_children(process), process):
                with suppress(psutil.Error):
                    each.kill()


def _drivers() -> Iterable[psutil.Process]:
    return [child for child in _children(psutil.Process(), recursive=False) if DRIVER in _words(child)]


def _children(process: psutil.Process, recursive: bool = True) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=recursive))
    except psutil.Error:  # it has ended
        return []


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
