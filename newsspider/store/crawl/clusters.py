"""Clusters of copies: stories that share a band are compared, and alike ones get the same number.

All of it happens in the transaction that stores a story. Stories from before there were sketches get theirs
at the ends of runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psycopg import AsyncCursor

from newsspider.copies.credits import REPUBLICATION, credits_of
from newsspider.copies.matching import Compared, similarity
from newsspider.copies.sketch import bands_of
from newsspider.items import Article, Block, BlockKind, Removed
from newsspider.store.calls import fetch_all_async
from newsspider.store.crawl.documents import Row, json_text
from newsspider.store.pool import Pool
from newsspider.store.queries import query

DAYS = 30
"""Days between two copies, at most. What comes back a year later is another story."""
NEAREST = 10
"""Stories before and behind a story, by day, that are looked at for each band."""
MOST_COMPARED, WITH_ONE_BAND = 8, 4
"""Stories that are compared word by word: those with most bands in common; of those with one band four."""

SKETCHED_AT_ONCE = 100
"""Stories without a sketch that get one in a transaction, while no writer can compare."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A story, one that shares a band with it, and the clusters of both."""

    page_id: int
    other_id: int
    cluster: int
    other_cluster: int


def sketch_row(article: Article, content_hash: str) -> Row:
    """The sketch of a story with this text, for `save_sketches`."""
    return {
        "url": article.url,
        "content_hash": content_hash,
        "bands": bands_of(article.text),
        "credits": credits_of(article),
    }


async def cluster(cursor: AsyncCursor[tuple[object, ...]], sketches: Iterable[Row]) -> None:
    """Save the sketches of stories that this transaction stores, and put copies into one cluster.

    The last statements of the transaction: writers wait for each other until it ends.
    """
    given = list(sketches)
    if not given:
        return
    await cursor.execute(query("lock_clusters"))
    await cursor.execute(query("save_sketches"), {"sketches": json_text(given)})
    stories = [row[0] for row in await cursor.fetchall()]
    if not stories:
        return
    values = {
        "stories": stories,
        "days": DAYS,
        "nearest": NEAREST,
        "compared": MOST_COMPARED,
        "with_one_band": WITH_ONE_BAND,
    }
    pairs = await fetch_all_async(cursor.connection, Pair, "find_copies", values)
    if pairs:
        await _join(cursor, pairs)


async def sketch_older(pool: Pool) -> int:
    """Sketch and compare the next SKETCHED_AT_ONCE stories that have no sketch, in one transaction. Returns
    how many there were."""
    async with pool.connection() as connection, connection.cursor() as cursor:
        values = {"rule": REPUBLICATION, "limit": SKETCHED_AT_ONCE}
        stories = await fetch_all_async(connection, dict, "stories_without_sketch", values)
        await cluster(cursor, map(_stored_sketch, stories))
    return len(stories)


def _stored_sketch(row: Row) -> Row:
    """The sketch of a stored story, from what its text and its credits depend on."""
    article = Article(
        layout="",
        headline="",
        blocks=(Block(kind=BlockKind.PARAGRAPH, text=row["body"]),),
        removed=tuple(Removed(rule=REPUBLICATION, text=text) for text in row["notes"]),
        authors=tuple(row["authors"]),
        **{name: row[name] for name in ("outlet", "url", "source", "dateline", "signature")},
    )
    return sketch_row(article, row["content_hash"])


async def _join(cursor: AsyncCursor[tuple[object, ...]], pairs: list[Pair]) -> None:
    """Join the clusters of the pairs that are copies."""
    numbers = sorted({number for pair in pairs for number in (pair.page_id, pair.other_id)})
    rows = await fetch_all_async(cursor.connection, tuple, "texts_of_stories", {"stories": numbers})
    texts = {number: Compared(body) for number, body in rows}
    found = shares(pairs, texts)
    if not found:
        return
    joined = joins((pair.cluster, pair.other_cluster) for pair in found)
    best: dict[int, float] = {}
    for pair, share in found.items():
        for number in (pair.page_id, pair.other_id):
            best[number] = max(share, best.get(number, 0.0))
    values = {
        "joined": [{"cluster": one, "joins": other} for one, other in sorted(joined.items())],
        "similarities": [{"page_id": number, "similarity": share} for number, share in sorted(best.items())],
    }
    await cursor.execute(query("join_clusters"), {name: json_text(rows) for name, rows in values.items()})


def shares(pairs: Iterable[Pair], texts: Mapping[int, Compared]) -> dict[Pair, float]:
    """The pairs that are copies, with the share of their words that is the same."""
    found = {}
    for pair in pairs:
        one, other = texts.get(pair.page_id), texts.get(pair.other_id)
        share = similarity(one, other) if one is not None and other is not None else None
        if share is not None:
            found[pair] = share
    return found


def joins(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The cluster that each joined cluster goes into: of all that are alike the lowest number."""
    into: dict[int, int] = {}

    def first(number: int) -> int:
        while number in into:
            number = into[number]
        return number

    for one, other in pairs:
        low, high = sorted((first(one), first(other)))
        if low != high:
            into[high] = low
    return {number: first(number) for number in into}
