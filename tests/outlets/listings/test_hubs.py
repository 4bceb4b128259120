"""Tests of hubs, robots.txt, list fingerprints, and the days of dated lists."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from newsspider.items import LinkKind, Listing
from newsspider.outlets import OUTLETS
from newsspider.outlets.address import AddressKind
from newsspider.outlets.dates import WIB
from newsspider.visits import Source

TRIBUN = OUTLETS["tribun"]
WWW, SOLO = "https://www.tribunnews.com", "https://solo.tribunnews.com"
DESKTOP = """<html><body><a href="https://solo.tribunnews.com/">Beranda</a><ul id="menu">
<li><a href="https://solo.tribunnews.com/sukoharjo" title="Sukoharjo">Sukoharjo</a></li><li><a href="/boyolali?ref=menu">Boyolali</a></li>
<li><a href="https://solo.tribunnews.com/sukoharjo">Sukoharjo</a></li><li><a href="https://www.tribunnews.com/nasional">Nasional</a></li>
<li><a href="https://solo.tribunnews.com/indeks">Indeks</a></li><li><a href="/tag/jamu">jamu</a></li><li><a href="/redaksi">Redaksi</a></li>
<li><a href="https://nottribunnews.com/bola">x</a></li><li><a href="javascript:">y</a></li></ul>
<ul id="latestul"><li class="p1520 art-list pos_rel" data-sort="1"><div class="fr"><a href="2026/07/24/jamu-pasar-legi"><img></a></div>
<h4 class="fbo2 f14 red"><a href="/topic/jamu">Jamu</a></h4><h3><a class="f20 ln24 fbo txt-oev-2" title="Jamu Pasar Legi Laris" href="https://solo.tribunnews.com/2026/07/24/jamu-pasar-legi">Jamu Pasar Legi ...</a></h3>
<time class="foot timeago" title="2026-07-24 17:25:00">2 jam lalu</time></li>
<li class="p1520 art-list pos_rel" data-sort="0" style="display:none"></li>
<li class="p1520 art-list pos_rel"><div class="fr"><a href="news/7858656/kirab"><img></a></div></li></ul>
<div class="populer"><ul><li class="art-list"><h3><a class="fbo2 f15" title="Kirab" href="https://solo.tribunnews.com/news/7858656/kirab">Kirab</a></h3><time class="grey foot timeago" title="kemarin">x</time></li></ul></div></body></html>"""
MOBILE = """<html><body><ul id="latestul"><li sort="1"><div class="btsquare"><a href="https://www.tribunnews.com/news/7858657/teh"><img></a></div>
<div class="m-btsquare"><div class="fbo2 f13 red"><a href="/topic/teh">Teh</a></div><h3><a class="fbo2 f16" href="https://www.tribunnews.com/news/7858657/teh">Teh</a></h3><time class="foot">3 menit lalu</time></div></li>
<li class="cindex"><h3><a href="https://www.tribunnews.com/news/7858650/lama">Lama</a></h3></li><li><div class="nativeads"><a href="https://iklan.example/x">Iklan</a></div></li></ul></body></html>"""


def read(text: str, url: str) -> Listing:
    outcome = TRIBUN.read(text.encode(), url)
    assert isinstance(outcome, Listing)
    return outcome


def urls(found: Listing, kind: LinkKind) -> list[str | None]:
    return [link.url for link in found.links if link.kind is kind]


def test_home_page_lists_stories_and_sections() -> None:
    found = read(DESKTOP, f"{SOLO}/")
    assert urls(found, LinkKind.STORY) == [f"{SOLO}/2026/07/24/jamu-pasar-legi", f"{SOLO}/news/7858656/kirab"]
    assert urls(found, LinkKind.PAGINATION) == [f"{SOLO}/sukoharjo", f"{SOLO}/boyolali"]
    first = found.links[0]
    assert (first.title, first.published_at) == (
        "Jamu Pasar Legi Laris",
        datetime(2026, 7, 24, 17, 25, tzinfo=WIB),
    )
    assert (found.layout, found.source) == ("Hub", Source.HUB)


def test_section_front_lists_stories_only() -> None:
    found = read(DESKTOP, f"{SOLO}/sukoharjo")
    assert len(urls(found, LinkKind.STORY)) == 2
    assert urls(found, LinkKind.PAGINATION) == []


def test_mobile_hub_lists_pinned_stories() -> None:
    found = read(MOBILE, "https://m.tribunnews.com/")
    stories = urls(found, LinkKind.STORY)
    assert stories[:2] == [f"{WWW}/news/7858657/teh", f"{WWW}/news/7858650/lama"]
    assert not any(TRIBUN.address(url or "").is_story for url in stories[2:])


@pytest.mark.parametrize("path", ["/", "/nasional", "/new-economy", "/mata-lokal-memilih/"])
def test_hub_address_is_recognised(path: str) -> None:
    assert TRIBUN.address(SOLO + path).page_kind == "listing"
    assert TRIBUN.address(SOLO + path).kind is AddressKind.HUB


@pytest.mark.parametrize(
    "path",
    [
        "/tag",
        "/topic",
        "/search",
        "/ajax",
        "/redaksi",
        "/about",
        "/amp",
        "/index-news",
        "/a b",
        "/nasional/x",
    ],
)
def test_other_addresses_are_no_hub(path: str) -> None:
    assert TRIBUN.address(SOLO + path).kind is not AddressKind.HUB


def test_robots_txt_names_sitemaps() -> None:
    text = (
        "User-agent: *\nDisallow: /ajax/\nsitemap:   https://solo.tribunnews.com/sitemap.xml\r\n"
        "Sitemap: /lain/sitemap_news.xml\nSitemap: javascript:alert(1)\n# Sitemap: https://solo.tribunnews.com/x.xml\n"
    )
    found = read(text, f"{SOLO}/robots.txt")
    assert urls(found, LinkKind.PAGINATION) == [f"{SOLO}/sitemap.xml", f"{SOLO}/lain/sitemap_news.xml"]
    assert found.source is Source.ROBOTS


def test_sitemap_source_follows_its_content() -> None:
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    story = f"<url><loc>{WWW}/news/7858657/teh</loc>"
    news = f"<urlset {space}>{story}<news:news><news:title>Teh</news:title></news:news></url></urlset>"
    assert read(news, f"{WWW}/sitemap-news.xml").source is Source.NEWS_SITEMAP
    web = f"<urlset>{story}<lastmod>2026-07-24T12:40:00+07:00</lastmod></url></urlset>"
    found = read(web, f"{WWW}/news/sitemap-web.xml")
    assert found.source is Source.SITEMAP
    assert found.links[0].modified_at == datetime(2026, 7, 24, 12, 40, tzinfo=WIB)
    index = f"<sitemapindex><sitemap><loc>{WWW}/news/sitemap-news.xml</loc></sitemap></sitemapindex>"
    assert read(index, f"{WWW}/sitemap.xml").source is Source.SITEMAP_INDEX


def test_image_sitemaps_are_not_fetched() -> None:
    assert TRIBUN.address(f"{WWW}/news/sitemap-images.xml").page_kind is None
    assert TRIBUN.address(f"{SOLO}/news/sitemap_images.xml").page_kind is None
    assert TRIBUN.address(f"{SOLO}/news/sitemap_news.xml").page_kind == "listing"


ENTRY = '<li class="ptb15"><time class="grey">Jumat, 24 Juli 2026 17:25 WIB</time><h3 class="f16 fbo"><a href="/news/{}/kisah">Kisah</a></h3></li>'


def index(numbers: range, page: int, more: bool) -> str:
    pager = f'<div class="paging"><a href="?page={page + 1}">Next</a></div>' if more else ""
    return f'<ul class="lsi">{"".join(ENTRY.format(7858000 + n) for n in numbers)}</ul><div id="paginga">{pager}</div>'


def test_undated_index_ends_at_tenth_page() -> None:
    nine, ten = (read(index(range(20), page, True), f"{WWW}/index-news?page={page}") for page in (9, 10))
    assert urls(nine, LinkKind.PAGINATION) == [f"{WWW}/index-news?page=10"]
    assert urls(ten, LinkKind.PAGINATION) == []
    dated = read(index(range(20), 10, True), f"{WWW}/index-news?date=2026-7-24&page=10")
    assert urls(dated, LinkKind.PAGINATION) == [f"{WWW}/index-news?date=2026-7-24&page=11"]


def test_repeated_index_page_is_detected() -> None:
    first = read(index(range(20), 1, True), f"{WWW}/index-news?date=2026-7-24")
    again = read(index(range(20), 2, True), f"{WWW}/index-news?date=2026-7-24&page=2")
    other = read(index(range(20, 40), 2, True), f"{WWW}/index-news?date=2026-7-24&page=2")
    assert again.repeats(first.fingerprint)
    assert not other.repeats(first.fingerprint)
    assert not first.repeats(None)
    assert not replace(again, source=Source.HUB).repeats(first.fingerprint)


def test_list_fingerprint_covers_its_links() -> None:
    one = read(index(range(20), 1, True), f"{WWW}/index-news?date=2026-7-24")
    other = replace(one, links=tuple(reversed(one.links)), layout="x")
    assert one.fingerprint == other.fingerprint
    assert one.fingerprint != replace(one, links=one.links[1:]).fingerprint
    moved = replace(one.links[0], modified_at=datetime(2026, 7, 24, tzinfo=WIB))
    assert one.fingerprint != replace(one, links=(moved, *one.links[1:])).fingerprint
    assert len(one.fingerprint) == 32


@pytest.mark.parametrize(
    ("url", "day"),
    [
        (f"{WWW}/index-news?date=2026-7-24", date(2026, 7, 24)),
        (f"{SOLO}/index-news/sukoharjo?date=2026-07-04&page=3", date(2026, 7, 4)),
        (f"{WWW}/index-news", None),
        (f"{WWW}/index-news?date=2026-13-24", None),
        (f"{WWW}/index-news?date=besok", None),
        (f"{WWW}/news/7858657/teh?date=2026-7-24", None),
        ("https://nottribunnews.com/index-news?date=2026-7-24", None),
    ],
)
def test_dated_list_states_its_day(url: str, day: date | None) -> None:
    assert TRIBUN.address(url).day == day


def test_dated_list_is_over_after_next_day() -> None:
    now = datetime(2026, 7, 26, 0, 30, tzinfo=WIB)
    assert [TRIBUN.is_over(date(2026, 7, day), now) for day in (24, 25, 26)] == [True, False, False]
    assert not TRIBUN.is_over(None, now)


def test_every_newsroom_has_its_own_seeds() -> None:
    day = date(2026, 7, 24)
    for host in TRIBUN.newsrooms:
        seeds = TRIBUN.seeds(host, day)
        assert all(TRIBUN.address(url).page_kind == "listing" for url in seeds)
        assert [TRIBUN.address(url).identity for url in seeds] == list(seeds)
        assert f"https://{host}/index-news?date=2026-7-23" in seeds
    assert f"{WWW}/sitemap-news.xml" in TRIBUN.seeds("www.tribunnews.com", day)
    assert f"{SOLO}/sitemap-news.xml" not in TRIBUN.seeds("solo.tribunnews.com", day)
