"""Limits of a crawl: each ends something endless, with a setting, a count and a reason."""

from __future__ import annotations

import gzip
from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy.settings import Settings

from newsspider.items import Article, Listing
from newsspider.outlets.limits import Limits
from newsspider.outlets.tribun import TRIBUN
from newsspider.validation import BadValue
from pipelines.cleaning import clean
from settings import base
from tests.crawls.test_odd_sites import NEWS, A, at, crawl, crawl_of, page
from tests.running.crawling import scrapy
from tests.running.nights import last_run, rows
from tests.running.oddsite import HTML, SOLO, WWW, XML, Answer, OddSite, index, moved, sitemap, story

PLACE = f"https://{WWW}/news/2026/07/24"


def read(answer: Answer, url: str, **limits: int) -> Article | Listing:
    outlet = replace(TRIBUN, limits=Limits(**limits))
    outcome = outlet.read(answer[2], url)
    assert isinstance(outcome, (Article, Listing)), outcome
    return clean(outcome, outlet) if isinstance(outcome, Article) else outcome


def also(*links: str) -> str:
    return "".join(
        f'<p class="baca"><strong>Baca juga: <a href="{url}">Kisah</a></strong></p>' for url in links
    )


def counters(database: str) -> dict[str, Any]:
    counted: dict[str, Any] = last_run(database)["counters"]
    return counted


def test_limits_come_from_the_settings() -> None:
    stated = {limit.name.upper(): getattr(base, limit.name.upper()) for limit in fields(Limits)}
    assert Limits.of(Settings(stated)) == Limits()
    with pytest.raises(BadValue, match="expected LINKS_LIMIT to be a whole number from 1, found '-1'"):
        Limits.of(Settings({**stated, "LINKS_LIMIT": "-1"}))
    with pytest.raises(BadValue, match="URLLENGTH_LIMIT to be at most 2,000 bytes"):
        Limits.of(Settings({**stated, "URLLENGTH_LIMIT": 9000}))


def test_links_beyond_the_limit_are_counted() -> None:
    found = read(story(A, extra=also(*(f"{PLACE}/kisah-{number}" for number in range(9)))), A, links_limit=4)
    assert [link.url for link in found.links] == [f"{PLACE}/kisah-{number}" for number in range(4)]
    assert found.left_out == {"LINKS_LIMIT": 5}


def test_sitemap_beyond_the_limit_is_cut() -> None:
    urls = [f"{PLACE}/kisah-{number}" for number in range(9)]
    found = read(sitemap(*urls), f"https://{WWW}/sitemap-news.xml", list_links_limit=4)
    assert ([link.url for link in found.links], found.left_out) == (urls[:4], {"LIST_LINKS_LIMIT": 5})


@pytest.mark.parametrize("long", ["k" * 400, "é" * 90], ids=["as_it_is_written", "as_it_is_kept"])
def test_long_addresses_are_counted(long: str) -> None:
    urls = [f"{PLACE}/{long}", f"{PLACE}/pendek"]
    found = read(sitemap(*urls), f"https://{WWW}/sitemap-news.xml", urllength_limit=400)
    assert [link.url for link in found.links] == [None, urls[1]]
    assert found.left_out == {"URLLENGTH_LIMIT": 1}
    found = read(story(A, extra=also(*urls)), A, urllength_limit=400)
    assert [link.url for link in found.links] == [None, urls[1]]


def test_sitemap_bomb_is_no_list() -> None:
    packed = gzip.compress(sitemap(*(f"{PLACE}/kisah-{number}" for number in range(99)))[2].encode())  # type: ignore[union-attr]
    outcome = replace(TRIBUN, limits=Limits(list_maxsize=1000)).read(packed, f"https://{WWW}/sitemap.xml.gz")
    assert getattr(outcome, "reason", None) == "TooLarge"


def test_each_limit_has_a_reason_and_a_count(database: str) -> None:
    """One crawl of a site whose every story is too much of something."""
    name = "panjang dalam banyak besar bom putar lambat halaman".split()
    url = {word: f"{PLACE}/{word}" for word in name}
    turns = {f"{at(url['putar'])}?n={turn}": moved(f"{url['putar']}?n={turn + 1}") for turn in range(20)}
    site = {
        NEWS: sitemap(*url.values()),
        at(url["panjang"]): story(url["panjang"], extra=also(f"{PLACE}/{'k' * 300}")),
        at(url["dalam"]): story(url["dalam"], extra="<div>" * 13_000),
        at(url["banyak"]): story(url["banyak"], extra=also(*(f"{PLACE}/a{n}" for n in range(9)))),
        at(url["besar"]): story(url["besar"], extra="<p>kopi</p>" * 30_000),
        at(url["bom"]): (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b" " * 10_000_000)),
        at(url["putar"]): moved(f"{url['putar']}?n=0"),
        **turns,
        at(url["halaman"]): story(url["halaman"], extra='<span class="total-page">1/40</span>'),
    }
    settings = {
        "URLLENGTH_LIMIT": 200,
        "LINKS_LIMIT": 5,
        "DOWNLOAD_MAXSIZE": 200_000,
        "REDIRECT_MAX_TIMES": 4,
        "STORY_PAGES_LIMIT": 2,
        "RUN_IDLE_TIMEOUT": 0,
    }
    stated = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    crawl(site, database, *stated, "-a", "depth=0")
    counted = counters(database)
    for word, outcome, reason, counter in [
        ("panjang", "article", "left out: 1 over URLLENGTH_LIMIT", "limit/URLLENGTH_LIMIT"),
        ("banyak", "article", "left out: 4 over LINKS_LIMIT", "limit/LINKS_LIMIT"),
        (
            "halaman",
            "article",
            "left out: 38 over STORY_PAGES_LIMIT; pages 2, 3, 4,",
            "limit/STORY_PAGES_LIMIT",
        ),
        ("dalam", "rejected", "TooDeep", "rejection/TooDeep"),
        ("besar", "failed", "ResponseTooLarge", "rejection/ResponseTooLarge"),
        ("bom", "failed", "BodyTooLarge", "rejection/BodyTooLarge"),
        ("putar", "failed", "TooManyRedirects", "rejection/TooManyRedirects"),
    ]:
        row = page(database, url[word])
        assert (row["outcome"], row["reason"][: len(reason)]) == (outcome, reason)
        assert counted[counter] > 0, counter


