"""Which page next, and which of the links just found may become pages at all?

PostgreSQL is the frontier: this module only decides; `store` writes and draws. One table says what the kind
of a link is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from newsspider.items import Article, DropReason, Link, LinkKind, Listing, Outcome
from newsspider.outlets.address import Address, AddressKind
from newsspider.outlets.limits import LONGEST_ADDRESS
from newsspider.outlets.listings import drop_reason
from newsspider.outlets.site import Site
from newsspider.visits import FoundPage, Moved, PageKind, Source

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

    def found(self, site: Site, outcome: Outcome) -> Iterator[FoundPage]:
        """The pages an outcome leads to. Links to other sites and to what is no story are none."""
        if isinstance(outcome, Moved):
            yield self._led_to(site, site.address(outcome.to), outcome.fetch.depth if outcome.fetch else 0)
        if not isinstance(outcome, (Article, Listing)):
            return
        own = site.address(outcome.url)
        if isinstance(outcome, Article) and (other := _other_address(site, outcome, own)):
            yield self._led_to(site, other, outcome.fetch.depth if outcome.fetch else 0)
        for link in outcome.links:
            page = self._page(site, outcome, link)
            if page is not None and page.url != own.identity:
                yield page
        if isinstance(outcome, Listing):
            yield from self._dropped(site, outcome)

    def _dropped(self, site: Site, listing: Listing) -> Iterator[FoundPage]:
        """Rows at rest for what a list names and we do not ask for, so that they are accounted for: the first
        MOST_DROPPED of a list; the run's counters have their number."""
        for address, why in islice(dropped(site, listing), MOST_DROPPED):
            reason = f"dropped: {WHY_DROPPED[why]}"
            yield FoundPage(
                outlet=site.name, url=address.identity, host=address.host, kind=PageKind.STORY, depth=0,
                how=listing.source,
                priority=STEP, link=None, outcome="unfollowed", reason=reason,
            )  # fmt: skip

    def _led_to(self, site: Site, address: Address, depth: int) -> FoundPage:
        """The story that a redirect, or a page of another story, leads to: on the frontier like any other."""
        result, reason = self._elsewhere(address.host)
        return FoundPage(
            outlet=site.name, url=address.identity, host=address.host, kind=PageKind.STORY, depth=depth,
            how=Source.REDIRECT,
            priority=PRIORITY[LinkKind.STORY] + STEP * depth, link=None,
            outcome=result, reason=reason,
        )  # fmt: skip

    def _page(self, site: Site, outcome: Article | Listing, link: Link) -> FoundPage | None:
        listed = isinstance(outcome, Listing)
        named = _names_a_list(outcome, link)
        address = site.address(link.url, as_list=named)
        kind, host = address.page_kind, address.host
        if kind is None or not _is_storable(address) or (kind is PageKind.LISTING and not listed):
            return None
        depth = (outcome.fetch.depth if outcome.fetch else 0) + (not listed)
        result, reason = self._why_not(link, depth, host, from_story=not listed)
        how = outcome.source if isinstance(outcome, Listing) else SOURCES[link.kind]
        return FoundPage(
            outlet=site.name, url=address.identity, host=host, kind=kind, depth=depth, how=how,
            priority=PRIORITY[link.kind] + STEP * depth, link=link.url, published_at=link.published_at,
            modified_at=link.modified_at, outcome=result, reason=reason,
            listed_on=address.day or (outcome.fetch.listed_on if listed and outcome.fetch else None),
            renewed=kind is PageKind.LISTING and how is Source.INDEX,
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


def _other_address(site: Site, article: Article, own: Address) -> Address | None:
    """The address of the story that was shown in place of the one that was asked for; None if none was."""
    claimed = site.address(article.claims)
    if claimed.is_story:
        return claimed
    is_other = article.fetch is not None and own.identity not in ("", article.fetch.page)
    return own if is_other else None


def _names_a_list(outcome: Article | Listing, link: Link) -> bool:
    """Whether the page says of this address that it is a list."""
    return isinstance(outcome, Listing) and outcome.source in NAMING and link.kind is LinkKind.PAGINATION


def dropped(site: Site, listing: Listing) -> Iterator[tuple[Address, DropReason]]:
    """The addresses that a list names and that lead to no page of ours, each with the reason. Not those that
    the outlet knows to be something else than stories."""
    for link in listing.links:
        address = site.address(link.url)
        if address.kind is AddressKind.OTHER:
            continue
        if _names_a_list(listing, link) and site.address(link.url, as_list=True).page_kind:
            continue
        reason = drop_reason(address)
        if reason not in (None, DropReason.NO_ADDRESS) and _is_storable(address):
            yield address, reason


def leads_nowhere(site: Site, listing: Listing) -> bool:
    """Whether most of what a list names is nothing we may ask for: then something is wrong with the list, or
    with our reading of it."""
    lost = sum(1 for _ in dropped(site, listing)) + listing.dropped.get(DropReason.NO_ADDRESS, 0)
    return lost > 0 and 2 * lost >= max(lost, len(listing.links))


def _is_storable(address: Address) -> bool:
    """Whether the table `page` takes the address."""
    return len(address.identity.encode("utf-8", "replace")) <= LONGEST_ADDRESS
