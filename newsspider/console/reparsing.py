"""Output of `scrapy reparse`: progress, a closing table, and differences."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from newsspider.console.terminal import grid, line, safe
from newsspider.reparsing.page import Reread, Result
from newsspider.reparsing.reparse import LEFT_TO_CRAWL, ReparseReport

MEANINGS = {
    Reread.CHANGED: ("read otherwise", "stories; each edit that a reader sees is a revision"),
    Reread.NEW: ("new stories", "of pages that were rejected"),
    Reread.UNCHANGED: ("unchanged", "read as they are stored"),
    Reread.REJECTED: ("still rejected", "no story by today's rules either"),
    Reread.UNREAD: ("no longer read", "no story by today's rules: the stored ones stay"),
    Reread.LESS: ("read with less", "the stored ones stay"),
    Reread.LOST: ("not in the archive", "their files are gone, cut or damaged"),
}
FIELDS_SHOWN = 12
REASONS_SHOWN = 6
WIDEST = 100
"""Characters of a value in a difference."""


def progress_text(report: ReparseReport) -> str:
    """How far a reparse is, in one line."""
    share = 100 * report.done // max(1, report.total)
    changed, new = report.counts[Reread.CHANGED], report.counts[Reread.NEW]
    return (
        f"read again: {report.done:,} of {report.total:,} pages ({share} %), {changed:,} changed, {new:,} new"
    )


def report_lines(report: ReparseReport, dry_run: bool) -> Iterator[RenderableType]:
    """The closing table, what differs, and in a dry run the differences themselves."""
    yield safe(_title(report, dry_run), "bold")
    yield _table(report)
    if report.fields:
        names = report.fields.most_common(FIELDS_SHOWN)
        yield safe("  fields: " + ", ".join(f"{name} {number:,}" for name, number in names))
    for reason, number in report.reasons.most_common(REASONS_SHOWN):
        yield safe(f"  why not: {reason} ({number:,})")
    for result in report.examples if dry_run else ():
        yield from _example(result)
    if report.stopped:
        yield "stopped" if dry_run else "stopped; the same command goes on where it was"


def _table(report: ReparseReport) -> Table:
    """How many pages came to each outcome."""
    table = grid(20, 7, 0, numbers=(1,))
    for outcome, (title, meaning) in MEANINGS.items():
        if report.counts[outcome]:
            table.add_row(f"  {title}", f"{report.counts[outcome]:,}", safe(meaning))
    if report.counts[LEFT_TO_CRAWL]:
        meaning = "a crawl has stored a newer visit meanwhile"
        table.add_row("  of them left", f"{report.counts[LEFT_TO_CRAWL]:,}", safe(meaning))
    return table


def _title(report: ReparseReport, dry_run: bool) -> str:
    what = "Dry run: nothing is written" if dry_run else "Reparse"
    return f"{what}; {report.done:,} of {report.total:,} pages were read again"


def _example(result: Result) -> Iterator[RenderableType]:
    """One page that reads otherwise: each field with its old and its new value."""
    yield ""
    yield line(safe(f"{MEANINGS[result.outcome][0]}: ", "yellow"), safe(result.url))
    if result.detail:
        yield safe(f"    {result.detail}")
    for change in result.changes:
        yield line(safe(f"    {change.field:<13}"), safe(f"- {_cut(change.old)}", "red"))
        yield line(f"    {'':<13}", safe(f"+ {_cut(change.new)}", "green"))


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"
