"""Output of `scrapy import-warc`: progress and a closing table."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from newsspider.console.terminal import grid, safe
from newsspider.imports.importing import ImportReport

MEANINGS = {
    "files": ("files read", "to their end"),
    "files_known": ("files known", "read to their end before; --again reads them anew"),
    "records": ("records", "of all kinds and sites"),
    "revisits": ("revisits", "of such pages, as they were before; the file has no page for them"),
    "pages": ("pages", "of stories of known outlets"),
    "stories": ("stories", "stored, new or in a newer version"),
    "known": ("known", "stored from the time of the capture or later"),
    "left": ("left", "no story, and one is stored"),
    "doubtful": ("doubtful", "too unlike the stored story; kept as rejections"),
    "rejected": ("rejected", "no story; kept with their pages"),
}
REASONS_SHOWN = 6


def progress_text(report: ImportReport) -> str:
    """How far the import is, in one line."""
    counts = report.counts
    return (
        f"{report.file}: {100 * report.share:.0f} %, {counts['pages']:,} pages of known outlets, "
        f"{counts['stories']:,} stories"
    )


def report_lines(report: ImportReport, stopped: bool) -> Iterator[RenderableType]:
    """The closing table, and why pages are rejected."""
    yield safe("Import", "bold")
    table = grid(14, 9, 0, numbers=(1,))
    for name, (title, meaning) in MEANINGS.items():
        if report.counts[name]:
            table.add_row(f"  {title}", f"{report.counts[name]:,}", safe(meaning))
    yield table
    for reason, number in report.reasons.most_common(REASONS_SHOWN):
        yield safe(f"  why not: {reason} ({number:,})")
    if stopped:
        yield "stopped; the same command goes on where it was"
