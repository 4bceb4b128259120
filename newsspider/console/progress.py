"""Progress of a long command: a line that moves on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from rich.status import Status
from rich.text import Text

from newsspider.console.terminal import progress, safe, show

LINE_SECONDS = 10.0
"""Between two lines where nothing moves."""


class ProgressLine:
    """Shows one text after another; to be entered."""

    def __init__(self, text: str) -> None:
        self._status: Status | None = progress(Text(text)) if sys.stdout.isatty() else None
        self._shown = time.monotonic()

    def update(self, text: str) -> None:
        """Show a text in place of the last one; elsewhere than on a terminal every LINE_SECONDS."""
        if self._status is not None:
            self._status.update(safe(text))
        elif time.monotonic() - self._shown >= LINE_SECONDS:
            self._shown = time.monotonic()
            show(safe(text))

    def __enter__(self) -> Self:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()
