"""The tail of a page in a text rendering: what stands below the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsspider.items import Block, BlockKind, Line
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.story.neighbours import Neighbours
from newsspider.outlets.story.people import split_names
from newsspider.outlets.story.shapes import TABLE_ROW

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

_START = re.compile(
    r"ikuti kami di|dapatkan berita pilihan|©.*|rekomendasi untuk anda|komentar|berita (?:terkini|populer|terkait)(?:\s*:.*)?"
    r"|tags|aa|klub(?: [a-z+/-]{1,3}){0,12}|halaman(?: selanjutnya\W{0,4}| \d+(?:\s?(?:dari|/)\s?\d+)?)?|anda mungkin menyukai|video pilihan|atas"
    r"|(?=.*(?:#latestul|getJSON|\bnewlast\b|\$\()).*|(?:penulis|editor|sumber)\s*:[^!?]{2,120}(?<!\w\w[.])|tampilkan lainnya",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:penulis\s*:\s*(?P<authors>[^|]*))?\s*\|?\s*(?:editor\s*:\s*(?P<editors>[^|]*))?|sumber\s*:\s*(?P<source>.*)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"berita (?:terkini|populer|terkait)|video pilihan|komentar|tags|tampilkan lainnya|atas|halaman(?: selanjutnya\W{0,4})?",
    re.IGNORECASE,
)
_MARKS = (
    "dapatkan berita pilihan",
    "di whatsapp anda",
    "baca whatsapp tribunnews",
    "ikuti kami di",
    "berita rekomendasi",
)
_PAGES = re.compile(r"halaman \d{1,3}\s?(?:dari|/)\s?(?P<count>[0-9]{1,3})", re.IGNORECASE)


@dataclass(slots=True)
class Tail:
    """Fields and furniture of the lines below the story."""

    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    source: str | None = None
    page_count: int = 1
    tags: tuple[str, ...] = ()
    titles: list[str] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)

    def cut(self, rule: str, text: str) -> None:
        self.furniture.append(Line(kind=BlockKind.PARAGRAPH, text=text, rule=rule))


def read_tail(lines: Sequence[str], outlet: Site) -> tuple[list[str], Tail]:
    """The lines above the tail, and the tail. The tail begins at its first mark with no paragraph below it:
    the heading of a widget in mid-story is no tail."""
    start = _tail_start(lines, outlet)
    tail = Tail()
    above = ""
    for line in filter(None, lines[start:]):
        known = outlet.phrases.rule(line)
        if above.lower() == "tags" and known is None and _START.fullmatch(line) is None and len(line) < 60:
            tail.tags += (line,)
            tail.cut("tags", line)
            continue
        related = _read_line(tail, line, outlet)
        above = line if above.lower()[:4] != "klub" or line.startswith("©") else above
        rule = "standings" if above.lower()[:4] == "klub" else known or "page_tail"
        tail.cut(CutRule.BACA_JUGA if related else rule, line)
    return list(lines[:start]), tail


def _tail_start(lines: Sequence[str], outlet: Site) -> int:
    last = max((i for i, line in enumerate(lines) if _is_story(line, outlet)), default=-1)
    start = max(last, 0)
    below = [index for index in range(start, len(lines)) if lines[index]]
    neighbours = Neighbours([Block(kind=BlockKind.PARAGRAPH, text=lines[index]) for index in below], outlet)
    for place, index in enumerate(below):
        if index <= max(last, len(lines) // 4):
            continue
        if index == below[-1] and _is_cut_mark(lines[index]):
            return index
        rest = [lines[later] for later in below[place + 1 : place + 2]]
        if _START.fullmatch(lines[index]) and not (
            _may_be_story(lines[index])
            and neighbours.opened(place)
            and not _ends_story(lines[index], rest, outlet)
        ):
            return index
    return len(lines)


def _is_cut_mark(line: str) -> bool:
    """Whether the text breaks off inside a mark of the tail."""
    return len(line) > 5 and any(mark.startswith(line.lower()) for mark in _MARKS)


def _ends_story(line: str, below: Sequence[str], outlet: Site) -> bool:
    """Whether a pager, or a source that is a newsroom, stands right above a mark that no story has."""
    marked = any(_START.fullmatch(later) and not _may_be_story(later) for later in below)
    source = _CREDIT.fullmatch(line)
    named = source is not None and source["source"] and outlet.marks.newsroom.search(source["source"])
    return marked and (bool(named) or line.lower().startswith("halaman "))


def _may_be_story(line: str) -> bool:
    """Whether a mark of the tail may as well be an entry of a list in the story."""
    return _CREDIT.fullmatch(line) is not None or _LABEL.fullmatch(line) is not None


def _is_story(line: str, outlet: Site) -> bool:
    return (
        len(line) >= 40
        and line.endswith((".", "!", "?", "”", '"', "’", ")", ".*"))
        and outlet.phrases.rule(line) is None
        and _START.fullmatch(line) is None
    )


def _read_line(tail: Tail, line: str, outlet: Site) -> bool:
    """Read the fields of a line; whether it names another story."""
    related = outlet.marks.related.fullmatch(line)
    if related is not None and related["also"] and related["title"]:
        tail.titles.append(related["title"])
        return True
    numbers = line.lower().removeprefix("halaman ")
    if numbers != line and len(numbers) < 10 and numbers == "".join(map(str, range(1, len(numbers) + 1))):
        tail.page_count = len(numbers)  # "Halaman" over "123": the pager's numbers, glued
    if (row := TABLE_ROW.fullmatch(line)) is not None:
        tail.titles.append(row["title"])
    if (pages := _PAGES.fullmatch(line)) is not None:
        tail.page_count = int(pages["count"])
    if (found := _CREDIT.fullmatch(line)) is not None:
        tail.authors = tail.authors or split_names(found["authors"] or "")
        tail.editors = tail.editors or split_names(found["editors"] or "")
        tail.source = tail.source or (found["source"] or "").strip() or None
    return False
