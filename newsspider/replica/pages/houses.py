"""Story pages of the invented newsrooms beside Tribun: four markups that have nothing in common."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import NamedTuple

from newsspider.replica.dates import clock_text
from newsspider.replica.pages.markup import script_json

_HEAD = '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{}</title>{}</head>'

_ARTICLE = '<meta property="og:type" content="article">'


class Told(NamedTuple):
    """What a page tells: a story in plain texts."""

    newsroom: str
    url: str
    headline: str
    author: str
    published_at: datetime
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]


def pantai_page(told: Told) -> str:
    """A page whose classes name what they hold, with the credits in its head."""
    metas = (
        f'<link rel="canonical" href="{told.url}">'
        f'<meta name="penulis" content="{escape(told.author)}">'
        f'<meta property="article:published_time" content="{told.published_at.isoformat()}">'
    )
    tags = "".join(f'<a class="kp-topik" href="/topik/x">{escape(tag)}</a>' for tag in told.tags)
    return (
        f"{_head(told, metas)}<body><nav><a href='/'>{told.newsroom}</a></nav><article class='kp-pos'>"
        f"<h1 class='kp-judul'>{escape(told.headline)}</h1><div class='kp-isi'>{_paragraphs(told)}"
        f"<div class='kp-iklan'>Iklan</div></div>{tags}</article><footer>Hak cipta</footer></body></html>"
    )


def lereng_page(told: Told) -> str:
    """A page of an older make: the headline in h2, the credits in a table, the text between line breaks."""
    text = "<br><br>".join(escape(paragraph) for paragraph in told.paragraphs)
    return (
        f"{_head(told, '')}<body><div id='kepala'>{told.newsroom}</div><div id='konten'>"
        f"<h2 class='judul-berita'>{escape(told.headline)}</h2>"
        f"<table class='kredit'><tr><td>{escape(told.author)}</td><td class='waktu'>"
        f"{clock_text(told.published_at)} WIB</td></tr></table>"
        f"<div id='isi-berita'>{text}</div></div></body></html>"
    )


def tepi_page(told: Told) -> str:
    """A page that describes itself by the usual elements and data."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.headline,
        "datePublished": told.published_at.isoformat(),
        "author": {"@type": "Person", "name": told.author},
    }
    metas = f'{_ARTICLE}<script type="application/ld+json">{script_json(data)}</script>'
    return (
        f"{_head(told, metas)}<body><header>{told.newsroom}</header><main><article>"
        f"<h1>{escape(told.headline)}</h1><p>Oleh {escape(told.author)}</p>{_paragraphs(told)}"
        "</article></main></body></html>"
    )


def redesigned_house(told: Told) -> str:
    """A page of a redesign: classes that a build tool names, and no data about itself but its type."""
    text = "".join(f'<p class="css-19vbd">{escape(paragraph)}</p>' for paragraph in told.paragraphs)
    return (
        f"{_head(told, _ARTICLE)}<body><div class='css-a1'>"
        f"<div class='css-h0'>{told.newsroom}</div><h1 class='css-h7'>{escape(told.headline)}</h1>"
        f"<div class='css-b2'>{clock_text(told.published_at)} WIB</div>"
        f"<div class='css-t9'>{text}</div></div></body></html>"
    )


def _head(told: Told, metas: str) -> str:
    return _HEAD.format(f"{escape(told.headline)} - {told.newsroom}", metas)


def _paragraphs(told: Told) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in told.paragraphs)
