"""Addresses of the newsrooms: stories of all forms, lists and fronts, and what is neither."""

from __future__ import annotations

from datetime import date

import pytest

from newsspider.items import DropReason
from newsspider.outlets import OUTLETS
from newsspider.outlets.address import AddressKind
from newsspider.outlets.listings.listing import drop_reason

DAY = date(2026, 3, 4)
CODE = "24AbC1dEfGh"
STORIES = (
    ("cnnindonesia", "www.cnnindonesia.com/ekonomi/20260304090745-92-1204567/panen-garam"),
    ("cnnindonesia", "www.cnnindonesia.com/gaya-hidup/20200304090745-255-480567"),
    ("cnbcindonesia", "www.cnbcindonesia.com/market/20260304090745-17-704567/harga-teh"),
    ("kumparan", f"kumparan.com/kumparannews/jalan-kampung-{CODE}"),
    ("kumparan", f"kumparan.com/ratna.kumala-9/jalan-kampung-{CODE}/full"),
    ("tempo", "www.tempo.co/ekonomi/koperasi-nelayan-2100345"),
    ("tempo", "nasional.tempo.co/read/1300345/koperasi-nelayan"),
    ("tempo", "bisnis.tempo.co/read/1300345"),
    ("suara", "www.suara.com/news/2026/03/04/091200/perpustakaan-perahu"),
    ("suara", "jogja.suara.com/read/2021/03/04/091200/perpustakaan-perahu"),
    ("sindonews", "ekbis.sindonews.com/read/1600005/178/pasar-terapung-1772590320"),
    ("sindonews", "nasional.sindonews.com/newsread/1600005/12/pasar-terapung-1772590320"),
    ("viva", "www.viva.co.id/berita/nasional/1801561-jembatan-bambu"),
    ("viva", "www.viva.co.id/otomotif/1801561-jembatan-bambu"),
    ("tvonenews", "www.tvonenews.com/daerah/jateng/401561-jagung"),
    ("tvonenews", "www.tvonenews.com/berita/401561-jagung"),
    ("mediaindonesia", "mediaindonesia.com/nusantara/850001/museum-kapal"),
    ("jpnn", "www.jpnn.com/news/wayang-kertas-di-blora"),
    ("jpnn", "jateng.jpnn.com/jateng-terkini/20345/wayang-kertas"),
    ("jawapos", "www.jawapos.com/nasional/2603040073/mata-air"),
    ("jawapos", "www.jawapos.com/nasional/04/03/2020/mata-air"),
    ("pikiranrakyat", "bogor.pikiran-rakyat.com/seputar-bogor/pr-084567890/kebun-sayur"),
    ("okezone", "economy.okezone.com/read/2022/03/10/455/2559001/tungku-genteng"),
    ("antara", "bali.antaranews.com/berita/490123/kabar-desa"),
    ("republika", "ekonomi.republika.co.id/berita/pub1xy345/kabar-desa"),
)
LISTS = (
    ("cnnindonesia", "www.cnnindonesia.com/ekonomi/rss", AddressKind.LISTING),
    ("cnnindonesia", "www.cnnindonesia.com/nasional/indeks/3", AddressKind.HUB),
    ("kumparan", "kumparan.com/sitemap_channel_news.xml", AddressKind.LISTING),
    ("tempo", "www.tempo.co/indeks", AddressKind.HUB),
    ("sindonews", "www.sindonews.com/feed", AddressKind.LISTING),
    ("sindonews", "www.sindonews.com/indeks/0/0?t=2026-03-04", AddressKind.LISTING),
    ("viva", "www.viva.co.id/get/all", AddressKind.LISTING),
    ("jpnn", "www.jpnn.com/index.php?mib=rss", AddressKind.LISTING),
    ("mediaindonesia", "mediaindonesia.com/ekonomi", AddressKind.HUB),
    ("pikiranrakyat", "www.pikiran-rakyat.com/sitemap-news.xml", AddressKind.LISTING),
)
OTHERS = (
    ("cnnindonesia", "www.cnnindonesia.com/tv/video/panen-garam"),
    ("cnnindonesia", "www.cnnindonesia.com/tag/garam"),
    ("kumparan", "kumparan.com/topic/jalan-kampung-raya"),
    ("tempo", "www.tempo.co/penulis/ratna-kumala-900123"),
    ("suara", "www.suara.com/tag/buku"),
    ("viva", "www.viva.co.id/tag/180156-jembatan"),
    ("mediaindonesia", "mediaindonesia.com/ekonomi/20/40"),
    ("jpnn", "www.jpnn.com/tag/guru"),
    ("pikiranrakyat", "www.pikiran-rakyat.com/tag/kebun"),
)


@pytest.mark.parametrize(("name", "address"), STORIES)
def test_a_story_has_one_address_in_any_spelling(name: str, address: str) -> None:
    plain = OUTLETS[name].address(f"https://{address}")
    assert (plain.kind, plain.allowed, plain.identity) == (AddressKind.STORY, True, f"https://{address}")
    for other in (f"http://{address}", f"https://{address}?page=all", f"https://{address}?utm_source=x#a"):
        assert OUTLETS[name].address(other).identity == plain.identity


