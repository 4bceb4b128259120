"""Generic readers: a story layout and a hub that suit most news sites.

A story's page describes itself in its head (JSON-LD, Open Graph) and has its text in one element. Layouts for
the peculiarities of a site are tried before these.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from selectolax.lexbor import LexborHTMLParser

from newsspider.items import Article, Image, Link, LinkKind, Listing
from newsspider.outlets.guard import guard
from newsspider.outlets.layout import Layout
from newsspider.outlets.lines import shown
from newsspider.outlets.listings import by_address, placed
from newsspider.outlets.marks import Marks
from newsspider.outlets.reading import Reading
from newsspider.outlets.site import Site
from newsspider.visits import Source

NO_MARKS = Marks(
    dateline=re.compile(r"(?!)(?P<dateline>)"),
    reporter=re.compile(r"(?!)(?P<name>)"),
    signature=re.compile(r"(?!)(?P<signature>)"),
    related=re.compile(r"(?!)(?P<title>)"),
    republished=re.compile(r"(?!)(?P<source>)"),
)
"""Marks of a newsroom whose signatures are unknown: they match nothing."""


class PlainStory(Layout):
    """A page that declares itself an article and has a visible headline."""

    signature: ClassVar = (
        "meta[property='og:type'][content='article'], script[type='application/ld+json']",
        "h1",
    )
    headline: ClassVar = ("css:article h1", "css:h1", "ld:headline", "meta:og:title")
    lead: ClassVar = ("ld:description", "meta:description")
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:time[datetime]@datetime",
    )
    modified_at: ClassVar = ("ld:dateModified", "meta:article:modified_time")
    section: ClassVar = ("ld:articleSection", "meta:article:section")
    breadcrumb: ClassVar = ("crumbs:",)
    authors: ClassVar = ("ld:author", "css:[rel=author]")
    tags: ClassVar = ("ld:keywords", "css:[rel=tag]")
    body: ClassVar = ("[itemprop=articleBody]", "article", "main")
    furniture: ClassVar = {
        "headline": "h1",
        "caption": "figure, figcaption",
        "navigation": "nav, header, footer, aside, form, [rel=tag]",
        "advertisement": "ins, iframe, .ads, .advertisement",
        "related_table": ".related, .related-posts",
    }

    def hero(self, reading: Reading) -> tuple[Image, ...]:
        """The pictures with a caption."""
        figures = (
            (node.css_first("img"), node.css_first("figcaption")) for node in reading.page.css("figure")
        )
        return tuple(
            Image(
                url=reading.outlet.absolute(image.attributes.get("src"), reading.page.url),
                caption=shown(text),
            )
            for image, text in figures
            if image is not None and text is not None
        )

    def finish(self, reading: Reading, article: Article) -> Article:
        """The article with its authors."""
        return replace(article, authors=self.texts(reading, "authors"))


class Front:
    """A hub: every link to a story of the site."""

    name = "Front"

    def __init__(self, path: re.Pattern[str]) -> None:
        self.path = path

    def recognises(self, text: str, path: str) -> bool:
        """Whether it is HTML at a hub's address."""
        return self.path.fullmatch(path) is not None and "<a" in text

    def read(self, text: str, url: str, site: Site) -> Listing:
        """The stories that it links to."""
        guard(text, site.limits.nesting_limit)
        nodes = LexborHTMLParser(text).css("a[href]")
        addresses = ((site.absolute(node.attributes.get("href"), url), shown(node)) for node in nodes)
        found = by_address(
            Link(kind=LinkKind.STORY, url=address, anchor=anchor)
            for address, anchor in addresses
            if address and site.address(address).is_story
        )
        links = placed(found.values())
        return Listing(outlet=site.name, url=url, layout=self.name, source=Source.HUB, links=links)
