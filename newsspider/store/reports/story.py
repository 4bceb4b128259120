"""One story: its fields, removed lines, revisions, and links from and to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.items import Article, Block, BlockKind, Image, Link, LinkKind, Removed
from newsspider.store.calls import fetch_all, fetch_one
from newsspider.store.queries import query
from newsspider.visits import ReadingKind

MOST_LINKS = 400
MOST_REVISIONS = 20
_AS_THEY_ARE = (
    "outlet layout url headline site_id lead dateline source signature published_at modified_at section "
    "topic page_count premium provenance reading rules_digest program_version"
).split()
_BLOCK_KINDS, _LINK_KINDS = frozenset(map(str, BlockKind)), frozenset(map(str, LinkKind))
_TUPLES = ("authors", "editors", "breadcrumb", "tags", "summary", "missing_pages")


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A link from or to a story: `url` and `story` are those of its other end. `story` is None if that is not
    stored; `reason` says why, if known."""

    kind: str
    url: str | None
    anchor: str
    title: str | None
    position: int
    story: int | None
    headline: str | None
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """What a story said from `since` until `until`; `changed` are the fields that were edited then, `held`
    their values before."""

    number: int
    changed: list[str]
    held: dict[str, Any]
    headline: str
    body: str
    since: datetime
    until: datetime
    replaced_by: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredStory:
    """A stored story; `row` is its row with the columns of its page. Links of a kind that only other versions
    know are in `outgoing`, not in the article."""

    id: int
    article: Article
    row: Mapping[str, Any]
    outgoing: list[Neighbour]
    incoming: list[Neighbour]
    revisions: list[Revision]


def number_of(connection: Connection[TupleRow], url: str) -> int | None:
    """The number of the story at an address."""
    row = connection.execute(query("number_of_story"), {"url": url}).fetchone()
    return int(row[0]) if row else None


def stored_story(connection: Connection[TupleRow], story: int) -> StoredStory | None:
    """A story with its links, removed lines and revisions."""
    row = fetch_one(connection, dict, "story", story=story)
    if row is None:
        return None
    outgoing = fetch_all(connection, Neighbour, "story_links", story=story, most=MOST_LINKS)
    incoming = fetch_all(connection, Neighbour, "story_incoming_links", story=story, most=MOST_LINKS)
    revisions = fetch_all(connection, Revision, "story_revisions", story=story, most=MOST_REVISIONS)
    cuts = fetch_all(connection, tuple, "story_removed_lines", story=story)
    removed = tuple(Removed(rule=rule, text=text, position=place) for rule, text, place in cuts)
    article = _article(row, removed, outgoing)
    return StoredStory(
        id=story, article=article, row=row, outgoing=outgoing, incoming=incoming, revisions=revisions
    )


def _article(row: Mapping[str, Any], removed: tuple[Removed, ...], links: list[Neighbour]) -> Article:
    values: dict[str, Any] = {name: row[name] for name in _AS_THEY_ARE}
    values |= {name: tuple(row[name]) for name in _TUPLES}
    values["reading"] = ReadingKind(row["reading"])
    return Article(
        **values,
        blocks=tuple(_block(block) for block in row["blocks"]),
        images=tuple(_image(image) for image in row["images"]),
        removed=removed,
        links=tuple(
            Link(
                kind=LinkKind(link.kind),
                url=link.url,
                anchor=link.anchor,
                title=link.title,
                position=link.position,
            )
            for link in links
            if link.kind in _LINK_KINDS
        ),
    )


def _block(stored: Mapping[str, Any]) -> Block:
    """A block; one of a kind that only another version of the program knows is a paragraph."""
    known = stored["kind"] in _BLOCK_KINDS
    return Block(kind=BlockKind(stored["kind"]) if known else BlockKind.PARAGRAPH, text=stored["text"])


def _image(stored: Mapping[str, Any]) -> Image:
    """An image, whatever else another version of the program stored of it."""
    known = {name: stored.get(name) for name in ("url", "credit", "alt", "position")}
    return Image(caption=stored.get("caption") or "", **known)
