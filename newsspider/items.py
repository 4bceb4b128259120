"""Items: the values that newsspider reads from a page.

Every value is frozen, keyword-only and changed by `dataclasses.replace`. This module and `visits` import
nothing else of the project; everything else imports them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from itertools import islice

from newsspider.visits import Failure, Fetch, Moved, ReadingKind, Source, Unchanged


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


class DropReason(StrEnum):
    """The reason why an entry of a list is dropped."""

    NO_ADDRESS = "no_address"  # none, or one that is no http(s) address
    FOREIGN_HOST = "foreign_host"  # an address on a host that is not the outlet's
    UNKNOWN_FORM = "unknown_form"  # an address on a host of the outlet, neither a story's nor a list's
    CUT = "cut"  # the list has no end tag: the entries behind its last one may be missing


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
    """A picture of the story; its credit is not part of the caption."""

    url: str | None
    caption: str
    credit: str | None = None


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


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _readable(value: bytes) -> str:
    return value.decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A story as its page shows it; `provenance` names the source of each field that has one.

    Before cleaning `blocks` holds each line of the page's story region as a `Line`, and nothing is `removed`.
    Times are aware. `page_count` is the number of the story's pages, `missing_pages` are those not fetched
    yet. `summary` is the newsroom's summary box, line by line, and no part of `blocks`. `hollow` names the
    widgets (their CSS) that are empty in the page's HTML and filled by JavaScript. `left_out` counts what was
    not taken, by the setting of the limit. `cut_short` is a page without an end tag; its rest may be missing.
    `claims` is the other story that the page says it shows: its address, or words. It is empty if the page
    does not say which story it shows, None if it is the story that was asked for. `rules_digest`
    (`outlets.digest`) and `program_version` say what read it; None of what no outlet has read.
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
    hollow: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    cut_short: bool = False
    claims: str | None = None
    reading: ReadingKind = ReadingKind.EXACT
    rules_digest: str | None = None
    program_version: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    fetch: Fetch | None = None

    def __post_init__(self) -> None:
        for name in ("published_at", "modified_at"):
            value = getattr(self, name)
            if value is not None and value.tzinfo is None:
                raise ValueError(f"{name} must be an aware time, found {value.isoformat()} without an offset")

    @property
    def story(self) -> list[Block]:
        """The blocks that no markup calls furniture: all of them, once the article is cleaned."""
        return [block for block in self.blocks if not (isinstance(block, Line) and block.rule)]

    @property
    def text(self) -> str:
        """The story as plain text, one block per line."""
        return "\n".join(block.text for block in self.story)

    @property
    def page(self) -> list[Block | Removed]:
        """The lines of the page in order: the story's, with each cut line at its position."""
        page: list[Block | Removed] = []
        blocks = iter(self.blocks)
        for cut in sorted(self.removed, key=lambda cut: cut.position):
            page.extend(islice(blocks, max(0, cut.position - len(page))))
            page.append(cut)
        return [*page, *blocks]

    def with_links(self, links: Iterable[Link]) -> Article:
        """The article with further links after its own, each link once."""
        known = {(link.kind, link.url) for link in self.links}
        new = [link for link in links if (link.kind, link.url) not in known]
        placed = (replace(link, position=len(self.links) + place) for place, link in enumerate(new))
        return replace(self, links=(*self.links, *placed))


def numbered(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each link once per kind, the first one, with positions counted anew."""
    kept: dict[tuple[LinkKind, str], Link] = {}
    for link in links:
        kept.setdefault((link.kind, link.url or link.anchor), link)
    return tuple(
        link if link.position == place else replace(link, position=place)
        for place, link in enumerate(kept.values())
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A page that leads to stories: a sitemap, one page of an index, a hub.

    `source` is the source of the pages it leads to. `left_out` counts what was not taken, by the setting of
    the limit. `dropped` counts the entries that lead to no page of the outlet, by reason. `hub` is the WebSub
    hub that a feed names, `opinions` are the whole texts of its stories, by address.
    """

    outlet: str
    url: str
    layout: str
    source: Source
    links: tuple[Link, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[DropReason, int] = field(default_factory=dict)
    hub: str | None = None
    opinions: Mapping[str, str] = field(default_factory=dict, repr=False)
    fetch: Fetch | None = None

    @property
    def fingerprint(self) -> bytes:
        """32 bytes, equal for two visits with the same addresses and dates in any order. The first half
        covers the stories alone."""
        stories = _digest(link for link in self.links if link.kind is LinkKind.STORY)
        return stories + _digest(link for link in self.links if link.kind is not LinkKind.STORY)

    def repeats(self, before: bytes | None) -> bool:
        """Whether this page has the same stories as the page before it, given that page's fingerprint. Sites
        answer like this after the last page of an index."""
        return self.source is Source.INDEX and before is not None and before[:16] == self.fingerprint[:16]


def _digest(links: Iterable[Link]) -> bytes:
    lines = sorted(f"{link.url} {link.modified_at or ''}" for link in links)
    return blake2b("\n".join(lines).encode("utf-8", "replace"), digest_size=16).digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    """A page that is no story, with the reason as a code and as a sentence, and the page itself.

    Pages of one template have the same `skeleton` (`outlets.pages.skeleton`). `said` is what a page says
    that a later visit must confirm.
    """

    outlet: str
    url: str
    reason: str
    detail: str
    body: bytes = field(default=b"", metadata={"serializer": _readable}, repr=False)
    failure: Failure = Failure.UNREADABLE
    retry_after: float | None = None  # seconds, as the host asks
    skeleton: str | None = None
    said: bytes = field(default=b"", repr=False)
    fetch: Fetch | None = None


def rejected(article: Article, reason: str, detail: str) -> Rejection:
    """The rejection of a page that was read as an article."""
    body = article.fetch.body if article.fetch else b""
    return Rejection(
        outlet=article.outlet, url=article.url, reason=reason, detail=detail, body=body, fetch=article.fetch
    )


Read = Article | Listing | Rejection
"""The outcome of reading a page."""
Outcome = Read | Unchanged | Moved
"""The outcome of a visit to a page."""
