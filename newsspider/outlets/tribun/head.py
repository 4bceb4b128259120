"""The head of a page in a text rendering: headline, lead, credits, the first picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsspider.outlets.boilerplate.calls import is_sentence
from newsspider.outlets.boilerplate.phrases import Place
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import is_picture_address
from newsspider.outlets.dates import parse_spoken
from newsspider.outlets.story.people import split_names
from newsspider.outlets.story.shapes import BULLETS
from newsspider.outlets.tribun.headlines import (
    Head,
    assign_titles,
    credit_like,
    expected_titles,
    read_picture,
    split_titles,
)
from newsspider.outlets.tribun.openings import REGION

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

REACH = 45
"""Lines at the top in which the story's first dateline or reporter line is looked for."""

_NOISE = re.compile(
    r"tribun|superskor|super skor|breaking news\s*:?|aa|text sizes?|medium|large|larger|cari|network|login|home(?: ».*)?"
    r"|news|bisnis|sport|seleb|lifestyle|travel|tribunners|video|images|kilas kementerian|otomotif|techno|kesehatan"
    r"|nasional|internasional|regional|metropolitan|sains|pendidikan|lihat foto"
    r"|selamat datang di superhub.*|(?:\w+, )?\d{1,2} \w+ \d{4}",
    re.IGNORECASE,
)
_SITE = re.compile(rf"tribunnews|[\w-]{{2,30}}\.(?:com|co\.id|co|id)|tribun[ -]?(?:{REGION})", re.IGNORECASE)
"""The site's name, which stands above the headline; below it, it is a picture's credit."""
_MENU = re.compile(rf"[{BULLETS}](?:\s{{1,3}}\S+){{0,4}}")
"""An entry of the page's menu, above the headline: "• Login"."""
_TOPIC = re.compile(r"berita (?:populer|terkini|terkait)", re.IGNORECASE)
"""A topic where it stands above a headline, and the heading of a list elsewhere."""
_ZOOM = re.compile(r"zoom-in\s+(?P<title>.+)", re.IGNORECASE)
_CREDITS = re.compile(
    r"(?:penulis\s*:\s*(?P<authors>[^|]{2,120}))?\s*\|?\s*(?:editor\s*:\s*(?P<editors>[^|]{2,120}))?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:tayang|dipublikasikan|diperbarui)\s*:\s*(?P<time>.+)"
    r"|(?P<bare>(?:\w{4,6}, ?)?\d{1,2} \w{3,9} \d{4},? ?\d{1,2}[:.]\d{2} ?wi(?:b|ta|t))",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"ringkasan berita\s*:?", re.IGNORECASE)


@dataclass(slots=True)
class _Walk:
    """A walk down the head: the lines so far, and whether a mark of the head was met. `glued` says of each
    title whether it stands right below another line. `zoomed` is the headline as the first picture's alt text
    repeats it."""

    head: Head = field(default_factory=Head)
    titles: list[str] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    marked: bool = False
    zoomed: str | None = None

    def take(self, lines: Sequence[str], index: int, outlet: Site) -> None:
        """File one line of the head."""
        line = lines[index]
        if (zoomed := self.zoom_of(line, _above_credits(lines, index))) is not None:
            self.zoomed, self.marked = zoomed, True
            self.cut("photo_zoom", line)
        elif _read_credits(self.head, line):
            self.marked = True
            self.cut("credit_line", line)
        elif (reporter := outlet.marks.reporter_of(line)) is not None:
            self.head.authors = self.head.authors or split_names(reporter["name"])
            self.cut("reporter_line", line)
        elif not self.titles and (_SITE.fullmatch(line) or _MENU.fullmatch(line)):
            self.cut("page_head", line)
        elif (rule := self.rule_of(line, outlet)) is not None:
            self.marked = self.marked or line.lower() == "larger"
            self.cut(rule, line)
        elif self.marked and self.titles:
            self.below.append(line)
        else:
            self.titles.append(line)
            self.glued.append(len(self.titles) > 1 and bool(lines[index - 1]))

    def rule_of(self, line: str, outlet: Site) -> str | None:
        """The rule of a line that cannot be a headline or its topic."""
        topic = len(self.titles) < 3 and not self.marked and _TOPIC.fullmatch(line)
        return None if topic else _head_rule(line, outlet)

    def zoom_of(self, line: str, credited: bool) -> str | None:
        """The headline that a picture's alt text repeats, with "zoom-in" before it or without. One that stands
        above the credits is the lead (`credited`)."""
        if (zoom := _ZOOM.fullmatch(line)) is not None:
            return zoom["title"]
        again = self.zoomed is None and line in self.titles and (self.marked or not credited)
        return line if again and line.count(" ") > 1 and not line.endswith(".") else None

    def cut(self, rule: str, line: str) -> None:
        self.head.rules.append((rule, line))


