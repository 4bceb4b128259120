"""Tests of each form of a story's page: its content in the markup of its template."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.replica import Newsroom, Story
from newsspider.replica.dates import clock_text
from newsspider.replica.story import Template
from tests.replica.pages import collapsed, fetch, stories, text_of, tree

NEWSROOM = Newsroom(stories=90)
STORIES = list(stories(NEWSROOM))
FORMS: dict[str, Callable[[Story], str | None]] = {
    "desktop": lambda story: story.url,
    "all pages": lambda story: f"{story.url}?page=all",
    "mobile": lambda story: story.mobile_url and f"{story.mobile_url}?page=all",
    "amp": lambda story: story.amp_url,
}

FURNITURE = [
    '<p class="baca"><strong>Baca: <a',
    '<p class="baca"><strong> &bull; <a',
    '<span class="more">Baca juga: </span>',
    "<p><strong>Baca juga: <a",
    "<p>Baca : <a",
    "<p>Baca juga: ",
    "Artikel ini telah tayang di",
    "Sebagian artikel ini",
    "Berita lain terkait",
    "Laporan Wartawan",
    "Laporan :",
    "googletag.cmd.push",
    "var unruly",
    "a.teads.tv",
    "ads-placeholder",
    "Berita Rekomendasi",
    "BERITA REKOMENDASI",
    "<figcaption>",
    "<p >&nbsp;</p>",
    "<br /><br />",
    "&nbsp;",
    "class='blue'",
    "<h2>",
    "<h3>",
    "<ol><li>",
    "<p>1. ",
    "(*)",
    "GOOGLE NEWS",
    "di sini &lt;&lt;&lt;",
    "kompas.com/tren",
    "bolasport.com",
    "video.tribunnews.com/view",
    "SURYA.co.id",
    "TRIBUNSOLO.COM",
    "TRIBUN-TIMUR.COM",
    "TRIBUNJOGJA.COM",
]


def _pages(form: str) -> Iterator[tuple[Story, LexborHTMLParser]]:
    for story in STORIES:
        if url := FORMS[form](story):
            yield story, tree(NEWSROOM, url)


def _body(parsed: LexborHTMLParser) -> LexborNode:
    bodies = parsed.css("div.txt-article")
    assert len(bodies) == 1
    return bodies[0]


def _body_text(parsed: LexborHTMLParser) -> str:
    return collapsed(_body(parsed).text())


@pytest.mark.parametrize("form", ["all pages", "mobile", "amp"])
def test_body_has_every_block_in_order(form: str) -> None:
    for story, parsed in _pages(form):
        text, place = _body_text(parsed), 0
        for block in story.blocks:
            found = text.find(block.text, place)
            assert found >= 0, (story.url, block)
            place = found + len(block.text)


def test_first_page_has_only_its_blocks() -> None:
    for story, parsed in _pages("desktop"):
        first = [block.text for piece in story.body[0] for block in piece.blocks]
        assert all(text in _body_text(parsed) for text in first)
        if story.pages > 1:
            later = [block.text for piece in story.body[1] for block in piece.blocks]
            assert not all(text in _body_text(parsed) for text in later)


@pytest.mark.parametrize("form", FORMS)
def test_page_shows_headline_dateline_signature_credits(form: str) -> None:
    for story, parsed in _pages(form):
        whole = collapsed(parsed.body.text()) if parsed.body else ""
        title = "#article h1" if form == "mobile" else "h1#arttitle"
        assert text_of(parsed, title) == story.headline
        assert f"Editor: {story.editors[0]}" in whole
        assert (f"Penulis: {story.byline}" in whole) is bool(story.byline)
        if story.source:
            assert f"Sumber: {story.source}" in whole
        if story.dateline:
            assert collapsed(story.dateline) in _body_text(parsed)
        if story.signature and (form != "desktop" or story.pages == 1):
            assert story.signature in _body_text(parsed)


def test_reporter_line_names_the_author() -> None:
    announced = [story for story in STORIES if any(piece.kind == "reporter" for piece in story.pieces())]
    assert announced
    for story in announced:
        first = collapsed(tree(NEWSROOM, story.url).css("div.txt-article > p")[0].text())
        assert re.fullmatch(r"Laporan\b.{3,80}", first), story.url
        assert story.authors[0] in first


@pytest.mark.parametrize("form", ["all pages", "mobile"])
def test_body_has_baca_juga_links_with_titles(form: str) -> None:
    for story, parsed in _pages(form):
        anchors = [node.attributes for node in _body(parsed).css("a")]
        links = [(anchor.get("href"), anchor.get("title")) for anchor in anchors]
        for link in story.baca_juga:
            if link.url:
                assert (link.url, link.title) in links
            else:
                assert f"Baca juga: {link.title}" in _body_text(parsed)


def test_related_rows_repeat_and_recommendations_are_shortened() -> None:
    repeated = cut = 0
    for story, parsed in _pages("desktop"):
        rows = [node.attributes.get("href") for node in parsed.css("table th a.fbo2")]
        assert tuple(dict.fromkeys(rows)) == tuple(link.url for link in story.related)
        repeated += len(rows) > len(set(rows))
        shown = parsed.css("#artoht h3 a")
        assert [node.attributes.get("title") for node in shown] == [x.title for x in story.recommendation]
        assert bool(shown) is (story.layout is Template.WWW_2020 and story is not STORIES[0])
        cut += sum(collapsed(node.text()).endswith("…") for node in shown)
    assert repeated
    assert cut


def test_page_shows_its_time_and_today() -> None:
    for story, parsed in _pages("desktop"):
        assert clock_text(story.published_at) in text_of(parsed, "#article time")
        assert text_of(parsed, "li.fbo2.grey.ar") == "Jumat, 20 November 2026"


def test_page_shows_images_with_credits() -> None:
    for story, parsed in _pages("all pages"):
        hero = text_of(parsed, "#artimg")
        assert story.hero.caption in hero
        assert (story.hero.credit or "") in hero
        captions = [collapsed(node.text()) for node in _body(parsed).css("figure.image figcaption")]
        assert captions == [
            f"{image.caption} ({image.credit})" if image.credit else image.caption
            for image in story.images[1:]
        ]


def test_head_describes_the_story() -> None:
    for story in STORIES:
        parsed = tree(NEWSROOM, story.url)
        assert _link(parsed, "canonical") == story.url
        assert _link(parsed, "amphtml") == story.amp_url
        assert bool(parsed.css('link[rel="alternate"][media]')) is (story.mobile_url is not None)
        assert _meta(parsed, 'property="android:app_id"') == story.site_id
        assert _meta(parsed, 'name="description"') == story.lead
        assert _meta(parsed, 'property="og:title"') == f"{story.headline} - {story.card.host.title}"
        article = _article(parsed)
        assert article["headline"] == story.headline
        assert article["datePublished"] == story.published_at.isoformat()
        assert f"'publish_date': '{story.published_at:%Y-%m-%d %H:%M:%S}'" in fetch(NEWSROOM, story.url)


def test_json_ld_author_falls_back_to_editor() -> None:
    for story in STORIES:
        article = _article(tree(NEWSROOM, story.url))
        author = article["author"][0] if story.layout.year == 2024 else article["author"]
        assert author["name"] == (story.byline or story.editors[0])
        if story.layout.year == 2024:
            assert article["editor"]["name"] == story.editors[0]
            assert article["isAccessibleForFree"] is not story.premium


def test_mobile_and_amp_have_the_canonical_url() -> None:
    for form in ("mobile", "amp"):
        for story, parsed in _pages(form):
            assert _link(parsed, "canonical") == story.url


def test_page_shows_tags_topics_and_summaries() -> None:
    for story, parsed in _pages("desktop"):
        shown = parsed.css("h5.tagcloud3 a.rd2")
        assert tuple(collapsed(node.text()) for node in shown) == story.tags
        carried = [node.attributes.get("href") or "" for node in shown]
        assert all((story.card.path in f"/{link}") is False for link in carried)
        assert all(story.card.path.lstrip("/") in link for link in carried) is (story.layout.year == 2020)
        summary = [collapsed(node.text()) for node in parsed.css("blockquote.summary-article li")]
        assert tuple(summary) == story.summary
        if story.topic:
            assert text_of(parsed, "#article > h2 > a") == story.topic


def test_widgets_are_empty_without_scripts() -> None:
    for story, parsed in _pages("desktop"):
        boxes = parsed.css("#widget_pilihanuntukmu_article, #jixie-recommendation")
        assert len(boxes) == (1 if story.widget else 0)
        assert all(not box.css("*")[1:] for box in boxes)


@pytest.mark.parametrize("year", [2020, 2021])
def test_paging_covers_all_pages(year: int) -> None:
    chosen = [story for story in STORIES if story.pages > 2 and (story.layout.year == 2020) is (year == 2020)]
    assert chosen
    for story in chosen:
        texts = []
        for page in range(1, story.pages + 1):
            url = story.url if page == 1 else f"{story.url}?page={page}"
            parsed = tree(NEWSROOM, url)
            assert _link(parsed, "canonical") == story.url
            assert text_of(parsed, "h1#arttitle") == story.headline
            texts.append(_body_text(parsed))
            if year == 2020:
                assert len(parsed.css("div.paging a")) == story.pages
                assert text_of(parsed, "#pagecurrent") == str(page)
            else:
                assert text_of(parsed, "span.total-page") == f"Halaman {page}/{story.pages}"
        assert collapsed(" ".join(texts)) == _body_text(tree(NEWSROOM, f"{story.url}?page=all"))


def test_every_kind_of_furniture_occurs() -> None:
    many = stories(Newsroom(stories=800))
    bodies = "\n".join(piece.html for story in many for piece in story.pieces())
    assert [kind for kind in FURNITURE if kind not in bodies] == []


def _link(parsed: LexborHTMLParser, rel: str) -> str:
    found = parsed.css(f'link[rel="{rel}"]')
    assert len(found) == 1
    return found[0].attributes.get("href") or ""


def _meta(parsed: LexborHTMLParser, attribute: str) -> str:
    found = parsed.css(f"meta[{attribute}]")
    assert len(found) == 1
    return unescape(found[0].attributes.get("content") or "")


def _article(parsed: LexborHTMLParser) -> dict[str, Any]:
    objects = [json.loads(node.text()) for node in parsed.css('script[type="application/ld+json"]')]
    graph = [entry for item in objects for entry in item.get("@graph", [item])]
    articles = [entry for entry in graph if entry["@type"] == "NewsArticle"]
    assert len(articles) == 1
    return dict(articles[0])
