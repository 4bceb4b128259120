"""Which page next, and which of the links just found may become pages at all?

PostgreSQL is the frontier: this module only decides; `store` writes and draws. One table says what the kind
of a link is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from newsspider import urls
from newsspider.items import Article, DropReason, Link, LinkKind, Listing, Outcome
from newsspider.limits import LONGEST_ADDRESS
from newsspider.outlets.listings import why_dropped
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


MOST_DROPPED = 10
"""Rows that one reading of a list leaves for what it names and we do not ask for."""
WHY_DROPPED = {
    DropReason.NO_ADDRESS: "no address that can be asked for",
    DropReason.FOREIGN_HOST: "on a host that is not the outlet's",
    DropReason.UNKNOWN_FORM: "neither a story's address nor a list's",
}
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
            yield self._led_to(outcome.outlet, outcome.to, outcome.fetch.depth if outcome.fetch else 0)
        if not isinstance(outcome, (Article, Listing)):
            return
        own = outlet.identity(outcome.url) if outcome.url else ""
        if isinstance(outcome, Article) and (other := _other_address(outlet, outcome, own)):
            yield self._led_to(outlet.name, other, outcome.fetch.depth if outcome.fetch else 0)
        for link in outcome.links:
            page = self._page(outlet, outcome, link)
            if page is not None and page.url != own:
                yield page
        if isinstance(outcome, Listing):
            yield from self._dropped(outlet, outcome)

    def _dropped(self, outlet: Outlet, listing: Listing) -> Iterator[FoundPage]:
        """Rows at rest for what a list names and we do not ask for, so that they are accounted for: the first
        MOST_DROPPED of a list; the run's counters have their number."""
        for url, why in islice(dropped(outlet, listing), MOST_DROPPED):
            host, reason = urls.host_of(url), f"dropped: {WHY_DROPPED[why]}"
            yield FoundPage(
                outlet=outlet.name, url=url, host=host, kind="story", depth=0, how=listing.source,
                priority=STEP, link=None, outcome="unfollowed", reason=reason,
            )  # fmt: skip

    def _led_to(self, outlet: str, url: str, depth: int) -> FoundPage:
        """The story that a redirect, or a page of another story, leads to: on the frontier like any other."""
        host = urls.host_of(url)
        result, reason = self._elsewhere(host)
        return FoundPage(
            outlet=outlet, url=url, host=host, kind="story", depth=depth, how=Source.REDIRECT,
            priority=PRIORITY[LinkKind.STORY] + STEP * depth, link=None,
            outcome=result, reason=reason,
        )  # fmt: skip

    def _page(self, outlet: Outlet, outcome: Article | Listing, link: Link) -> FoundPage | None:
        listed = isinstance(outcome, Listing)
        named = _names_a_list(outcome, link)
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


def _other_address(outlet: Outlet, article: Article, own: str) -> str:
    """The address of the story that was shown in place of the one that was asked for; empty if none was."""
    claims = article.claims or ""
    if claims and outlet.is_story(claims):
        return claims
    return own if article.fetch is not None and own not in ("", article.fetch.page) else ""


def _names_a_list(outcome: Article | Listing, link: Link) -> bool:
    """Whether the page says of this address that it is a list."""
    return isinstance(outcome, Listing) and outcome.source in NAMING and link.kind is LinkKind.PAGINATION


def dropped(outlet: Outlet, listing: Listing) -> Iterator[tuple[str, DropReason]]:
    """The addresses that a list names and that lead to no page of ours, each with the reason. Not those that
    the outlet knows to be something else than stories."""
    for link in listing.links:
        if link.url is None or outlet.is_other(link.url):
            continue
        if target_of(outlet, link.url, as_list=_names_a_list(listing, link)):
            continue
        page, why = outlet.address_of(link.url), why_dropped(link.url, outlet)
        if page and why is not None and len(page.encode("utf-8", "replace")) <= LONGEST_ADDRESS:
            yield page, why


def leads_nowhere(outlet: Outlet, listing: Listing) -> bool:
    """Whether most of what a list names is nothing we may ask for: then something is wrong with the list, or
    with our reading of it."""
    lost = sum(1 for _ in dropped(outlet, listing)) + listing.dropped.get(DropReason.NO_ADDRESS, 0)
    return lost > 0 and 2 * lost >= max(lost, len(listing.links))


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
