"""Which stories does an index page lead to, and what is every listing?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.items import DropReason, Link, LinkKind, Listing
from newsspider.outlets.address import Address
from newsspider.outlets.dates import parse_listed
from newsspider.outlets.guard import guard
from newsspider.outlets.lines import shown
from newsspider.outlets.site import Site
from newsspider.text import collapse
from newsspider.visits import Source

FULL_PAGE = 20
"""Entries of an index page that has a page after it (docs/tribunnews.md, Lists)."""
MOST_PAGES = 100
"""Pages of one day's index; the busiest day seen has 40. What goes on beyond that is a trap."""


class ListingLayout(Protocol):
    """One form of listing: `recognises` looks at the text and at the path of its address, `read` gives its
    links in order, stories as STORY and further listings as PAGINATION."""

    name: str

    def recognises(self, text: str, path: str) -> bool: ...

    def read(self, text: str, url: str, site: Site) -> Listing: ...


class Index:
    """An index page: `frame` is the markup that even an empty one has (any other page is none, whatever its
    address says), `entries` are the list items, `pager` the links to its other pages. An index without a
    date has `most_undated` pages, whatever its pager says."""

    name = "Index"

    def __init__(
        self,
        path: re.Pattern[str],
        frame: re.Pattern[str],
        entries: str,
        headline: str,
        time: str,
        pager: str,
        most_undated: int,
    ) -> None:
        self.entries, self.headline, self.time, self.pager = entries, headline, time, pager
        self.path, self.frame, self.most_undated = path, frame, most_undated

    def recognises(self, text: str, path: str) -> bool:
        return self.path.fullmatch(path) is not None and self.frame.search(text) is not None

    def read(self, text: str, url: str, site: Site) -> Listing:
        guard(text, site.limits.nesting_limit)
        tree = LexborHTMLParser(text)
        found = by_address(self._link(entry, url, site) for entry in tree.css(self.entries))
        if found and (following := self._next(tree, url, len(found))) is not None:
            found[following] = Link(kind=LinkKind.PAGINATION, url=following, anchor="")
        links = placed(found.values())
        return Listing(outlet=site.name, url=url, layout=self.name, source=Source.INDEX, links=links)

    def _link(self, entry: LexborNode, base: str, site: Site) -> Link | None:
        node = entry.css_first(self.headline)
        if node is None:
            return None
        when = entry.css_first(self.time)
        return Link(
            kind=LinkKind.STORY,
            url=site.absolute(node.attributes.get("href"), base),
            anchor=shown(node),
            title=collapse(node.attributes.get("title") or "") or None,
            published_at=parse_listed(shown(when)) if when is not None else None,
        )

    def _next(self, tree: LexborHTMLParser, url: str, entries: int) -> str | None:
        """The page after this one: if the pager knows any later page, or there is none to ask and this
        page is full."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        here = _number(query.get("page", ["1"])[0])
        pager = tree.css(self.pager)
        pages = (parse_qs(urlsplit(a.attributes.get("href") or "").query) for a in pager)
        later = any(_number(page.get("page", ["1"])[0]) > here for page in pages)
        most = MOST_PAGES if "date" in query else self.most_undated
        if here >= most or (not later and (pager or entries < FULL_PAGE)):
            return None
        return parts._replace(query=urlencode({**query, "page": [here + 1]}, doseq=True)).geturl()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


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


def drop_reason(address: Address) -> DropReason | None:
    """The reason why an entry of a list is dropped; None for a page of the outlet."""
    if not address.identity:
        return DropReason.NO_ADDRESS
    if not address.allowed:
        return DropReason.FOREIGN_HOST
    return None if address.page_kind else DropReason.UNKNOWN_FORM
