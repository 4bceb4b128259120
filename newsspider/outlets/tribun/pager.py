"""Number of a story's pages, as its pager states it.

Seen: links with `?page=N` (2020), "Halaman 1/3" in span.total-page and rel="page-N" (2021 to 2026).
"""

from __future__ import annotations

import re

from newsspider.items import LinkKind
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.story.reading import Reading

MOST_LINKS = 200
"""Links with a page's number that are looked at; a pager has at most forty."""
_NUMBER = re.compile(r"[?&]page=(\d{1,3})\b")
_NAMED = re.compile(r"page-(\d{1,3})")
_TOTAL = re.compile(r"\b\d{1,3}\s{0,3}(?:/|dari)\s{0,3}([0-9]{1,3})\b")


def page_count(reading: Reading) -> int:
    """The highest number that a pager or a link to this story states; 1 for none."""
    found = [link.url or "" for link in reading.links if link.kind is LinkKind.PAGINATION]
    numbers = [int(match[1]) for match in map(_NUMBER.search, found or _own_links(reading)) if match]
    box = reading.page.first(".paging")
    if box is not None:
        values = [node.attributes.get("value") or "" for node in box.css("option[value]")[:MOST_LINKS]]
        rels = [node.attributes.get("rel") or "" for node in box.css("[rel]")[:MOST_LINKS]]
        numbers += [int(match[1]) for match in map(_NUMBER.search, values) if match]
        numbers += [int(match[1]) for match in map(_NAMED.fullmatch, rels) if match]
    label = reading.page.first("span.total-page")
    total = _TOTAL.search(visible_text(label)) if label is not None else None
    return max([1, *numbers, *([int(total[1])] if total else [])])


def _own_links(reading: Reading) -> list[str]:
    """The links to further pages of this very story, wherever they stand."""
    outlet, url = reading.outlet, reading.page.url
    if not url or "page=" not in reading.page.html:
        return []
    own = outlet.address(url).identity
    nodes = reading.page.css("a[href*='page='], link[rel='next']")[:MOST_LINKS]
    links = (reading.absolute(node.attributes.get("href")) or "" for node in nodes)
    return [link for link in links if link and outlet.address(link).identity == own]