def read_head(lines: Sequence[str], outlet: Site) -> tuple[Head, list[str]]:
    """The head's fields, and the story's lines below it."""
    walk, index = _Walk(), 0
    start = _story_start(lines, outlet)
    limit = len(lines) if start is None else start
    while index < limit and not _is_over(lines, index, walk, start, outlet):
        if _SUMMARY.fullmatch(lines[index]):
            index = _read_summary(walk.head, lines, index)
            continue
        if lines[index] and _in_menu(lines, index):
            walk.cut("page_head", lines[index])
        elif lines[index]:
            walk.take(lines, index, outlet)
        index += 1
    titles, picture = split_titles(walk.head, walk.titles, walk.glued)
    walk.below[:0] = picture
    assign_titles(walk.head, titles, walk.below, walk.zoomed)
    read_picture(walk.head, walk.below)
    return walk.head, list(lines[index:])


def _is_over(lines: Sequence[str], index: int, walk: _Walk, start: int | None, outlet: Site) -> bool:
    """Whether the head ends above this line; a dateline further down (`start`) says where, unless a paragraph
    or a call to watch a video stands below the credits."""
    if walk.marked and outlet.phrases.rule(lines[index]) == CutRule.READ_MORE:
        return True
    if walk.zoomed is not None and walk.below and not lines[index - 1] and lines[index]:
        shown = len(walk.below) > 1 and not _belongs_to_head(lines[index])
        if shown or _is_paragraph(lines[index]):
            return True
    return start is None and _head_is_over(lines, index, walk.marked, walk.zoomed, walk.titles, walk.below)


def _in_menu(lines: Sequence[str], index: int) -> bool:
    """Whether a line stands between two entries of the page's menu."""
    around = [*lines[index - 1 : index], *lines[index + 1 : index + 2]] if index else []
    return len(around) == 2 and all(_NOISE.fullmatch(line) for line in around) and lines[index].count(" ") < 3


def _belongs_to_head(line: str) -> bool:
    """Whether a line below the picture is the summary's heading, a credit, a time or the page's chrome."""
    return any(shape.fullmatch(line) for shape in (_SUMMARY, _CREDITS, _TIME, _NOISE, _ZOOM))


def _head_rule(line: str, outlet: Site) -> str | None:
    """The rule of a line that cannot be a headline; None for any other. Calls stand below a story."""
    if is_picture_address(line):
        return "picture_address"
    phrase = outlet.phrases.phrase(line)
    if phrase is not None and phrase.place is not Place.END:
        return phrase.rule
    return "page_head" if _NOISE.fullmatch(line) else None


def _story_start(lines: Sequence[str], outlet: Site) -> int | None:
    """The line of the first reporter line or dateline, where there is one."""
    marks = outlet.marks
    for index, line in enumerate(lines[:REACH]):
        if line and len(line) > 60 and marks.dateline.match(line):
            return index
        if line and marks.reporter_of(line) and not _picture_below(lines, index):
            return index
    return None


