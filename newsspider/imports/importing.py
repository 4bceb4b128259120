"""Import of WARC files: pages of known outlets are read as a crawl reads them, and stored.

Nothing that an import finds is fetched: links become pages too far from a seed. A story that was visited at
the time of its capture or later stays as it is. A page that is no story leaves a stored story as it is.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urlsplit

from newsspider.frontier.policy import LinkPolicy
from newsspider.http.exchanges import Exchange
from newsspider.imports.warcs import BadWarc, WarcFile, WarcPage
from newsspider.items import Article, Read, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.outlet import Outlet
from newsspider.store.crawl.imports import FileProgress, Imports
from newsspider.store.crawl.store import Store
from newsspider.visits import Doubt, Fetch
from pipelines.cleaning import clean
from pipelines.judging import judge

BATCH = 100
FAR = 1000
"""Links from a seed: no crawl goes so far."""
FIRST_LATER_PAGE = 2
_PAGE_NUMBER = re.compile(r"(?:[?&]page=|/)(\d{1,3})$")
AT_REST = LinkPolicy(depth=0)


@dataclass(slots=True)
class ImportReport:
    """What an import has found so far: `counts` of records and pages, `reasons` of rejected pages, `problems`
    of files, each one line."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    file: str = ""
    share: float = 0.0


@dataclass(kw_only=True)
class Import:
    """Imports files one after the other. `again` reads a file anew that was read before."""

    store: Store
    again: bool = False
    say: Callable[[ImportReport], None] = lambda _report: None
    report: ImportReport = field(default_factory=ImportReport)
    _stopping: bool = False

    def stop(self) -> None:
        """Stop after the batch that is being read."""
        self._stopping = True

    @property
    def stopped(self) -> bool:
        return self._stopping

    async def run(self, files: Sequence[Path]) -> ImportReport:
        """Import the files. A file that cannot be read to its end is a problem; the others are read."""
        for path in files:
            if not self._stopping:
                await self._file(path)
        return self.report

    @cached_property
    def _imports(self) -> Imports:
        return Imports(self.store.pool)

    async def _file(self, path: Path) -> None:
        self.report.file = path.name
        try:
            size = path.stat().st_size
        except OSError as error:
            self.report.problems.append(f"expected a WARC file, found {path}: {error.strerror}")
            return
        progress = await self._imports.begin(path.name, size, self.again)
        if progress.ended:
            self.report.counts["files_known"] += 1
            return
        file, before = WarcFile(path, offset=progress.read_to), Counter(self.report.counts)
        earlier, ended = Counter(progress.counts), True
        try:
            await self._pages(file, progress)
        except BadWarc as error:  # the file may be mended, and is named until it is
            self.report.problems.append(str(error))
            ended = False
        ended = ended and not self._stopping
        self.report.counts["files"] += ended
        self.report.counts["records"] += file.records
        self.report.counts["revisits"] += file.revisits
        progress.counts = dict(earlier + self.report.counts - before)
        await self._imports.note(progress, (), ended)

    async def _pages(self, file: WarcFile, progress: FileProgress) -> None:
        """Read the pages of a file in batches, and note each batch that is stored. Raises BadWarc."""
        batch: list[WarcPage] = []
        try:
            for page in file.pages(_is_wanted):
                if page is not None:
                    batch.append(page)
                if len(batch) >= BATCH:
                    await self._batch(batch, progress, file)
                    batch = []
                if page is None:
                    self._look(file)
                    await asyncio.sleep(0)  # a signal is handled here
                if self._stopping:
                    return
        finally:
            await self._batch(batch, progress, file)

    def _look(self, file: WarcFile) -> None:
        """Show how far the file is."""
        self.report.share = file.offset / max(1, file.size)
        self.say(self.report)

    async def _batch(self, batch: Sequence[WarcPage], progress: FileProgress, file: WarcFile) -> None:
        """Read and store a batch, of two captures of a page the newer one, and note how far the file is."""
        newest: dict[str, tuple[Outlet, WarcPage]] = {}
        for page in sorted(batch, key=lambda page: page.at):
            outlet = _outlet_of(page.url)
            if outlet is not None and not _is_later_page(outlet, page.url):
                newest[outlet.address(page.url).identity] = (outlet, page)
        stored = await self._imports.stored_stories({url: page.at for url, (_, page) in newest.items()})
        self.report.counts["pages"] += len(batch)
        self.report.counts["known"] += len(batch) - len(newest) + sum(stored.values())
        saving = [
            self._save(url, outlet, page, url in stored)
            for url, (outlet, page) in newest.items()
            if not stored.get(url)
        ]
        await asyncio.gather(*saving)
        progress.read_to = file.offset
        await self._imports.note(progress, [(url, page.at) for url, (_, page) in newest.items()])

    async def _save(self, url: str, outlet: Outlet, page: WarcPage, is_stored: bool) -> None:
        """Read and store a page. One that is no story leaves a stored story as it is."""
        body = page.body
        fetch = Fetch(
            page=url,
            depth=FAR,
            status=page.status,
            body=body,
            final_url=url,
            exchanges=(_exchange(page, body),),
            as_of=page.at,
        )
        outcome = replace(_read(outlet, page, body), fetch=fetch)
        if is_stored and not isinstance(outcome, Article):
            self.report.counts["left"] += 1
            return
        stored = await self.store.save(url, outcome, tuple(AT_REST.pages_of(outlet, outcome)))
        if isinstance(stored, Rejection):
            kind = "doubtful" if stored.reason in tuple(Doubt) else "rejected"
            self.report.counts[kind] += 1
            self.report.reasons[stored.reason] += 1
        else:
            self.report.counts["stories"] += 1


def _read(outlet: Outlet, page: WarcPage, body: bytes) -> Read:
    """A page read, cleaned and judged, as a crawl of that time would have done."""
    found = outlet.read(body, page.url, False, page.content_type)
    if not isinstance(found, Article):
        return found
    if found.page_count > 1:
        found = replace(found, missing_pages=tuple(range(2, found.page_count + 1)))
    return judge(clean(found, outlet), page.at)


def _exchange(page: WarcPage, body: bytes) -> Exchange:
    """The exchange for our archive: the body decoded, without the headers that say how it was encoded."""
    encoded = (b"content-encoding", b"transfer-encoding", b"content-length")
    headers = tuple((name, value) for name, value in page.headers if name.lower() not in encoded)
    return Exchange(
        url=page.url,
        method="GET",
        request_headers=(),
        status=page.status,
        headers=headers,
        body=body,
        at=page.at,
    )


def _is_wanted(url: str) -> bool:
    """Whether an address is that of a story of a known outlet."""
    return _outlet_of(url) is not None


def _outlet_of(url: str) -> Outlet | None:
    """The outlet whose story has this address. A look at the host decides for most addresses."""
    host = url[url.find("//") + 2 :].partition("/")[0].lower()
    outlet = _hosts().get(host) or _hosts().get(_plain_host(url) if "@" in host or ":" in host else "")
    if outlet is None:
        return None
    address = outlet.address(url)
    return outlet if address.is_story and address.allowed else None


def _is_later_page(outlet: Outlet, url: str) -> bool:
    """Whether an address is that of a later page of a story, which is no story by itself."""
    number = _PAGE_NUMBER.search(url)
    if number is None or int(number[1]) < FIRST_LATER_PAGE:
        return False
    return outlet.page_url(outlet.address(url).identity, number[1]) == url


def _plain_host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@cache
def _hosts() -> dict[str, Outlet]:
    """The outlet of each host, mirrors included."""
    return {host: outlet for outlet in OUTLETS.values() for host in outlet.hosts}
