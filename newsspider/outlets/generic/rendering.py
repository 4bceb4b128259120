"""Layout of a plain text rendering of any newsroom's page.

Corpora keep such texts: a headline, what stands above the story (date, people, the picture's caption), one
line a paragraph, and what stands below. Every part but the headline and the story is optional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from newsspider.items import Article, BlockKind, Image, Line
from newsspider.outlets.boilerplate.phrases import Place
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import SOURCE
from newsspider.outlets.generic.statedtimes import LONGEST, parse_visible
from newsspider.outlets.generic.surroundings import credited_people, is_name
from newsspider.outlets.story.captions import split_caption
from newsspider.outlets.story.people import split_names
from newsspider.outlets.story.reading import NoBody, NoHeadline, NoMarks
from newsspider.outlets.story.shapes import is_prose
from newsspider.outlets.story.textlines import text_lines, transcribed
from newsspider.visits import ReadingKind

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

REACH = 60
"""Lines at the top among which the story begins."""
OPENING = 60
"""Characters of a line that opens with a dateline and is a paragraph."""
FEWEST_WORDS, MOST_CHARACTERS = 3, 200
"""Words and characters of a headline."""
MOST_OF_A_TIME = 9
"""Words of a line that states a time; a headline with a date has more."""
_CREDIT = re.compile(r"[-–•]\s{0,3}(?P<credit>\S.{1,80})")
"""A line of nothing but a picture's credit."""
_LABEL = re.compile(
    r"reporter|penulis|editor|redaktur|oleh|sumber|tags?|foto|image[\w-]*|share|bagikan|komentar|iklan"
    r"|(?:home|beranda)\b.{0,80}",
    re.IGNORECASE,
)
"""A word or two of the page around the story."""
_BYLINE = re.compile(r"(?P<names>[A-Z][^:|]{2,120}?)\s[-–|]\s(?P<newsroom>[\w. ]{3,30})")
"""Writers and their newsroom: "Laras Wening, Bagas Aryanto - kabarLereng"."""
_CAPTION = re.compile(r".{10,300}(?<![\w:])(?:foto|photo)\s?:\s?[^():.!?]{2,60}", re.IGNORECASE)
"""A caption between paragraphs."""
_TAIL = re.compile(
    r"(?:berita|artikel|video|kabar) (?:terkait|lainnya|terpopuler|terkini|populer)|terkait|terpopuler"
    r"|(?:\d{1,4} )?komentar|rekomendasi.{0,30}|topik terkait.{0,60}|tags?\s?:?|baca juga\s?:?"
    r"|(?:copyright|©).{0,120}|(?:bagikan|share).{0,40}",
    re.IGNORECASE,
)
"""A line below the story; more such lines and titles may follow it."""


@dataclass(slots=True)
class _Head:
    """What the lines above the story say; `rules` are these lines, each with its rule."""

    headline: str = ""
    lead: str | None = None
    published_at: datetime | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    captions: list[tuple[str, str | None]] = field(default_factory=list)
    rules: list[tuple[str, str]] = field(default_factory=list)

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures, each once."""
        return tuple(
            Image(url=None, caption=caption, credit=credit)
            for caption, credit in dict.fromkeys(self.captions)
        )

    @property
    def provenance(self) -> dict[str, str]:
        """The source of each field that the lines state."""
        names = ("headline", "lead", "published_at", "authors", "editors")
        return {name: "text:head" for name in names if getattr(self, name)}


class AnyText:
    """The plain text of a page of any newsroom. `marks` of the outlet tell where its story opens."""

    name = "AnyText"

    def read(self, text: str, url: str | None, outlet: Site) -> Article:
        """The article as the rendering has it, before cleaning. Raises NotAStory."""
        lines = [line for line in text_lines(text) if line]
        opening = _opening(lines, outlet)
        named = opening is not None and _names_newsroom(lines[opening], outlet)
        if not named and not outlet.address(url).is_story:
            raise NoMarks("expected a dateline of the newsroom, or the address of one of its stories")
        start = opening if opening is not None else _first_paragraph(lines)
        head = _read_head(lines[:start], outlet)
        end = _end(lines, start, outlet)
        if not head.headline:
            raise NoHeadline("expected a headline above the story, found none")
        if start == end:
            raise NoBody("expected paragraphs of a story, found none")
        below = lines[end:]
        stated = (SOURCE.fullmatch(line) for line in below)
        story = lines[start:end]
        captions = [line for line in story if _CAPTION.fullmatch(line)]
        head.captions += map(split_caption, captions)
        above = [_line(line, rule) for rule, line in head.rules]
        tail = [_line(line, CutRule.OUTSIDE_STORY) for line in below]
        return Article(
            outlet=outlet.name,
            layout=self.name,
            reading=ReadingKind.GENERIC,
            url=outlet.address(url).identity,
            headline=outlet.without_suffix(head.headline),
            lead=head.lead,
            blocks=(*above, *_transcribed(story, captions, outlet), *tail),
            authors=head.authors,
            editors=head.editors,
            source=next((found["source"] for found in stated if found is not None), None),
            published_at=head.published_at,
            images=head.images,
            provenance=head.provenance | {"blocks": "text:body"},
        )


def _line(text: str, rule: str) -> Line:
    return Line(kind=BlockKind.PARAGRAPH, text=text, rule=rule)


ANY_TEXT = AnyText()
"""The reader of renderings of any newsroom."""


def _opening(lines: Sequence[str], outlet: Site) -> int | None:
    """The paragraph that a dateline of the outlet opens; the dateline may stand on a line of its own."""
    for place, line in enumerate(lines[:REACH]):
        found = outlet.marks.dateline.match(line)
        if found and found[0] and (len(line) >= OPENING or found.end() == len(line)):
            return place
    return None


def _names_newsroom(line: str, outlet: Site) -> bool:
    found = outlet.marks.dateline.match(line)
    return found is not None and outlet.marks.newsroom.search(found[0]) is not None


def _first_paragraph(lines: Sequence[str]) -> int:
    """The first line below the headline that can only be a paragraph; the number of lines for none."""
    for place, line in enumerate(lines):
        if place and is_prose(line) and split_caption(line)[1] is None and line not in lines[:place]:
            return place
    return len(lines)


def _read_head(lines: Sequence[str], outlet: Site) -> _Head:
    """The lines above the story, each as a field or as a line of the page."""
    head = _Head(headline=_headline_of(lines, outlet))
    head.authors, head.editors = credited_people(lines)
    head.authors = head.authors or _byline(lines, outlet)
    people = {*head.authors, *head.editors}
    for place, line in enumerate(lines):
        if line == head.headline:
            head.rules.append((CutRule.HEADLINE, line))
        elif len(line) <= LONGEST and (time := parse_visible(line)) is not None:
            head.published_at = head.published_at or time
            head.rules.append((CutRule.PUBLICATION_LINE, line))
        elif any(person in line for person in people) and len(line) <= LONGEST:
            head.rules.append((CutRule.CREDIT_LINE, line))
        elif _is_lead(lines, place, head):
            head.lead = line
            head.rules.append((CutRule.LEAD, line))
        elif head.headline in lines[:place] and _is_caption(lines, place, outlet):
            _read_caption(head, line)
        else:
            head.rules.append((CutRule.OUTSIDE_STORY, line))
    return head


def _is_lead(lines: Sequence[str], place: int, head: _Head) -> bool:
    """Whether a line is the sentence right below the headline, and no picture's caption."""
    line = lines[place]
    below = lines[place + 1] if place + 1 < len(lines) else ""
    alone = split_caption(line)[1] is None and line not in lines[place + 1 :] and not _CREDIT.fullmatch(below)
    return place > 0 and lines[place - 1] == head.headline and line.endswith((".", "?", "!")) and alone


