"""Which stories does a sitemap or an index page lead to?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from lxml import etree  # type: ignore[import-untyped]
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.items import Link, LinkKind, Listing
from newsspider.outlets.body import shown
from newsspider.outlets.dates import parse_iso, parse_spoken
from newsspider.outlets.page import guard
from newsspider.text import collapse

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
FULL_PAGE = 20
"""Entries of an index page that has a page after it (field guide 2.7)."""
MOST_PAGES = 100
"""Pages of one day's index; the busiest day seen has 40. What goes on beyond that is a trap."""
MAX_LINKS = 50_000
"""The sitemap protocol's own limit of addresses in one file."""


class ListingLayout(Protocol):
    """One form of listing: `recognises` looks at the text, `read` gives its links in order, stories as
    STORY and further listings as PAGINATION."""

    name: str

    def recognises(self, text: str) -> bool: ...

    def read(self, text: str, url: str, outlet: Outlet) -> Listing: ...


class Sitemap:
    """A sitemap, a news sitemap, or a sitemap index (sitemaps.org; news: Google's extension)."""

    name = "Sitemap"

    def recognises(self, text: str) -> bool:
        return "<urlset" in text or "<sitemapindex" in text

    def read(self, text: str, url: str, outlet: Outlet) -> Listing:
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
        text = _DECLARATION.sub("", text)  # its encoding was dealt with when the text was read
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        found: dict[str, Link] = {}
        for entry in [] if root is None else root.iterchildren(etree.Element):
            if len(found) < MAX_LINKS and (link := self._link(entry, url, outlet)) is not None and link.url:
                found.setdefault(link.url, link)
        links = tuple(_placed(link, position) for position, link in enumerate(found.values()))
        return Listing(outlet=outlet.name, url=url, layout=self.name, links=links)

    def _link(self, entry: Any, base: str, outlet: Outlet) -> Link | None:
        texts = {_name(node): collapse(node.text or "") for node in entry.iter(etree.Element) if node.text}
        kind = LinkKind.PAGINATION if _name(entry) == "sitemap" else LinkKind.STORY
        return Link(
            kind=kind,
            url=outlet.absolute(texts.get("loc"), base),
            anchor=texts.get("title", ""),
            published_at=parse_iso(texts.get("publication_date", "")),
        )


def _name(node: Any) -> str:
    """The element's name; a prefix that the file forgot to declare stays part of it, and is cut here."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2]


class Index:
    """A dated index page: `entries` are the list items, `pager` the links to its other pages."""

    name = "Index"

    def __init__(self, entries: str, headline: str, time: str, pager: str) -> None:
        self.entries, self.headline, self.time, self.pager = entries, headline, time, pager

    def recognises(self, text: str) -> bool:
        return re.search(r"<(?:html|body|ul|div)\b", text[:50_000], re.IGNORECASE) is not None

    def read(self, text: str, url: str, outlet: Outlet) -> Listing:
        guard(text)
        tree = LexborHTMLParser(text)
        found: dict[str, Link] = {}
        for entry in tree.css(self.entries):
            link = self._link(entry, url, outlet)
            if link is not None and link.url:
                found.setdefault(link.url, link)
        if found and (following := self._next(tree, url, len(found))) is not None:
            found[following] = Link(kind=LinkKind.PAGINATION, url=following, anchor="")
        links = tuple(_placed(link, position) for position, link in enumerate(found.values()))
        return Listing(outlet=outlet.name, url=url, layout=self.name, links=links)

    def _link(self, entry: LexborNode, base: str, outlet: Outlet) -> Link | None:
        node = entry.css_first(self.headline)
        if node is None:
            return None
        when = entry.css_first(self.time)
        return Link(
            kind=LinkKind.STORY,
            url=outlet.absolute(node.attributes.get("href"), base),
            anchor=shown(node),
            title=node.attributes.get("title"),
            published_at=parse_spoken(shown(when)) if when is not None else None,
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
        if here >= MOST_PAGES or (not later and (pager or entries < FULL_PAGE)):
            return None
        return parts._replace(query=urlencode({**query, "page": [here + 1]}, doseq=True)).geturl()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _placed(link: Link, position: int) -> Link:
    return Link(
        kind=link.kind, url=link.url, anchor=link.anchor, title=link.title,
        published_at=link.published_at, position=position,
    )  # fmt: skip
