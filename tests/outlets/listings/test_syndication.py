"""Tests of feeds: root elements, entries, times, whole texts, hubs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsspider.items import DropReason, LinkKind, Listing, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.limits import Limits
from newsspider.outlets.listings.syndication import JsonFeed, XmlFeed, is_feed
from newsspider.visits import Source

SITE = replace(OUTLETS["kompas"], listings=(XmlFeed(), JsonFeed()))
AT = "https://www.kompas.com/apa/saja"
A = "https://money.kompas.com/read/2023/06/14/101500226/petani-garam-mulai-panen"
B = "https://money.kompas.com/read/2023/06/15/090000226/gudang-garam-dibuka"
STORY = "<p>Petani garam di pesisir utara mulai memanen hasil tambak mereka pekan ini. </p>" * 12
NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
)
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><!-- feed --><rss version="2.0" {NAMES}><channel><title>Kompas</title>
<link>https://www.kompas.com</link><atom:link rel="hub" href="https://hub.example/"/>
<item><title><![CDATA[Petani &quot;Garam&quot; Mulai <b>Panen</b>]]></title><link>{A}?utm_source=rss&amp;utm_medium=feed</link>
<guid isPermaLink="false">101500226</guid><pubDate>Wed, 14 Jun 2023 10:15:00 +0700</pubDate>
<media:content url="https://asset.kompas.com/garam.jpg"><media:title>Foto</media:title></media:content>
<description>Ringkas.</description><content:encoded><![CDATA[{STORY}]]></content:encoded></item>
<item><title>Gudang</title><guid>{B}</guid><dc:date>2023-06-15T02:00:00Z</dc:date></item>
<item><title>Tanpa alamat</title></item></channel></rss>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {NAMES}>
<channel rdf:about="x"><title>Kompas</title></channel><item rdf:about="{A}"><title>Petani</title><link>{A}</link>
<dc:date>2023-06-14T10:15:00+07:00</dc:date></item></rdf:RDF>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Kompas</title><link rel="self" href="https://x.example/feed"/>
<link rel="hub" href="https://hub.example/"/><entry><title type="html">Petani</title><link rel="enclosure" type="audio/mpeg" href="https://x.example/a.mp3"/>
<link rel="alternate" type="text/html" href="{A}"/><id>tag:1</id><published>2023-06-14T03:15:00Z</published><updated>2023-06-14T04:00:00Z</updated>
<content type="html">{STORY.replace("<", "&lt;")}</content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Kompas",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {
                "id": "1",
                "url": A,
                "title": "Petani",
                "date_published": "2023-06-14T10:15:00+07:00",
                "content_html": STORY,
            },
            "bukan",
            {"id": "2"},
        ],
    }
)
PUBLISHED = datetime(2023, 6, 14, 3, 15, tzinfo=UTC)


def read(text: str, url: str = AT) -> Listing:
    found = SITE.read(text.encode(), url, as_list=True, content_type="text/html")
    assert isinstance(found, Listing), found
    return found


@pytest.mark.parametrize("text", [RSS, RDF, ATOM, JSON], ids=["rss", "rdf", "atom", "json"])
def test_feed_names_stories_with_their_times(text: str) -> None:
    found = read(text)
    first = found.links[0]
    assert (first.kind, first.url, first.published_at) == (LinkKind.STORY, A, PUBLISHED)
    assert found.source is Source.NEWS_SITEMAP
    assert found.layout == ("JsonFeed" if text is JSON else "XmlFeed")


def test_title_is_text_and_guid_an_address() -> None:
    found = read(RSS)
    assert [(link.url, link.anchor) for link in found.links] == [
        (A, 'Petani "Garam" Mulai Panen'),
        (B, "Gudang"),
    ]
    assert found.links[1].published_at == datetime(2023, 6, 15, 2, tzinfo=UTC)
    assert found.dropped[DropReason.NO_ADDRESS] == 1


@pytest.mark.parametrize("text", [RSS, ATOM, JSON], ids=["rss", "atom", "json"])
def test_hub_and_whole_texts_are_kept(text: str) -> None:
    found = read(text)
    assert found.hub == "https://hub.example/"
    assert list(found.opinions) == [A]
    assert found.opinions[A].startswith("Petani garam di pesisir utara")
    assert "<" not in found.opinions[A]


@pytest.mark.parametrize(
    "hub",
    ["https://hub.example/" + "a" * 2000, "javascript:alert(1)", "https://nama:sandi@hub.example/", None],
)
def test_a_hub_without_a_usable_address_is_none(hub: object) -> None:
    assert read(JSON.replace('"https://hub.example/"', json.dumps(hub))).hub is None


def test_summary_is_no_opinion() -> None:
    assert read(RSS.replace(STORY, "<p>Petani garam mulai memanen.</p>")).opinions == {}


def test_modified_time_is_atoms_updated() -> None:
    assert read(ATOM).links[0].modified_at == datetime(2023, 6, 14, 4, tzinfo=UTC)


@pytest.mark.parametrize("text", [RSS, ATOM, JSON], ids=["rss", "atom", "json"])
def test_feed_is_known_by_content_at_any_address(text: str) -> None:
    found = SITE.read(text.encode(), A, content_type="text/html")
    assert isinstance(found, Listing), found


@pytest.mark.parametrize(
    "text", ['{"version": "1.0", "items": []}', "<html><rss></rss></html>", '{"a": "jsonfeed.org"}', ""]
)
def test_other_text_is_no_feed(text: str) -> None:
    assert not is_feed(text)


@pytest.mark.parametrize("text", ["<rss", JSON[:-30], "<feed>\x00</rss>"])
def test_broken_feed_is_a_list_or_a_rejection(text: str) -> None:
    assert isinstance(SITE.read(text.encode(), AT, as_list=True), (Listing, Rejection))


def test_entities_of_a_document_type_are_not_read() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + RSS.partition("?>")[2].replace(
        "Gudang", "&b;Gudang"
    )
    assert "aaaa" not in str(read(bomb).links)


def test_feed_is_cut_at_the_limit() -> None:
    site = replace(SITE, limits=Limits(list_links_limit=1))
    found = site.read(RSS.encode(), AT, as_list=True)
    assert isinstance(found, Listing)
    assert len(found.links) == 1
    assert found.left_out == {"LIST_LINKS_LIMIT": 2}
