"""Which words does newsspider use for what it finds on a page?

Every value is frozen, keyword-only and changed by `dataclasses.replace`. This module and `visits` import
nothing else of ours: everything else speaks their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from itertools import islice

from newsspider.visits import Failure, Fetch, Moved, Source, Unchanged


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
    CALL = "call"  # what the newsroom calls its reader to: a tag, a channel, an app; never followed


class Media(StrEnum):
    """Where a picture or a video stands that a line may speak of."""

    PICTURE_INSIDE = "picture_inside"  # in the line's own paragraph
    PICTURE_ABOVE = "picture_above"
    VIDEO_ABOVE = "video_above"


class DropReason(StrEnum):
    """Why an entry of a list leads to no page of ours."""

    NO_ADDRESS = "no_address"  # none, or one that is no http(s) address
    FOREIGN_HOST = "foreign_host"  # an address on a host that is not the outlet's
    UNKNOWN_FORM = "unknown_form"  # an address on a host of the outlet, neither a story's nor a list's


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
    """One link of a page: `anchor` is the visible text, `title` the full text where the anchor is cut.

    `url` is absolute and canonical, or None where the page is a text rendering that lost it; `position`
    counts from 0 within the page; `published_at` and `modified_at` are what a list says of what it leads to.
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
    """One picture of the story; the credit is never part of the caption."""

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
    """A story as its page tells it; `provenance` names the source of each field that has one.

    Before cleaning `blocks` holds each line of the page's story region as a `Line`, and nothing is `removed`.
    Times are aware. `page_count` is the number of pages the story is spread over, `missing_pages` those
    that could not be had yet; `summary` is the
    newsroom's own box ("Ringkasan Berita"), line by line, and never part of `blocks`. `hollow` names the
    widgets (their CSS) that stand empty in the page's own HTML and that JavaScript fills with links;
    `left_out` says how much of the page was not taken, by the setting that is its limit; `cut_short` is a
    page that has no end tag, of which the rest may be missing. `claims` is the other story that the page says
    it shows (its address, or words), empty if it does not say whose it is, None if it is whose was asked for.
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
        """The story as plain text, one block a line."""
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
        """The article with further links after its own; one it has already is not taken twice."""
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
    """A page that leads to stories: a sitemap, one page of an index, a section's front. `source` says what
    those it leads to were found by, `left_out` how much was not taken, by the setting that is its limit.
    `dropped` counts the entries that lead to no page of ours, by reason."""

    outlet: str
    url: str
    layout: str
    source: Source
    links: tuple[Link, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[DropReason, int] = field(default_factory=dict)
    fetch: Fetch | None = None

    @property
    def fingerprint(self) -> bytes:
        """32 bytes, the same for two visits that led to the same addresses with the same dates, in any order;
        the first half is that of the stories alone."""
        stories = _digest(link for link in self.links if link.kind is LinkKind.STORY)
        return stories + _digest(link for link in self.links if link.kind is not LinkKind.STORY)

    def repeats(self, before: bytes | None) -> bool:
        """Whether this page names the very stories of the page before it, whose fingerprint is given: sites
        answer so beyond the last page of an index."""
        return self.source is Source.INDEX and before is not None and before[:16] == self.fingerprint[:16]


def _digest(links: Iterable[Link]) -> bytes:
    told = sorted(f"{link.url} {link.modified_at or ''}" for link in links)
    return blake2b("\n".join(told).encode("utf-8", "replace"), digest_size=16).digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    """A page that is no story, with the reason in one word, in a sentence, and the page itself; `skeleton` is
    the same for pages that are made alike (`outlets.skeleton`), `said` what a page said that is not believed
    before a later visit says so too."""

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
    """The rejection of what was read as an article, with its page."""
    body = article.fetch.body if article.fetch else b""
    return Rejection(
        outlet=article.outlet, url=article.url, reason=reason, detail=detail, body=body, fetch=article.fetch
    )


Read = Article | Listing | Rejection
"""What a page is, read by itself."""
Outcome = Read | Unchanged | Moved
"""What came of a visit to a page."""
