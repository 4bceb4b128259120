"""What is known of one story: its fields, what was cut, its editions, who leads to whom?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row, dict_row

from newsspider.items import Article, Block, BlockKind, Image, Link, LinkKind, Removed
from newsspider.store.queries import query

MOST_LINKS = 400
MOST_REVISIONS = 20
_AS_THEY_ARE = (
    "outlet", "layout", "url", "headline", "site_id", "lead", "dateline", "source", "signature",
    "published_at", "modified_at", "section", "topic", "page_count", "premium", "provenance",
)  # fmt: skip
_TUPLES = ("authors", "editors", "breadcrumb", "tags", "summary", "missing_pages")


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A link from or to a story: `url` and `story` are those of its other end; `story` is None where that is
    not stored, and `reason` says why, if anything is known."""

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
    """What a story said from `since` until `until`; `changed` are the fields that were edited then, and
    `held` what they said."""

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
    """A story of the database; `row` is the article's row and what the frontier knows of its page."""

    id: int
    article: Article
    row: Mapping[str, Any]
    outgoing: list[Neighbour]
    incoming: list[Neighbour]
    revisions: list[Revision]


def number_of(connection: Connection[TupleRow], url: str) -> int | None:
    """The number of the story that an address means."""
    row = connection.execute(query("number_of_story"), {"url": url}).fetchone()
    return int(row[0]) if row else None


def stored_story(connection: Connection[TupleRow], story: int) -> StoredStory | None:
    """All that is known of a story."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(query("shown_story"), {"story": story}).fetchone()
    if row is None:
        return None
    values: dict[str, object] = {"story": story, "most": MOST_LINKS}
    with connection.cursor(row_factory=class_row(Neighbour)) as cursor:
        outgoing = cursor.execute(query("shown_links"), values).fetchall()
        incoming = cursor.execute(query("shown_incoming"), values).fetchall()
    with connection.cursor(row_factory=class_row(Revision)) as found:
        values["most"] = MOST_REVISIONS
        revisions = found.execute(query("shown_revisions"), values).fetchall()
    cuts = connection.execute(query("shown_removed"), values).fetchall()
    removed = tuple(Removed(rule=rule, text=text, position=place) for rule, text, place in cuts)
    article = _article(row, removed, outgoing)
    return StoredStory(
        id=story, article=article, row=row, outgoing=outgoing, incoming=incoming, revisions=revisions
    )


def _article(row: Mapping[str, Any], removed: tuple[Removed, ...], links: list[Neighbour]) -> Article:
    told: dict[str, Any] = {name: row[name] for name in _AS_THEY_ARE}
    told |= {name: tuple(row[name]) for name in _TUPLES}
    return Article(
        **told,
        blocks=tuple(Block(kind=BlockKind(block["kind"]), text=block["text"]) for block in row["blocks"]),
        images=tuple(Image(**image) for image in row["images"]),
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
        ),
    )
