"""Guard of revisits: a reading that differs in kind is doubtful until a later visit says the same.

A host, a cache or a paywall may answer for a night with another story, a notice or a teaser. So only a
similar reading replaces a stored story at once. A page that shows another story than its address names is
neither stored nor made an alias at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from psycopg import AsyncCursor

from newsspider.items import Article, Outcome, Rejection
from newsspider.store.calls import fetch_all_async
from newsspider.store.crawl.documents import Row, json_text
from newsspider.store.crawl.rows import Entry
from newsspider.store.crawl.similarity import (
    StoredReading,
    are_similar,
    difference,
    is_less_exact,
    same_headline,
    shares_text,
    sketch,
)
from newsspider.urls import host_of, same_by_form
from newsspider.visits import Doubt, Moved

Cursor = AsyncCursor[tuple[object, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierDoubt:
    """What an earlier visit said that was not believed: `apart` if another run made it, or it is an hour ago;
    `another_day` if it is most of a day ago. Visits that failed since do not matter."""

    url: str
    said: bytes
    apart: bool
    another_day: bool


class Doubted(NamedTuple):
    """A doubt about an outcome: reason, detail, digest of what the page said, address of the other story.
    A final one stays, however many visits say the same."""

    reason: Doubt
    detail: str
    said: bytes
    other: str = ""
    final: bool = False


async def guarded(
    cursor: Cursor, entries: Sequence[Entry], articles: Mapping[str, Row], run: int | None
) -> list[Entry]:
    """The entries as they may be stored: a doubtful one is a Rejection, unless an earlier visit said the
    same. `articles` are the rows that the entries would become, by address."""
    wanted = list(_compared_stories(entries, articles))
    stored = {one.url: one for one in await _stories(cursor, wanted)} if wanted else {}
    checked = [_with_claimed_address(entry, stored) for entry in entries]
    doubts = {place: doubt for place, entry in enumerate(checked) if (doubt := _doubt(entry, stored))}
    doubts |= await _copies(cursor, checked, stored)
    if doubts:
        pages = [checked[place][0] for place in doubts]
        earlier = {one.url: one for one in await _earlier(cursor, pages, run)}
        for place, doubt in doubts.items():
            known = stored.get(doubt.other) is not None
            checked[place] = _decide(checked[place], doubt, earlier.get(checked[place][0]), known)
    return checked


def _compared_stories(entries: Iterable[Entry], articles: Mapping[str, Row]) -> Iterable[Row]:
    """The addresses whose stored stories are compared, with the hash of a reading that may be the same."""
    for visited, outcome, _ in entries:
        if isinstance(outcome, Moved) and not same_by_form(visited, outcome.to):
            yield from ({"url": url, "content_hash": None} for url in (visited, outcome.to))
        elif isinstance(outcome, Article):
            page = outcome.url or visited
            plain = page == visited and not outcome.claims and page in articles
            known = articles[page]["content_hash"] if plain else None
            for url in dict.fromkeys((page, visited, outcome.claims or "")):
                if url:
                    yield {"url": url, "content_hash": known}


def _with_claimed_address(entry: Entry, stored: Mapping[str, StoredReading]) -> Entry:
    """The entry under the address that its page claims, if it is the story that is stored."""
    visited, outcome, found = entry
    if not isinstance(outcome, Article) or not outcome.claims:
        return entry
    had, there = stored.get(outcome.url or visited), stored.get(outcome.claims)
    if (
        had is None
        or difference(had, outcome) is not None
        or not same_headline(had.headline, outcome.headline)
        or not shares_text(had, outcome)
    ):
        return entry
    moved = host_of(outcome.claims) and (there is None or difference(there, outcome) is None)
    return visited, replace(outcome, url=outcome.claims if moved else outcome.url, claims=None), found


def _doubt(entry: Entry, stored: Mapping[str, StoredReading]) -> Doubted | None:
    visited, outcome, _ = entry
    if isinstance(outcome, Moved):
        return _moved_away(visited, outcome, stored)
    if not isinstance(outcome, Article):
        return None
    page = outcome.url or visited
    had = stored.get(page) or stored.get(visited)
    if had is not None and is_less_exact(had, outcome):
        return Doubted(Doubt.DOUBTFUL, difference(had, outcome) or "", b"", final=True)
    if outcome.claims:
        detail = f"expected the story of {visited}, found a page that says it shows {outcome.claims}"
        return Doubted(Doubt.OTHER_STORY, detail, _digest(outcome.claims), outcome.claims)
    if had is None:
        return None
    differs = difference(had, outcome)
    led_away = page != visited and stored.get(page) is None and not same_by_form(visited, page)
    if led_away and (
        differs or ((outcome.missing_pages or outcome.cut_short) and not shares_text(had, outcome))
    ):
        detail = f"expected the story of {visited}, was sent to {page}, which shows another"
        return Doubted(Doubt.MOVED_AWAY, detail, _digest(page), page)
    if differs is None:
        return None
    return Doubted(Doubt.DOUBTFUL, differs, sketch(f"{outcome.headline}\n{outcome.text}"))


def _moved_away(visited: str, moved: Moved, stored: Mapping[str, StoredReading]) -> Doubted | None:
    """Doubt about a stored story's address that leads to another story."""
    had, there = stored.get(visited), stored.get(moved.to)
    if had is None or same_by_form(visited, moved.to):
        return None
    if there is not None and are_similar(sketch(had.body), sketch(there.body)):
        return None
    detail = f"expected the story of {visited}, was sent to {moved.to}, which is another"
    return Doubted(Doubt.MOVED_AWAY, detail, _digest(moved.to), moved.to)