def _above_credits(lines: Sequence[str], index: int) -> bool:
    """Whether the next line with words is one of credits."""
    below = next((line for line in lines[index + 1 : index + 4] if line), "")
    return bool(below) and _CREDITS.fullmatch(below) is not None


def _picture_below(lines: Sequence[str], index: int) -> bool:
    """Whether the headline above this line is repeated right below it, as the alt text of the first picture."""
    above = {line for line in lines[:index] if line.count(" ") > 1}
    return any(line in above or _ZOOM.fullmatch(line) for line in lines[index + 1 : index + 4])


def _head_is_over(
    lines: Sequence[str], index: int, marked: bool, zoomed: str | None, titles: list[str], below: list[str]
) -> bool:
    """Without a dateline the story begins below the picture's lines, else below credits, else below
    headline and lead."""
    line = lines[index]
    if not line:
        return zoomed is not None or (marked and bool(below))
    if zoomed is not None:
        return False
    if _ZOOM.fullmatch(line) or _CREDITS.fullmatch(line) or _TIME.fullmatch(line) or _NOISE.fullmatch(line):
        return False
    if marked and len(below) == 1 and credit_like(below[0]) and lines[index - 1]:
        return False  # the caption under the credit
    if marked:
        return (
            len(below) >= 2
            or (not below and _opens_story(lines, index))
            or (bool(below) and not credit_like(below[-1]))
            or (_is_paragraph(line) and not _more_head(lines, index) and not _under_text_sizes(lines, index))
        )
    if len(titles) > 2 and credit_like(titles[-1]) and lines[index - 1] and not lines[index - 2]:
        return False  # the caption under the credit of a page without credits of its writer
    return len(titles) >= expected_titles(titles) and _is_paragraph(line) and not _more_head(lines, index)


def _opens_story(lines: Sequence[str], index: int) -> bool:
    """Whether a sentence stands alone below the credits: with no credit of a picture beside it, it is no caption."""
    alone = not any(lines[index - 1 : index]) and not any(lines[index + 1 : index + 2])
    sentence = is_sentence(lines[index]) and not _under_text_sizes(lines, index)
    return alone and sentence and not _more_head(lines, index)


def _more_head(lines: Sequence[str], index: int) -> bool:
    """Whether a mark of the head stands among the next five lines."""
    return any(
        _ZOOM.fullmatch(line) or (line and _CREDITS.fullmatch(line)) for line in lines[index + 1 : index + 6]
    )


def _under_text_sizes(lines: Sequence[str], index: int) -> bool:
    """Whether this is the first line under AMP's text sizes, where the picture's caption stands."""
    return next((line for line in reversed(lines[:index]) if line), "").lower() == "larger"


def _is_paragraph(line: str) -> bool:
    return len(line) > 150 or (len(line) > 45 and line.endswith((".", "”", '"')))


def _read_credits(head: Head, line: str) -> bool:
    """Read a line of credits or a time; whether it was one."""
    if (time := _TIME.fullmatch(line)) is not None:
        head.published_at = head.published_at or parse_spoken(time["time"] or time["bare"])
        return True
    if (found := _CREDITS.fullmatch(line)) is None:
        return False
    head.authors = head.authors or split_names(found["authors"] or "")
    head.editors = head.editors or split_names(found["editors"] or "")
    return True


def _read_summary(head: Head, lines: Sequence[str], index: int) -> int:
    """Read the summary box. Returns the index of the first line below it."""
    head.rules.append(("summary", lines[index]))
    entries: list[str] = []
    index += 1
    while index < len(lines) and (not lines[index] or lines[index].startswith(("-", "•"))):
        if lines[index]:
            entries.append(lines[index].lstrip("-• "))
            head.rules.append(("summary", lines[index]))
        index += 1
    head.summary = tuple(entries)
    return index
