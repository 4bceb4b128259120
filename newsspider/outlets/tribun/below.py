"""Lines below a picture or a video, links of boxes, and links of lines that are cut later."""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from newsspider.items import BlockKind, LinkKind
from newsspider.outlets.calls import is_attributed, is_sentence
from newsspider.outlets.lines import Line, shown
from newsspider.outlets.position import judge, tells_anywhere
from newsspider.outlets.reading import Reading
from newsspider.outlets.tribun.images import picture_below
from newsspider.outlets.tribun.lines import leads_to_tag
from newsspider.outlets.tribun.shapes import is_caption
from newsspider.outlets.wording import WATCH

LONGEST_CAPTION = 300
"""Characters: slanted text below a picture that is longer is a paragraph of the story."""
_HOLDERS = ("img", "amp-img", "p", "div", "figure", "a", "span", "center")
"""What shows a picture; anything else shows a video."""


def goes_on(line: Line) -> bool:
    """Whether a line can only be a paragraph of the story."""
    plain = line.rule is None and not line.slanted and not is_caption(line.text)
    return plain and len(line.text) >= 40 and is_sentence(line.text)


def read_below(reading: Reading, line: Line, ends: bool) -> bool:
    """File the line below a picture or a video if it is its caption or calls to play it; whether it was."""
    assert line.below is not None
    text = line.text
    if line.rule is not None or line.kind is not BlockKind.PARAGRAPH or is_attributed(text):
        return False
    if line.below.tag not in _HOLDERS:
        called = WATCH.match(text) is not None and len(text.split()) < 10 and not text.endswith(":")
        if called:
            reading.remove("read_more", text)
        return called
    slanted = line.slanted and len(text) <= LONGEST_CAPTION
    if not slanted and (ends or not is_caption(text)):
        return False
    reading.remove("caption", text)
    reading.images.append(picture_below(reading, line.below, text))
    return True


def keep_asides(reading: Reading) -> None:
    """Record the links of lines that will be cut because of where they stand."""
    if all(tells_anywhere(text, reading.outlet) for text, _ in reading.asides):
        return
    cut = {line.text for line in judge(reading.blocks, reading.outlet) if line.rule}
    for text, anchor in reading.asides:
        if text in cut:
            reading.link(LinkKind.CALL, anchor.href, anchor.text, anchor.title)


def link_all(reading: Reading, kind: LinkKind, anchors: Iterable[LexborNode]) -> None:
    """Record each of these anchors as a link of this kind; a link to a tag is no link to a story."""
    for anchor in anchors:
        href = anchor.attributes.get("href") or ""
        if kind is LinkKind.BACA_JUGA and leads_to_tag(href):
            continue
        reading.link(kind, href, shown(anchor), anchor.attributes.get("title"))
