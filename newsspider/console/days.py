"""Stories of one day for a person: a table of the hosts, and the stories that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from rich.console import RenderableType
from rich.table import Table

from newsspider.console.terminal import Line, line, safe
from newsspider.durations import short_wib
from newsspider.store.reports.days import DayAccount, MissingStory, StoryCounts
from newsspider.text import printable

WIDTH = 79
"""Of a screen of 80 columns and 40 lines, whatever the terminal has: what is printed is also mailed."""
HOSTS_SHOWN = 8
HOST_WIDTH = 20
"""Columns of a host's name: a host of 19 characters is whole; the numbers have the rest of the line."""
COLUMNS = ("advertised", "fetched", "stored", "gone", "rejected", "due", "missing")


def account_lines(account: DayAccount, everything: bool) -> Iterator[RenderableType]:
    """The table of the hosts; with `everything` of all of them."""
    total = account.total
    yield line(safe(f"Stories of {account.day:%d.%m.%Y} (WIB)", "bold"), f"  found by {_sources(total)}")
    if not account.hosts:
        return
    shown = account.hosts if everything else account.hosts[:HOSTS_SHOWN]
    rest = account.hosts[len(shown) :]
    rows = [_row(host.host, host) for host in shown]
    yield _table([*rows, _row("all hosts", total)] if not rest else rows, header=True)
    if rest:
        yield f"  and {len(rest)} more hosts, {sum(host.missing for host in rest)} missing (--all)"
        yield _table([_row("all hosts", total)], header=False)
    if total.linked:
        yield f"  besides, known by links alone: {total.linked:,}, of which stored {total.linked_stored:,}"


def _sources(total: StoryCounts) -> str:
    found = ", ".join(f"{source} {number:,}" for source, number in total.sources.most_common())
    return cut(found, WIDTH - 42) if found else "nothing"


def _table(rows: Sequence[Sequence[str]], header: bool) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 1), show_header=header, header_style="")
    table.add_column(min_width=HOST_WIDTH + 1)
    for name in COLUMNS:
        table.add_column(name, justify="right", min_width=max(6, len(name)))
    for row in rows:
        table.add_row(*row)
    return table


def _row(name: str, account: StoryCounts) -> list[str]:
    name = printable(name)
    numbers = {column: getattr(account, column) for column in COLUMNS}
    numbers["rejected"] += account.failed
    return [f" {cut(name, HOST_WIDTH)}", *(f"{number:,}" for number in numbers.values())]


def missing_lines(account: DayAccount, everything: bool) -> Iterator[Line]:
    """The missing stories, each with the reason and its next try; with `everything` the whole address."""
    if not account.missing:
        return
    yield safe("Missing, those given up first", "bold")
    for story in account.missing:
        text = f"  {_reason(story)}: {printable(story.url).removeprefix('https://')}"
        yield text if everything else cut(text)
    if account.total.missing > len(account.missing):
        yield f"  and {account.total.missing - len(account.missing):,} more (--all)"


def _reason(story: MissingStory) -> str:
    reason = cut(printable(story.reason or "not asked for yet"), 30)
    if story.due_at is None:
        return f"{reason}, not tried again"
    when = "due since" if story.due_at <= datetime.now(UTC) else "next try"
    return f"{reason}, {when} {short_wib(story.due_at)}"


def cut(text: str, width: int = WIDTH) -> str:
    """The text in one line of the screen."""
    return text if len(text) <= width else text[: width - 3] + "..."
