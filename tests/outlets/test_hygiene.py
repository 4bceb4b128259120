"""Tests that no text of an item steers a terminal or hides content (case X9)."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newsspider.items import Article, Listing
from newsspider.outlets.tribun import TRIBUN
from pipelines.cleaning import clean
from pipelines.judging import judge
from tests.fuzz.subjects import texts

STORY_AT = "https://www.tribunnews.com/news/7858656/kopi"
BAD = [
    *range(1, 9),
    11,
    12,
    *range(14, 32),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
]
ESCAPE = "".join(map(chr, BAD))
STEERING = frozenset(ESCAPE) | {"\x00"}


def steering(outcome: object) -> set[str]:
    return {
        f"{character!a} in {text[:80]!a}" for text in texts(outcome) for character in set(text) & STEERING
    }


def page(bad: str, ld: str) -> str:
    link = f'<a href="/news/7858611/gula{bad}" title="Gula{bad}">Gula{bad} aren dari desa</a>'
    return (
        f'<!DOCTYPE html><html><head><title>Kopi{bad}</title><meta name="description" content="Teras{bad}">'
        f"<script type=\"application/ld+json\">{ld}</script><script>dataLayer = [{{'penulis': 'Kira{bad}na'}}]</script></head>"
        f'<body><div class="breadcrumb"><a>Nasional{bad}</a></div><div id="article"><h1 id="arttitle">Kopi{bad} Lereng</h1>'
        f'<div id="artimg"><img src="/kopi{bad}.jpg" alt="Kopi{bad}"><div class="arial f12">Warga{bad} memetik (Tribun{bad}/Ayu)</div></div>'
        f'<div id="penulis">Penulis: Kira{bad}na</div><div id="editor">Editor: Ba{bad}gas</div>'
        '<div class="side-article txt-article multi-fontsize"><blockquote class="summary-article"><ul><li>'
        f"Ringkas{bad}an</li></ul></blockquote><p><strong>TRIBUNNEWS.COM, SURYALAYA</strong> - Warga{bad} memanen kopi bersama"
        f' di lereng pada pagi itu.</p><figure><img alt="Alt{bad}"><figcaption>Petani{bad} di kebun</figcaption></figure>'
        f'<p class="baca">Baca juga: {link}</p><p>Panen{bad} itu diikuti banyak keluarga. (Tribunnews.com/Ki{bad}rana)</p></div>'
        f'<h5 class="tagcloud3"><a href="/tag">kopi{bad}</a></h5></div></body></html>'
    )


LD = json.dumps(
    {
        "@type": "NewsArticle",
        "headline": f"Kopi{ESCAPE}",
        "articleSection": f"Nasio{ESCAPE}nal",
        "keywords": [f"a{ESCAPE}b"],
        "author": [{"name": f"Ki{ESCAPE}rana"}],
        "editor": {"name": f"Ba{ESCAPE}gas"},
        "description": f"T{ESCAPE}",
    }
)
REFERENCES = "".join(f"&#{number};&#x{number:x};" for number in BAD)
PAGES = {
    "as they are": page(ESCAPE.replace("\r", ""), json.dumps({"@type": "NewsArticle", "headline": "Kopi"})),
    "as references": page(REFERENCES, "{}"),
    "as escapes": page("", LD),
    "as raw characters in JSON": page("", LD.encode().decode("unicode_escape")),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("url", [STORY_AT, STORY_AT + ESCAPE])
def test_article_has_no_control_characters(name: str, url: str) -> None:
    """Case X9."""
    for body in (PAGES[name], PAGES[name].encode(), PAGES[name].encode("utf-16")):
        outcome = TRIBUN.read(body, url, content_type="text/html")
        assert isinstance(outcome, Article), outcome
        assert not steering(outcome)
        assert not steering(judge(clean(outcome, TRIBUN), datetime.now(UTC)))


def test_lost_characters_become_replacement_characters() -> None:
    """Case X9."""
    outcome = TRIBUN.read(page("\x1b[2J\x9b\u202e\u2066", "{}"), STORY_AT)
    assert isinstance(outcome, Article)
    assert outcome.headline == "Kopi\ufffd[2J\ufffd\ufffd\ufffd Lereng"
    assert outcome.authors == ("Kira\ufffd[2J\ufffd\ufffd\ufffdna",)


@pytest.mark.parametrize("bad", [ESCAPE.replace("\r", ""), REFERENCES], ids=["as they are", "as references"])
def test_listing_has_no_control_characters(bad: str) -> None:
    """Case X9."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    sitemap = (
        f"<urlset {space}><url><loc>{STORY_AT}{bad}</loc><lastmod>{bad}</lastmod><news:news><news:title>Kopi{bad}"
        "</news:title></news:news></url></urlset>"
    )
    front = (
        f'<html><body><ul id="latestul"><li><h3><a href="{STORY_AT}{bad}" title="Kopi{bad}">Kopi{bad}</a></h3></li></ul>'
        f'<a href="/nasional{bad}">N</a></body></html>'
    )
    index = f'<ul class="lsi"><li class="ptb15"><h3><a href="{STORY_AT}{bad}" title="K{bad}">K{bad}</a></h3></li></ul>'
    lists = {
        "sitemap-news.xml": sitemap,
        "": front,
        "index-news": index,
        "robots.txt": "# kopi\n" * 2000 + f"Sitemap: /a{bad}/sitemap.xml",
    }
    for path, text in lists.items():
        for body in (text, text.encode()):
            outcome = TRIBUN.read(body, f"https://www.tribunnews.com/{path}")
            assert isinstance(outcome, Listing), outcome
            assert path == "robots.txt" or outcome.links
            assert not steering(outcome)


@pytest.mark.parametrize(
    "body", [f"<html><title>Kopi{ESCAPE}</title><body>x</body></html>", f"Kopi{ESCAPE}\nTeh\n", ""]
)
def test_rejection_has_no_control_characters(body: str) -> None:
    """Case X9."""
    for url in (STORY_AT, f"https://www.tribunnews.com/{ESCAPE}"):
        assert not steering(TRIBUN.read(body, url, content_type=f"text/{ESCAPE}"))
