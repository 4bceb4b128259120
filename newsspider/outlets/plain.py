"""Generic readers: a story layout and a hub that suit most news sites.

A story's page describes itself in its head (JSON-LD, Open Graph) and has its text in one element. Layouts for
the peculiarities of a site are tried before these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.items import Article, Image, Link, LinkKind, Listing
from newsspider.outlets.layout import Layout
from newsspider.outlets.listings.listing import by_address, placed
from newsspider.outlets.pages.guard import guard
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.site import Site
from newsspider.outlets.story.captions import split_caption, without_label
from newsspider.outlets.story.images import alt_text
from newsspider.outlets.story.people import split_names
from newsspider.outlets.story.reading import Reading
from newsspider.visits import Source

_ADDRESSES = ("data-src", "data-original", "src")


class PlainStory(Layout):
    """A page that declares itself an article and has a visible headline.

    A site's own layout is a subclass that states other sources and selectors. `authors` and `editors` are
    sources of people, `source` of the first publisher, `page_count` of the number of pages. `figure` selects
    the pictures; `caption` and `credit` are selectors inside a figure. Without `caption` the whole text is
    the caption, without its credit. `lone_picture` selects the picture above the story, its caption and its
    credit, where no element holds them together.
    """

    signature: ClassVar[tuple[str, ...]] = (
        "meta[property='og:type'][content='article'], script[type='application/ld+json']",
        "h1",
    )
    headline: ClassVar[tuple[str, ...]] = ("css:article h1", "css:h1", "ld:headline", "meta:og:title")
    lead: ClassVar[tuple[str, ...]] = ("ld:description", "meta:description")
    published_at: ClassVar[tuple[str, ...]] = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:time[datetime]@datetime",
    )
    modified_at: ClassVar[tuple[str, ...]] = ("ld:dateModified", "meta:article:modified_time")
    section: ClassVar[tuple[str, ...]] = ("ld:articleSection", "meta:article:section")
    breadcrumb: ClassVar[tuple[str, ...]] = ("crumbs:",)
    authors: ClassVar[tuple[str, ...]] = ("ld:author", "css:[rel=author]")
    editors: ClassVar[tuple[str, ...]] = ()
    source: ClassVar[tuple[str, ...]] = ()
    tags: ClassVar[tuple[str, ...]] = ("ld:keywords", "css:[rel=tag]")
    page_count: ClassVar[tuple[str, ...]] = ()
    body: ClassVar[tuple[str, ...]] = ("[itemprop=articleBody]", "article", "main")
    lone_picture: ClassVar[tuple[str, str, str] | None] = None
    figure: ClassVar[str] = "figure:has(figcaption)"
    caption: ClassVar[str] = "figcaption"
    credit: ClassVar[str] = ""
    furniture: ClassVar[Mapping[str, str]] = {
        "headline": "h1",
        "caption": "figure, figcaption",
        "navigation": "nav, header, footer, aside, form, [rel=tag]",
        "advertisement": "ins, iframe, .ads, .advertisement",
        "related_table": ".related, .related-posts",
    }

    def hero(self, reading: Reading) -> tuple[Image, ...]:
        """The pictures of the story."""
        figures = ((node, node.css_first("img")) for node in reading.page.css(self.figure))
        found = tuple(self.image(reading, node, image) for node, image in figures if image is not None)
        return (*self._lone_picture(reading), *found)

    def image(self, reading: Reading, figure: LexborNode, image: LexborNode) -> Image:
        """A picture with its caption and its credit."""
        caption = visible_text(figure)
        if self.caption:
            caption = _text(figure, self.caption) or _text(figure, PlainStory.caption)
        credit = _text(figure, self.credit) if self.credit else ""
        return self.captioned(reading, image, caption, credit)

    def captioned(self, reading: Reading, image: LexborNode, caption: str, credit: str) -> Image:
        """A picture with these words below it. The credit may stand at either end of the caption; words there
        say whose it is, if no place of its own does."""
        owner: str | None = credit.strip("() ")
        if credit:
            caption = caption.removeprefix(credit).removesuffix(credit).strip()
        else:
            caption, owner = split_caption(caption)
        attributes = image.attributes
        address = next((attributes[name] for name in _ADDRESSES if attributes.get(name)), None)
        url = reading.outlet.absolute(address, reading.page.url)
        owner = without_label(owner or "") or None
        return Image(url=url, caption=without_label(caption), credit=owner, alt=alt_text(image))

    def _lone_picture(self, reading: Reading) -> tuple[Image, ...]:
        """The picture at `lone_picture`, if the page has it."""
        if self.lone_picture is None:
            return ()
        image, *words = (reading.page.first(css) if css else None for css in self.lone_picture)
        caption, credit = (visible_text(node) if node is not None else "" for node in words)
        return () if image is None else (self.captioned(reading, image, caption, credit),)

    def finish(self, reading: Reading, article: Article) -> Article:
        """The article with its people, its first publisher and its number of pages."""
        count = self.text(reading, "page_count") or ""
        source = (self.text(reading, "source") or "").lstrip(": ")
        return replace(
            article,
            authors=self.people(reading, "authors"),
            editors=self.people(reading, "editors"),
            source=source or None,
            page_count=int(count) if count.isdecimal() and 0 < len(count) < 4 else 1,
        )

    def people(self, reading: Reading, name: str) -> tuple[str, ...]:
        """The people of a field. JSON-LD names each of them alone, other sources several on a line."""
        found = self.texts(reading, name)
        if reading.provenance.get(name, "").startswith("ld:"):
            return found
        return tuple(dict.fromkeys(person for text in found for person in split_names(text)))


def _text(figure: LexborNode, selector: str) -> str:
    node = figure.css_first(selector)
    return visible_text(node) if node is not None else ""


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
        guard(text)
        nodes = LexborHTMLParser(text).css("a[href]")
        addresses = ((site.absolute(node.attributes.get("href"), url), visible_text(node)) for node in nodes)
        found = by_address(
            Link(kind=LinkKind.STORY, url=address, anchor=anchor)
            for address, anchor in addresses
            if address and site.address(address).is_story
        )
        links = placed(found.values())
        return Listing(outlet=site.name, url=url, layout=self.name, source=Source.HUB, links=links)