@pytest.mark.parametrize(("name", "address", "kind"), LISTS)
def test_a_list_is_no_story(name: str, address: str, kind: AddressKind) -> None:
    assert OUTLETS[name].address(f"https://{address}").kind is kind


@pytest.mark.parametrize(("name", "address"), OTHERS)
def test_a_page_of_another_kind_is_not_fetched(name: str, address: str) -> None:
    assert OUTLETS[name].address(f"https://{address}").page_kind is None


def test_the_code_of_an_address_keeps_its_capitals() -> None:
    outlet = OUTLETS["kumparan"]
    one, other = (
        outlet.address(f"https://kumparan.com/a/b-{code}").identity for code in (CODE, CODE.lower())
    )
    assert one != other


@pytest.mark.parametrize(
    ("name", "address", "page", "other"),
    [
        ("cnnindonesia", "https://www.cnnindonesia.com/ekonomi/20260304090745-92-1204567/panen", "2", "/2"),
        (
            "cnbcindonesia",
            "https://www.cnbcindonesia.com/news/20260304090745-4-704567/teh",
            "all",
            "?page=all",
        ),
        ("sindonews", "https://ekbis.sindonews.com/read/1600005/178/pasar-177", "all", "?showpage=all"),
        ("suara", "https://www.suara.com/news/2026/03/04/091200/perahu", "2", "?page=2"),
    ],
)
def test_another_page_belongs_to_its_story(name: str, address: str, page: str, other: str) -> None:
    outlet = OUTLETS[name]
    assert outlet.page_url(address, page) == address + other
    assert outlet.address(address + other).identity == address


@pytest.mark.parametrize(
    ("name", "form", "own"),
    [
        (
            "kompas",
            "amp.kompas.com/money/read/2023/11/02/213419026/pasar",
            "money.kompas.com/read/2023/11/02/213419026/pasar",
        ),
        (
            "kompas",
            "amp.kompas.com/tren/read/2023/11/02/213419026/pasar",
            "www.kompas.com/tren/read/2023/11/02/213419026/pasar",
        ),
        (
            "kompas",
            "www.kompas.com/properti/read/2023/11/02/213419026/pasar",
            "www.kompas.com/properti/read/2023/11/02/213419026/pasar",
        ),
        ("liputan6", "m.liputan6.com/amp/5600001/pasar", "www.liputan6.com/read/5600001/pasar"),
        ("liputan6", "www.liputan6.com/amp/5600001", "www.liputan6.com/read/5600001"),
        (
            "okezone",
            "news.okezone.com/amp/2020/07/08/320/2243366/pasar",
            "news.okezone.com/read/2020/07/08/320/2243366/pasar",
        ),
        ("detik", "news.detik.com/berita/d-6400001/pasar/amp", "news.detik.com/berita/d-6400001/pasar"),
        (
            "detik",
            "www.detik.com/jatim/berita/d-6400001/pasar/2/amp",
            "www.detik.com/jatim/berita/d-6400001/pasar",
        ),
        ("viva", "www.viva.co.id/amp/bola/1701561-pasar", "www.viva.co.id/bola/1701561-pasar"),
        (
            "tribun",
            "m.tribunnews.com/amp/nasional/7858656/pasar",
            "www.tribunnews.com/nasional/7858656/pasar",
        ),
        ("tribun", "amp.tribunnews.com/nasional/7858656/pasar", "www.tribunnews.com/nasional/7858656/pasar"),
    ],
)
def test_an_amp_address_is_its_storys(name: str, form: str, own: str) -> None:
    for query in ("", "?page=all", "?utm_source=x"):
        address = OUTLETS[name].address(f"https://{form}{query}")
        assert (address.identity, address.is_story, address.allowed) == (f"https://{own}", True, True)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("antara", "https://en.antaranews.com/news/301234/market"),
        ("tribun", "https://superskor.tribunnews.com/2020/05/04/hasil"),
    ],
)
def test_a_list_counts_stories_of_sites_not_read(name: str, address: str) -> None:
    assert drop_reason(OUTLETS[name].address(address)) is DropReason.FOREIGN_HOST


def test_a_part_belongs_to_its_story() -> None:
    story = "https://www.republika.co.id/berita/pub1xy345/kabar-desa"
    assert OUTLETS["republika"].address(f"{story}-part1").identity == story


def test_the_day_of_an_index_is_read() -> None:
    for name in ("sindonews", "pikiranrakyat"):
        outlet = OUTLETS[name]
        index = outlet.dated_index(next(iter(outlet.newsrooms)), DAY, None)
        assert outlet.address(index).day == DAY


@pytest.mark.parametrize("name", sorted({name for name, _ in STORIES}))
def test_a_night_begins_at_addresses_that_are_fetched(name: str) -> None:
    outlet = OUTLETS[name]
    for host in outlet.newsrooms:
        for seed in outlet.seeds(host, DAY):
            assert outlet.address(seed).page_kind is not None, f"{seed} is no list of {name}"
        assert outlet.address(outlet.dated_index(host, DAY, None), as_list=True).allowed
