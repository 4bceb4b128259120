"""Reports of a preflight: a table for each host and what to do, for a person; one object, for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding

from newsspider.console.terminal import Line, grid, line, safe
from newsspider.preflight.remedies import remedy
from newsspider.preflight.report import Check, HostReport, Level, Trouble
from newsspider.text import printable

COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}
ALL_ROWS = 5
"""Hosts up to which every row is shown; of more hosts only the rows that are not ok."""
EXAMPLES = 2
"""Addresses below a remedy."""
ROWS_NAMED = 6
_INDENT = (0, 0, 0, 4)


def report_lines(reports: Sequence[HostReport], agent: str, folder: str | None) -> Iterator[RenderableType]:
    """The reports; `agent` is the user agent that was sent, `folder` has the pages that were kept."""
    yield safe("Asked as", "bold")
    yield Padding(safe(agent), _INDENT)
    in_full = len(reports) <= ALL_ROWS
    for place, report in enumerate(reports):
        if in_full or not place:
            yield ""
        yield from _host(report, in_full)
    yield ""
    yield from _remedies(reports)
    yield _result(reports)
    if folder is not None:
        yield line("The pages are in ", safe(folder), "; look at one with: scrapy read FILE --url ADDRESS")


def as_data(reports: Sequence[HostReport]) -> list[dict[str, Any]]:
    """The reports for a program."""
    return [{**asdict(report), "level": report.level} for report in reports]


def _host(report: HostReport, in_full: bool) -> Iterator[RenderableType]:
    by = f", answered by {', '.join(report.networks)}" if report.networks else ""
    requests = "1 request" if report.requests == 1 else f"{report.requests} requests"
    level = safe(f"  {report.level}", COLOURS[report.level])
    yield line(safe(report.host, "bold"), level, safe(f": {requests} in {report.seconds:.0f} s{by}"))
    rows = [check for check in report.checks if in_full or check.level is not Level.OK]
    if rows:
        table = grid(6, 10, 3, 0, numbers=(2,))
        for check in rows:
            mark = safe(f"  {check.level}", COLOURS[check.level])
            status = str(check.status) if check.status else "-"
            table.add_row(mark, check.name.value, status, _found(check))
        yield table


def _found(check: Check) -> Line:
    """What was found, with the suspect lines below it."""
    lines = "".join(f"\n| {printable(text)}" for text in check.lines)
    return line(safe(check.found), safe_lines(lines))


def safe_lines(text: str) -> Line:
    """Lines that are printable already, below each other."""
    return line(*(part for each in text.split("\n")[1:] for part in ("\n", safe(each, "yellow"))))


def _remedies(reports: Sequence[HostReport]) -> Iterator[RenderableType]:
    rows = [(report.host, check) for report in reports for check in report.checks if check.trouble]
    if not rows:
        return
    yield safe("What to do", "bold")
    rows.sort(key=lambda row: row[1].level is not Level.FAIL)
    for trouble in dict.fromkeys(check.trouble for _, check in rows):
        if trouble is not None:
            yield from _remedy(trouble, [row for row in rows if row[1].trouble is trouble])
    yield ""


def _remedy(trouble: Trouble, rows: Sequence[tuple[str, Check]]) -> Iterator[RenderableType]:
    """What to do about a trouble, with the rows that have it, the worst first."""
    level = rows[0][1].level
    names = list(dict.fromkeys(f"{host.partition('.')[0]} {check.name}" for host, check in rows))
    more = f" and {len(names) - ROWS_NAMED} more" if len(names) > ROWS_NAMED else ""
    yield line("  ", safe(level, COLOURS[level]), safe(f"  {', '.join(names[:ROWS_NAMED])}{more}"))
    yield Padding(safe(remedy(trouble)), _INDENT)
    for url in list(dict.fromkeys(check.url for _, check in rows))[:EXAMPLES]:
        yield line("    ", safe(url, "dim"))


def _result(reports: Sequence[HostReport]) -> Line:
    levels = Counter(report.level for report in reports)
    counts = ", ".join(f"{levels[level]} {level}" for level in Level if levels[level])
    hosts = "1 host" if len(reports) == 1 else f"{len(reports)} hosts"
    return safe(f"{hosts}: {counts}", "bold")
