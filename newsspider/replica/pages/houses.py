"""Story pages of the invented newsrooms beside Tribun: four markups that have nothing in common."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import NamedTuple

from newsspider.replica.dates import clock_text
from newsspider.replica.pages.markup import script_json

_HEAD = '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{}</title>{}</head>'

_ARTICLE = '<meta property="og:type" content="article">'


class Printed(NamedTuple):
    """What a page tells: a story in plain texts."""

    newsroom: str
    url: str
    headline: str
    author: str
    published_at: datetime
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]


def pantai_page(printed: Printed) -> str:
    """A page whose classes name what they hold, with the credits in its head."""
    metas = (
        f'<link rel="canonical" href="{printed.url}">'
        f'<meta name="penulis" content="{escape(printed.author)}">'
        f'<meta property="article:published_time" content="{printed.published_at.isoformat()}">'
    )
    tags = "".join(f'<a class="kp-topik" href="/topik/x">{escape(tag)}</a>' for tag in printed.tags)
    return (
        f"{_head(printed, metas)}<body><nav><a href='/'>{printed.newsroom}</a></nav><article class='kp-pos'>"
        f"<h1 class='kp-judul'>{escape(printed.headline)}</h1><div class='kp-isi'>{_paragraphs(printed)}"
        f"<div class='kp-iklan'>Iklan</div></div>{tags}</article><footer>Hak cipta</footer></body></html>"
    )


def lereng_page(printed: Printed) -> str:
    """A page of an older make: the headline in h2, the credits in a table, the text between line breaks."""
    text = "<br><br>".join(escape(paragraph) for paragraph in printed.paragraphs)
    return (
        f"{_head(printed, '')}<body><div id='kepala'>{printed.newsroom}</div><div id='konten'>"
        f"<h2 class='judul-berita'>{escape(printed.headline)}</h2>"
        f"<table class='kredit'><tr><td>{escape(printed.author)}</td><td class='waktu'>"
        f"{clock_text(printed.published_at)} WIB</td></tr></table>"
        f"<div id='isi-berita'>{text}</div></div></body></html>"
    )


def tepi_page(printed: Printed) -> str:
    """A page that describes itself by the usual elements and data."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": printed.headline,
        "datePublished": printed.published_at.isoformat(),
        "author": {"@type": "Person", "name": printed.author},
    }
    metas = f'{_ARTICLE}<script type="application/ld+json">{script_json(data)}</script>'
    return (
        f"{_head(printed, metas)}<body><header>{printed.newsroom}</header><main><article>"
        f"<h1>{escape(printed.headline)}</h1><p>Oleh {escape(printed.author)}</p>{_paragraphs(printed)}"
        "</article></main></body></html>"
    )


def redesigned_house(printed: Printed) -> str:
    """A page of a redesign: classes that a build tool names, and no data about itself but its type."""
    text = "".join(f'<p class="css-19vbd">{escape(paragraph)}</p>' for paragraph in printed.paragraphs)
    return (
        f"{_head(printed, _ARTICLE)}<body><div class='css-a1'>"
        f"<div class='css-h0'>{printed.newsroom}</div><h1 class='css-h7'>{escape(printed.headline)}</h1>"
        f"<div class='css-b2'>{clock_text(printed.published_at)} WIB</div>"
        f"<div class='css-t9'>{text}</div></div></body></html>"
    )


def _head(printed: Printed, metas: str) -> str:
    return _HEAD.format(f"{escape(printed.headline)} - {printed.newsroom}", metas)


def _paragraphs(printed: Printed) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in printed.paragraphs)
