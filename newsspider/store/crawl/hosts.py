"""What came of the pages of each host in a run, as its batches have written it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from psycopg.rows import class_row

from newsspider.items import Article, Outcome, Rejection
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.urls import host_of
from newsspider.visits import Failure, FoundPage, Moved, Source, Unchanged

STORY, LIST, EMPTY, OTHER = "story", "list", "empty", "other"
"""What was read of a host: a story; a list that names any of its own; one that names none; robots.txt or a
sitemap index, which name no story by their nature."""
ELSEWHERE = "LeadsElsewhere"
"""The reason of a list that was read on another host than it was asked for, and of a story that is there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """Pages that gave nothing: `what` is a list, a story or a sitemap that another list has named."""

    what: str
    failure: str
    reason: str
    pages: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HostAccount:
    """A host in a run: the pages by what came of them, its answers by HTTP status (0: none), why its
    robots.txt could not be had, how many of its pages are due still, how many of those were due (not as a
    second visit) when the crawl had nothing more to ask, for how many seconds it is to be left alone, whether
    a process of another crawl holds it, and whether any story of it has ever been stored."""

    host: str
    outcomes: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    robots: str | None = None
    waiting: int = 0
    left_due: int = 0
    paused: float = 0.0
    held: bool = False
    known: bool = False

    def read(self, what: str) -> int:
        """How many pages of a kind were read."""
        return self.outcomes.get(what, 0)

    def failed(self, *kinds: str) -> list[Failed]:
        """The pages of these kinds that gave nothing, the most frequent reason first."""
        found = [Failed(what=what, failure=failure, reason=reason, pages=pages)
                 for (what, failure, reason), pages in self._failures() if what in kinds]  # fmt: skip
        return sorted(found, key=lambda one: -one.pages)

    def _failures(self) -> Iterator[tuple[list[str], int]]:
        split = ((name.split("/", 2), pages) for name, pages in self.outcomes.items())
        return ((parts, pages) for parts, pages in split if len(parts) == 3)


def what_came(visited: str, outcome: Outcome, found: Iterable[FoundPage]) -> str:
    """The name by which an outcome is counted for the host of the address that was `visited`."""
    fetch, host = outcome.fetch, host_of(visited)
    if isinstance(outcome, Moved) and host_of(outcome.to) != host:
        return f"{STORY}/{Failure.REDIRECTED}/{ELSEWHERE}"
    if isinstance(outcome, (Article, Moved)):
        return STORY
    if isinstance(outcome, Rejection):
        kind = fetch.kind if fetch else STORY
        return f"{kind}/{outcome.failure}/{outcome.reason}"
    if isinstance(outcome, Unchanged):
        return STORY if outcome.kind == STORY else LIST if outcome.names_stories else _unnamed(visited)
    if fetch is not None and fetch.final_url and host_of(fetch.final_url) != host:
        return f"{LIST}/{Failure.REDIRECTED}/{ELSEWHERE}"
    if any(page.kind == STORY and page.host == host and page.link is not None for page in found):
        return LIST
    return OTHER if outcome.source in (Source.ROBOTS, Source.SITEMAP_INDEX) else EMPTY


def _unnamed(visited: str) -> str:
    return OTHER if visited.endswith("/robots.txt") else EMPTY


async def host_accounts(
    pool: Pool, run: int, outlet: str, hosts: Iterable[str], ended: float = 0.0
) -> list[HostAccount]:
    """The accounts of these hosts; the crawl had nothing more to ask `ended` seconds ago."""
    values = {"run": run, "outlet": outlet, "hosts": sorted(hosts), "ended": ended}
    async with (
        pool.connection() as connection,
        connection.cursor(row_factory=class_row(HostAccount)) as cursor,
    ):
        await cursor.execute(query("hosts_of_run"), values)
        return await cursor.fetchall()
