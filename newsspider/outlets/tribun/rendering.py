"""Layout of a plain text rendering of a Tribun page.

Corpora often keep only the text: page chrome first, one line a paragraph, footer last. Shapes seen (2013 to
2026): m. pages with banner and "zoom-in"; regional pages with one credit line and a bare photo credit; AMP with
a navigation list and text sizes; renderings without chrome. Every part is optional.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsspider.items import Article, Block, BlockKind, Image, Link, LinkKind, Removed
from newsspider.outlets.calls import is_field, is_sentence
from newsspider.outlets.reading import NoBody, NoHeadline, NotAStory
from newsspider.outlets.tribun.captions import caption_and_credit, fuller_caption
from newsspider.outlets.tribun.evidence import LOOKED_FOR, marks_in
from newsspider.outlets.tribun.head import read_head
from newsspider.outlets.tribun.headlines import Head
from newsspider.outlets.tribun.lines import names_story
from newsspider.outlets.tribun.shapes import (
    is_alt_text,
    is_caption,
    is_lone_caption,
    is_passed_over,
    is_prose,
    kind_between,
    titled,
    twins,
)
from newsspider.outlets.tribun.tail import ROW, read_tail
from newsspider.outlets.wording import is_picture_address
from newsspider.text import collapse

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

_STAMP = re.compile(r"\s*date \d{4}-\d{2}(?:-\d{2})?\s")
_LINKED = re.compile(r"\[(?P<title>[^\[\]]{3,200})\]\(")
_BULLETED = re.compile(r"[-•–*]\s(?P<title>\S.*)")


class NoMarks(NotAStory):
    """A text with nothing in it that says it is a page of this outlet."""


@dataclass(slots=True)
class _Story:
    """The body's lines as they are filed."""

    blocks: list[Block] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)

    def link(self, title: str, rule: str, line: str) -> None:
        self.titles.append(title)
        self.removed.append(Removed(rule=rule, text=line))


class TribunText:
    """The plain text of any Tribun page."""

    name = "TribunText"

    def read(self, text: str, url: str | None, outlet: Site) -> Article:
        """The article as the rendering has it, before cleaning. Raises NotAStory."""
        lines = _lines(text)
        if not marks_in(lines, outlet):
            raise NoMarks(f"expected {LOOKED_FOR}; found none of them in {len(lines)} lines")
        body, tail = read_tail(lines, outlet)
        head, body = read_head(body, outlet)
        if not head.headline:
            raise NoHeadline("expected a headline above the story, found none")
        story = _file(body, outlet)
        if not story.blocks:
            raise NoBody("expected lines of story, found none")
        return Article(
            outlet=outlet.name,
            layout=self.name,
            url=outlet.address(url).identity,
            headline=outlet.without_suffix(head.headline),
            lead=head.lead,
            blocks=tuple(story.blocks),
            authors=head.authors or tail.authors,
            editors=head.editors or tail.editors,
            source=tail.source or head.source,
            published_at=head.published_at,
            topic=head.topic,
            images=(*head.images, *story.images),
            summary=head.summary,
            tags=tail.tags,
            page_count=tail.page_count,
            links=_links(story.titles + tail.titles),
            removed=(*head.removed, *story.removed, *tail.removed),
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
    return [collapse(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _file(lines: Sequence[str], outlet: Site) -> _Story:
    story = _Story()
    index = 0
    while index < len(lines):
        line = lines[index]
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if not line:
            index += 1
        elif twins(line, below):
            text, credit = caption_and_credit(below, None)
            story.images.append(Image(url=None, caption=fuller_caption(line, text), credit=credit))
            story.removed += [Removed(rule="caption", text=line), Removed(rule="caption", text=below)]
            index += 2
        else:
            _file_line(story, line, [rest for rest in lines[index + 1 :] if rest], outlet)
            index += 1
    return story


def _goes_on(line: str, outlet: Site) -> bool:
    """Whether a line below a caption shows that the story goes on there; a closing note does not."""
    if outlet.phrases.rule(line) is not None:
        return False
    return is_prose(line) or (len(line) >= 40 and line.endswith((".", "”", '"')))


def _file_line(story: _Story, line: str, rest: Sequence[str], outlet: Site) -> None:
    bullet = _BULLETED.fullmatch(line)
    if (found := outlet.marks.related.fullmatch(line)) is not None and _is_related(found):
        if found["title"]:
            story.link(_plain(found["title"]), "baca_juga", line)
        else:
            story.removed.append(Removed(rule="baca_juga", text=line))
    elif is_picture_address(line):
        story.removed.append(Removed(rule="picture_address", text=line))
    elif (row := ROW.fullmatch(line)) is not None:
        story.link(row["title"], "related_table", line)
    elif (
        bullet is not None and titled(bullet["title"]) and (line[0] == "•" or _is_below(story, rest, outlet))
    ):
        story.link(bullet["title"], "baca_juga", line)
    elif (is_lone_caption(line, outlet) and any(_goes_on(later, outlet) for later in rest)) or _is_alt(
        story, line, rest
    ):
        text, credit = caption_and_credit(line, None)
        story.images.append(Image(url=None, caption=text, credit=credit))
        story.removed.append(Removed(rule="caption", text=line))
    else:
        kind = kind_between(line, _below(rest[:8], outlet))
        if kind is BlockKind.HEADING and story.blocks and is_field(line) and is_field(story.blocks[-1].text):
            kind = BlockKind.PARAGRAPH  # the last entry of a data sheet
        story.blocks.append(Block(kind=kind, text=line))


def _plain(title: str) -> str:
    """A title without the marks of Markdown around it."""
    linked = _LINKED.match(title.strip("*_ "))
    return linked["title"] if linked else title.rstrip(" )*_")


def _is_related(found: re.Match[str]) -> bool:
    title = found["title"]
    if found["also"] is None and len((title or "").split()) < 4 and "baca" not in found[0][:8].lower():
        return False
    return names_story(_plain(title), found["also"]) if title else found["also"] is not None


def _is_below(story: _Story, rest: Sequence[str], outlet: Site) -> bool:
    """Whether the story is signed above, and nothing below reads like it."""
    signed = any(outlet.marks.signature_of(block.text[-200:]) for block in story.blocks[-1:])
    return signed and not any(_goes_on(later, outlet) for later in rest)


def _is_alt(story: _Story, line: str, rest: Sequence[str]) -> bool:
    """Whether a picture's alt text stands alone between two paragraphs."""
    above = not story.blocks or is_sentence(story.blocks[-1].text)
    return is_alt_text(line) and above and bool(rest) and is_sentence(rest[0])


def _below(rest: Sequence[str], outlet: Site) -> str:
    """The next line of story; a last paragraph that is signed may look like a caption."""
    kept = [later for later in rest if not is_passed_over(later, outlet)]
    return next(iter(kept or filter(is_caption, rest)), "")
