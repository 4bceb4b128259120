"""Which stories does an index page lead to, and what is every listing?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.items import DropReason, Link, LinkKind, Listing
from newsspider.outlets.dates import parse_listed
from newsspider.outlets.guard import guard
from newsspider.outlets.lines import visible_text
from newsspider.text import collapse
from newsspider.visits import Source

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

FULL_PAGE = 20
"""Entries of an index page that has a page after it (docs/tribunnews.md, Lists)."""
MOST_PAGES = 100
"""Pages of one day's index; the busiest day seen has 40. What goes on beyond that is a trap."""


class ListingLayout(Protocol):
    """One form of listing: `recognises` looks at the text and at the path of its address, `read` gives its
    links in order, stories as STORY and further listings as PAGINATION."""

    name: str

    def recognises(self, text: str, path: str) -> bool: ...

    def read(self, text: str, url: str, outlet: Outlet) -> Listing: ...


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

    def read(self, text: str, url: str, outlet: Outlet) -> Listing:
        guard(text, outlet.limits.nesting_limit)
        tree = LexborHTMLParser(text)
        found = by_address(self._link(entry, url, outlet) for entry in tree.css(self.entries))
        if found and (following := self._next(tree, url, len(found))) is not None:
            found[following] = Link(kind=LinkKind.PAGINATION, url=following, anchor="")
        links = placed(found.values())
        return Listing(outlet=outlet.name, url=url, layout=self.name, source=Source.INDEX, links=links)

    def _link(self, entry: LexborNode, base: str, outlet: Outlet) -> Link | None:
        node = entry.css_first(self.headline)
        if node is None:
            return None
        when = entry.css_first(self.time)
        return Link(
            kind=LinkKind.STORY,
            url=outlet.absolute(node.attributes.get("href"), base),
            anchor=visible_text(node),
            title=collapse(node.attributes.get("title") or "") or None,
            published_at=parse_listed(visible_text(when)) if when is not None else None,
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


def counted(listing: Listing, outlet: Outlet) -> Listing:
    """The list with the number of its links that lead to no page of ours, by reason."""
    reasons = Counter(why for link in listing.links if link.url and (why := why_dropped(link.url, outlet)))
    return replace(listing, dropped={**listing.dropped, **reasons}) if reasons else listing


def why_dropped(url: str, outlet: Outlet) -> DropReason | None:
    """Why this address of a list leads to no page of ours; None if it leads to one."""
    page = outlet.address_of(url)
    if not page:
        return DropReason.NO_ADDRESS
    if not outlet.allows(page):
        return DropReason.FOREIGN_HOST
    return None if outlet.kind_of(page) else DropReason.UNKNOWN_FORM
