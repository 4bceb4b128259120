"""Link policy of a crawl: which links become pages of the frontier, and with which priority.

This module only decides; the store writes pages and returns due ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from newsspider.items import Article, DropReason, Link, LinkKind, Listing, Outcome
from newsspider.outlets.address import Address, AddressKind
from newsspider.outlets.crawled import Addresses
from newsspider.outlets.limits import LONGEST_ADDRESS
from newsspider.outlets.listings.listing import drop_reason
from newsspider.visits import FoundPage, Moved, PageKind, Source

PRIORITY = {
    LinkKind.PAGINATION: 0,
    LinkKind.STORY: 10,
    LinkKind.BACA_JUGA: 20,
    LinkKind.RECOMMENDATION: 30,
    LinkKind.RELATED: 40,
    LinkKind.CALL: 50,
}
"""Lower is sooner. Each link away from a seed adds STEP, so a crawl stays near its seeds."""
STEP = 100
SOURCES = {
    LinkKind.BACA_JUGA: Source.BACA_JUGA,
    LinkKind.RECOMMENDATION: Source.RECOMMENDATION,
    LinkKind.RELATED: Source.RELATED,
    LinkKind.CALL: Source.RELATED,
    LinkKind.PAGINATION: Source.PAGE,
    LinkKind.STORY: Source.INDEX,
}
"""The source of a page that a story links to; a listing states its own."""
FOLLOWED = (LinkKind.BACA_JUGA, LinkKind.RECOMMENDATION, LinkKind.RELATED)
"""The kinds of a story's links that a crawl follows by default; links of listings are always followed."""
MAX_DROPPED_ROWS = 10
"""Rows of the frontier for dropped addresses, per reading of a list; the run's counters have their number."""
DROP_MESSAGES = {
    DropReason.NO_ADDRESS: "no address that can be asked for",
    DropReason.FOREIGN_HOST: "on a host that is not the outlet's",
    DropReason.UNKNOWN_FORM: "neither a story's address nor a list's",
    DropReason.CUT: "behind the end of a list that was cut",
}
LISTS_OF_LISTS = (Source.ROBOTS, Source.SITEMAP_INDEX)
"""Lists that name lists only, whatever the form of the address."""


class LeftOut(StrEnum):
    """Outcome of a page that a crawl has found and does not fetch."""

    UNFOLLOWED = "unfollowed"
    TOO_FAR = "too_far"


