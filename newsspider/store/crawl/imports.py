"""Imports of WARC files: which pages are known already, and how far a file was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsspider.store.crawl.documents import json_text
from newsspider.store.pool import Pool


@dataclass(slots=True)
class FileProgress:
    """How far the import of a file is: the offset of the record after the last that is done, and counts."""

    id: int
    read_to: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    ended: bool = False


class Imports:
    """Access of an import to the database."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    async def begin(self, file: str, size: int, again: bool) -> FileProgress:
        """Begin the import of a file of this name and size, or go on with it."""
        rows = await self.pool.retry.at_start(
            lambda: self.pool.fetch_all(tuple, "begin_import", file=file, bytes=size, again=again)
        )
        number, read_to, counts, ended = rows[0]
        return FileProgress(id=number, read_to=read_to, counts=dict(counts), ended=ended)

    async def stored_stories(self, captures: Mapping[str, datetime]) -> dict[str, bool]:
        """The addresses whose story is stored: whether it was visited at the time of the capture or later."""
        asked = [{"url": url, "captured_at": at} for url, at in captures.items()]
        rows = await self.pool.retry.during_crawl(
            lambda: self.pool.fetch_all(tuple, "stories_of_captures", captures=json_text(asked))
        )
        return {str(url): bool(is_newer) for url, is_newer in rows}

    async def note(
        self, progress: FileProgress, pages: Iterable[tuple[str, datetime]], ended: bool = False
    ) -> None:
        """Note how far the import is, and which pages it has brought."""
        given = json_text([{"url": url, "captured_at": at} for url, at in pages])
        await self.pool.retry.during_crawl(
            lambda: self.pool.execute(
                "note_import",
                **{"import": progress.id},
                pages=given,
                read_to=progress.read_to,
                counts=json_text(progress.counts),
                ended=ended,
            )
        )
