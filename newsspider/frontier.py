"""Which page next, and which of the links just found may become pages at all?

PostgreSQL is the frontier: this module only decides; `store` writes and draws. One table says what the kind
of a link is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsspider import urls
from newsspider.items import Article, Link, LinkKind, Listing, Outcome
from newsspider.limits import LONGEST_ADDRESS
from newsspider.outlets.outlet import Outlet
from newsspider.visits import FoundPage, Moved, Source

PRIORITY = {
    LinkKind.PAGINATION: 0,
    LinkKind.STORY: 10,
    LinkKind.BACA_JUGA: 20,
    LinkKind.RECOMMENDATION: 30,
    LinkKind.RELATED: 40,
    LinkKind.CALL: 50,
}
"""Lower is sooner; each link away from a seed adds STEP, so that a crawl stays near its seeds."""
STEP = 100
SOURCES = {
    LinkKind.BACA_JUGA: Source.BACA_JUGA,
    LinkKind.RECOMMENDATION: Source.RECOMMENDATION,
    LinkKind.RELATED: Source.RELATED,
    LinkKind.CALL: Source.RELATED,
    LinkKind.PAGINATION: Source.PAGE,
    LinkKind.STORY: Source.INDEX,
}
"""What a page found by a story's link was found by; a listing says it itself."""
FOLLOWED = (LinkKind.BACA_JUGA, LinkKind.RECOMMENDATION, LinkKind.RELATED)
"""The kinds a crawl follows from stories unless told otherwise; listings are always followed."""


NAMING = (Source.ROBOTS, Source.SITEMAP_INDEX)
"""Lists that say of each address that it is a list; its form is not asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How far a run follows links: at most `depth` from a seed, only these kinds of a story's, and only to
    these hosts (None: to all of the outlet's)."""

    depth: int = 2
    follow: tuple[LinkKind, ...] = FOLLOWED
    hosts: frozenset[str] | None = None

    def found(self, outlet: Outlet, outcome: Outcome) -> Iterator[FoundPage]:
        """The pages an outcome leads to. Links to other sites and to what is no story are none."""
        if isinstance(outcome, Moved):
            yield self._moved(outcome)
        if not isinstance(outcome, (Article, Listing)):
            return
        own = outlet.identity(outcome.url) if outcome.url else ""
        for link in outcome.links:
            page = self._page(outlet, outcome, link)
            if page is not None and page.url != own:
                yield page

    def _moved(self, outcome: Moved) -> FoundPage:
        """The story that a redirect leads to: on the frontier like any other, if it is not yet."""
        depth, host = outcome.fetch.depth if outcome.fetch else 0, urls.host_of(outcome.to)
        result, reason = self._elsewhere(host)
        return FoundPage(
            outlet=outcome.outlet, url=outcome.to, host=host, kind="story", depth=depth, how=Source.REDIRECT,
            priority=PRIORITY[LinkKind.STORY] + STEP * depth, link=None,
            outcome=result, reason=reason,
        )  # fmt: skip

    def _page(self, outlet: Outlet, outcome: Article | Listing, link: Link) -> FoundPage | None:
        listed = isinstance(outcome, Listing)
        named = isinstance(outcome, Listing) and outcome.source in NAMING and link.kind is LinkKind.PAGINATION
        if link.url is None or not (target := target_of(outlet, link.url, as_list=named)):
            return None
        kind, url = target
        if kind == "listing" and not listed:
            return None
        depth = (outcome.fetch.depth if outcome.fetch else 0) + (not listed)
        host = urls.host_of(url)
        result, reason = self._why_not(link, depth, host, from_story=not listed)
        how = outcome.source if isinstance(outcome, Listing) else SOURCES[link.kind]
        return FoundPage(
            outlet=outlet.name, url=url, host=host, kind=kind, depth=depth, how=how,
            priority=PRIORITY[link.kind] + STEP * depth, link=link.url, published_at=link.published_at,
            modified_at=link.modified_at, outcome=result, reason=reason,
            listed_on=outlet.day_of(url) or (outcome.fetch.listed_on if listed and outcome.fetch else None),
            renewed=kind == "listing" and how is Source.INDEX,
            named=listed,
        )  # fmt: skip

    def _why_not(self, link: Link, depth: int, host: str, from_story: bool) -> tuple[str | None, str | None]:
        if from_story and link.kind not in self.follow:
            return "unfollowed", f"links of kind {link.kind.value} were not followed"
        outcome, reason = self._elsewhere(host)
        if outcome is not None:
            return outcome, reason
        if depth > self.depth:
            return "too_far", f"{depth} links from a seed, the run followed {self.depth}"
        return None, None

    def _elsewhere(self, host: str) -> tuple[str | None, str | None]:
        """The outcome and the reason of a page whose host this run does not crawl."""
        if self.hosts is None or host in self.hosts:
            return None, None
        return "unfollowed", f"the run did not crawl {host}"


def target_of(outlet: Outlet, url: str, as_list: bool = False) -> tuple[str, str] | None:
    """("story" or "listing", frontier address) of an address we may fetch, else None. `as_list`: it was named
    as a list, so that is what it is, whatever its form."""
    try:
        page = outlet.list_identity(url) if as_list else outlet.identity(url)
    except ValueError:
        return None
    if len(page.encode()) > LONGEST_ADDRESS:
        return None
    if as_list:
        return ("listing", page) if outlet.allows(page) else None
    kind = outlet.kind_of(page)
    return (kind, page) if kind else None
