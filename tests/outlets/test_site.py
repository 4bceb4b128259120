"""Tests of a site's facts: the judgement of addresses, days of lists, short host names."""

from dataclasses import replace
from datetime import date

import pytest

from newsspider.outlets import OUTLETS
from newsspider.outlets.address import Address, AddressKind
from newsspider.outlets.site import day_in_query
from newsspider.visits import PageKind

TRIBUN = OUTLETS["tribun"]
SOLO = "https://solo.tribunnews.com"


@pytest.mark.parametrize(
    ("url", "kind", "page_kind", "allowed"),
    [
        (f"{SOLO}/news/7858656/kopi", AddressKind.STORY, PageKind.STORY, True),
        (f"{SOLO}/index-news?date=2026-7-24", AddressKind.LISTING, PageKind.LISTING, True),
        (f"{SOLO}/sukoharjo", AddressKind.HUB, PageKind.LISTING, True),
        (f"{SOLO}/tag/kopi", AddressKind.OTHER, None, True),
        (f"{SOLO}/nasional/kopi", AddressKind.UNKNOWN, None, True),
        ("https://video.tribunnews.com/view/1/kopi", AddressKind.OTHER, None, False),
        ("https://contoh.example/news/7858656/kopi", AddressKind.UNKNOWN, None, False),
        (f"{SOLO}:8443/news/7858656/kopi", AddressKind.UNKNOWN, None, False),
    ],
)
def test_address_kind_and_permission(
    url: str, kind: AddressKind, page_kind: PageKind | None, allowed: bool
) -> None:
    address = TRIBUN.address(url)
    assert (address.kind, address.page_kind, address.allowed) == (kind, page_kind, allowed)
    assert ":" not in address.host


@pytest.mark.parametrize("url", [None, "", "mailto:a@b", "ftp://www.tribunnews.com/x", "https://[", "kopi"])
def test_no_address_has_no_identity(url: str | None) -> None:
    assert TRIBUN.address(url) == Address(outlet="tribun")


def test_address_is_judged_once() -> None:
    assert TRIBUN.address(f"{SOLO}/tag/teh") is TRIBUN.address(f"{SOLO}/tag/teh")


def test_named_list_keeps_its_parameters() -> None:
    url = f"{SOLO}/peta/daftar.xml?page=2&utm_source=x"
    assert TRIBUN.address(url).page_kind is None
    named = TRIBUN.address(url, as_list=True)
    assert (named.identity, named.page_kind) == (f"{SOLO}/peta/daftar.xml?page=2", PageKind.LISTING)
    assert TRIBUN.address("https://contoh.example/sitemap.xml", as_list=True).page_kind is None


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("hari=2026-07-24", date(2026, 7, 24)),
        ("hari=2026-7-4", date(2026, 7, 4)),
        ("hari=2026-13-1", None),
        ("date=2026-07-24", None),
        ("hari=", None),
    ],
)
def test_day_in_query_reads_its_parameter(query: str, day: date | None) -> None:
    assert day_in_query("hari")(f"{SOLO}/index-news?{query}") == day


def test_site_without_listed_day_states_no_day() -> None:
    site = replace(TRIBUN, listed_day=None)
    assert site.address(f"{SOLO}/index-news?date=2026-7-24").day is None


@pytest.mark.parametrize("end", ["/2", "/12", "/amp", "/amp/2"])
def test_other_page_of_a_story_has_its_identity(end: str) -> None:
    story = "https://news.detik.com/berita/d-6400001/harga-garam"
    address = OUTLETS["detik"].address(story + end)
    assert (address.identity, address.is_story) == (story, True)


def test_outlet_states_addresses_of_pages() -> None:
    detik, kompas = OUTLETS["detik"].page_url, OUTLETS["kompas"].page_url
    story = "https://news.detik.com/berita/d-6400001/harga-garam"
    assert [detik(story, page) for page in ("all", "2")] == [f"{story}?single=1", f"{story}/2"]
    assert [kompas(story, page) for page in ("all", "2")] == [f"{story}?page=all", f"{story}?page=2"]


@pytest.mark.parametrize(
    ("outlet", "url"),
    [
        ("detik", "https://finance.detik.com/berita-ekonomi-bisnis/d-6400001/harga-garam"),
        ("detik", "https://www.detik.com/jateng/berita/d-6400001/harga-garam"),
        ("detik", "http://inet.detik.com/read/2015/03/12/091500/2856001/398/penjaga-mercusuar"),
        ("liputan6", "https://www.liputan6.com/tekno/read/4700001/aplikasi-nelayan"),
        ("liputan6", "https://hot.liputan6.com/read/4700001/aplikasi-nelayan"),
        ("liputan6", "https://m.liputan6.com/tekno/read/4700001/aplikasi-nelayan"),
        ("merdeka", "https://www.merdeka.com/jatim/panen-garam-dua-kali.html"),
        ("merdeka", "https://www.merdeka.com/uang/koperasi-beli-truk-210001-mvk.html"),
        ("kapanlagi", "https://www.kapanlagi.com/showbiz/film/indonesia/belajar-mendayung-1a2b3c.html"),
        ("kapanlagi", "http://musik.kapanlagi.com/berita/lagu-danau-3c4d5e.html"),
        ("fimela", "https://www.fimela.com/food/read/5600001/sambal-kelapa"),
    ],
)
def test_story_addresses_of_outlets(outlet: str, url: str) -> None:
    address = OUTLETS[outlet].address(url)
    assert (address.is_story, address.allowed) == (True, True)


@pytest.mark.parametrize(
    ("outlet", "url"),
    [
        ("detik", "https://20.detik.com/detikflash/20221110-221110001/panen"),
        ("detik", "https://news.detik.com/foto-news/d-6400001/panen-garam"),
        ("detik", "https://news.detik.com/berita/indeks"),
        ("detik", "https://www.detik.com/tag/garam/"),
        ("liputan6", "https://www.liputan6.com/photo/read/4700001/panen"),
        ("liputan6", "https://www.liputan6.com/tag/garam"),
        ("merdeka", "https://www.merdeka.com/foto/jatim/potret-tambak-garam.html"),
        ("merdeka", "https://www.merdeka.com/tag/g/garam/"),
        ("kapanlagi", "https://www.kapanlagi.com/foto/berita-foto/indonesia/panen-1a2b3c.html"),
        ("fimela", "https://www.fimela.com/tag/sambal"),
    ],
)
def test_pictures_videos_and_tags_are_no_stories(outlet: str, url: str) -> None:
    assert not OUTLETS[outlet].address(url).is_story
