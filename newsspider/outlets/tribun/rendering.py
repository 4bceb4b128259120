"""How does a plain text rendering of a Tribun page hold a story?

Corpora often keep only the text: page chrome first, one line a paragraph, footer last. Shapes seen (2013
to 2026): m. pages with banner and "zoom-in"; regional pages with one credit line and a bare photo credit;
AMP with a navigation list and text sizes; renderings stripped of all chrome. Every part is optional.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsspider.items import Article, Block, BlockKind, Image, Link, LinkKind, Removed
from newsspider.outlets.layout import NoBody, NotAStory
from newsspider.outlets.tribun.head import Head, read_head
from newsspider.outlets.tribun.lines import caption_and_credit, is_item
from newsspider.outlets.tribun.tail import read_tail
from newsspider.text import collapse, common_prefix

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

TWIN = 60
"""Characters that an alt text and the figcaption under it share at least (field guide 3.6)."""

_CREDITED = re.compile(r".{10,600}\((?P<credit>[^()]{3,70})\)\s*", re.DOTALL)
_CREDIT_MARK = re.compile(
    r"/|\.(?:com|co|id)\b|@|\b(?:AFP|EPA|AP|REUTERS|ANTARA|ist|istimewa|dok|dokumentasi|tangkap\w*|instagram|youtube|"
    r"twitter|facebook|tiktok|kolase|humas|net|tribun\w*|getty|capture|screenshot)\b|^[A-Z]{2,}(?: [A-Z]{2,})+$",
    re.IGNORECASE,
)
_ONLY_CAPITALS = re.compile(r"^[A-Z]{2,}(?: [A-Z]{2,})+$")
_ENDS_SENTENCE = re.compile(r"[.,;:!…”\"'’)]$")
_ROW = re.compile(r"\|\s*(?P<title>[^|]{10,200}?)\s*\|?")
_BULLETED = re.compile(r"•\s+(?P<title>\S.*)")


class NoMarks(NotAStory):
    """A text with nothing in it that says it is a page of this outlet."""


@dataclass(slots=True)
class _Story:
    """The body's lines as they are filed."""

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)

    def link(self, title: str, rule: str, line: str) -> None:
        self.links.append(Link(kind=LinkKind.BACA_JUGA, url=None, anchor=title, position=len(self.links)))
        self.removed.append(Removed(rule=rule, text=line))


class TribunText:
    """The plain text of any Tribun page."""

    name = "TribunText"

    def read(self, text: str, url: str | None, outlet: Outlet) -> Article:
        """The article as the rendering has it, before cleaning. Raises NotAStory."""
        lines = _lines(text)
        body, tail = read_tail(lines, outlet)
        head, body = read_head(body, outlet)
        story = _file(body, outlet)
        if not story.blocks:
            raise NoBody("expected lines of story, found none")
        if not (head.removed or tail.removed or story.removed or _opens_like_tribun(story.blocks, outlet)):
            raise NoMarks("expected a Tribun page's banner, credits, dateline or footer in the text, found none of them")
        return Article(
            outlet=outlet.name,
            layout=self.name,
            url=outlet.identity(url) if url else "",
            headline=outlet.without_suffix(head.headline or ""),
            lead=head.lead,
            blocks=tuple(story.blocks),
            authors=head.authors or tail.authors,
            editors=head.editors or tail.editors,
            source=tail.source or head.source,
            published_at=head.published_at,
            topic=head.topic,
            images=(*head.images, *story.images),
            summary=head.summary,
            page_count=tail.page_count,
            links=tuple(story.links),
            removed=(*head.removed, *story.removed, *tail.removed),
            provenance=_provenance(head),
        )


def _opens_like_tribun(blocks: Sequence[Block], outlet: Outlet) -> bool:
    marks = outlet.marks
    return any(marks.dateline.match(block.text) or marks.reporter.fullmatch(block.text) for block in blocks[:4])


def _provenance(head: Head) -> dict[str, str]:
    places = {"headline": head.headline, "lead": head.lead, "authors": head.authors, "editors": head.editors}
    return {name: "text:head" for name, value in places.items() if value} | {"blocks": "text:body"}


