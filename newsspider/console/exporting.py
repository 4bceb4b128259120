"""Output of `scrapy export`: progress and a closing table."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType

from newsspider.console.terminal import grid, safe
from newsspider.durations import wib

if TYPE_CHECKING:
    from newsspider.exports.export import ExportReport


class ExportPace:
    """How far an export is, and how fast it goes."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def text(self, done: int, of: int) -> str:
        """How many of how many stories are written, in one line."""
        seconds = max(0.001, time.monotonic() - self._began)
        return f"exporting: {done:,} of {of:,} stories, {done / seconds:,.0f} a second"


def report_lines(report: ExportReport) -> Iterator[RenderableType]:
    """What was written, and where."""
    if report.restarted:
        yield "the last export was of another database: all stories are exported"
    yield safe(f"Export of {wib(report.taken_at)}", "bold")
    table = grid(14, 11, 0, numbers=(1,))
    for name, rows in report.rows.items():
        table.add_row(f"  {name}", f"{rows:,}", "rows")
    yield table
    yield safe(f"written: {report.files:,} files, {_size(report.bytes)}, in {report.folder}")


def _size(number: int) -> str:
    for unit in ("bytes", "KB", "MB"):
        if number < 1_000:
            return f"{number:,.0f} {unit}"
        number //= 1_000
    return f"{number:,} GB"
