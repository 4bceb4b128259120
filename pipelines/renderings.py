"""Cuts in a text rendering, whose lines have no markup: titles of other stories, captions, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsspider.items import Block, Image, Line
from newsspider.outlets.boilerplate.calls import is_field, is_sentence
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import is_picture_address
from newsspider.outlets.site import Site
from newsspider.outlets.story.captions import caption_and_credit, fuller_caption
from newsspider.outlets.story.shapes import (
    BULLETS,
    TABLE_ROW,
    is_alt_text,
    is_lone_caption,
    is_prose,
    titled,
    twins,
)
from newsspider.text import common_prefix
from pipelines.linking import names_story

ALT_LINES = 4
"""Lines of an alt text at most."""
_LINKED = re.compile(r"\[(?P<title>[^\[\]]{3,200})\]\(")
_BULLETED = re.compile(rf"(?:[{BULLETS}]{{1,3}}|\d{{1,2}}[.)])\s(?P<title>\S.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """What cuts a line of a text rendering: the rule, and the title or the picture that the line holds."""

    rule: str
    title: str | None = None
    image: Image | None = None


def rendered(line: str, above: Block | None, below: str, goes_on: bool, outlet: Site) -> Rendered | None:
    """What cuts a line; None for story. `above` is the last block of story above it, `below` the next line;
    `goes_on` says that the story continues further down."""
    related = outlet.marks.related.fullmatch(line)
    if related is not None and _is_related(related):
        return Rendered(rule=CutRule.BACA_JUGA, title=_plain(related["title"]) if related["title"] else None)
    if is_picture_address(line):
        return Rendered(rule=CutRule.PICTURE_ADDRESS)
    if (row := TABLE_ROW.fullmatch(line)) is not None:
        return Rendered(rule=CutRule.RELATED_TABLE, title=row["title"])
    if (title := _bulleted_title(line, above, goes_on, outlet)) is not None:
        return Rendered(rule=CutRule.BACA_JUGA, title=title)
    if (goes_on and is_lone_caption(line, outlet)) or _is_alt(line, above, below):
        text, credit = caption_and_credit(line, None)
        return Rendered(rule=CutRule.CAPTION, image=Image(url=None, caption=text, credit=credit))
    return None


def _bulleted_title(line: str, above: Block | None, goes_on: bool, outlet: Site) -> str | None:
    """The title of another story behind a bullet: of regional pages ("•"), or below a signature; None for an
    entry of a list or a data sheet."""
    found = _BULLETED.fullmatch(line)
    if found is None or not titled(found["title"]):
        return None
    if not goes_on and _is_signed(above, outlet):
        return found["title"]
    listed = above is not None and (above.text.endswith(":") or above.text.startswith("•"))
    return found["title"] if line[0] == "•" and not listed and not is_field(found["title"]) else None


def twin_image(line: Line, below: Sequence[object]) -> tuple[Image, int] | None:
    """The picture of which this line begins the alt text, with its caption among the lines right below it;
    and the number of lines down to the caption. An alt text has line breaks where its caption has none."""
    alt = line.text
    for count, caption in enumerate(below[:ALT_LINES], start=1):
        if not isinstance(caption, Line) or caption.rule is not None or caption.apart:
            return None
        if twins(alt, caption.text) and (count == 1 or common_prefix(alt, caption.text) >= len(line.text)):
            text, credit = caption_and_credit(caption.text, None)
            return Image(url=None, caption=fuller_caption(alt, text), credit=credit, alt=alt), count
        alt = f"{alt} {caption.text}"
    return None


def continues(line: str, outlet: Site) -> bool:
    """Whether a line below a caption shows that the story continues there; a closing note does not."""
    if outlet.phrases.rule(line) is not None:
        return False
    return is_prose(line) or (len(line) >= 40 and line.endswith((".", "”", '"')))


def _plain(title: str) -> str:
    """A title without the marks of Markdown around it."""
    linked = _LINKED.match(title.strip("*_ "))
    return linked["title"] if linked else title.rstrip(" )*_")


def _is_related(found: re.Match[str]) -> bool:
    title = found["title"]
    if found["also"] is None and len((title or "").split()) < 4 and "baca" not in found[0][:8].lower():
        return False
    return names_story(_plain(title), found["also"]) if title else found["also"] is not None


def _is_signed(above: Block | None, outlet: Site) -> bool:
    """Whether the story above is signed."""
    return above is not None and outlet.marks.signature_of(above.text[-200:]) is not None


def _is_alt(line: str, above: Block | None, below: str) -> bool:
    """Whether a picture's alt text stands alone between two paragraphs."""
    return is_alt_text(line) and (above is None or is_sentence(above.text)) and is_sentence(below)
