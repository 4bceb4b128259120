"""Which processes did we start for the browser, and how are they ended when they no longer listen?"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import psutil  # type: ignore[import-untyped]

DRIVER = "run-driver"
"""The word in the command line of Playwright's driver."""


class Processes:
    """The driver that is started between making this and `note`, and the browser it starts in turn.

    Found among our own children, because Playwright does not say; known by pid and time of birth, so that a
    later process with the same pid is safe.
    """

    def __init__(self) -> None:
        self._before = set(_drivers())
        self._known: set[psutil.Process] = set()

    def note(self) -> None:
        """Remember what has been started: once the driver has died, nobody can tell its children."""
        for driver in set(_drivers()) - self._before:
            self._known |= {driver, *_children(driver)}

    def kill(self) -> None:
        """End them and all they started, stopped ones too."""
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
