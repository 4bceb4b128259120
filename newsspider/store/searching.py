"""Which stories have these words?

Words are compared by their Indonesian stems, without accents; `"two words"` stand together, `-word` is in none
of the stories, `or` is one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

from newsspider.store.errors import StoreError
from newsspider.store.queries import query as sql
from newsspider.text import storable

RANKED = 1_000
"""The newest stories that match are ranked, so many of them: to rank all that have a common word takes seconds."""
LONGEST_QUERY = 500
_HIT = re.compile("\x02(.*?)\x03", re.DOTALL)


class NoWords(StoreError):
    """There is nothing to look for in the query."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A piece of an excerpt; `hit` where it is one of the words that were looked for. The text is the page's: it
    must be escaped for wherever it is shown."""

    text: str
    hit: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A story that matches. `published_at` is None where the page does not say; `rank` is comparable within one
    answer only; `gone` says that the site has deleted it."""

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
class Answer:
    """The stories asked for, the best first. `matches` is how many match, at most RANKED; with `more` there are
    more, all of them older than these: `until` finds them."""

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
    limit: int = 20,
    offset: int = 0,
) -> Answer:
    """The stories that match and appeared on these days, first and last, by Jakarta's clock. `host` is the whole
    name of one, `section` and `tag` are whole names too, `author` are words of names, all without regard to case.

    Raises NoWords.
    """
    words = storable(query)[:LONGEST_QUERY]
    values = {
        "words": words, "since": since, "until": until, "outlet": outlet, "host": host, "section": section,
        "author": author, "tag": tag, "limit": limit, "offset": offset, "ranked": RANKED,
    }  # fmt: skip
    with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute(sql("search_settings"))
        rows = cursor.execute(sql("search"), values).fetchall()
    first = rows[0]
    if not first["words"]:
        raise NoWords(f"expected words to look for, found none in {query[:100]!a}: give one or more")
    return Answer(
        found=[_found(row) for row in rows if row["page_id"] is not None],
        matches=min(first["matches"], RANKED),
        more=first["matches"] > RANKED,
    )


def _found(row: dict[str, Any]) -> Found:
    told = {field.name: row[field.name] for field in fields(Found) if field.name != "excerpt"}
    return Found(**told, excerpt=pieces(row["excerpt"]))


def pieces(marked: str) -> tuple[Piece, ...]:
    """What the database marked, in pieces."""
    return tuple(
        Piece(text=text, hit=bool(number % 2)) for number, text in enumerate(_HIT.split(marked)) if text
    )
