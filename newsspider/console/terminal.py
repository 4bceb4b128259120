"""Output for people, by rich: colours on a terminal alone, and no markup or control character of a page.

Lines are `str` or rich's `Text`, tables rich's `Table`. A line is never wrapped, so that an address can be
copied; a table and a `Padding` wrap their text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import StringIO
from shutil import get_terminal_size
from typing import TextIO

from rich.console import Console, RenderableType
from rich.live import Live
from rich.status import Status
from rich.table import Table
from rich.text import Text

from newsspider.text import printable

Line = str | Text
NARROWEST, WIDEST = 60, 110
"""Columns: texts in wider lines are hard to read."""


def safe(text: str, style: str = "") -> Text:
    """A text of a page or a database, on one line, without what could steer a terminal."""
    return Text(printable(text), style)


def line(*parts: Line) -> Text:
    """One line of several parts, each in its own colour."""
    return Text.assemble(*parts)


def grid(*widths: int, numbers: Iterable[int] = ()) -> Table:
    """A table without lines: the least width of each column; those of `numbers` are aligned right."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for place, width in enumerate(widths):
        table.add_column(min_width=width, justify="right" if place in numbers else "left")
    return table


def show(*parts: RenderableType, file: TextIO | None = None) -> None:
    """Print on stdout, or on another stream; an error of writing ends no command (`console.streams`)."""
    stream = file or sys.stdout
    print(as_text(parts, colour=stream.isatty()), file=stream, flush=True)


def warn(message: str) -> None:
    """Print one line on stderr, marked as ours."""
    print(f"newsspider: {printable(message)}", file=sys.stderr, flush=True)


def progress(text: Text) -> Status:
    """A line that moves on a terminal while something goes on, and is not there elsewhere; to be entered."""
    return _console(sys.stdout, sys.stdout.isatty()).status(text)  # a str would be read as markup


def live_display(stream: TextIO) -> Live | None:
    """A display that stays below what its console prints, and is gone at its end; to be started. None if the
    stream is no terminal that can move its cursor."""
    console = _console(stream, stream.isatty())
    if not stream.isatty() or console.is_dumb_terminal:
        return None
    return Live(
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )


def as_text(parts: Iterable[RenderableType], *, colour: bool = False) -> str:
    """The parts as they are printed, without a line break at the end."""
    buffer = StringIO()
    console = _console(buffer, colour)
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, str | Text))
    return "\n".join(each.rstrip() for each in buffer.getvalue().removesuffix("\n").split("\n"))


def _console(stream: TextIO, colour: bool) -> Console:
    return Console(
        file=stream,
        force_terminal=colour,  # whatever FORCE_COLOR says
        color_system="standard" if colour else None,
        width=max(NARROWEST, min(WIDEST, get_terminal_size().columns)),
        markup=False,
        emoji=False,
        highlight=False,
    )
