"""Tests of indexes, fronts, sitemaps and robots.txt."""

import re
from datetime import date
from functools import cache
from itertools import count
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborNode

from newsspider.replica import Newsroom
from newsspider.replica.story import Reach
from tests.replica.pages import collapsed, fetch, text_of, tree

NEWSROOM = Newsroom(stories=700, days=3)
DAYS = (date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19))


@cache
def _listed() -> set[str]:
    cards = map(NEWSROOM.card, range(NEWSROOM.stories))
    return {card.url for card in cards if card.reach is Reach.LISTED}


def _index_links(url: str) -> list[str]:
    return [node.attributes.get("href") or "" for node in tree(NEWSROOM, url).css("ul.lsi > li.ptb15 h3 > a")]


def _walk(url: str) -> list[str]:
    """The links of all pages of an index, until a page is empty or repeats the one before."""
    links: list[str] = []
    before: list[str] = []
    for page in count(1):
        found = _index_links(f"{url}&page={page}")
        if not found or found == before:
            return links
        links += found
        before = found
    raise AssertionError


def test_dated_indexes_show_every_listed_story_once() -> None:
    found: list[str] = []
    for host in NEWSROOM.hosts:
        for day in DAYS:
            found += _walk(f"https://{host.domain}/index-news?date={day.year}-{day.month}-{day.day}")
    assert len(found) == len(set(found))
    assert set(found) == _listed()


def test_index_page_shows_twenty_and_a_pager() -> None:
    address = "https://www.tribunnews.com/index-news?date=2026-11-18"
    links = _walk(address)
    assert len(_index_links(f"{address}&page=1")) == 20
    pager = tree(NEWSROOM, f"{address}&page=1").css("#paginga div.paging a")
    assert (pager[-2].text(), pager[-1].text()) == ("Next", "Last")
    assert (pager[-1].attributes.get("href") or "").endswith(f"?date=2026-11-18&page={-(-len(links) // 20)}")


def test_section_index_shows_its_section() -> None:
    links = _walk("https://www.tribunnews.com/index-news/seleb?date=2026-11-18")
    assert links
    assert all(link.startswith("https://www.tribunnews.com/seleb/") for link in links)


def test_undated_index_ends_at_page_ten() -> None:
    address = "https://www.tribunnews.com/index-news"
    ninth, tenth, eleventh, later = (_index_links(f"{address}?page={n}") for n in (9, 10, 11, 40))
    assert tenth == eleventh == later
    assert ninth != tenth


