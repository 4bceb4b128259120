"""Lines of a plain text rendering, and their kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from newsspider.items import BlockKind, Line
from newsspider.outlets.boilerplate.calls import is_field
from newsspider.outlets.story.shapes import is_caption, is_item, is_passed_over, kind_between, titled, twins
from newsspider.text import collapse

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

AHEAD = 8
"""Lines: the paragraph that a heading stands above is looked for among so many below it."""
_STAMP = re.compile(r"\s*date \d{4}-\d{2}(?:-\d{2})?\s")


def text_lines(text: str) -> list[str]:
    """One line an entry, white space collapsed; an empty string keeps a blank line. Some corpora put
    their own "date 2021-11" before the first words."""
    stamp = _STAMP.match(text)
    text = text[stamp.end() :] if stamp else text
    lines = [collapse(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _undoubled(lines)


def _undoubled(lines: list[str]) -> list[str]:
    """The lines of a text in which every line break is doubled, with one break each. No two lines of such a
    text stand right below each other, and what was a blank line is three."""
    runs = [(bool(line), len(list(same))) for line, same in groupby(lines, key=bool)]
    blanks = {length for filled, length in runs[1:-1] if not filled}
    if any(filled and length > 1 for filled, length in runs) or 1 not in blanks or max(blanks) < 3:
        return lines
    found: list[str] = []
    for line, same in groupby(lines):
        found += [line] * (1 if line else (len(list(same)) - 1) // 2)
    return found


def transcribed(lines: Sequence[str], outlet: Site) -> Iterator[Line]:
    """The lines of the story region, each with its kind."""
    filled = [line for line in lines if line]
    place, apart = 0, True
    for line in lines:
        if line:
            kind = _kind(filled, place, outlet)
            yield Line(kind=kind, text=line, apart=apart)
            place += 1
        apart = not line


def _story_lines(lines: Sequence[str], outlet: Site) -> Iterator[str]:
    """The lines without captions, their alt texts, and titles of other stories."""
    for above, line, below in zip(("", *lines), lines, (*lines[1:], ""), strict=False):
        named = line.startswith("•") and titled(line[1:])
        if not named and not is_passed_over(line, outlet) and not (twins(line, below) or twins(above, line)):
            yield line


def _goes_on(above: str, line: str) -> bool:
    """Whether a numbered line continues the list of numbered lines above it."""
    return line[:1].isdigit() and above[:1].isdigit() and is_item(line) and is_item(above)


def _kind(lines: Sequence[str], place: int, outlet: Site) -> BlockKind:
    line, rest = lines[place], lines[place + 1 : place + 1 + AHEAD]
    # a last paragraph that is signed may look like a caption
    captions = (one for one in rest if is_caption(one, outlet.marks))
    below = next(_story_lines(rest, outlet), "") or next(captions, "")
    kind = kind_between(line, below)
    if kind is BlockKind.HEADING and place and _goes_on(lines[place - 1], line):
        return BlockKind.LIST_ITEM
    if kind is BlockKind.HEADING and is_field(line):
        above = (lines[at] for at in range(place - 1, -1, -1) if not is_passed_over(lines[at], outlet))
        if is_field(next(above, "")):
            return BlockKind.PARAGRAPH  # the last entry of a data sheet
    return kind
