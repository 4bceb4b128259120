"""Widgets: boxes that JavaScript fills, the hosts of their data, and the links in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from newsspider.outlets.limits import LONGEST_ADDRESS
from newsspider.text import collapse, storable
from newsspider.urls import host_of

MOST_ITEMS = 100
"""Items read of a response; widgets show 5 to 20."""
MAX_TITLE = 1000
"""Characters of a headline."""


def no_links(_: Any) -> Iterator[tuple[str, str]]:
    """For an outlet whose widgets are not read."""
    return iter(())


@dataclass(frozen=True, kw_only=True)
class Widgets:
    """Hosts that a page in the browser may load from, besides the outlet's own.

    `hosts` serve data, and only widgets may ask them. `script_hosts` serve the scripts that show it. `links`
    finds (address, title) in the parsed JSON of a response and never raises for bad data.
    """

    hosts: frozenset[str] = frozenset()
    script_hosts: frozenset[str] = frozenset()
    links: Callable[[Any], Iterable[tuple[str, str]]] = no_links

    def serve(self, url: str) -> bool:
        """Whether a page in the browser may load from this address's host."""
        return host_of(url) in self.hosts | self.script_hosts


def item_links(data: Any) -> Iterator[tuple[str, str]]:
    """The pages in `{"items": [{"type": "page", "url": ..., "title": ...}, ...]}`. An item without a type is
    a page; an item of another type is an advertisement."""
    items = data.get("items") if isinstance(data, dict) else None
    for item in items[:MOST_ITEMS] if isinstance(items, list) else ():
        if not isinstance(item, dict) or item.get("type", "page") != "page":
            continue
        url, title = item.get("url"), item.get("title")
        if isinstance(url, str) and isinstance(title, str) and len(url) <= LONGEST_ADDRESS:
            named = collapse(storable(title))[:MAX_TITLE]
            if url.strip() and named:
                yield storable(url), named
