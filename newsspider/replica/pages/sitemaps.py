"""Sitemaps of a host; their names have hyphens on www and underscores on regional hosts."""

from __future__ import annotations

from datetime import timedelta
from html import escape

from newsspider.replica.catalogue import Catalogue
from newsspider.replica.chronicle import NEWS_DAYS
from newsspider.replica.hosts import Host
from newsspider.replica.page import XML, Page, PageRequest
from newsspider.replica.story import Card

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LIMIT = 1000
"""The most entries in one file, by the news sitemap protocol."""
_WEB_DAYS = 30


def page_at(catalogue: Catalogue, host: Host, request: PageRequest) -> Page | None:
    """The sitemap at this path, or None."""
    *folders, name = request.path.strip("/").split("/")
    section = folders[0] if len(folders) == 1 else None
    if request.path == "/sitemap.xml":
        return _xml(_index(catalogue, host))
    if request.path == "/sitemap-news.xml" and not host.regional:
        return _xml(_news(_cards(catalogue, host, None, NEWS_DAYS), host))
    if section is None or section not in dict(host.sections):
        return None
    if name == _file(host, "news"):
        return _xml(_news(_cards(catalogue, host, section, NEWS_DAYS), host))
    if name == _file(host, "web"):
        return _xml(_web(catalogue, _cards(catalogue, host, section, _WEB_DAYS)))
    return None


def _xml(text: str) -> Page:
    return Page(body=text.encode(), content_type=XML)


def _file(host: Host, kind: str) -> str:
    return f"sitemap_{kind}.xml" if host.regional else f"sitemap-{kind}.xml"


def _cards(catalogue: Catalogue, host: Host, section: str | None, days: int) -> list[Card]:
    """The cards of a sitemap, newest first; edited stories have their new headlines."""
    chronicle, end = catalogue.chronicle, catalogue.now + timedelta(seconds=1)
    recent = chronicle.between(catalogue.now - timedelta(days=days), end)
    return [catalogue.card_at(serial) for serial in chronicle.listed(recent, host, section)[:_LIMIT]]


def _index(catalogue: Catalogue, host: Host) -> str:
    names = [] if host.regional else ["sitemap-news.xml"]
    names += [f"{slug}/{_file(host, kind)}" for slug, _ in host.sections for kind in ("news", "web")]
    stamp = catalogue.now.isoformat(timespec="seconds")
    entries = "".join(
        f"<sitemap><loc>https://{host.domain}/{name}</loc><lastmod>{stamp}</lastmod></sitemap>\n"
        for name in names
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SCHEMA}">\n{entries}</sitemapindex>\n'


def _news(cards: list[Card], host: Host) -> str:
    entries = "".join(
        f"<url><loc><![CDATA[{card.url}]]></loc><news:news><news:publication><news:name>{escape(host.title)}"
        "</news:name><news:language>id</news:language></news:publication><news:publication_date>"
        f"{card.published_at.isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title><![CDATA[{card.headline}]]></news:title>"
        f"<news:keywords><![CDATA[{card.section[1]}]]></news:keywords></news:news></url>\n"
        for card in cards
    )
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'{_HEAD}<urlset xmlns="{_SCHEMA}" {space}>\n{entries}</urlset>\n'


def _web(catalogue: Catalogue, cards: list[Card]) -> str:
    """The sitemap of a section; `lastmod` is the time of publication, or of the edit."""
    edited = catalogue.edited
    moments = (
        catalogue.edited_at(card.serial) if card.serial in edited else card.published_at for card in cards
    )
    entries = "".join(
        f"<url><loc><![CDATA[{card.url}]]></loc><lastmod>{moment.isoformat(timespec='seconds')}</lastmod></url>\n"
        for card, moment in zip(cards, moments, strict=True)
    )
    return f'{_HEAD}<urlset xmlns="{_SCHEMA}">\n{entries}</urlset>\n'
