"""A story's page of several newsrooms, with invented text: the body is given, the head states what it must."""

from __future__ import annotations

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from pipelines.cleaning import clean

HEAD = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Kabar Desa",'
    '"datePublished":"2024-05-20T09:10:00+07:00"}</script>'
)
FRAMES = {
    "tribun": (
        "https://www.tribunnews.com/nasional/7858656/kabar-desa",
        '<h1 id="arttitle">Kabar Desa</h1><div class="side-article txt-article multi-fontsize">{}</div>',
    ),
    "kompas": (
        "https://regional.kompas.com/read/2024/05/20/091000678/kabar-desa",
        '<h1 class="read__title">Kabar Desa</h1><div class="read__content"><div class="clearfix">{}</div></div>',
    ),
    "detik": (
        "https://news.detik.com/berita/d-6400001/kabar-desa",
        '<h1 class="detail__title">Kabar Desa</h1><div class="detail__body-text itp_bodycontent">{}</div>',
    ),
    "liputan6": (
        "https://www.liputan6.com/news/read/4900001/kabar-desa",
        '<h1 class="article-header__title">Kabar Desa</h1><div class="article-content-body">{}</div>',
    ),
    "antara": (
        "https://www.antaranews.com/berita/4901234/kabar-desa",
        '<h1>Kabar Desa</h1><div class="wrap__article-detail-content post-content">{}</div>',
    ),
    "okezone": (
        "https://news.okezone.com/read/2024/05/20/320/2243366/kabar-desa",
        '<div class="title"><h1>Kabar Desa</h1></div><div id="contentx" class="read">{}</div>',
    ),
}
"""Address and markup by outlet."""
ABOVE = "Warga desa memanen padi bersama sejak pagi tadi."
BELOW = "Panen itu berlangsung sampai sore di tiga dusun."


def read(outlet: str, body: str) -> Article:
    """The page with this body, read and cleaned; it must be a story of a layout."""
    url, frame = FRAMES[outlet]
    html = f"<html><head>{HEAD}</head><body>{frame.replace('{}', body)}</body></html>"
    found = OUTLETS[outlet].read(html.encode(), url)
    assert isinstance(found, Article), found
    assert found.layout != "Generic"
    return clean(found, OUTLETS[outlet])


def around(outlet: str, markup: str, *, ends: bool = False) -> list[str]:
    """The blocks of a story with this markup between its two paragraphs, or below both."""
    middle, last = (f"<p>{BELOW}</p>", markup) if ends else (markup, f"<p>{BELOW}</p>")
    return [block.text for block in read(outlet, f"<p>{ABOVE}</p>{middle}{last}").blocks]
