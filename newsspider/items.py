"""Which words does newsspider use for what it finds on a page?

Every value is frozen, keyword-only and changed by `dataclasses.replace`. This module imports nothing
of ours: everything else speaks its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BlockKind(StrEnum):
    """What a run of editorial text is to a reader."""

    PARAGRAPH = "p"
    HEADING = "h"
    LIST_ITEM = "li"
    QUOTE = "quote"


class LinkKind(StrEnum):
    """Which region of a page a link stands in; the kind decides whether and how soon it is followed."""

    BACA_JUGA = "baca_juga"
    RECOMMENDATION = "recommendation"
    RELATED = "related"
    PAGINATION = "pagination"
    STORY = "story"  # an entry of a listing


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One run of editorial text in reading order; a soft line break is a newline until cleaning."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One link of a page: `anchor` is the visible text, `title` the full text where the anchor is cut.

    `url` is absolute and canonical, or None where the page is a text rendering that lost it;
    `position` counts from 0 within the page; `published_at` is what a sitemap says of its story.
    """

    kind: LinkKind
    url: str | None
    anchor: str
    title: str | None = None
    position: int = 0
    published_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """One picture of the story; the credit is never part of the caption."""

    url: str | None
    caption: str
    credit: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Removed:
    """One visible line that is not story, with the rule that says why."""

    rule: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetch:
    """How a page came to us: its address on the frontier, how far from a seed it is, the HTTP status (0 for
    no answer), and the page itself, which is kept if it turns out to be no story."""

    page: str
    depth: int
    status: int
    body: bytes = field(default=b"", repr=False)


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _readable(value: bytes) -> str:
    return value.decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A story as its page tells it; `provenance` names the source of each field that has one.

    Times are aware. `page_count` is the number of pages the story is spread over, `missing_pages` those
    that could not be had yet; `summary` is the
    newsroom's own box ("Ringkasan Berita"), line by line, and never part of `blocks`.
    """

    outlet: str
    layout: str
    url: str
    headline: str
    blocks: tuple[Block, ...]
    site_id: str | None = None
    lead: str | None = None
    dateline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    source: str | None = None
    signature: str | None = None
    published_at: datetime | None = field(default=None, metadata={"serializer": _iso})
    modified_at: datetime | None = field(default=None, metadata={"serializer": _iso})
    section: str | None = None
    breadcrumb: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    topic: str | None = None
    images: tuple[Image, ...] = ()
    summary: tuple[str, ...] = ()
    page_count: int = 1
    missing_pages: tuple[int, ...] = ()
    premium: bool = False
    links: tuple[Link, ...] = ()
    removed: tuple[Removed, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    fetch: Fetch | None = None

    def __post_init__(self) -> None:
        for name in ("published_at", "modified_at"):
            value = getattr(self, name)
            if value is not None and value.tzinfo is None:
                raise ValueError(f"{name} must be an aware time, found {value.isoformat()} without an offset")

    @property
    def text(self) -> str:
        """The story as plain text, one block a line."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A page that leads to stories: a sitemap or one page of an index."""

    outlet: str
    url: str
    layout: str
    links: tuple[Link, ...] = ()
    fetch: Fetch | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    """A page that is no story, with the reason in one word, in a sentence, and the page itself."""

    outlet: str
    url: str
    reason: str
    detail: str
    body: bytes = field(default=b"", metadata={"serializer": _readable}, repr=False)
    final: bool = False  # another visit cannot change it
    fetch: Fetch | None = None


Outcome = Article | Listing | Rejection


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePage:
    """A page drawn from the frontier."""

    id: int
    url: str
    kind: str
    depth: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPage:
    """A page that a link leads to; `link` is the address as the page had it. With an `outcome` it stays
    at rest, and `reason` says why."""

    outlet: str
    url: str
    host: str
    kind: str
    depth: int
    how: str
    priority: int
    link: str | None
    outcome: str | None = None
    reason: str | None = None