def test_limit_of_memory_at_once_is_a_failed_run(database: str) -> None:
    with OddSite({}).running() as site:
        limit = ("-s", "MEMUSAGE_LIMIT_MB=1")
        done = scrapy("crawl", "tribun", "-a", "hosts=www", *limit, address=site.address, database=database)
    run = last_run(database)
    assert (done.returncode, run["verdict"], run["finish_reason"]) == (1, "failed", "memusage_exceeded")
    assert rows(database, "select name from host where worker is not null") == []


def test_endless_calendar_ends(database: str) -> None:
    """Each page of the index is full of new stories, and names the next; each front and day names others."""

    def answer(host: str, path: str) -> Answer | None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        number = int(query.get("page", "1"))
        urls = [f"https://{host}/news/2026/07/24/kisah-{number}-{place}" for place in range(3)]
        following = f"https://{host}{urlsplit(path).path}?page={number + 1}"
        return index(*urls, following=following) if urlsplit(path).path.startswith("/index-news") else None

    site = OddSite({NEWS: sitemap(A)}, answer)
    crawl_of(site, database, "-s", "HOST_PAGES_LIMIT=40", "-s", "HOST_PAGES_IN_FLIGHT=4")
    assert 30 < len(site.asked) < 60
    run = last_run(database)
    assert (run["verdict"], run["finish_reason"]) == ("degraded", "finished")
    assert any("the most of a run (HOST_PAGES_LIMIT)" in reason for reason in run["reasons"]), run["reasons"]
    assert rows(database, "select pages >= 40 as full from host_visits") == [{"full": True}]
    again = OddSite({NEWS: sitemap(A)}, answer)
    crawl_of(again, database, "-s", "HOST_PAGES_LIMIT=40", "-s", "HOST_PAGES_IN_FLIGHT=4")
    assert len(set(again.asked) - set(site.asked)) > 20, "what waited is not visited by the next run"


def test_endless_sitemaps_end(database: str) -> None:
    def answer(host: str, path: str) -> Answer | None:
        if not path.startswith("/sitemap"):
            return None
        number = int("".join(filter(str.isdigit, path)) or 0) + 1
        entries = f"<sitemap><loc>https://{host}/sitemap-{number}.xml</loc></sitemap>"
        return 200, XML, f'<?xml version="1.0"?><sitemapindex>{entries}</sitemapindex>'

    site = OddSite({}, answer)
    crawl_of(site, database, "-s", "HOST_PAGES_LIMIT=40", "-s", "HOST_PAGES_IN_FLIGHT=4")
    assert len(site.asked) < 60


def test_endless_stories_end(database: str) -> None:
    """And another host, which is no trap, is crawled to its end meanwhile."""

    def answer(host: str, path: str) -> Answer | None:
        if host != WWW or "/news/2026/" not in path:
            return None
        number = int("".join(filter(str.isdigit, path.rpartition("/")[2])) or 0)
        links = [f"{PLACE}/kisah-{10 * number + digit}" for digit in range(1, 6)]
        return story(f"https://{host}{path}", extra=also(*links))

    solo = [f"https://{SOLO}/news/2026/07/24/teh-{number}" for number in range(20)]
    site = OddSite(
        {
            NEWS: sitemap(f"{PLACE}/kisah-1"),
            f"{SOLO}/sitemap.xml": sitemap(*solo),
            **{at(url): story(url) for url in solo},
        },
        answer,
    )
    crawl_of(
        site,
        database,
        "-a",
        "depth=30",
        "-s",
        "HOST_PAGES_LIMIT=40",
        "-s",
        "HOST_PAGES_IN_FLIGHT=4",
        hosts="www,solo",
    )
    assert 35 < sum(place.startswith(WWW) for place in site.asked) < 60
    assert {row["url"] for row in rows(database, "select url from article")} > set(solo)
