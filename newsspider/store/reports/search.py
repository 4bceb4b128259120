"""Full-text search for stories.

Words are compared by their Indonesian stems, without accents. `"two words"` stand together, `-word` must not
be there, `or` is one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from psycopg import Connection
from psycopg.errors import QueryCanceled
from psycopg.rows import DictRow, TupleRow, dict_row

from newsspider.store.errors import StoreError
from newsspider.store.queries import query as sql
from newsspider.text import storable

RANKED = 1_000
"""Matching stories that are ranked, the newest: to rank all with a common word takes long."""
LONGEST_QUERY = 500
_HIT = re.compile("\x02([^\x02\x03]*)\x03")


class NoWords(StoreError):
    """The query has no words."""


class SearchTimeout(StoreError):
    """The connection's `statement_timeout` came before the answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A piece of an excerpt; `hit` if it matches. The text is a page's: escape it wherever it is shown."""

    text: str
    hit: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A story that matches. `published_at` is None where the page does not say; `gone`: the site has deleted
    it; ranks can be compared within one answer only."""

    page_id: int
    url: str
    outlet: str
    host: str
    section: str | None
    headline: str
    authors: Sequence[str]
    published_at: datetime | None
    gone: bool
    rank: float
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchResult:
    """The stories asked for, the best first. `matches` says how many match, at most RANKED; with `more` there
    are others, all of them older: `until` finds them."""

    found: list[Found]
    matches: int
    more: bool


def search(
    connection: Connection[TupleRow],
    query: str,
    *,
    since: date | None = None,
    until: date | None = None,
    outlet: str | None = None,
    host: str | None = None,
    section: str | None = None,
    author: str | None = None,
    tag: str | None = None,
    originals: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> SearchResult:
    """The stories that match and appeared from the first to the last of these days, by Jakarta's clock.
    `host`, `section` and `tag` are whole names, `author` is one or more words of names; upper case does not
    matter. With `originals` no story that is a copy of an earlier one.

    Raises NoWords or SearchTimeout.
    """
    filters = {"outlet": outlet, "host": host, "section": section, "author": author, "tag": tag}
    values = {
        **{name: None if value is None else storable(value) for name, value in filters.items()},
        "words": storable(query)[:LONGEST_QUERY],
        "since": since,
        "until": until,
        "originals": originals,
        "limit": limit,
        "offset": offset,
        "ranked": RANKED,
    }
    rows = _rows(connection, values, query[:100])
    if not rows[0]["words"]:
        raise NoWords(f"expected words to look for, found none in {query[:100]!a}")
    matches = rows[0]["matches"]
    found = [_found(row) for row in rows if row["page_id"] is not None]
    return SearchResult(found=found, matches=min(matches, RANKED), more=matches > RANKED)


def _rows(connection: Connection[TupleRow], values: Mapping[str, object], query: str) -> list[DictRow]:
    """The rows of the statement `search`. Raises SearchTimeout."""
    try:
        with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
            cursor.execute(sql("search_settings"))
            return cursor.execute(sql("search"), values).fetchall()
    except QueryCanceled:
        raise SearchTimeout(
            f"expected an answer about {query!a} in time, found none: its words are common but seldom "
            "stand so: look for fewer of them, or name days"
        ) from None


def check_words(connection: Connection[TupleRow], query: str | None) -> None:
    """Whether a query that is stated has words. Raises NoWords."""
    if query is not None and connection.execute(sql("has_words"), {"words": query}).fetchone() != (True,):
        raise NoWords(f"expected words to look for, found none in {query[:100]!a}")


def stands(connection: Connection[TupleRow], kind: str, name: str) -> bool:
    """Whether any story has this "section", "tag", "host", "outlet", or word of an "author"."""
    values = {"kind": kind, "name": storable(name)}
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(sql("search_settings"))
        return cursor.execute(sql("has_search_key"), values).fetchone() == (True,)


def recent_sections(connection: Connection[TupleRow]) -> list[str]:
    """The sections of the newest stories, the largest first."""
    return [section for (section,) in connection.execute(sql("recent_sections"))]


def _found(row: dict[str, Any]) -> Found:
    values = {field.name: row[field.name] for field in fields(Found) if field.name != "excerpt"}
    return Found(**values, excerpt=pieces(row["excerpt"]))


def pieces(marked: str) -> tuple[Piece, ...]:
    """The pieces of an excerpt in which the database marked hits with control characters."""
    parts = enumerate(_HIT.split(marked))
    return tuple(Piece(text=text, hit=bool(number % 2)) for number, text in parts if text)
