"""Evidence in a text rendering that it is a story of the Tribun network.

Only marks at their places make a text a story, never its address. One mark of a story is enough. Marks of the
page's chrome count only with paragraphs around them, and two weak marks count as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.tribun.openings import BRAND

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

HEAD = 45
"""Lines: the marks of a page's head stand above this one."""
TAIL = 12
"""Lines: a signature stands among the last ones, or right above the page's tail."""
LOOKED_FOR = (
    "a dateline or reporter line of the network, credits (Penulis, Editor), a signature with a newsroom's name,"
    " the picture's zoom-in line, or the banner and the footer around paragraphs"
)

_CREDITS = re.compile(r"(?:penulis|editor)\s?:\s?[^|:]{2,80}", re.IGNORECASE)
_BOTH = re.compile(r"penulis\s?:\s?[^|:]{0,80}\|\s?(?:editor\s?:\s?[^|:]{0,80})?", re.IGNORECASE)
_LABEL = re.compile(rf"(?:[\w ]{{1,20}}\s)?{BRAND}(?:\s[\w ]{{1,20}})?")
_ZOOM = re.compile(r"zoom-in \S.{5,300}", re.IGNORECASE)
_BANNER = re.compile(r"nikmati berita interaktif .{0,60}tribunx\W{0,2}", re.IGNORECASE)
_FOOTER = re.compile(r"© ?\d{4} tribunnews\.com.{0,80}", re.IGNORECASE)
_FOLLOW = re.compile(r"dapatkan berita pilihan|baca whatsapp tribunnews|ikuti kami di", re.IGNORECASE)
_CLOSED = re.compile(r".{20,2000}\(\*\)\s?|\(\*\)")
_RELATED = re.compile(r"baca(?: juga)?\s?:\s\S.{10,200}", re.IGNORECASE)
_CAPITAL_CAPTION = re.compile(r"[A-Z][A-Z ]{3,40} [-–] \S.{5,300}")


def marks_in(lines: Sequence[str], outlet: Site) -> tuple[str, ...]:
    """The names of the marks in the lines, if together they identify a story of the outlet; else nothing.
    White space in the lines is collapsed, blank lines are empty."""
    story = tuple(dict.fromkeys(_story_marks(lines, outlet)))
    if story:
        return story
    chrome = tuple(name for name, found in _CHROME if any(map(found, lines)))
    if len(chrome) > 1 and sum(_is_paragraph(line) for line in lines) > 2:
        return chrome
    weak = tuple(dict.fromkeys(_weak_marks(lines, outlet)))
    return weak if len(weak) > 1 else ()


def _story_marks(lines: Sequence[str], outlet: Site) -> Iterator[str]:
    marks, filled = outlet.marks, [line for line in lines if line]
    for index, line in enumerate(lines[:HEAD]):
        if _ZOOM.fullmatch(line):
            yield "zoom-in"
        if _BOTH.fullmatch(line) or _pair(lines, index):
            yield "credits"
        if marks.reporter_of(line) and marks.newsroom.search(line):
            yield "reporter line"
        found = marks.dateline.match(line)
        if found is not None and marks.newsroom.search(found["dateline"]) and _opens_prose(line, found.end()):
            yield "dateline"
    for line in filled[-TAIL:]:
        found = marks.signature_of(line[-200:])
        if found is not None and marks.newsroom.search(found["signature"]) and len(filled) > 3:
            yield "signature"


def _opens_prose(line: str, start: int) -> bool:
    """Whether words follow the dateline, as in a first paragraph, or the line is nothing else."""
    text = line[start:].strip()
    begins = text[:1].isalpha() or text[:1] in ('"', "“", "‘", "'")
    return line.lstrip("(")[:1].isupper() and (not text or (begins and text.count(" ") >= 3))


def _pair(lines: Sequence[str], index: int) -> bool:
    """Whether the lines "Penulis: ..." and "Editor: ..." stand right below each other."""
    if not _CREDITS.fullmatch(lines[index]) or index + 1 >= len(lines):
        return False
    labels = {line.partition(":")[0].strip().lower() for line in lines[index : index + 2]}
    return labels == {"penulis", "editor"} and _CREDITS.fullmatch(lines[index + 1]) is not None


def _weak_marks(lines: Sequence[str], outlet: Site) -> Iterator[str]:
    filled = [line for line in lines if line]
    for line in filled[:HEAD]:
        if _CREDITS.fullmatch(line):
            yield "credits"
    if any(_LABEL.fullmatch(line) and outlet.marks.newsroom.search(line) for line in filled[:6]):
        yield "label"
    if any(_CLOSED.fullmatch(line) for line in filled[-TAIL:]):
        yield "closing star"
    if sum(_RELATED.fullmatch(line) is not None for line in filled) > 1:
        yield "baca juga"
    if (
        filled
        and (phrase := outlet.phrases.phrase(filled[-1])) is not None
        and phrase.rule == CutRule.READ_MORE
    ):
        yield from ("closing call", "below the story")
    if _picture(filled):
        yield from ("picture", "below the headline")


def _picture(filled: Sequence[str]) -> bool:
    """Whether the headline is repeated as a picture's alt text, above its credit and its caption."""
    for index in range(1, min(6, len(filled) - 2)):
        if filled[index] in filled[:index] and len(filled[index].split()) > 2:
            credit, caption = filled[index + 1], filled[index + 2]
            brief = len(credit) <= 90 and not credit.endswith((".", "!", "?"))
            return brief and _CAPITAL_CAPTION.fullmatch(caption) is not None
    return False


def _is_paragraph(line: str) -> bool:
    return len(line) >= 60 and line.endswith((".", "”", '"', ")", "!", "?"))


_CHROME: tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...] = (
    ("banner", _BANNER.fullmatch),
    ("footer", _FOOTER.fullmatch),
    ("channels", _FOLLOW.fullmatch),
)
