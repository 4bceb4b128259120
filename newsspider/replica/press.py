"""Press: invented newsrooms beside a Tribunnews, each with hosts, addresses, lists and markup of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from newsspider.replica.catalogue import Catalogue
from newsspider.replica.faults import Fault
from newsspider.replica.newsroom import Newsroom
from newsspider.replica.page import TEXT, XML, Page
from newsspider.replica.pages.houses import Printed, lereng_page, pantai_page, redesigned_house, tepi_page
from newsspider.replica.story import PieceKind

_TEXTS = (PieceKind.PARAGRAPH, PieceKind.SUBHEAD)
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_REFUSED = Page(body=b"<html><body><h1>403 Forbidden</h1></body></html>", status=403)
_MISSING = Page(body=b"<html><body><h1>404</h1></body></html>", status=404)
_SILENT = Page(body=b"", fault=Fault.HUNG_UP)


class Trouble(StrEnum):
    """What is wrong with a newsroom for a night: it answers 403, its stories have new markup, or it does not
    answer."""

    REFUSED = "refused"
    REDESIGNED = "redesigned"
    SILENT = "silent"


class _House(NamedTuple):
    """A newsroom: `address` makes a story's path of its time, number and slug."""

    title: str
    hosts: tuple[str, ...]
    address: Callable[[datetime, int, str], str]
    page: Callable[[Printed], str]
    has_feed: bool = False


HOUSES: Mapping[str, _House] = {
    "pantai": _House(
        "Kabar Pantai",
        ("www.kabarpantai.example", "ekonomi.kabarpantai.example"),
        lambda at, number, slug: f"/berita/{at:%Y/%m/%d}/{number}/{slug}",
        pantai_page,
    ),
    "lereng": _House(
        "Warta Lereng",
        ("www.wartalereng.example",),
        lambda _, number, slug: f"/baca/{number}/{slug}.html",
        lereng_page,
        has_feed=True,
    ),
    "tepi": _House(
        "Suara Tepi",
        ("www.suaratepi.example",),
        lambda at, _, slug: f"/{at:%Y/%m/%d}/{slug}",
        tepi_page,
    ),
}
"""The newsrooms by name. Pantai has sitemaps on two hosts, Lereng a feed; both may have layouts of their own.
Tepi describes itself only by the usual elements."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A story of a newsroom, with its address."""

    number: int
    host: str
    path: str
    published_at: datetime
    headline: str

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"


class Press:
    """The newsrooms of HOUSES, of `stories` each, beside `tribun`. `troubles` are those of the night, by the
    newsroom's name."""

    def __init__(
        self,
        tribun: Newsroom,
        *,
        stories: int = 12,
        troubles: Mapping[str, Trouble] | None = None,
    ) -> None:
        self.tribun, self.troubles = tribun, dict(troubles or {})
        self._catalogues = {
            name: Catalogue(
                stories=stories, days=1, seed=31 + place, now=tribun.now, hosts=("www",), first_in=1
            )
            for place, name in enumerate(HOUSES)
        }
        self._entries = {name: list(self._listed(name)) for name in HOUSES}
        self._names = {host: name for name, house in HOUSES.items() for host in house.hosts}

    def urls(self, name: str) -> list[str]:
        """The addresses of a newsroom's stories, oldest first."""
        return [entry.url for entry in self._entries[name]]

    def page(self, host: str, target: str) -> Page:
        """The page at a host and request target."""
        name = self._names.get(host.partition(":")[0])
        if name is None:
            return self.tribun.page(host, target)
        match self.troubles.get(name):
            case Trouble.REFUSED:
                return _REFUSED
            case Trouble.SILENT:
                return _SILENT
        domain, path = host.partition(":")[0], urlsplit(target).path
        return self._list(name, domain, path) or self._story(name, domain, path) or _MISSING

    def _listed(self, name: str) -> Iterator[_Entry]:
        house, catalogue = HOUSES[name], self._catalogues[name]
        for number in range(catalogue.stories):
            card = catalogue.card(number)
            slug = card.path.rstrip("/").rpartition("/")[2].removesuffix(".html")
            path = house.address(card.published_at, 70_000 + number, slug)
            host = house.hosts[number % len(house.hosts)]
            yield _Entry(number, host, path, card.published_at, card.headline)

    def _list(self, name: str, host: str, path: str) -> Page | None:
        entries = [entry for entry in reversed(self._entries[name]) if entry.host == host]
        house = HOUSES[name]
        if path == "/robots.txt":
            lists = "feed.xml" if house.has_feed else "sitemap.xml"
            text = f"User-agent: *\nAllow: /\nSitemap: https://{host}/{lists}\n"
            return Page(body=text.encode(), content_type=TEXT)
        if path == "/sitemap.xml" and not house.has_feed:
            return Page(body=_sitemap(entries).encode(), content_type=XML)
        if path == "/feed.xml" and house.has_feed:
            return Page(body=_feed(house.title, host, entries).encode(), content_type=XML)
        return Page(body=_front(house.title, entries).encode()) if path == "/" else None

    def _story(self, name: str, host: str, path: str) -> Page | None:
        entry = next((one for one in self._entries[name] if (one.host, one.path) == (host, path)), None)
        if entry is None:
            return None
        story = self._catalogues[name].story(entry.number)
        printed = Printed(
            newsroom=HOUSES[name].title,
            url=entry.url,
            headline=story.headline,
            author=(story.authors or ("Redaksi",))[0],
            published_at=story.published_at,
            paragraphs=tuple(block.text for block in story.blocks if block.kind in _TEXTS),
            tags=story.tags,
        )
        is_new = self.troubles.get(name) is Trouble.REDESIGNED
        return Page(body=(redesigned_house if is_new else HOUSES[name].page)(printed).encode())


def _sitemap(entries: list[_Entry]) -> str:
    rows = "".join(
        f"<url><loc>{entry.url}</loc><lastmod>{entry.published_at:%Y-%m-%dT%H:%M:%S}+07:00</lastmod></url>"
        for entry in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{_SITEMAP}">{rows}</urlset>'


def _feed(title: str, host: str, entries: list[_Entry]) -> str:
    items = "".join(
        f"<item><title>{escape(entry.headline)}</title><link>{entry.url}</link>"
        f"<pubDate>{entry.published_at:%d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for entry in entries
    )
    channel = f"<title>{escape(title)}</title><link>https://{host}/</link>{items}"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{channel}</channel></rss>'


def _front(title: str, entries: list[_Entry]) -> str:
    rows = "".join(f'<li><a href="{entry.path}">{escape(entry.headline)}</a></li>' for entry in entries[:5])
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><ul>{rows}</ul></body></html>"
