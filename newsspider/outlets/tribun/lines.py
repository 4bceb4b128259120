"""One line of a Tribun story: text, and of which kind, or a link to another story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from newsspider.items import Block, BlockKind, LinkKind
from newsspider.outlets.calls import is_attributed, is_sentence
from newsspider.outlets.lines import Anchor, Line, shown
from newsspider.outlets.phrases import Place
from newsspider.outlets.reading import Reading
from newsspider.outlets.wording import CALL, GOODS, ROLES
from newsspider.text import collapse

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

LONGEST_HEADING = 130
"""Characters; a bold line longer than this is an emphasised paragraph."""

_ITEM = re.compile(r"\d{1,2}\s?[.)]\s?(?=[^\W\d_]|[\"“‘'(])|(?:[a-z][.)]|[-•●▪–*])\s+\S")
"""A number, a letter or a bullet."""
_DECORATION = re.compile(r"\A[\s•●▪*>»–—-]{1,9}|(?<![\s•*<«])[\s•*<«]{1,9}\Z")
_LABELLED = re.compile(rf"(?!(?:{ROLES})\b)[^:.!?\"“]{{2,30}}:\s{{0,3}}", re.IGNORECASE)
"""A label in front of a link, in any language: "See also: "."""
_TAGGED = re.compile(r"(?:https?://[^/?#]{1,80})?/?(?:tag|tags|topic|topics|topik)/", re.IGNORECASE)


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
    return _ITEM.match(text) is not None


def file_line(reading: Reading, line: Line, kind: BlockKind) -> None:
    """File a line of the body: a line that names another story is a link, a linked call of the newsroom's is
    none of the story, the rest is a block.

    A line of several parts (single line breaks) is taken apart only if one part is such a link or call.
    """
    parts = line.text.split("\n")
    rules = [line_rule(reading, part, line.anchors, kind) for part in parts]
    if not any(rules):
        reading.blocks.append(Block(kind=kind, text=line.text))
        return
    for part, rule in zip(parts, rules, strict=True):
        if rule:
            reading.remove(rule, part)
        else:
            reading.blocks.append(Block(kind=kind, text=part))


def line_rule(reading: Reading, text: str, anchors: tuple[Anchor, ...], kind: BlockKind) -> str | None:
    """The rule that makes this line no story by what it links to; its links are recorded."""
    inside = tuple(anchor for anchor in anchors if anchor.text and anchor.text in text)
    if related(reading, text, inside, kind):
        return "baca_juga"
    if not inside:
        return None
    stories = [anchor for anchor in inside if is_story_link(reading, anchor)]
    for anchor in stories:
        reading.link(LinkKind.RELATED, anchor.href, anchor.text, anchor.title)
    others = [anchor for anchor in inside if anchor not in stories]
    if not others or kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return None
    rule = linked_call(text, others, reading.outlet)
    if rule is None:
        reading.asides.extend((text, anchor) for anchor in others)
        return None
    for anchor in others:
        reading.link(LinkKind.CALL, anchor.href, anchor.text, anchor.title)
    return rule


def related(reading: Reading, text: str, inside: Sequence[Anchor], kind: BlockKind) -> bool:
    """Whether this line only names other stories ("Baca juga: ..."); if so its links are recorded."""
    named = [anchor for anchor in inside if not is_tag_link(anchor)]
    found = reading.outlet.marks.related.fullmatch(text)
    if found is not None:
        return _named(reading, found, named, kind)
    stories = [anchor for anchor in named if is_story_link(reading, anchor)]
    if len(stories) != 1 or len(stories[0].text.split()) < 3:
        return False
    only, bare = stories[0], _DECORATION.sub("", text)
    if only.text != bare and not (
        _LABELLED.fullmatch(bare.removesuffix(only.text)) and bare.endswith(only.text)
    ):
        return False
    reading.link(LinkKind.BACA_JUGA, only.href, only.text, only.title)
    return True


def _named(reading: Reading, found: re.Match[str], anchors: Sequence[Anchor], kind: BlockKind) -> bool:
    """Whether a line like "Baca juga: ..." names a story: the link covers its title, or its words say so."""
    title = collapse(found["title"] or "")
    if not title:
        for anchor in anchors:
            reading.link(LinkKind.BACA_JUGA, anchor.href, anchor.text, anchor.title)
        return bool(anchors) or found["also"] is not None
    if anchors and 2 * sum(len(anchor.text) for anchor in anchors) >= len(title):
        for anchor in anchors:
            reading.link(LinkKind.BACA_JUGA, anchor.href, anchor.text, anchor.title)
        return True
    if found["also"] is None and (
        kind is BlockKind.LIST_ITEM or not found[0].lstrip("( *•").lower().startswith("baca")
    ):
        return False
    if not names_story(title, found["also"]):
        return False
    reading.link(LinkKind.BACA_JUGA, None, title)
    return True


def names_story(title: str, also: str | None) -> bool:
    """Whether the words behind "Baca:" are a headline and no instruction; "Baca juga:" says so itself, unless a
    sentence follows."""
    if also is not None:
        return not (title[:1].islower() and title.endswith("."))
    words = [word for word in title.split() if word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and capitals >= 0.6 * len(words) and not title.endswith(".")


def linked_call(text: str, anchors: Sequence[Anchor], outlet: Site) -> str | None:
    """The rule of a line that calls its reader to where it links: to the outlet's own pages and channels, or to
    a page of tags that the line names as such."""
    if len(text) > 300 or is_attributed(text):
        return None
    phrase = outlet.phrases.phrase(text)
    if phrase is not None:
        return phrase.rule if phrase.place is Place.END else None
    covered = 2 * sum(len(anchor.text) for anchor in anchors) >= len(text)
    ours = any(_is_ours(anchor) for anchor in anchors) or outlet.marks.newsroom.search(text) is not None
    if not covered or not ours or is_sentence(text):
        return None
    called = CALL.match(text) is not None or GOODS.match(text) is not None
    if not called and all(is_tag_link(anchor) for anchor in anchors):
        return None  # a word of the story, linked by the page's own machinery
    return "callout" if called or outlet.marks.newsroom.search(text) is not None else None


def _is_ours(anchor: Anchor) -> bool:
    return "tribun" in anchor.href.lower() or anchor.href.startswith("/")


def is_tag_link(anchor: Anchor) -> bool:
    """Whether a link leads to the stories of a tag or topic: to no story of its own."""
    return leads_to_tag(anchor.href)


def leads_to_tag(href: str) -> bool:
    """Whether an address, as written in a link, is that of a tag or topic."""
    return _TAGGED.match(href) is not None


def is_story_link(reading: Reading, anchor: Anchor) -> bool:
    """Whether a link in the text leads to a story of this outlet."""
    url = reading.outlet.absolute(anchor.href, reading.page.url)
    return reading.outlet.address(url).is_story


def summary_lines(box: LexborNode) -> tuple[str, ...]:
    """The entries of the newsroom's own summary box, without its heading."""
    items = [shown(node) for node in box.css("li")] or [shown(node) for node in box.css("p")]
    if not items:
        items = [re.sub(r"^ringkasan berita\s*:?\s*", "", shown(box), flags=re.IGNORECASE)]
    lines = (re.sub(r"^[-•]\s*", "", item) for item in items)
    return tuple(
        line for line in lines if line and not re.fullmatch(r"ringkasan berita\s*:?", line, re.IGNORECASE)
    )
