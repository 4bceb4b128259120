"""The newsroom's own summary ("Ringkasan Berita") above a story of 2025 and 2026."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from newsspider.items import BlockKind, Line
from newsspider.outlets.pages.lines import visible_text

OPENING = 4
"""Lines: the summary's heading is one of the first."""
_HEADING = re.compile(r"ringkasan berita\s*:?", re.IGNORECASE)
_BULLET = re.compile(r"^[-•]\s*")


def box_lines(box: LexborNode) -> tuple[str, ...]:
    """The entries of a summary box, without its heading."""
    items = [visible_text(node) for node in box.css("li")] or [visible_text(node) for node in box.css("p")]
    if not items:
        items = [re.sub(rf"^{_HEADING.pattern}\s*", "", visible_text(box), flags=re.IGNORECASE)]
    entries = (_BULLET.sub("", item) for item in items)
    return tuple(entry for entry in entries if entry and not _HEADING.fullmatch(entry))


def mark_summary(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines with a summary without a box marked as furniture, and its entries."""
    plain = (place for place, line in enumerate(lines[:OPENING]) if not line.rule)
    start = next((place for place in plain if _HEADING.fullmatch(lines[place].text)), None)
    if start is None:
        return list(lines), ()
    end = start + 1
    while end < len(lines) and not lines[end].rule and lines[end].kind is BlockKind.LIST_ITEM:
        end += 1
    if end == start + 1:
        return list(lines), ()
    marked = [replace(line, rule="summary") for line in lines[start:end]]
    entries = tuple(_BULLET.sub("", line.text) for line in lines[start + 1 : end])
    return [*lines[:start], *marked, *lines[end:]], entries
