"""Reparses: archived pages out, new readings of stories in, and how far a reparse is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from newsspider.items import Article
from newsspider.store.crawl.clusters import cluster
from newsspider.store.crawl.details import delete_details
from newsspider.store.crawl.documents import Row, json_text
from newsspider.store.crawl.rows import Entry, rows_of
from newsspider.store.crawl.writer import Writer
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.visits import FoundPage, RevisitPolicy

CAUSE = "reparse"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReparseFilters:
    """Which pages of the archive are read again; None is no filter. `since` and `until` are the first and the
    last day of their capture."""

    outlet: str | None = None
    hosts: tuple[str, ...] | None = None
    layout: str | None = None
    rule: str | None = None
    since: date | None = None
    until: date | None = None
    generic: bool = False
    rejections: bool = False

    @property
    def parameters(self) -> Row:
        """The filters as parameters of queries."""
        return {**asdict(self), "hosts": list(self.hosts) if self.hosts else None}


@dataclass(frozen=True, kw_only=True, slots=True)
class NewReading:
    """A new reading of a stored story: `row` is its row, `content_hash` that of the story it was compared
    with."""

    page: str
    article: Article
    row: Row
    content_hash: str
    found: tuple[FoundPage, ...] = ()


@dataclass(slots=True)
class Progress:
    """How far a reparse is: the last page that is done, and what came of those before it."""

    id: int
    read_to: int = 0
    counts: dict[str, int] = field(default_factory=dict)


class Reparses:
    """Access of a reparse to the database. `revisit_policy` says when a new story is fetched again."""

    def __init__(self, conninfo: str, revisit_policy: RevisitPolicy) -> None:
        self.pool = Pool(conninfo)
        self._writer = Writer(self.pool, revisit_policy)

    async def count(self, filters: ReparseFilters, after: int = 0) -> int:
        """How many pages the filters name after this page number."""
        row = await self._fetch("count_archived_pages", after=after, **filters.parameters)
        return int(row[0][0])

    async def pages(self, filters: ReparseFilters, after: int, limit: int) -> list[Mapping[str, Any]]:
        """Rows of the next pages; their columns are those of the query."""
        values = {"after": after, "limit": limit, **filters.parameters}
        return await self.pool.retry.during_crawl(
            lambda: self.pool.fetch_all(dict, "archived_pages", **values)
        )

    async def begin(
        self, filters: ReparseFilters, rules: Mapping[str, str], version: str, again: bool
    ) -> Progress:
        """Begin a reparse, or go on with one of the same filters, rules and version."""
        rows = await self._fetch(
            "begin_reparse",
            filters=json_text(filters.parameters),
            rules=json_text(dict(rules)),
            program_version=version,
            again=again,
        )
        number, read_to, counts = rows[0]
        return Progress(id=number, read_to=read_to, counts=dict(counts))

    async def write(self, readings: Sequence[NewReading], progress: Progress, ended: bool = False) -> int:
        """Write new readings of stories and how far the reparse is, in one transaction. Returns how many were
        written: a story that a crawl has changed meanwhile stays as it is."""
        return await self.pool.retry.during_crawl(lambda: self._write(readings, progress, ended))

    async def add(self, entries: Sequence[Entry]) -> int:
        """Store the stories of pages that had none, as a crawl does. Returns how many were believed."""
        loop = asyncio.get_running_loop()
        batch = [(entry, loop.create_future()) for entry in entries]
        if batch:
            await self._writer.write(batch)
        return sum([isinstance(await done, Article) for _, done in batch])

    async def _write(self, readings: Sequence[NewReading], progress: Progress, ended: bool) -> int:
        async with self.pool.connection() as connection, connection.cursor() as cursor:
            compared = [{"url": one.page, "content_hash": one.content_hash} for one in readings]
            await cursor.execute(query("lock_unchanged_stories"), {"compared": json_text(compared)})
            same = {url for (url,) in await cursor.fetchall()}
            written = [one for one in readings if one.page in same]
            if written:
                await cursor.execute(query("set_cause"), {"cause": CAUSE})
                await self._save(cursor, written)
            await cursor.execute(
                query("note_reparse"),
                {
                    "reparse": progress.id,
                    "read_to": progress.read_to,
                    "counts": json_text(progress.counts),
                    "ended": ended,
                },
            )
        return len(written)

    async def _save(self, cursor: Any, readings: Sequence[NewReading]) -> None:
        rows = rows_of([(one.page, one.article, one.found) for one in readings], RevisitPolicy().retry_waits)
        found = sorted(rows.found.values(), key=lambda row: str(row["url"]))
        await self._run(cursor, "add_pages", pages=found, run=None, takes_over=False)
        await delete_details(cursor, list(rows.pages.values()))
        await self._run(cursor, "reparse_articles", articles=[one.row for one in readings])
        await self._run(cursor, "save_links", links=rows.links)
        await self._run(cursor, "save_removed", removed=rows.removed)
        await cluster(cursor, rows.sketches.values())

    async def _run(self, cursor: Any, name: str, **values: Any) -> None:
        given = {key: json_text(value) if isinstance(value, list) else value for key, value in values.items()}
        await cursor.execute(query(name), given)

    async def _fetch(self, name: str, **values: object) -> list[Any]:
        return await self.pool.retry.at_start(lambda: self.pool.fetch_all(tuple, name, **values))
