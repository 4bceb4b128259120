"""Which stories and further lists do a site's robots.txt and sitemaps lead to?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

from newsspider.items import Link, LinkKind, Listing
from newsspider.outlets.dates import parse_listed
from newsspider.outlets.listings import placed
from newsspider.text import collapse
from newsspider.visits import Source

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

MAX_SITEMAPS = 500
"""Sitemaps that one robots.txt may name; the most seen are 3."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class RobotsFile:
    """robots.txt, as far as it names sitemaps (RFC 9309 leaves that to sitemaps.org)."""

    name = "RobotsFile"

    def recognises(self, text: str, path: str) -> bool:
        return path == "/robots.txt"

    def read(self, text: str, url: str, outlet: Outlet) -> Listing:
        named = dict.fromkeys(outlet.absolute(href, url) for href in _NAMED.findall(text)[:MAX_SITEMAPS])
        links = [Link(kind=LinkKind.PAGINATION, url=address, anchor="") for address in named if address]
        return Listing(
            outlet=outlet.name, url=url, layout=self.name, source=Source.ROBOTS, links=placed(links)
        )


class Sitemap:
    """A sitemap, a news sitemap, or a sitemap index (sitemaps.org; news: Google's extension)."""

    name = "Sitemap"

    def recognises(self, text: str, path: str) -> bool:
        return "<urlset" in text or "<sitemapindex" in text

    def read(self, text: str, url: str, outlet: Outlet) -> Listing:
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
        source = _source(text)
        text = _DECLARATION.sub("", text)  # its encoding was dealt with when the text was read
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        found: dict[str, Link] = {}
        most, left = outlet.limits.list_links_limit, 0
        for entry in [] if root is None else root.iterchildren(etree.Element):
            if len(found) >= most:
                left += 1
            elif (link := self._link(entry, url, outlet)) is not None and link.url:
                found.setdefault(link.url, link)
        return Listing(
            outlet=outlet.name, url=url, layout=self.name, source=source, links=placed(found.values()),
            left_out={"LIST_LINKS_LIMIT": left} if left else {},
        )  # fmt: skip

    def _link(self, entry: Any, base: str, outlet: Outlet) -> Link | None:
        texts = {_name(node): collapse(node.text or "") for node in entry.iter(etree.Element) if node.text}
        kind = LinkKind.PAGINATION if _name(entry) == "sitemap" else LinkKind.STORY
        return Link(
            kind=kind,
            url=outlet.absolute(texts.get("loc"), base),
            anchor=texts.get("title", ""),
            published_at=parse_listed(texts.get("publication_date", "")),
            modified_at=parse_listed(texts.get("lastmod", "")),
        )


def _source(text: str) -> Source:
    if "<sitemapindex" in text:
        return Source.SITEMAP_INDEX
    return Source.NEWS_SITEMAP if "<news:" in text else Source.SITEMAP


def _name(node: Any) -> str:
    """The element's name; a prefix that the file forgot to declare stays part of it, and is cut here."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2]