def _lines(text: str) -> list[str]:
    """One line an entry, white space collapsed; an empty string keeps a blank line."""
    return [collapse(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _file(lines: Sequence[str], outlet: Outlet) -> _Story:
    story = _Story()
    index = 0
    while index < len(lines):
        line = lines[index]
        below = lines[index + 1] if index + 1 < len(lines) else ""
        if not line:
            index += 1
        elif twins(line, below):
            text, credit = caption_and_credit(below, None)
            story.images.append(Image(url=None, caption=text, credit=credit))
            story.removed += [Removed(rule="caption", text=line), Removed(rule="caption", text=below)]
            index += 2
        else:
            _file_line(story, line, [rest for rest in lines[index + 1 :] if rest], outlet)
            index += 1
    return story


def _file_line(story: _Story, line: str, rest: Sequence[str], outlet: Outlet) -> None:
    if (found := outlet.marks.related.fullmatch(line)) is not None:
        if found["title"]:
            story.link(found["title"].rstrip(" )"), "baca_juga", line)
        else:
            story.removed.append(Removed(rule="baca_juga", text=line))
    elif (row := _ROW.fullmatch(line)) is not None:
        story.link(row["title"], "related_table", line)
    elif (bullet := _BULLETED.fullmatch(line)) is not None and titled(bullet["title"]):
        story.link(bullet["title"], "baca_juga", line)
    elif is_caption(line) and any(is_prose(later) for later in rest):
        text, credit = caption_and_credit(line, None)
        story.images.append(Image(url=None, caption=text, credit=credit))
        story.removed.append(Removed(rule="caption", text=line))
    else:
        kept = [later for later in rest[:8] if not _passed_over(later, outlet)]
        story.blocks.append(Block(kind=_kind(line, kept[0] if kept else ""), text=line))


def twins(line: str, below: str) -> bool:
    """Whether two adjacent lines are a picture's alt text and its caption: they begin alike, and the
    second ends with a credit in brackets; either may be the longer one."""
    if not below or not below.endswith(")") or _CREDITED.fullmatch(below) is None:
        return False
    start = below[: below.rfind("(")].rstrip(" .")
    return common_prefix(line, below) >= TWIN or (len(start) > 8 and line.rstrip(" .") == start)


def is_caption(line: str) -> bool:
    """Whether a single line is a picture's caption: it ends with a credit in brackets."""
    found = _CREDITED.fullmatch(line)
    if found is None or line.startswith("("):
        return False
    credit = found["credit"]
    return bool(_CREDIT_MARK.search(credit)) and re.fullmatch(r"[\d/. ]+", credit) is None


def is_prose(line: str) -> bool:
    """Whether a line can only be a paragraph: long, and ended like a sentence."""
    return len(line) >= 80 and line.endswith((".", "!", "?", "”", '"', "’", "'", ")", "…"))


def titled(line: str) -> bool:
    """Whether a line is written like a headline: several words, most of them capitalised, no full stop."""
    words = [word for word in line.split() if word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and not line.endswith(".") and capitals >= 0.6 * len(words)


def _passed_over(line: str, outlet: Outlet) -> bool:
    return (
        outlet.phrases.rule(line) is not None
        or outlet.marks.related.fullmatch(line) is not None
        or is_caption(line)
        or len(line) > 150 and not _ENDS_SENTENCE.search(line)
    )


def _kind(line: str, below: str) -> BlockKind:
    """A short line without a full stop is a heading if a longer paragraph follows it."""
    short = len(line) <= 110 and (
        not _ENDS_SENTENCE.search(line) and (not line.endswith("?") or titled(line)) and not line[0].islower()
    )
    leads = len(below) > len(line) and (len(below) >= 60 or below.endswith("."))
    followed = leads and not (is_item(line) and is_item(below))
    if short and followed and not line.startswith(("-", "•", "*", "(")):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if is_item(line) else BlockKind.PARAGRAPH
