"""Listings: pages that lead to stories. Their common interface, and the count of the links they drop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from newsspider.items import DropReason, Link, Listing
from newsspider.outlets.address import Address
from newsspider.outlets.pages.content import root_name
from newsspider.outlets.pages.guard import is_cut_short
from newsspider.outlets.site import Site

TAIL = 4096
"""Characters at the end of a list in which its end tag usually stands."""
_XML_ROOTS = ("urlset", "sitemapindex", "rss", "rdf", "feed")


class ListingLayout(Protocol):
    """One form of listing. `name` is stored as the layout of what it reads."""

    @property
    def name(self) -> str: ...

    def recognises(self, text: str, path: str) -> bool:
        """Whether the text, at an address with this path, is a list of this form."""
        ...

    def read(self, text: str, url: str, site: Site) -> Listing:
        """The links in page order: stories as STORY, further lists as PAGINATION. Raises UnreadablePage."""
        ...


def by_address(links: Iterable[Link | None]) -> dict[str, Link]:
    """The links that have an address, in order; the first of each address counts."""
    found: dict[str, Link] = {}
    for link in links:
        if link is not None and link.url:
            found.setdefault(link.url, link)
    return found


def placed(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links with their positions."""
    return tuple(replace(link, position=position) for position, link in enumerate(links))


def count_dropped(listing: Listing, site: Site) -> Listing:
    """The list with the number of its links that lead to no page of the outlet, by reason."""
    reasons = Counter(
        reason for link in listing.links if link.url and (reason := drop_reason(site.address(link.url)))
    )
    return replace(listing, dropped={**listing.dropped, **reasons}) if reasons else listing


def is_cut(text: str) -> bool:
    """Whether a list has no end tag: HTTP does not notice if the server states the length of the part."""
    root = root_name(text)
    if root not in _XML_ROOTS:
        return is_cut_short(text)
    end = re.compile(
        rf"</(?:[\w.-]{{1,40}}:)?{root}\s*>|<[\w.:-]{{1,60}}[^<>]{{0,2000}}/>\s*\Z", re.IGNORECASE
    )
    return end.search(text, max(0, len(text) - TAIL)) is None and end.search(text) is None


def drop_reason(address: Address) -> DropReason | None:
    """The reason why an entry of a list is dropped; None for a page of the outlet."""
    if not address.identity:
        return DropReason.NO_ADDRESS
    if not address.allowed:
        return DropReason.FOREIGN_HOST
    return None if address.page_kind else DropReason.UNKNOWN_FORM
