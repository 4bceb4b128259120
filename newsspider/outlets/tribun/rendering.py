"""Layout of a plain text rendering of a Tribun page.

Corpora often keep only the text: page chrome first, one line a paragraph, footer last. Shapes seen (2013 to
2026): m. pages with banner and "zoom-in"; regional pages with one credit line and a bare photo credit; AMP with
a navigation list and text sizes; renderings without chrome. Every part is optional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from newsspider.items import Article, BlockKind, Line, Link, LinkKind
from newsspider.outlets.boilerplate.calls import is_field
from newsspider.outlets.story.reading import NoBody, NoHeadline, NotAStory
from newsspider.outlets.story.shapes import is_caption, is_passed_over, kind_between, titled, twins
from newsspider.outlets.tribun.evidence import LOOKED_FOR, marks_in
from newsspider.outlets.tribun.head import REACH, read_head
from newsspider.outlets.tribun.headlines import Head
from newsspider.outlets.tribun.tail import read_tail
from newsspider.text import collapse

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

AHEAD = 8
"""Lines: the paragraph that a heading stands above is looked for among so many below it."""
_STAMP = re.compile(r"\s*date \d{4}-\d{2}(?:-\d{2})?\s")
_LABEL = re.compile(r"(?:penulis|reporter|editor)\s?:", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^:!?]{1,60}")


class NoMarks(NotAStory):
    """A text with nothing in it that says it is a page of this outlet."""


class TribunText:
    """The plain text of any Tribun page."""

    name = "TribunText"

    def read(self, text: str, url: str | None, outlet: Site) -> Article:
        """The article as the rendering has it, before cleaning. Raises NotAStory."""
        lines = _lines(text)
        if not marks_in(lines, outlet):
            raise NoMarks(f"expected {LOOKED_FOR}; found none of them in {len(lines)} lines")
        above, tail = read_tail(lines, outlet)
        head, body = read_head(above, outlet)
        if not head.headline:
            raise NoHeadline("expected a headline above the story, found none")
        if not any(body):
            raise NoBody("expected lines of story, found none")
        return Article(
            outlet=outlet.name,
            layout=self.name,
            url=outlet.address(url).identity,
            headline=outlet.without_suffix(head.headline),
            lead=head.lead,
            blocks=(*head.furniture(above), *_transcribed(body, outlet), *tail.furniture),
            authors=head.authors or tail.authors,
            editors=head.editors or tail.editors,
            source=tail.source or head.source,
            published_at=head.published_at,
            topic=head.topic,
            images=head.images,
            summary=head.summary,
            tags=tail.tags,
            page_count=tail.page_count,
            links=_links(tail.titles),
            provenance=_provenance(head),
        )


def _links(titles: Sequence[str]) -> tuple[Link, ...]:
    """One link for each story named, in order."""
    names = enumerate(dict.fromkeys(titles))
    return tuple(
        Link(kind=LinkKind.BACA_JUGA, url=None, anchor=title, position=place) for place, title in names
    )


def _provenance(head: Head) -> dict[str, str]:
    stated = [name for name in ("headline", "lead", "authors", "editors") if getattr(head, name)]
    return dict.fromkeys(stated, "text:head") | {"blocks": "text:body"}


def _lines(text: str) -> list[str]:
    """One line an entry, white space collapsed; an empty string keeps a blank line. Some corpora put
    their own "date 2021-11" before the first words."""
    stamp = _STAMP.match(text)
    text = text[stamp.end() :] if stamp else text
    lines = [collapse(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _joined(_undoubled(lines))


def _joined(lines: list[str]) -> list[str]:
    """The lines with each label of a credit and the name below it as the one line that a reader sees."""
    found: list[str] = []
    for line in lines:
        labelled = found and _LABEL.fullmatch(found[-1]) and len(found) <= REACH
        if labelled and _NAME.fullmatch(line) and not line.endswith("."):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


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


def _transcribed(lines: Sequence[str], outlet: Site) -> Iterator[Line]:
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


def _kind(lines: Sequence[str], place: int, outlet: Site) -> BlockKind:
    line, rest = lines[place], lines[place + 1 : place + 1 + AHEAD]
    # a last paragraph that is signed may look like a caption
    below = next(_story_lines(rest, outlet), "") or next(
        (one for one in rest if is_caption(one, outlet.marks)), ""
    )
    kind = kind_between(line, below)
    if kind is BlockKind.HEADING and is_field(line):
        above = (lines[at] for at in range(place - 1, -1, -1) if not is_passed_over(lines[at], outlet))
        if is_field(next(above, "")):
            return BlockKind.PARAGRAPH  # the last entry of a data sheet
    return kind
