"""Outlets of pages and hosts of no outlet: without layouts, so that their stories are read generically."""

from __future__ import annotations

import re
from dataclasses import replace

from newsspider.outlets.boilerplate.genericrules import MARKS, PHRASES
from newsspider.outlets.listings.sitemaps import RobotsFile, Sitemap
from newsspider.outlets.listings.syndication import JsonFeed, XmlFeed
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.pages.guard import MAX_BYTES, UnreadablePage, decompress
from newsspider.outlets.pages.page import Page, decode
from newsspider.outlets.plain import Front
from newsspider.urls import absolute, host_of

NAME = "unknown"
_STORY_PATH = re.compile(
    r"/(?:[\w.-]+/){0,6}(?:\d{4}/\d{1,2}(?:/\d{1,2})?|\d{4,}|d-\d{4,})/[\w.-]+(?:/[\w.-]+){0,6}/?"
    r"|/(?:[\w.-]+/){0,6}(?:(?:\w+-){3}[\w-]*+|[\w-]+-\d{4,})(?:\.html?)?/?"
)
"""/section/2026/07/24/slug, /section/78586/slug, /four-words-or-more, /slug-78586.html."""
_HUB_PATH = re.compile(r"/|/[a-z][a-z0-9-]{1,40}/?")
_SEEDS = ("robots.txt", "sitemap.xml", "")
_SHARED = frozenset(("www", "m", "co", "com", "or", "go", "ac", "web", "id", "net", "org", "amp"))


def stated_address(body: bytes) -> str | None:
    """The address that a page states for itself; None for none, or for what is no page."""
    try:
        page = Page(decode(decompress(body, MAX_BYTES)), None)
    except UnreadablePage:
        return None
    return absolute("", page.canonical or page.meta.get("og:url"))


def unknown_outlet(url: str | None) -> Outlet:
    """An outlet with the host of this address. Its pages are read, and never crawled."""
    host = host_of(url or "")
    labels = [label for label in host.split(".") if label not in _SHARED]
    brand = labels[-1] if labels else ""
    newsroom = re.compile(rf"(?<!\w){re.escape(brand)}", re.IGNORECASE) if brand else re.compile(r"(?!)")
    return Outlet(
        name=NAME,
        hosts=frozenset({host}),
        story_path=_STORY_PATH,
        listing_path=re.compile(r"/robots\.txt|/(?:[\w-]+/)*[\w-]*sitemap[\w-]*\.xml(?:\.gz)?"),
        hub_path=_HUB_PATH,
        title_suffix=re.compile(r"\s+[-–|]\s+[\w .-]*$"),
        layouts=(),
        text_layout=None,
        listings=(RobotsFile(), Sitemap()),
        phrases=PHRASES,
        marks=replace(MARKS, newsroom=newsroom, address_word=brand or None),
        seeds=lambda _host, _day: (),
        dated_index=lambda host, _day, _section: f"https://{host}/",
    )


def newsroom_outlet(host: str) -> Outlet:
    """The outlet of a host that is crawled without an outlet of its own: it has the host's name.

    A night begins with robots.txt, the sitemap and the front. Feeds and fronts are lists too.
    """
    unknown = unknown_outlet(f"https://{host}/")
    return replace(
        unknown,
        name=host,
        listings=(*unknown.listings, XmlFeed(), JsonFeed(), Front(path=_HUB_PATH)),
        seeds=lambda _host, _day: tuple(f"https://{host}/{path}" for path in _SEEDS),
    )