async def _copies(
    cursor: Cursor, entries: Sequence[Entry], stored: Mapping[str, StoredReading]
) -> dict[int, Doubted]:
    """Doubts about pages that claim no address and repeat another story of their host word for word."""
    nameless = {
        place: (visited, outcome)
        for place, (visited, outcome, _) in enumerate(entries)
        if isinstance(outcome, Article)
        and outcome.claims == ""
        and stored.get(outcome.url or visited) is None
    }
    if not nameless:
        return {}
    seen = await _same_texts(cursor, nameless.values())
    doubts = {}
    for place, (visited, outcome) in nameless.items():
        key = (host_of(visited), outcome.headline, outcome.text)
        first = seen.setdefault(key, visited)
        if first not in (visited, outcome.url):
            detail = f"expected the story of {visited}, found word for word that of {first}"
            doubts[place] = Doubted(Doubt.OTHER_STORY, detail, sketch(outcome.text))
    return doubts


def _decide(entry: Entry, doubt: Doubted, before: EarlierDoubt | None, known: bool) -> Entry:
    """The entry if an earlier visit said the same, else a rejection that keeps its page."""
    visited, outcome, found = entry
    if before is not None and not doubt.final and are_similar(before.said, doubt.said):
        if doubt.other and known and before.another_day:
            fetch = outcome.fetch
            return visited, Moved(outlet=outcome.outlet, url=visited, to=doubt.other, fetch=fetch), found
        apart = before.apart if doubt.reason is Doubt.DOUBTFUL else before.another_day
        if apart and isinstance(outcome, Article) and doubt.reason is not Doubt.MOVED_AWAY:
            return visited, replace(outcome, claims=None), found
    leads = tuple(page for page in found if page.url == doubt.other)
    return visited, _rejection(visited, outcome, doubt), leads


def _rejection(visited: str, outcome: Outcome, doubt: Doubted) -> Rejection:
    return Rejection(
        outlet=outcome.outlet,
        url=visited,
        reason=doubt.reason,
        detail=doubt.detail,
        said=doubt.said,
        body=outcome.fetch.body if outcome.fetch else b"",
        fetch=outcome.fetch,
    )


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


async def _stories(cursor: Cursor, wanted: list[Row]) -> list[StoredReading]:
    return await fetch_all_async(
        cursor.connection, StoredReading, "stored_stories", {"asked": json_text(wanted)}
    )


async def _earlier(cursor: Cursor, pages: list[str], run: int | None) -> list[EarlierDoubt]:
    return await fetch_all_async(
        cursor.connection, EarlierDoubt, "earlier_doubts", {"pages": pages, "run": run}
    )


async def _same_texts(cursor: Cursor, nameless: Iterable[tuple[str, Article]]) -> dict[Any, str]:
    texts = [{"headline": outcome.headline, "body": outcome.text} for _, outcome in nameless]
    rows = await fetch_all_async(cursor.connection, tuple, "same_texts", {"asked": json_text(texts)})
    return {(host_of(url), headline, body): url for url, headline, body in rows}
