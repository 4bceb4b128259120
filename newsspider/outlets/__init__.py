"""Outlets: the news sites that are read, by name and by address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.sites import outlets
from newsspider.outlets.tribun import TRIBUN

OUTLETS: dict[str, Outlet] = {outlet.name: outlet for outlet in (TRIBUN, *outlets())}
"""Every outlet by name."""


def outlet_for(url: str) -> Outlet | None:
    """The outlet with the address's host; None for none."""
    return next((outlet for outlet in OUTLETS.values() if outlet.address(url).allowed), None)


def hosts_asked(spider: str, arguments: Mapping[str, Any], default: str = "") -> dict[str, str]:
    """The hosts that a crawl with these arguments asks for, each with its outlet. `default` is the setting
    HOSTS. What no outlet knows is an outlet of its own."""
    named = [spider] if spider in OUTLETS else _words(arguments.get("outlets")) or list(OUTLETS)
    crawled = CrawledOutlets(OUTLETS[name] for name in named if name in OUTLETS)
    found: dict[str, str] = {}
    for word in _words(arguments.get("hosts") or default) or ["all"]:
        found |= crawled.hosts_named(word) or {word: word}
    return found


def _words(text: object) -> list[str]:
    return str(text or "").replace(",", " ").lower().split()
