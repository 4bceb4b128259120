"""Parts of items: blocks, lines, links, pictures and cut lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class BlockKind(StrEnum):
    """The kind of a block of text."""

    PARAGRAPH = "p"
    HEADING = "h"
    LIST_ITEM = "li"
    QUOTE = "quote"


class LinkKind(StrEnum):
    """The region of a page that contains a link. The kind decides whether and how soon it is followed."""

    BACA_JUGA = "baca_juga"
    RECOMMENDATION = "recommendation"
    RELATED = "related"
    PAGINATION = "pagination"
    STORY = "story"  # an entry of a listing
    CALL = "call"  # a call to the reader: a tag, a channel, an app; never followed


class Media(StrEnum):
    """Where a picture or a video stands that a line may speak of."""

    PICTURE_INSIDE = "picture_inside"  # in the line's own paragraph
    PICTURE_ABOVE = "picture_above"
    VIDEO_ABOVE = "video_above"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One run of editorial text in reading order; a soft line break is a newline until cleaning."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """A link inside a line: its address as written, the same made absolute (None for what is no page's
    address), its visible text and its title."""

    href: str
    url: str | None
    text: str
    title: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link of a page: `anchor` is the visible text, `title` the full text if the anchor is shortened.

    `url` is absolute, or None in a text rendering, which lacks it. `position` counts from 0 within the page.
    A list states `published_at` and `modified_at` of the linked page.
    """

    kind: LinkKind
    url: str | None
    anchor: str
    title: str | None = None
    position: int = 0
    published_at: datetime | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture of the story; its credit is not part of the caption. `alt` is the text that a page has in its
    place. `position` counts the blocks of the story above it; None: it stands outside the text, mostly above.
    """

    url: str | None
    caption: str
    credit: str | None = None
    alt: str | None = None
    position: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line(Block):
    """One visible line of a page, as a reader transcribes it; cleaning makes of it a block or a cut.

    `rule` names the furniture that the markup puts the line into. `element` is the tag that holds the line;
    it is empty in a text rendering. `apart`: a blank line or an element's edge stands above the line.
    `slanted`: every letter is. `image` is the picture of a caption, or the one that `media` places.
    """

    rule: str | None = None
    element: str = ""
    apart: bool = True
    slanted: bool = False
    anchors: tuple[Anchor, ...] = ()
    media: Media | None = None
    image: Image | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Removed:
    """One visible line that is not story, with the rule that says why. `position` counts the lines of the
    page from 0, those of the story and those cut, in page order (`Article.page`)."""

    rule: str
    text: str
    position: int = 0


def numbered(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each link once per kind, the first one, with positions counted anew."""
    kept: dict[tuple[LinkKind, str], Link] = {}
    for link in links:
        kept.setdefault((link.kind, link.url or link.anchor), link)
    return tuple(
        link if link.position == place else replace(link, position=place)
        for place, link in enumerate(kept.values())
    )
