"""Article: a story as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from newsspider.items.parts import Block, Image, Line, Link, Removed
from newsspider.visits import Fetch, ReadingKind


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


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
