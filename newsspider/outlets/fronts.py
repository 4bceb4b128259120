"""Which stories and sections does a front lead to: the home page, or a section's?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.items import Link, LinkKind, Listing
from newsspider.outlets.dates import parse_listed
from newsspider.outlets.guard import guard
from newsspider.outlets.lines import visible_text
from newsspider.outlets.listings import by_address, placed
from newsspider.text import collapse
from newsspider.visits import Source

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

MOST_SECTIONS = 60
"""Sections that one front may lead to; the widest menu seen has 30."""
_LISTS = re.compile(r"""\b(?:id|class)=["']?[^"'>=]{0,300}\b(?:latestul|art-list|lsi)\b""")
"""The marks of a list in the markup; a front without any is a page we cannot read, and is kept as that."""


class Hub:
    """A front: `entries` are its list items, `time` holds a title like "2026-07-24 17:25:00" on WIB clocks.
    The home page also leads to the fronts of its sections; theirs lead no further."""

    name = "Hub"

    def __init__(self, path: re.Pattern[str], entries: str, headline: str, thumbnail: str, time: str) -> None:
        self.path, self.entries, self.headline, self.time = path, entries, headline, time
        self.thumbnail = thumbnail

    def recognises(self, text: str, path: str) -> bool:
        return self.path.fullmatch(path) is not None and _LISTS.search(text) is not None

    def read(self, text: str, url: str, outlet: Outlet) -> Listing:
        guard(text, outlet.limits.nesting_limit)
        tree = LexborHTMLParser(text)
        found = by_address(self._link(entry, url, outlet) for entry in tree.css(self.entries))
        if urlsplit(url).path in ("", "/"):
            found |= {address: Link(kind=LinkKind.PAGINATION, url=address, anchor="")
                      for address in self._sections(tree, url, outlet)}  # fmt: skip
        links = placed(found.values())
        return Listing(outlet=outlet.name, url=url, layout=self.name, source=Source.HUB, links=links)

    def _link(self, entry: LexborNode, base: str, outlet: Outlet) -> Link | None:
        node = entry.css_first(self.headline) or entry.css_first(self.thumbnail)
        if node is None:
            return None
        when = entry.css_first(self.time)
        return Link(
            kind=LinkKind.STORY,
            url=outlet.absolute(node.attributes.get("href"), base),
            anchor=visible_text(node),
            title=collapse(node.attributes.get("title") or "") or None,
            published_at=parse_listed(when.attributes.get("title") or "") if when is not None else None,
        )

    def _sections(self, tree: LexborHTMLParser, base: str, outlet: Outlet) -> Iterator[str]:
        host, seen = urlsplit(base).hostname, set[str]()
        for node in tree.css("a[href]"):
            address = outlet.absolute(node.attributes.get("href"), base)
            if address is None or urlsplit(address).hostname != host or not outlet.is_hub(address):
                continue
            page = outlet.address_of(address)
            if urlsplit(page).path != "/" and page not in seen and len(seen) < MOST_SECTIONS:
                seen.add(page)
                yield page
