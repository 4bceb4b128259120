"""Where does the data of boxes come from that only JavaScript fills, and which links are in it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from newsspider.outlets.limits import LONGEST_ADDRESS
from newsspider.text import collapse, storable
from newsspider.urls import host_of

MOST_ITEMS = 100
"""Entries read of one answer; widgets show 5 to 20."""
MAX_TITLE = 1000
"""Characters; what is longer is no headline."""


def no_links(_: Any) -> Iterator[tuple[str, str]]:
    """Of an outlet whose data nobody has taught us to read."""
    return iter(())


@dataclass(frozen=True, kw_only=True)
class Widgets:
    """What a page of this outlet may load when it is shown in a browser, besides what its own hosts give.

    `hosts` answer with data, and nothing else may ask them; `script_hosts` with the scripts that show it;
    `links` finds (address, title) in the parsed JSON of one answer and never raises for bad data.
    """

    hosts: frozenset[str] = frozenset()
    script_hosts: frozenset[str] = frozenset()
    links: Callable[[Any], Iterable[tuple[str, str]]] = no_links

    def serve(self, url: str) -> bool:
        """Whether the browser's page may load something from this address's host."""
        return host_of(url) in self.hosts | self.script_hosts


def item_links(data: Any) -> Iterator[tuple[str, str]]:
    """The pages of `{"items": [{"type": "page", "url": ..., "title": ...}, ...]}`; an item without a type is
    a page, one of another type an advertisement."""
    items = data.get("items") if isinstance(data, dict) else None
    for item in items[:MOST_ITEMS] if isinstance(items, list) else ():
        if not isinstance(item, dict) or item.get("type", "page") != "page":
            continue
        url, title = item.get("url"), item.get("title")
        if isinstance(url, str) and isinstance(title, str) and len(url) <= LONGEST_ADDRESS:
            named = collapse(storable(title))[:MAX_TITLE]
            if url.strip() and named:
                yield storable(url), named
