"""Tests of sitemaps: root element, entries and extensions (cases S1, S3, S4)."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from newsspider.items import DropReason, LinkKind, Listing, Rejection
from newsspider.outlets.listings.syndication import XmlFeed
from newsspider.outlets.tribun import TRIBUN
from newsspider.visits import Source

AT = "https://www.tribunnews.com/sitemap-news.xml"
A, B = "https://www.tribunnews.com/news/7858656/kopi", "https://www.tribunnews.com/news/7858699/teh"
PHOTO = "https://asset-1.tribunnews.com/foto/kopi.jpg"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
DECLARED = (
    f'xmlns="{SPACE}" xmlns:news="{NEWS}" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:kopi="https://contoh.example/kopi"'
)


def read(body: bytes | str, url: str = AT) -> Listing:
    outcome = TRIBUN.read(body, url)
    assert isinstance(outcome, Listing), outcome
    return outcome


def urls(body: bytes | str) -> list[str | None]:
    return [link.url for link in read(body).links]


def sitemap(inside: str, declared: str = DECLARED) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {declared}>{inside}</urlset>'


EXTENSIONS = {
    "image": f"<image:image><image:loc>{PHOTO}</image:loc><image:title>Foto</image:title></image:image>",
    "video": (
        f"<video:video><video:title>Video</video:title><video:content_loc>{PHOTO}</video:content_loc>"
        "<video:publication_date>2001-01-01T00:00:00+07:00</video:publication_date></video:video>"
    ),
    "xhtml": f'<xhtml:link rel="alternate" href="{PHOTO}"/>',
    "mobile": "<mobile:mobile/>",
    "page map": '<PageMap><DataObject><Attribute name="title">Peta</Attribute></DataObject></PageMap>',
    "unknown": f"<kopi:kopi><kopi:loc>{PHOTO}</kopi:loc><kopi:lastmod>2001-01-01</kopi:lastmod></kopi:kopi>",
    "unknown, flat": f"<kopi:loc>{PHOTO}</kopi:loc><kopi:lastmod>2001-01-01T00:00:00Z</kopi:lastmod>",
    "undeclared": f"<foto:foto><foto:loc>{PHOTO}</foto:loc></foto:foto><foto:loc>{PHOTO}</foto:loc>",
    "with its own default": f'<image xmlns="https://contoh.example/i"><loc>{PHOTO}</loc><title>Foto</title></image>',
    "in our names": f"<extra><loc>{PHOTO}</loc><lastmod>2001-01-01T00:00:00Z</lastmod><title>Foto</title></extra>",
    "a title in the image's": "<image:title>Foto</image:title><video:publication_date>2001-01-01</video:publication_date>",
}


@pytest.mark.parametrize(
    "declared", [DECLARED, DECLARED.partition(" ")[2], ""], ids=["declared", "no default", "none"]
)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", EXTENSIONS)
def test_extension_does_not_change_the_entry(name: str, first: bool, declared: str) -> None:
    """Case S1."""
    own = (
        f"<loc>{A}</loc><lastmod>2026-07-24T10:00:00Z</lastmod><news:news><news:title>Kopi</news:title>"
        "<news:publication_date>2026-07-24T09:00:00Z</news:publication_date></news:news>"
    )
    inside = EXTENSIONS[name] + own if first else own + EXTENSIONS[name]
    (link,) = read(sitemap(f"<url>{inside}</url>", declared)).links
    assert (link.url, link.kind, link.anchor) == (A, LinkKind.STORY, "Kopi")
    assert link.modified_at == datetime(2026, 7, 24, 10, tzinfo=UTC)
    assert link.published_at == datetime(2026, 7, 24, 9, tzinfo=UTC)


def test_dropped_links_are_counted_by_reason() -> None:
    """Case S1, the second half."""
    inside = "".join(
        f"<url><loc>{url}</loc></url>"
        for url in (
            A,
            PHOTO,
            "https://contoh.example/a",
            "mailto:a@b",
            "",
            "https://www.tribunnews.com/tag/kopi/x/y",
        )
    )
    listing = read(sitemap(f"{inside}<url><lastmod>2026-07-24</lastmod></url>"))
    assert listing.dropped == {
        DropReason.NO_ADDRESS: 3,
        DropReason.FOREIGN_HOST: 2,
        DropReason.UNKNOWN_FORM: 1,
    }
    assert read(sitemap(f"<url><loc>{A}</loc></url>")).dropped == {}


def spelled(prefix: str = "", names: str = "urlset url loc", space: str = SPACE) -> str:
    root, entry, place = (f"{prefix}{name}" for name in names.split())
    declared = f'xmlns:{prefix.rstrip(":")}="{space}"' if prefix else f'xmlns="{space}"'
    return f"<{root} {declared}><{entry}><{place}>{A}</{place}></{entry}></{root}>"


SPELLINGS: dict[str, bytes | str] = {
    "plain": spelled(),
    "a prefix": spelled("s:"),
    "a long prefix": spelled("peta-situs.1:"),
    "capitals": spelled(names="URLSET URL LOC"),
    "capitals and a prefix": spelled("S:", "UrlSet Url Loc"),
    "an older namespace": spelled(space="http://www.google.com/schemas/sitemap/0.84"),
    "https": spelled(space=SPACE.replace("http:", "https:")),
    "no namespace": f"<urlset><url><loc>{A}</loc></url></urlset>",
    "an undeclared prefix": spelled("s:").replace("xmlns:s", "a"),
    "utf-16": spelled().encode("utf-16"),
    "utf-16, declared": ('<?xml version="1.0" encoding="UTF-16"?>' + spelled("s:")).encode("utf-16"),
    "utf-16-be": "\ufeff".encode("utf-16-be") + spelled().encode("utf-16-be"),
    "a byte order mark": b"\xef\xbb\xbf" + spelled().encode(),
    "gzip": gzip.compress(spelled().encode()),
    "gzip twice": gzip.compress(gzip.compress(spelled().encode())),
    "gzip in members": gzip.compress(spelled()[:90].encode()) + gzip.compress(spelled()[90:].encode()),
    "gzip of utf-16": gzip.compress(spelled("x:").encode("utf-16")),
    "a comment above": f"<?xml version='1.0'?>\n<!-- {'dibuat ' * 2000} -->\n{spelled()}",
    "a style above": f'<?xml-stylesheet href="a.xsl"?>{spelled()}',
    "a document type": f"<!DOCTYPE urlset [<!ENTITY kopi 'x'>]>\n{spelled()}",
    "empty lines above": f"\r\n\n  {spelled()}",
    "a warning above": f"Warning: kopi on line 3\n<?xml version='1.0'?>{spelled()}",
    "the root on lines of its own": spelled().replace("<urlset ", "<urlset\n\t"),
    "CDATA": spelled().replace(f"<loc>{A}</loc>", f"<loc><![CDATA[{A}]]></loc>"),
    "a comment in the address": spelled().replace(f"<loc>{A}", f"<loc><!-- a -->{A}"),
    "broken further down": spelled().replace("</urlset>", "<url><loc>a & b < c</url>"),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_root_element_decides_kind_of_list(name: str) -> None:
    """Case S3."""
    assert urls(SPELLINGS[name])[:1] == [A]
    assert read(SPELLINGS[name]).source is Source.SITEMAP


@pytest.mark.parametrize("prefix", ["", "s:"])
def test_sitemap_index_in_every_spelling_is_read(prefix: str) -> None:
    """Case S3."""
    listing = read(
        spelled(prefix, "sitemapindex sitemap loc").replace(A, AT), "https://www.tribunnews.com/sitemap.xml"
    )
    assert listing.source is Source.SITEMAP_INDEX
    assert [(link.kind, link.url) for link in listing.links] == [(LinkKind.PAGINATION, AT)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "an RSS feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "an Atom feed"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "an RSS feed"),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>', "an Atom feed"),
        ("<opml version='2.0'><outline/></opml>", "XML with the root element opml"),
    ],
)
def test_feed_is_rejected_by_kind(text: str, named: str) -> None:
    """Case S3."""
    for body in (text, text.encode("utf-16"), gzip.compress(text.encode())):
        outcome = TRIBUN.read(body, AT)
        assert isinstance(outcome, Rejection)
        assert outcome.detail.startswith(f"expected a list of tribun, found {named}")


BROKEN = (
    "&#55357;&#56832;",
    "&#xD800;",
    "&#xdfff;",
    "&#0;",
    "&#x0;",
    "&#1;",
    "&#x1b;",
    "&#xFFFE;",
    "&#1114112;",
    "&#x99999999;",
    "\ufffe",
    "\uffff",
    "\x00",
    "\x1b",
    "\ud800",
    "&kopi;",
    "&",
    "&#;",
    "&#x;",
    "<![CDATA[",
    "\U0001f600",
)


@pytest.mark.parametrize("bad", BROKEN, ids=ascii)
def test_any_character_leaves_list_readable(bad: str) -> None:
    """Case S4."""
    inside = f"<url><loc>{A}</loc><news:news><news:title>Kopi {bad}</news:title></news:news></url><url><loc>{B}</loc></url>"
    for body in (
        sitemap(inside),
        sitemap(inside).encode("utf-8", "surrogatepass"),
        sitemap(inside).encode("utf-16", "replace"),
    ):
        found = read(body)
        assert found.links[0].url == A
        assert found.links[0].anchor.encode("utf-8")
        assert "CDATA" in bad or [link.url for link in found.links] == [A, B]


def test_lone_surrogate_becomes_replacement_character() -> None:
    """Case S4."""
    inside = f"<url><loc>{A}</loc><news:news><news:title>Kopi &#55357;&#56832; &#x1F600;</news:title></news:news></url>"
    assert read(sitemap(inside)).links[0].anchor == "Kopi \ufffd\ufffd \U0001f600"


def test_any_byte_leaves_read_without_error() -> None:
    """Case S4."""
    whole = bytearray(sitemap(f"<url><loc>{A}</loc></url>").encode())
    for place in range(len(whole)):
        for byte in (0x00, 0x80, 0xFF, 0xED, ord("<")):
            TRIBUN.read(bytes(whole[:place] + bytes((byte,)) + whole[place + 1 :]), AT)


DAMAGED = (
    "Kopi <b>naik",
    "Kopi<br>naik",
    "Kopi</b> naik",
    "Kopi <a href=x>naik</a>",
    "Kopi <i>naik <b>lagi</i></b>",
    "<title>Kopi",
    "Kopi</url>",
    "<!-- Kopi",
    "<?kopi",
    "<![CDATA[Kopi",
)
"""Titles at which libxml2 leaves out the rest of a document."""


@pytest.mark.parametrize("prefix", ["", "s:"])
@pytest.mark.parametrize("title", DAMAGED)
def test_damaged_entry_costs_no_other_entry(title: str, prefix: str) -> None:
    """Case S4."""
    first = f"<{prefix}url><{prefix}loc>{A}</{prefix}loc><title>{title}</title></{prefix}url>"
    further = (
        f"<!-- <url><loc>{PHOTO}</loc></url> --><{prefix}url><{prefix}loc>{B}</{prefix}loc></{prefix}url>"
    )
    if "<!--" in title:
        further = further.rpartition("-->")[2]
    body = f'<{prefix}urlset xmlns:s="{SPACE}">{first}{further}</{prefix}urlset>'
    assert urls(body) == [A, B]


@pytest.mark.parametrize("title", DAMAGED)
def test_damaged_entry_costs_no_other_entry_of_feed(title: str) -> None:
    """Case S4, in RSS."""
    items = f"<item><link>{A}</link><title>{title}</title></item><item><link>{B}</link></item>"
    feed = XmlFeed().read(f"<rss><channel><title>Kabar</title>{items}</channel></rss>", AT, TRIBUN)
    assert [link.url for link in feed.links] == [A, B]


@pytest.mark.parametrize("title", ["Kopi &nbsp; Teh", "Kopi & Teh", "Kopi&Teh", "&kopi;", "Kopi < Teh", ""])
@pytest.mark.parametrize("ampersand", ["&amp;", "&#38;", "&", "&#x26;"])
def test_broken_reference_alters_no_address(title: str, ampersand: str) -> None:
    """Case S4: libxml2 leaves out each `&amp;` behind an error."""
    loc = f"https://www.tribunnews.com/index-news?date=2026-7-24{ampersand}page=2"
    inside = f"<sitemap><title>{title}</title><loc>{loc}</loc></sitemap>"
    body = f'<sitemapindex xmlns="{SPACE}">{inside}</sitemapindex>'
    assert urls(body) == [loc.replace(ampersand, "&")]


def test_references_in_titles_are_characters() -> None:
    title = "Kopi &amp; Teh&nbsp;&mdash; &quot;naik&quot; &amp;amp; <![CDATA[a & b &amp; c]]>"
    inside = f"<url><loc>{A}</loc><title>{title}</title></url>"
    assert read(sitemap(inside)).links[0].anchor == 'Kopi & Teh — "naik" &amp; a & b &amp; c'


FOREIGN = {
    "in another namespace": f'<url xmlns="https://contoh.example/x"><loc>{A}</loc></url>',
    "with an undeclared prefix": f"<n:url><n:loc>{A}</n:loc></n:url>",
    "in an element around it": f"<entries><url><loc>{A}</loc></url></entries>",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_entry_of_another_spelling_is_read(name: str) -> None:
    """Cases S1 and S3: no entry is left out without a word."""
    assert urls(sitemap(FOREIGN[name])) == [A]


CUT = {
    "behind an entry": (f"<urlset><url><loc>{A}</loc></url><url>", [A]),
    "in an address": (f"<urlset><url><loc>{A}</loc></url><url><loc>{B[:-3]}", [A]),
    "in a tag": (f"<urlset><url><loc>{A}</loc></url><url><loc>{B}</lo", [A, B]),
    "in a prefix": (f'<s:urlset xmlns:s="x"><s:url><s:loc>{A}</s:loc></s:url><s:url><s:loc>{B[:-3]}', [A]),
    "in an index": (f"<sitemapindex><sitemap><loc>{A}</loc></sitemap>", [A]),
}


@pytest.mark.parametrize("name", CUT)
def test_cut_list_is_counted_and_half_an_address_is_none(name: str) -> None:
    """Cases E2 and S1: a list without its end tag may lack entries."""
    text, links = CUT[name]
    listing = read(text)
    assert [link.url for link in listing.links] == links
    assert listing.dropped.get(DropReason.CUT) == 1


@pytest.mark.parametrize(
    "text", [f"<urlset><url><loc>{A}</loc></url></urlset>\n", "<urlset/>", "<URLSET></URLSET>"]
)
def test_whole_list_is_not_cut(text: str) -> None:
    assert DropReason.CUT not in read(text).dropped


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"])
def test_text_of_addresses_is_a_sitemap(end: str) -> None:
    """Case S3: the third form of sitemaps.org, in plain text."""
    listing = TRIBUN.read(f"\ufeff{A}{end}{B}{end}".encode(), AT.replace(".xml", ".txt"), as_list=True)
    assert isinstance(listing, Listing), listing
    assert ([link.url for link in listing.links], listing.source) == ([A, B], Source.SITEMAP)
    for text in (f"{A}\nTeh dan kopi\n", f"Kopi: {A}", "https", ""):
        assert isinstance(TRIBUN.read(text, AT), Rejection)
