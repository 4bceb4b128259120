"""Outcomes of each host in a run, as its batches have written them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from newsspider.items import Article, Outcome, Rejection
from newsspider.store.pool import Pool
from newsspider.urls import host_of
from newsspider.visits import Failure, FoundPage, Moved, Source, Unchanged

STORY, LIST, FRONT, EMPTY, OTHER = "story", "list", "front", "empty", "other"
"""Kinds of pages that were read: a story; a list that names stories of its host; a front that does; a list
that names none; robots.txt or a sitemap index, which never name a story."""
ELSEWHERE = "LeadsElsewhere"
"""Reason of a list or story that was found on another host than the one it was fetched from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """Pages that failed: `what` is list, story or sitemap."""

    what: str
    failure: str
    reason: str
    pages: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HostAccount:
    """A host in a run: its pages by outcome, its responses by HTTP status (0: no answer), why its robots.txt
    was unreachable (`robots`), pages that are due still (`waiting`), pages that were due without revisits
    when the crawl ended (`left_due`), seconds of throttling or rest ahead (`paused`), whether another crawl's
    worker leases it (`held`), whether it refuses us (`refuses`), and whether any story of it was ever stored
    (`known`)."""

    host: str
    outcomes: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    robots: str | None = None
    waiting: int = 0
    left_due: int = 0
    paused: float = 0.0
    held: bool = False
    refuses: bool = False
    known: bool = False

    def read(self, what: str) -> int:
        """The number of pages of a kind that were read."""
        return self.outcomes.get(what, 0)

    def failed(self, *kinds: str) -> list[Failed]:
        """The failed pages of these kinds, the most frequent reason first."""
        found = [
            Failed(what=what, failure=failure, reason=reason, pages=pages)
            for (what, failure, reason), pages in self._failures()
            if what in kinds
        ]
        return sorted(found, key=lambda one: -one.pages)

    def _failures(self) -> Iterator[tuple[list[str], int]]:
        split = ((name.split("/", 2), pages) for name, pages in self.outcomes.items())
        return ((parts, pages) for parts, pages in split if len(parts) == 3)


def what_came(visited: str, outcome: Outcome, found: Iterable[FoundPage]) -> str:
    """The key by which an outcome is counted for the host of the `visited` address."""
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
        return FRONT if outcome.source is Source.HUB else LIST
    return OTHER if outcome.source in (Source.ROBOTS, Source.SITEMAP_INDEX) else EMPTY


def _unnamed(visited: str) -> str:
    return OTHER if visited.endswith("/robots.txt") else EMPTY


async def host_accounts(
    pool: Pool, run: int, outlet: str, hosts: Iterable[str], ended: float = 0.0
) -> list[HostAccount]:
    """The accounts of these hosts; the crawl ended `ended` seconds ago."""
    names = sorted(hosts)
    return await pool.fetch_all(HostAccount, "hosts_of_run", run=run, outlet=outlet, hosts=names, ended=ended)