Decision = tuple[LeftOut | None, str | None]
"""The outcome of a page that is left out, and the reason; (None, None) for a page to be fetched."""
FETCH: Decision = (None, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkPolicy:
    """Which links a run follows: at most `depth` from a seed, these kinds of a story's, to these hosts.

    `hosts` is None for all hosts of the outlets. `site` judges the addresses on a page.
    """

    depth: int = 2
    follow: tuple[LinkKind, ...] = FOLLOWED
    hosts: frozenset[str] | None = None

    def pages_of(self, site: Addresses, outcome: Outcome) -> Iterator[FoundPage]:
        """The pages that an outcome leads to; none for links to other sites, or to no story and no list."""
        if isinstance(outcome, Moved):
            yield self._target(site.address(outcome.to), _depth(outcome))
        if not isinstance(outcome, (Article, Listing)):
            return
        own = site.address(outcome.url)
        if isinstance(outcome, Article) and (other := _other_address(site, outcome, own)):
            yield self._target(other, _depth(outcome))
        for link in outcome.links:
            page = self._page(site, outcome, link)
            if page is not None and page.url != own.identity:
                yield page
        if isinstance(outcome, Listing):
            yield from self._dropped(site, outcome)

    def _dropped(self, site: Addresses, listing: Listing) -> Iterator[FoundPage]:
        """Pages at rest for the first MAX_DROPPED_ROWS addresses that a list names and we do not fetch."""
        for address, drop in islice(dropped_addresses(site, listing), MAX_DROPPED_ROWS):
            yield FoundPage(
                outlet=address.outlet,
                url=address.identity,
                host=address.host,
                kind=PageKind.STORY,
                depth=0,
                how=listing.source,
                priority=STEP,
                link=None,
                outcome=LeftOut.UNFOLLOWED,
                reason=f"dropped: {DROP_MESSAGES[drop]}",
            )

    def _target(self, address: Address, depth: int) -> FoundPage:
        """The story that a redirect, or a page that shows another story, leads to."""
        outcome, reason = self._on_host(address.host)
        return FoundPage(
            outlet=address.outlet,
            url=address.identity,
            host=address.host,
            kind=PageKind.STORY,
            depth=depth,
            how=Source.REDIRECT,
            priority=PRIORITY[LinkKind.STORY] + STEP * depth,
            link=None,
            outcome=outcome,
            reason=reason,
        )

    def _page(self, site: Addresses, outcome: Article | Listing, link: Link) -> FoundPage | None:
        """The page that a link leads to; None if it is not the site's, or a story's link to a list."""
        listed = isinstance(outcome, Listing)
        address = site.address(link.url, as_list=_names_list(outcome, link))
        kind = address.page_kind
        if kind is None or not _is_storable(address) or (kind is PageKind.LISTING and not listed):
            return None
        depth = _depth(outcome) + (not listed)
        left_out, reason = self._decide(link, depth, address.host, from_story=not listed)
        source = outcome.source if isinstance(outcome, Listing) else SOURCES[link.kind]
        return FoundPage(
            outlet=address.outlet,
            url=address.identity,
            host=address.host,
            kind=kind,
            depth=depth,
            how=source,
            priority=PRIORITY[link.kind] + STEP * depth,
            link=link.url,
            published_at=link.published_at,
            modified_at=link.modified_at,
            outcome=left_out,
            reason=reason,
            listed_on=address.day or (outcome.fetch.listed_on if listed and outcome.fetch else None),
            renewed=kind is PageKind.LISTING and source is Source.INDEX,
            named=listed,
        )

    def _decide(self, link: Link, depth: int, host: str, from_story: bool) -> Decision:
        if from_story and link.kind not in self.follow:
            return LeftOut.UNFOLLOWED, f"links of kind {link.kind.value} were not followed"
        if (decision := self._on_host(host)) != FETCH:
            return decision
        if depth > self.depth:
            return LeftOut.TOO_FAR, f"{depth} links from a seed, the run followed {self.depth}"
        return FETCH

    def _on_host(self, host: str) -> Decision:
        if self.hosts is None or host in self.hosts:
            return FETCH
        return LeftOut.UNFOLLOWED, f"the run did not crawl {host}"


def _depth(outcome: Outcome) -> int:
    """Links from a seed to the page of this outcome."""
    return outcome.fetch.depth if outcome.fetch else 0


def _other_address(site: Addresses, article: Article, own: Address) -> Address | None:
    """The address of the story that was shown in place of the requested one; None if none was."""
    claimed = site.address(article.claims)
    if claimed.is_story:
        return claimed
    is_other = article.fetch is not None and own.identity not in ("", article.fetch.page)
    return own if is_other else None


def _names_list(outcome: Article | Listing, link: Link) -> bool:
    """Whether the page states that this address is a list."""
    is_of_lists = isinstance(outcome, Listing) and outcome.source in LISTS_OF_LISTS
    return is_of_lists and link.kind is LinkKind.PAGINATION


def dropped_addresses(site: Addresses, listing: Listing) -> Iterator[tuple[Address, DropReason]]:
    """The addresses that a list names and that become no page, each with the reason.

    Addresses that the site knows to be no stories (videos, tags) are left out.
    """
    for link in listing.links:
        address = site.address(link.url)
        if address.kind is AddressKind.OTHER:
            continue
        if _names_list(listing, link) and site.address(link.url, as_list=True).page_kind:
            continue
        reason = drop_reason(address)
        if reason not in (None, DropReason.NO_ADDRESS) and _is_storable(address):
            yield address, reason


def leads_nowhere(site: Addresses, listing: Listing) -> bool:
    """Whether most of what a list names becomes no page: the list is wrong, or our reading of it."""
    lost = sum(1 for _ in dropped_addresses(site, listing)) + listing.dropped.get(DropReason.NO_ADDRESS, 0)
    return lost > 0 and 2 * lost >= max(lost, len(listing.links))


def _is_storable(address: Address) -> bool:
    """Whether the frontier's table takes the address."""
    return len(address.identity.encode("utf-8", "replace")) <= LONGEST_ADDRESS
