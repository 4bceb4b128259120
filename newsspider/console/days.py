"""How are a day's stories shown, host by host, and those that are missing?"""

from __future__ import annotations

from collections.abc import Iterator

from newsspider.console.reading import Pen
from newsspider.durations import short_wib
from newsspider.outlets import short_host
from newsspider.store.reports.days import Account, DayAccount, MissingStory
from newsspider.text import printable

WIDTH = 79
"""Of a screen of 80 columns and 40 lines, whatever the terminal has: what is printed is also mailed."""
HOSTS_SHOWN = 8
COLUMNS = ("advertised", "fetched", "stored", "gone", "rejected", "due", "missing")


def account_lines(account: DayAccount, everything: bool, pen: Pen) -> Iterator[str]:
    """The table of the hosts; with `everything` of all of them."""
    total = account.total
    yield pen("bold", f"Stories of {account.day:%d.%m.%Y} (WIB)") + f"{'':<2}found by {_sources(total)}"
    if not account.hosts:
        return
    yield f"  {'':<14}" + "".join(f"{name:>{_wide(name)}}" for name in COLUMNS)
    shown = account.hosts if everything else account.hosts[:HOSTS_SHOWN]
    for host in shown:
        yield _row(host.host, host)
    if len(account.hosts) > len(shown):
        rest = account.hosts[len(shown) :]
        yield f"  and {len(rest)} more hosts, {sum(host.missing for host in rest)} missing (--all)"
    yield _row("all hosts", total)
    if total.linked:
        yield f"  besides, known by links alone: {total.linked:,}, of which stored {total.linked_stored:,}"


def _sources(total: Account) -> str:
    told = ", ".join(f"{source} {number:,}" for source, number in total.sources.most_common())
    return cut(told, WIDTH - 42) if told else "nothing"


def _wide(name: str) -> int:
    return max(7, len(name)) + 1


def _row(name: str, account: Account) -> str:
    name = printable(short_host(name))
    numbers = {column: getattr(account, column) for column in COLUMNS}
    numbers["rejected"] += account.failed
    return f"  {cut(name, 14):<14}" + "".join(f"{numbers[column]:>{_wide(column)},}" for column in COLUMNS)


def missing_lines(account: DayAccount, everything: bool, pen: Pen) -> Iterator[str]:
    """The missing stories, each with the reason and its next try; with `everything` the whole address."""
    if not account.missing:
        return
    yield pen("bold", "Missing, those given up first")
    for story in account.missing:
        line = f"  {_why(story)}: {printable(story.url).removeprefix('https://')}"
        yield line if everything else cut(line)
    if account.total.missing > len(account.missing):
        yield f"  and {account.total.missing - len(account.missing):,} more (--all)"


def _why(story: MissingStory) -> str:
    reason = cut(printable(story.reason or "not asked for yet"), 30)
    if story.due_at is None:
        return f"{reason}, not tried again"
    return f"{reason}, next try {short_wib(story.due_at)}"


def cut(text: str, width: int = WIDTH) -> str:
    """The text in one line of the screen."""
    return text if len(text) <= width else text[: width - 3] + "..."
