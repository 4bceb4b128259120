"""What is one line of a Tribun story: text, and of which kind, or a link to another story?"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from newsspider.items import Block, BlockKind, LinkKind
from newsspider.outlets.body import Anchor, Line, shown
from newsspider.outlets.reading import Reading
from newsspider.text import collapse

LONGEST_HEADING = 130
"""Characters; a bold line longer than this is an emphasised paragraph."""

_NUMBERED = re.compile(r"\d{1,2}\s?[.)]\s?(?=[^\W\d_]|[\"“‘'(])")
_LETTERED = re.compile(r"[a-z][.)]\s+\S")
_BULLET = re.compile(r"[-•●▪–*]\s+\S")
_DECORATION = re.compile(r"^[\s•●▪*>»–—-]+|[\s•*<«]+$")
_CREDIT_AT_END = re.compile(r"\s*\((?P<credit>[^()]{2,90}(?:\([^()]*\))?)\)\s*[.*]*\s*$")
_NO_CREDIT = re.compile(
    r"[\d/.\s:-]+(?:WIB|WITA|WIT)?|(?:ke)?(?:kanan|kiri|tengah|depan|belakang|atas|bawah|dua|tiga|empat)\b.*|ilustrasi",
    re.IGNORECASE,
)


def kind_of(line: Line) -> BlockKind:
    """A numbered or bulleted paragraph is a list item; a short line that is bold throughout, or stands in
    a heading element, is a heading even when numbered."""
    text = line.text
    if line.kind is not BlockKind.PARAGRAPH:
        return line.kind
    if line.bold and len(text) <= LONGEST_HEADING and not text.endswith((".", ",", ";", "”", '"', "*", ")")):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if is_item(text) else BlockKind.PARAGRAPH


def is_item(text: str) -> bool:
    """Whether the text opens like an entry of a list."""
    return any(pattern.match(text) for pattern in (_NUMBERED, _LETTERED, _BULLET))


def file_line(reading: Reading, line: Line, kind: BlockKind) -> None:
    """File a line of the body: a line that names another story is a link, the rest is a block.

    A line of several parts (single line breaks) is taken apart only if one part is such a link.
    """
    parts = line.text.split("\n")
    links = [related(reading, part, line.anchors) for part in parts]
    if not any(links):
        reading.blocks.append(Block(kind=kind, text=line.text))
        return
    for part, is_link in zip(parts, links, strict=True):
        if is_link:
            reading.remove("baca_juga", part)
        else:
            reading.blocks.append(Block(kind=kind, text=part))


def related(reading: Reading, text: str, anchors: tuple[Anchor, ...]) -> bool:
    """Whether this line only names other stories ("Baca juga: ..."); if so its links are recorded."""
    inside = [anchor for anchor in anchors if anchor.text and anchor.text in text]
    found = reading.outlet.marks.related.fullmatch(text)
    if found is not None:
        title = collapse(found["title"] or "")
        for anchor in inside:
            reading.link(LinkKind.BACA_JUGA, anchor.href, anchor.text, anchor.title)
        if title and not inside:
            reading.link(LinkKind.BACA_JUGA, None, title)
        return bool(title) or bool(inside) or len(text) < 40
    if not inside:
        return False
    bare = _DECORATION.sub("", text)
    stories = [anchor for anchor in inside if is_story_link(reading, anchor)]
    if len(stories) == 1 and stories[0].text == bare and len(bare.split()) > 2:
        reading.link(LinkKind.BACA_JUGA, stories[0].href, bare, stories[0].title)
        return True
    for anchor in stories:
        reading.link(LinkKind.RELATED, anchor.href, anchor.text, anchor.title)
    return False


def is_story_link(reading: Reading, anchor: Anchor) -> bool:
    """Whether a link in the text leads to a story of this outlet."""
    url = reading.outlet.absolute(anchor.href, reading.page.url)
    return url is not None and reading.outlet.is_story(url)


def caption_and_credit(text: str, known: str | None) -> tuple[str, str | None]:
    """A caption without the credit at its end, and that credit.

    The credit is the one `known` from a place of its own, repeated, or what stands in brackets at the
    very end, unless that is a date or says who stands where.
    """
    text = collapse(text)
    if known and text.lower().endswith(known.lower()):
        return text[: -len(known)].rstrip(" ("), known
    if known and text.lower().endswith(f"({known.lower()})"):
        return text[: -len(known) - 2].rstrip(), known
    found = _CREDIT_AT_END.search(text)
    if found is None or _NO_CREDIT.fullmatch(found["credit"]):
        return text, None
    if known is not None and not _alike(known, found["credit"]):
        return text, None
    return text[: found.start()].rstrip(), found["credit"]


def _alike(one: str, other: str) -> bool:
    return collapse(one).casefold() == collapse(other).casefold()


def summary_lines(box: LexborNode) -> tuple[str, ...]:
    """The entries of the newsroom's own summary box, without its heading."""
    items = [shown(node) for node in box.css("li")] or [shown(node) for node in box.css("p")]
    if not items:
        items = [re.sub(r"^ringkasan berita\s*:?\s*", "", shown(box), flags=re.IGNORECASE)]
    lines = (re.sub(r"^[-•]\s*", "", item) for item in items)
    return tuple(
        line for line in lines if line and not re.fullmatch(r"ringkasan berita\s*:?", line, re.IGNORECASE)
    )
