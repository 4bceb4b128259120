"""Pictures between the headline and the text of a page without a layout, with the captions below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from newsspider.items import Image
from newsspider.outlets.generic.statedtimes import parse_visible
from newsspider.outlets.generic.storyregion import upwards
from newsspider.outlets.generic.surroundings import credited_people, is_name
from newsspider.outlets.pages.lines import MarkupLine
from newsspider.outlets.story.captions import split_caption, without_label
from newsspider.outlets.story.images import IMAGE_TAGS, bare_image
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.sources import value

STATED = ("meta:og:image", "ld:image", "ld:thumbnailUrl")
"""Where a page names its picture."""
SHORTEST, LONGEST = 15, 400
"""Characters of a caption; a shorter line is a button."""
SMALLEST = 200
"""Pixels of the width that a picture states; icons and portraits of writers state less."""
_DRAWING = re.compile(r"\A\s*data:|\.(?:svg|gif|ico)(?:\?|\Z)", re.IGNORECASE)
_SHARING = re.compile(r"\b(?:share|tweet|whatsapp|telegram|facebook|twitter|bagikan)\b", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif)(?:\?|\Z)", re.IGNORECASE)


def lone_pictures(reading: Reading, lead_in: Sequence[MarkupLine]) -> Iterator[Image]:
    """The pictures among these lines, of which the last one is the first of the story: those with a caption,
    and the one that the page names as its picture."""
    stated = {_file_name(value(reading.page, source)) for source in STATED} - {""}
    for line in lead_in:
        if line.media is None or line.media.tag not in IMAGE_TAGS or not _shows_story(line.media):
            continue
        image = bare_image(reading, line.media)
        if line is not lead_in[-1] and _is_caption(line, line.media):
            caption, credit = split_caption(line.text)
            yield replace(image, caption=without_label(caption), credit=credit)
        elif _file_name(image.url) in stated:
            yield image


def _file_name(address: str | None) -> str:
    return (address or "").partition("?")[0].rpartition("/")[2]


def _shows_story(picture: LexborNode) -> bool:
    """Whether a picture is neither a drawing nor small, and leads to no other page."""
    attributes = picture.attributes
    address, width = attributes.get("data-src") or attributes.get("src") or "", attributes.get("width") or ""
    small = picture.tag == "img" and width.isdecimal() and int(width) < SMALLEST  # of amp-img a ratio
    if not address or _DRAWING.search(address) or small:
        return False
    around = picture.parent
    href = around.attributes.get("href") or "" if around is not None and around.tag == "a" else ""
    return not href or href.startswith("#") or _PICTURE.search(href) is not None


def _is_caption(line: MarkupLine, picture: LexborNode) -> bool:
    """Whether the line stands beside the picture, or beside what holds it, and has no links and no words of
    time, people or sharing."""
    text = line.text
    if line.anchors or not SHORTEST <= len(text) <= LONGEST or len(_SHARING.findall(text)) > 1:
        return False
    if parse_visible(text) or any(credited_people([text])) or is_name(text):
        return False
    frames = {node.mem_id for node in islice(upwards(picture.parent), 2)}
    return any(node.mem_id in frames for node in upwards(line.holder))
