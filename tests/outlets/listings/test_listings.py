"""Tests of sitemaps, robots.txt and index pages: stories in order, each once, and the next page."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsspider.items import LinkKind, Listing, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.listings.sitemaps import named_sitemaps

TRIBUN = OUTLETS["tribun"]
SITE = "https://www.tribunnews.com"
SITEMAP = f"{SITE}/sitemap-news.xml"
INDEX = f"{SITE}/index-news?date=2026-7-24"
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def listing(body: str | bytes, url: str) -> Listing:
    outcome = TRIBUN.read(body if isinstance(body, bytes) else body.encode(), url)
    assert isinstance(outcome, Listing)
    return outcome


def entry(number: int, more: str = "") -> str:
    return f"<url><loc>{SITE}/nasional/2026/07/24/kisah-{number}</loc>{more}</url>"


def urls(found: Listing, kind: LinkKind = LinkKind.STORY) -> list[str]:
    return [(link.url or "").removeprefix(SITE) for link in found.links if link.kind is kind]


def test_news_sitemap_lists_stories() -> None:
    news = (
        "<news:news><news:publication><news:name>Tribunnews</news:name></news:publication><news:publication_date>2026-07-24T12:40:00+07:00"
        "</news:publication_date><news:title><![CDATA[ Kopi & Teh <naik> ]]></news:title></news:news>"
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {SPACES}>{entry(1, news)}<url><loc><![CDATA[{SITE}/nasional/7858656/teh]]></loc></url></urlset>'
    found = listing(body, SITEMAP)
    assert urls(found) == ["/nasional/2026/07/24/kisah-1", "/nasional/7858656/teh"]
    assert found.links[0].anchor == "Kopi & Teh <naik>"
    assert found.links[0].published_at == datetime(2026, 7, 24, 12, 40, tzinfo=timezone(timedelta(hours=7)))
    assert [link.position for link in found.links] == [0, 1]
    assert found.layout == "Sitemap"


def test_sitemap_index_lists_sitemaps() -> None:
    body = f"<sitemapindex {SPACES}><sitemap><loc>{SITE}/nasional/sitemap-news.xml</loc><lastmod>2026-07-24</lastmod></sitemap></sitemapindex>"
    assert urls(listing(body, f"{SITE}/sitemap.xml"), LinkKind.PAGINATION) == ["/nasional/sitemap-news.xml"]


@pytest.mark.parametrize(
    "between",
    [
        "<!-- dibuat otomatis -->",
        "<?xml-stylesheet href='x.xsl'?>",
        "\ufeff",
        "\x01",
        "<lain/>",
        "<url/>",
        "<url><loc></loc></url>",
    ],
)
def test_sitemap_ignores_other_elements(between: str) -> None:
    found = listing(f"<urlset {SPACES}>{entry(1)}{between}{entry(2, between)}</urlset>", SITEMAP)
    assert urls(found) == ["/nasional/2026/07/24/kisah-1", "/nasional/2026/07/24/kisah-2"]


def test_declared_encoding_is_ignored_after_decoding() -> None:
    body = f'<?xml version="1.0" encoding="ISO-8859-1"?><urlset>{entry(1, "<title>Café</title>")}</urlset>'
    for encoding in ("utf-8", "latin-1"):
        assert listing(body.encode(encoding), SITEMAP).links[0].anchor == "Café"


def test_repeated_story_is_one_link() -> None:
    assert len(listing(f"<urlset>{entry(1)}{entry(1)}</urlset>", SITEMAP).links) == 1


def test_truncated_sitemap_is_read_to_its_end() -> None:
    body = f"<urlset {SPACES}>{entry(1)}{entry(2)}<url><loc>{SITE}/nasio"
    assert urls(listing(body, SITEMAP))[:2] == [
        "/nasional/2026/07/24/kisah-1",
        "/nasional/2026/07/24/kisah-2",
    ]


def test_sitemap_drops_bad_and_joins_relative_addresses() -> None:
    body = "<urlset><url><loc>javascript:x</loc></url><url><loc>http://[x</loc></url><url><loc>nasional/7858656/teh</loc></url></urlset>"
    assert urls(listing(body, SITEMAP)) == ["/nasional/7858656/teh"]


def test_xml_entities_are_not_expanded() -> None:
    lots = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE urlset [<!ENTITY e0 "kopi">{lots}<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e11;&f;</loc></url>{entry(1)}</urlset>'
    found = listing(body, SITEMAP)
    assert "root:" not in str(found)
    assert len(str(found)) < 2000


def item(number: int, time: str = "Jumat, 24 Juli 2026 17:25 WIB", href: str | None = None) -> str:
    address = href if href is not None else f"{SITE}/nasional/785865{number}/kisah-{number}"
    return (
        f'<li class="ptb15"><time class="grey">{time}</time><h4 class="red"><a href="{SITE}/topic/kopi">Kopi</a></h4>'
        f'<h3 class="f16 fbo"><a href="{address}" title="Kisah {number} yang panjang">Kisah {number} …</a></h3></li>'
    )


def index(*items: str, pager: str = "") -> str:
    return (
        f'<html><body><div class="pt10 pb10"><ul class="lsi">{"".join(items)}</ul></div><div id="paginga"><div class="paging">{pager}</div></div>'
        f'<div id="boxright_fix"><ul><li><h3><a href="{SITE}/nasional/1234567/samping">Samping</a></h3></li></ul></div></body></html>'
    )


def test_index_page_lists_stories() -> None:
    found = listing(index(item(1), item(2, "3 menit lalu"), item(1)), INDEX)
    assert urls(found) == ["/nasional/7858651/kisah-1", "/nasional/7858652/kisah-2"]
    assert found.links[0].published_at == datetime(2026, 7, 24, 10, 25, tzinfo=UTC)
    assert (found.links[0].anchor, found.links[0].title) == ("Kisah 1 …", "Kisah 1 yang panjang")
    assert found.links[1].published_at is None
    assert found.layout == "Index"


@pytest.mark.parametrize(
    ("url", "last", "following"),
    [
        (INDEX, 3, "/index-news?date=2026-7-24&page=2"),
        (f"{INDEX}&page=2", 3, "/index-news?date=2026-7-24&page=3"),
        (f"{INDEX}&page=3", 3, None),
        (f"{SITE}/index-news?page=10", 10, None),
        (f"{INDEX}&page=kopi", 3, "/index-news?date=2026-7-24&page=2"),
    ],
)
def test_index_page_links_next_page(url: str, last: int, following: str | None) -> None:
    pager = (
        "".join(f'<a href="?date=2026-7-24&page={number}">{number}</a>' for number in (1, last))
        + "<a>Next</a><a href='?page=²'>x</a><a href='http://[x'>y</a>"
    )
    assert urls(listing(index(item(1), pager=pager), url), LinkKind.PAGINATION) == (
        [following] if following else []
    )


def test_empty_index_page_has_no_next() -> None:
    assert listing(index(pager='<a href="?page=9">9</a>'), INDEX).links == ()


def test_index_drops_broken_and_joins_relative_links() -> None:
    found = listing(
        index(
            item(1, href="javascript:void(0)"),
            item(2, href="http://[x"),
            item(3, href="nasional/7858653/kisah-3"),
        ),
        INDEX,
    )
    assert urls(found) == ["/nasional/7858653/kisah-3"]


def test_index_at_story_address_is_no_article() -> None:
    outcome = TRIBUN.read(index(item(1)).encode(), f"{SITE}/nasional/7858656/kisah")
    assert isinstance(outcome, Rejection)


@pytest.mark.parametrize(("entries", "page", "follows"), [(20, 1, True), (19, 1, False), (20, 100, False)])
def test_full_index_page_without_pager_has_next(entries: int, page: int, follows: bool) -> None:
    items = "".join(
        f'<li class="ptb15"><h3><a href="{SITE}/nasional/2026/07/24/kisah-{number}">Kisah {number}</a></h3></li>'
        for number in range(entries)
    )
    url = f"{SITE}/index-news?date=2026-7-24&page={page}"
    found = listing(f"<html><body><ul class='lsi'>{items}</ul></body></html>", url)
    following = [link.url for link in found.links if link.kind is LinkKind.PAGINATION]
    assert following == ([f"{SITE}/index-news?date=2026-7-24&page={page + 1}"] if follows else [])


def test_sitemap_with_undeclared_prefix_is_read() -> None:
    body = "<urlset>" + entry(1, "<news:news><news:title>Judul</news:title></news:news>") + "</urlset>"
    assert [link.anchor for link in listing(body, SITEMAP).links] == ["Judul"]


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2026-11-09", "2026-11-09T00:00+07:00"),
        ("Mon, 09 Nov 2026 07:15:00 +0700", "2026-11-09T07:15+07:00"),
        ("2026-11-09T07:15:00 WIB", "2026-11-09T07:15+07:00"),
    ],
)
def test_sitemap_times_in_every_spelling_are_read(stated: str, moment: str) -> None:
    """Case S5."""
    entry = f"<url><loc>{SITE}/nasional/7858656/kopi</loc><lastmod>{stated}</lastmod></url>"
    outcome = TRIBUN.read(f'<?xml version="1.0"?><urlset>{entry}</urlset>'.encode(), f"{SITE}/sitemap.xml")
    assert isinstance(outcome, Listing)
    assert [link.modified_at.isoformat(timespec="minutes") for link in outcome.links if link.modified_at] == [
        moment
    ]


PETA, LAIN = "https://www.tribunnews.com/peta/berita.xml", "https://www.tribunnews.com/peta/lain.php?bulan=7"
LINES = {
    "plain": (f"Sitemap: {PETA}", [PETA]),
    "no space, lower case": (f"sitemap:{PETA}", [PETA]),
    "CR alone": (f"User-agent: *\rSitemap: {PETA}\rSitemap: {LAIN}\r", [PETA, LAIN]),
    "several": (f"Sitemap: {PETA} {LAIN}", [PETA, LAIN]),
    "commas": (f"Sitemap: {PETA},{LAIN}, {PETA}2", [PETA, LAIN, PETA + "2"]),
    "brackets": (f"Sitemap: <{PETA}> <{LAIN}>", [PETA, LAIN]),
    "quotes": (f"Sitemap: \"{PETA}\" '{LAIN}'", [PETA, LAIN]),
    "a comment behind": (f"Sitemap: {PETA} # peta berita", [PETA]),
    "a byte order mark": (f"\ufeffSitemap: {PETA}", [PETA]),
    "on the lines below": (f"Sitemap:\n{PETA}\n{LAIN}\nUser-agent: *", [PETA, LAIN]),
    "nothing": ("Sitemap:\nUser-agent: *\nDisallow: /peta", []),
    "other names": (f"Site-map {PETA}\nSitemaps = {LAIN}", [PETA, LAIN]),
    "words around": (f"- Sitemap: lihat {PETA} ya", [PETA]),
    "without a host": ("Sitemap: /peta/berita.xml\nSitemap: peta.xml", ["/peta/berita.xml", "peta.xml"]),
    "below each other": (f"Sitemap: {PETA}\n  {LAIN}\nUser-agent: *", [PETA, LAIN]),
    "square brackets": (f"Sitemap: [{PETA}] ({LAIN})", [PETA, LAIN]),
    "curly quotes": (f"Sitemap: “{PETA}” ‘{LAIN}’", [PETA, LAIN]),
    "markup": (f'Sitemap: <a href="{PETA}">peta</a>', [PETA]),
    "glued": (f"Sitemap:{PETA}Sitemap:{LAIN}", [PETA, LAIN]),
    "another name": (f"Sitemap-index: {PETA}\nXML Sitemap: {LAIN}", [PETA, LAIN]),
    "behind another rule": (f"User-agent: * Sitemap: {PETA}", [PETA]),
    "capitals": ("SITEMAP：HTTPS://WWW.TRIBUNNEWS.COM/peta.xml", ["HTTPS://WWW.TRIBUNNEWS.COM/peta.xml"]),
    "a control character before": (f"Disallow:\ufffdSitemap: {PETA}", [PETA]),
    "without a scheme": (f"Sitemap: {PETA.removeprefix('https://')}", [PETA]),
    "commented out": (f"# Sitemap: {PETA}", []),
    "in a rule": (f"Disallow: /sitemap\nAllow: /Sitemap: {PETA}", []),
}


@pytest.mark.parametrize(("text", "named"), LINES.values(), ids=list(LINES))
def test_robots_sitemap_lines_in_every_spelling_are_read(text: str, named: list[str]) -> None:
    """Case S2."""
    assert list(named_sitemaps(text)) == named
