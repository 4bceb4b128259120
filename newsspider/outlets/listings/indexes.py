"""HTML lists of stories: index pages, and hubs (the home page, the front of a section)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.items import Link, LinkKind, Listing
from newsspider.outlets.address import AddressKind
from newsspider.outlets.dates import parse_listed
from newsspider.outlets.listings.listing import by_address, placed
from newsspider.outlets.pages.guard import guard
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.site import Site
from newsspider.text import collapse
from newsspider.visits import Source


def framed(*names: str) -> re.Pattern[str]:
    """Markup with one of these ids or classes. Patterns that begin with letters are found twice as fast."""
    words = "|".join(names)
    return re.compile(rf"""(?:id=(?<=\bid=)|class=(?<=\bclass=))["']?[^"'>=]{{0,300}}\b(?:{words})\b""")


@dataclass(frozen=True, kw_only=True)
class HtmlListing:
    """An HTML page that lists stories.

    `path` matches the path of its address. `frame` matches markup that even an empty list has; without it the
    page is no list, whatever its address. `entries` are the list items. `headline` are selectors of an
    entry's link, tried in order; `time` is a selector of its time, with `@attribute` for the value of an
    attribute.
    """

    path: re.Pattern[str]
    frame: re.Pattern[str]
    entries: str
    headline: tuple[str, ...]
    time: str
    source: ClassVar[Source]

    @property
    def name(self) -> str:
        """The layout's name, as it is stored."""
        return type(self).__name__

    def recognises(self, text: str, path: str) -> bool:
        return self.path.fullmatch(path) is not None and self.frame.search(text) is not None

    def read(self, text: str, url: str, site: Site) -> Listing:
        guard(text)
        tree = LexborHTMLParser(text)
        found = by_address(self._link(entry, url, site) for entry in tree.css(self.entries))
        for address in self.lists(tree, url, site, len(found)):
            found[address] = Link(kind=LinkKind.PAGINATION, url=address, anchor="")
        links = placed(found.values())
        return Listing(outlet=site.name, url=url, layout=self.name, source=self.source, links=links)

    def lists(self, tree: LexborHTMLParser, url: str, site: Site, stories: int) -> Iterator[str]:
        """The addresses of further lists, of a page with so many stories."""
        raise NotImplementedError

    def _link(self, entry: LexborNode, base: str, site: Site) -> Link | None:
        nodes = (node for css in self.headline if (node := entry.css_first(css)) is not None)
        node = next(nodes, None)
        if node is None:
            return None
        return Link(
            kind=LinkKind.STORY,
            url=site.absolute(node.attributes.get("href"), base),
            anchor=visible_text(node),
            title=collapse(node.attributes.get("title") or "") or None,
            published_at=parse_listed(self._time(entry)),
        )

    def _time(self, entry: LexborNode) -> str:
        selector, _, attribute = self.time.partition("@")
        node = entry.css_first(selector)
        if node is None:
            return ""
        return node.attributes.get(attribute) or "" if attribute else visible_text(node)


@dataclass(frozen=True, kw_only=True)
class Index(HtmlListing):
    """An index page. `pager` are the links to its other pages.

    A full page, one of `full_page` entries, has a page after it even without a pager. `most_pages` bounds an
    index of one day, `most_undated` one without a day: whatever goes on beyond that is a trap.
    """

    pager: str
    most_undated: int
    most_pages: int = 100  # the busiest day seen has 40
    full_page: int = 20
    page_parameter: str = "page"
    day_parameter: str = "date"
    source = Source.INDEX

    def lists(self, tree: LexborHTMLParser, url: str, site: Site, stories: int) -> Iterator[str]:
        """The page after this one: if the pager knows a later page, or if there is no pager and this page is
        full."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        here, pager = self._page_number(query), tree.css(self.pager)
        hrefs = (site.absolute(link.attributes.get("href"), url) or "" for link in pager)
        later = any(self._page_number(parse_qs(urlsplit(href).query)) > here for href in hrefs)
        most = self.most_pages if self.day_parameter in query else self.most_undated
        if stories and here < most and (later or (not pager and stories >= self.full_page)):
            following = {**query, self.page_parameter: [here + 1]}
            yield parts._replace(query=urlencode(following, doseq=True)).geturl()

    def _page_number(self, query: Mapping[str, list[str]]) -> int:
        text = query.get(self.page_parameter, ["1"])[0]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


@dataclass(frozen=True, kw_only=True)
class Hub(HtmlListing):
    """A hub. The home page also leads to the hubs of its sections, at most `most_sections`; theirs lead no
    further."""

    most_sections: int = 60  # the widest menu seen has 30
    source = Source.HUB

    def lists(self, tree: LexborHTMLParser, url: str, site: Site, stories: int) -> Iterator[str]:
        host, seen = urlsplit(url).hostname, set[str]()
        if urlsplit(url).path not in ("", "/"):
            return
        for node in tree.css("a[href]"):
            target = site.absolute(node.attributes.get("href"), url)
            address = site.address(target)
            if urlsplit(target or "").hostname != host or address.kind is not AddressKind.HUB:
                continue
            section = address.identity
            if urlsplit(section).path != "/" and section not in seen and len(seen) < self.most_sections:
                seen.add(section)
                yield section
