"""Reparse: pages of the archive are read again, and stories that read otherwise are written.

Batches are read in the order of page numbers, several at a time, and written in that order. A reparse that
was stopped goes on after the last page that is done.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from newsspider import __version__
from newsspider.frontier.policy import LinkPolicy
from newsspider.http.exchanges import Position
from newsspider.outlets import OUTLETS
from newsspider.outlets.digest import rules_digest
from newsspider.reparsing.comparing import with_fields_of_pipelines
from newsspider.reparsing.page import ArchivedPage, PagePart, Reread, Result
from newsspider.reparsing.workers import Workers
from newsspider.store.crawl.reparses import NewReading, Progress, ReparseFilters, Reparses
from newsspider.store.crawl.rows import Entry

BATCH = 50
AHEAD = 2
"""Batches that wait for each worker."""
_ROW = ("page_number", "page_url", "page_outlet", "depth", "captured_at", "captures", "links", "cuts")
AT_REST = LinkPolicy(depth=0)
"""Links of new readings become pages at rest: the next nightly crawl decides whether it follows them."""
LEFT_TO_CRAWL = "left_to_crawl"


@dataclass(slots=True)
class ReparseReport:
    """What a reparse has found so far: `counts` by outcome, `fields` that read otherwise, `reasons` of pages
    that no longer read, and examples of `results`."""

    total: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[Result] = field(default_factory=list)
    stopped: bool = False

    @property
    def done(self) -> int:
        """Pages that were read again."""
        return sum(self.counts[outcome] for outcome in Reread)


@dataclass(kw_only=True)
class Reparse:
    """One reparse. A dry run writes nothing; `examples` is how many results it keeps to be shown."""

    store: Reparses
    workers: Workers
    filters: ReparseFilters
    dry_run: bool = False
    again: bool = False
    examples: int = 20
    say: Callable[[ReparseReport], None] = lambda _report: None
    report: ReparseReport = field(default_factory=ReparseReport)
    _stopping: bool = False

    def stop(self) -> None:
        """Begin no more batches; those that were begun are finished."""
        self._stopping = True

    async def run(self) -> ReparseReport:
        """Read and write until no page is left, or until it is stopped. Raises StoreLost and WorkersLost."""
        progress = await self._begin()
        self.report.counts.update(progress.counts)
        self.report.total = self.report.done + await self.store.count(self.filters, progress.read_to)
        begun: deque[tuple[list[ArchivedPage], asyncio.Future[list[Result]]]] = deque()
        try:
            async for pages in self._batches(progress.read_to):
                begun.append((pages, self.workers.start(pages)))
                if len(begun) >= AHEAD * self.workers.count:
                    await self._finish(*begun.popleft(), progress)
            while begun:
                await self._finish(*begun.popleft(), progress)
        finally:
            for _, waiting in begun:
                waiting.cancel()
        self.report.stopped = self._stopping
        if not self._stopping and not self.dry_run:
            await self.store.write([], progress, ended=True)
        return self.report

    async def _begin(self) -> Progress:
        if self.dry_run:
            return Progress(id=0)
        rules = {name: rules_digest(name) for name in OUTLETS if self.filters.outlet in (None, name)}
        return await self.store.begin(self.filters, rules, __version__, self.again)

    async def _batches(self, after: int) -> AsyncIterator[list[ArchivedPage]]:
        while not self._stopping:
            rows = await self.store.pages(self.filters, after, BATCH)
            if not rows:
                return
            pages = [page_of(row) for row in rows]
            after = pages[-1].page_id
            yield [page for page in pages if page.outlet in OUTLETS]

    async def _finish(
        self, pages: list[ArchivedPage], reading: asyncio.Future[list[Result]], progress: Progress
    ) -> None:
        """Wait for a batch, and write what it found."""
        results = await reading
        self._count(results)
        if not self.dry_run and pages:
            by_number = {page.page_id: page for page in pages}
            new = [_entry(one, by_number[one.page_id]) for one in results if one.outcome is Reread.NEW]
            changed = [
                _reading(one, by_number[one.page_id]) for one in results if one.article and one.changes
            ]
            believed = await self.store.add(new)
            self.report.counts[Reread.NEW] -= len(new) - believed
            self.report.counts[Reread.REJECTED] += len(new) - believed
            progress.read_to = pages[-1].page_id
            progress.counts = {str(name): number for name, number in self.report.counts.items()}
            written = await self.store.write(changed, progress)
            self.report.counts[LEFT_TO_CRAWL] += len(changed) - written
        self.say(self.report)

    def _count(self, results: Sequence[Result]) -> None:
        for result in results:
            self.report.counts[result.outcome] += 1
            self.report.fields.update(change.field for change in result.changes)
            if result.outcome in (Reread.UNREAD, Reread.LESS, Reread.LOST):
                self.report.reasons[result.detail.split(":")[0]] += 1
            shown = result.outcome in (Reread.CHANGED, Reread.NEW, Reread.UNREAD, Reread.LESS)
            if shown and len(self.report.examples) < self.examples:
                self.report.examples.append(replace(result, article=None))


def page_of(row: Mapping[str, Any]) -> ArchivedPage:
    """The archived page of a row of the query `archived_pages`."""
    parts = tuple(
        PagePart(
            url=url,
            position=Position(file=file, offset=offset, length=length, digest=bytes.fromhex(digest)),
        )
        for url, file, offset, length, digest in row["captures"]
    )
    stored = {name: value for name, value in row.items() if name not in _ROW}
    return ArchivedPage(
        page_id=row["page_number"],
        url=row["page_url"],
        outlet=row["page_outlet"],
        depth=row["depth"],
        captured_at=row["captured_at"],
        parts=parts,
        stored=stored if row["page_id"] is not None else None,
        links=tuple(tuple(link) for link in row["links"] or ()),
        removed=tuple(tuple(cut) for cut in row["cuts"] or ()),
    )


def _entry(result: Result, page: ArchivedPage) -> Entry:
    """What is to be stored of a page that is a story now."""
    article = result.article
    assert article is not None
    return page.url, article, tuple(AT_REST.pages_of(OUTLETS[page.outlet], article))


def _reading(result: Result, page: ArchivedPage) -> NewReading:
    """What is to be written of a story that reads otherwise."""
    article = result.article
    assert article is not None
    assert page.content_hash is not None
    found = tuple(AT_REST.pages_of(OUTLETS[page.outlet], article))
    return NewReading(
        page=page.url,
        article=article,
        row=with_fields_of_pipelines(article, page),
        content_hash=page.content_hash,
        found=found,
    )