def _is_caption(lines: Sequence[str], place: int, outlet: Site) -> bool:
    """Whether a line below the headline speaks of a picture: it names a credit, stands above a credit, is
    repeated, or is the last line above the story."""
    line = lines[place]
    if _CREDIT.fullmatch(line) or split_caption(line)[1] is not None:
        return True
    below = [other for other in lines[place + 1 :] if not _LABEL.fullmatch(other.strip(" :"))]
    shown = not below or lines.count(line) > 1 or _CREDIT.fullmatch(below[0]) is not None
    return shown and len(line.split()) >= FEWEST_WORDS and not _is_chrome(line, outlet)


def _read_caption(head: _Head, line: str) -> None:
    """Read a caption, or the credit of the one above it."""
    if (alone := _CREDIT.fullmatch(line)) is not None:
        above = head.captions.pop()[0] if head.captions and head.captions[-1][1] is None else ""
        head.captions.append((above, alone["credit"]))
    else:
        head.captions.append(split_caption(line))
    head.rules.append((CutRule.CAPTION, line))


def _byline(lines: Sequence[str], outlet: Site) -> tuple[str, ...]:
    """The writers of a line that ends with the newsroom's name."""
    found = (_BYLINE.fullmatch(line) for line in lines if len(line) <= LONGEST)
    ours = (line for line in found if line and outlet.marks.newsroom.search(line["newsroom"]))
    names = (split_names(line["names"]) for line in ours)
    return next((people for people in names if all(map(is_name, people))), ())


def _transcribed(story: Sequence[str], captions: Sequence[str], outlet: Site) -> Iterator[Line]:
    """The lines of the story region, captions as furniture."""
    for line in transcribed(story, outlet):
        yield replace(line, rule=CutRule.CAPTION) if line.text in captions else line


def _headline_of(lines: Sequence[str], outlet: Site) -> str:
    """The first line with the shape of a headline that is none of the page's chrome; without such a line, the
    first with that shape, for some headlines begin like the heading of a widget."""
    shaped = [line for line in lines if _is_shaped(line)]
    return next((line for line in shaped if not _is_chrome(line, outlet)), shaped[0] if shaped else "")


def _is_shaped(line: str) -> bool:
    """Whether a line has the length and the end of a headline, and names no picture's owner and no time."""
    words = [word for word in line.split() if any(map(str.isalnum, word))]
    fits = len(words) >= FEWEST_WORDS and len(line) <= MOST_CHARACTERS and not line.endswith((".", ",", ":"))
    credited = split_caption(line)[1] is not None or _CREDIT.fullmatch(line) is not None
    return fits and not credited and (parse_visible(line) is None or len(words) > MOST_OF_A_TIME)


def _is_chrome(line: str, outlet: Site) -> bool:
    """Whether a line belongs to the page around a story."""
    phrase = outlet.with_any_rules.phrases.phrase(line)
    known = phrase is not None and phrase.place is not Place.END
    return known or _LABEL.fullmatch(line) is not None or (is_name(line) and len(line.split()) < FEWEST_WORDS)


def _end(lines: Sequence[str], start: int, outlet: Site) -> int:
    """The place below the story's last line: below its signature, else above the first line of the page's
    tail that no paragraph follows."""
    last = max((at for at in range(start, len(lines)) if is_prose(lines[at])), default=start)
    for place in range(last, len(lines)):
        if outlet.with_any_rules.marks.signature_of(lines[place]) and lines[place].endswith(("]", ")", "*")):
            return place + 1
    for place in range(last + 1, len(lines)):
        if _TAIL.fullmatch(lines[place]):
            return place
    return len(lines)