def test_dated_index_beyond_its_end() -> None:
    for host in NEWSROOM.hosts:
        address = f"https://{host.domain}/index-news?date=2026-11-18"
        last = -(-len(_walk(address)) // 20)
        beyond = _index_links(f"{address}&page={last + 1}"), _index_links(f"{address}&page={last + 30}")
        expected = _index_links(f"{address}&page={last}") if host.regional else []
        assert beyond == (expected, expected)
    assert _index_links("https://solo.tribunnews.com/index-news?date=2020-01-01&page=2") == []


def test_sitemaps_have_stories_with_times() -> None:
    named: set[str] = set()
    for host in NEWSROOM.hosts:
        index = ElementTree.fromstring(fetch(NEWSROOM, f"https://{host.domain}/sitemap.xml"))
        maps = [node.text or "" for node in index.findall(".//{*}loc")]
        assert all(("sitemap_" in url) is host.regional for url in maps)
        for url in maps:
            entries = ElementTree.fromstring(fetch(NEWSROOM, url)).findall("{*}url")
            named.update(map(_checked, entries))
    assert named == _listed()


def _checked(entry: ElementTree.Element) -> str:
    """The entry's URL; its title and time must be the story's."""
    url = entry.findtext("{*}loc") or ""
    number = NEWSROOM.number_of(url)
    assert number is not None, url
    card, news = NEWSROOM.card(number), entry.find("{*}news")
    if news is not None:
        assert news.findtext("{*}title") == card.headline
        assert news.findtext("{*}publication_date") == card.published_at.isoformat()
    return url


def test_news_sitemap_covers_two_days() -> None:
    text = fetch(NEWSROOM, "https://www.tribunnews.com/sitemap-news.xml")
    times = re.findall(r"<news:publication_date>(.{10})", text)
    assert set(times) == {"2026-11-18", "2026-11-19"}


@pytest.mark.parametrize("host", ["www.tribunnews.com", "solo.tribunnews.com", "m.tribunnews.com"])
def test_robots_disallow_tags_and_name_the_sitemap(host: str) -> None:
    robots = RobotFileParser()
    robots.parse(fetch(NEWSROOM, f"https://{host}/robots.txt").splitlines())
    for path in ("/tag/banjir", "/topic/x", "/search?q=x", "/ajax/latest", "/api/x", "/json/x"):
        assert not robots.can_fetch("newsspider", f"https://{host}{path}")
    for path in ("/nasional", "/index-news?date=2026-11-18", "/sitemap.xml", "/solo/1234567/judul"):
        assert robots.can_fetch("newsspider", f"https://{host}{path}")
    assert not robots.can_fetch("CCBot", f"https://{host}/nasional")
    assert len(robots.site_maps() or []) == 1


def test_fronts_link_thumbnails_relative_to_the_root() -> None:
    for url in ("https://www.tribunnews.com/", "https://solo.tribunnews.com/karanganyar"):
        parsed = tree(NEWSROOM, url)
        thumbnails = [node.attributes.get("href") or "" for node in parsed.css("#latestul div.fr > a")]
        titles = [node.attributes.get("href") or "" for node in parsed.css("#latestul h3 > a")]
        assert thumbnails
        assert not any(link.startswith(("/", "http")) for link in thumbnails)
        assert [urljoin(url, f"/{link}") for link in thumbnails] == titles


def test_every_page_links_all_sections() -> None:
    for host in NEWSROOM.hosts:
        fronts = {f"https://{host.domain}/{slug}" for slug, _ in host.sections}
        for url in (f"https://{host.domain}/", f"https://{host.domain}/{host.sections[0][0]}"):
            menu = {node.attributes.get("href") for node in tree(NEWSROOM, url).css(".main-menu a")}
            assert fronts <= menu
        assert all(tree(NEWSROOM, front).css("#latestul > li") for front in fronts)


def test_fronts_end_with_a_pinned_old_story() -> None:
    for host in NEWSROOM.hosts:
        news = "".join(
            NEWSROOM.page(host.domain, f"/{slug}/sitemap{mark}news.xml").body.decode()
            for slug, _ in host.sections
            for mark in "-_"
        )
        hrefs = [n.attributes.get("href") or "" for n in _rows(f"https://{host.domain}/")]
        assert hrefs[-1] in _listed()
        assert hrefs[-1] not in news
        assert hrefs[0] in news
    mobile = tree(NEWSROOM, "https://m.tribunnews.com/").css("#latestul > li.cindex h3 > a")
    assert [(n.attributes.get("href") or "").replace("//m.", "//www.") for n in mobile] == [
        _rows("https://www.tribunnews.com/")[-1].attributes.get("href")
    ]


def _rows(url: str) -> list[LexborNode]:
    return tree(NEWSROOM, url).css("#latestul > li h3 > a")


def test_newsroom_of_a_day_pins_nothing() -> None:
    home = tree(Newsroom(stories=100, days=1), "https://m.tribunnews.com/")
    assert not home.css("li.cindex")
    assert home.css("li[sort]")


def test_mobile_home_shows_relative_times() -> None:
    parsed = tree(NEWSROOM, "https://m.tribunnews.com/")
    times = [collapsed(node.text()) for node in parsed.css("#latestul > li[sort] time")]
    assert times
    assert all(re.fullmatch(r"\d+ (menit|jam|hari) lalu", text) for text in times)
    links = [node.attributes.get("href") or "" for node in parsed.css("#latestul h3 > a")]
    assert all(NEWSROOM.number_of(link) is not None for link in links)


def test_story_like_addresses_of_other_pages() -> None:
    home = tree(NEWSROOM, "https://www.tribunnews.com/")
    collection = home.css('a[title="Kumpulan Berita"]')[0].attributes.get("href") or ""
    assert re.fullmatch(r"/nasional/\d{4}/\d\d/\d\d/[a-z-]+", urlsplit(collection).path)
    video = NEWSROOM.story(699).video.url or ""
    assert urlsplit(video).netloc == "video.tribunnews.com"
    for url in (collection, video):
        parsed = tree(NEWSROOM, url)
        assert not parsed.css("#arttitle, .txt-article")
        assert NEWSROOM.number_of(url) is None
    assert text_of(tree(NEWSROOM, video), "h1") == NEWSROOM.story(699).video.title


def test_old_index_address_redirects() -> None:
    page = NEWSROOM.page("www.tribunnews.com", "/indeks")
    assert (page.status, page.location) == (301, "https://www.tribunnews.com/index-news")
