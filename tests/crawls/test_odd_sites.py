"""Sites that behave oddly: the crawl ends, fetches nothing over and over, and loses no story."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running.crawling import scrapy
from tests.running.nights import AT_ONCE, hours_pass, last_run, rows
from tests.running.oddsite import HTML, SOLO, WWW, OddSite, Routes, index, moved, sitemap, story

A = f"https://{WWW}/news/2026/07/24/kopi-lama"
B = f"https://{WWW}/news/7858656/kopi-baru"
C = f"https://{WWW}/news/7858699/teh"
NEWS = f"{WWW}/sitemap-news.xml"


def at(url: str) -> str:
    return url.removeprefix("https://")


def crawl(routes: Routes, database: str, *more: str, hosts: str = "www") -> OddSite:
    """A night's crawl of the site, which must end by itself; `code` is its exit code."""
    return crawl_of(OddSite(routes), database, *more, hosts=hosts)


def crawl_of(site: OddSite, database: str, *more: str, hosts: str = "www") -> OddSite:
    stated = () if any(word.startswith("url=") for word in more) else ("-a", f"hosts={hosts}")
    with site.running():
        done = scrapy("crawl", "tribun", *stated, *more, address=site.address, database=database)
    site.code, site.said = done.returncode, done.stderr  # type: ignore[attr-defined]
    return site


def stored(database: str) -> dict[str, Any]:
    """The living stories: address to headline."""
    sql = "select article.url, headline from article join page on page.id = page_id and page.alias_of is null where gone_at is null"
    return {row["url"]: row["headline"] for row in rows(database, sql)}


def page(database: str, url: str) -> dict[str, Any]:
    return rows(database, "select * from page where url = %s", url)[0]


def due(database: str, url: str) -> None:
    rows_of = "update page set due_at = now() where url = %s returning id"
    assert rows(database, rows_of, url)


def test_story_moved_there_and_back_is_read(database: str) -> None:
    crawl({NEWS: sitemap(B), at(B): moved(A), at(A): story(A)}, database)
    assert set(stored(database)) == {A}
    due(database, A)
    site = crawl({NEWS: sitemap(B), at(A): moved(B), at(B): story(B, head="Judul Baru")}, database)
    assert site.asked.count(at(A)) == 1
    assert stored(database) == {B: "Judul Baru"}
    assert page(database, A)["alias_of"] == page(database, B)["id"]


@pytest.mark.parametrize("batch", ["1", "100"])
def test_redirect_loop_has_a_reason(database: str, batch: str) -> None:
    site = crawl(
        {NEWS: sitemap(A, B), at(A): moved(B), at(B): moved(A)}, database, "-s", f"STORE_BATCH_SIZE={batch}"
    )
    assert len(site.asked) < 40
    ends = {page(database, url)["reason"] for url in (A, B)}
    assert ends <= {"TooManyRedirects", "another address of a story"}
    assert "TooManyRedirects" in ends


def test_redirect_loop_across_hosts_has_a_reason(database: str) -> None:
    there = B.replace(WWW, SOLO)
    site = crawl({NEWS: sitemap(A), at(A): moved(there), at(there): moved(A)}, database, hosts="www,solo")
    assert len(site.asked) < 40
    assert page(database, there)["reason"] == "RedirectLoop"
    assert page(database, A)["outcome"] == "alias"


def test_pages_claiming_each_other_are_one_story(database: str) -> None:
    one, two = f"https://{WWW}/news/7858656/kopi", f"https://{WWW}/kabar/2026/07/24/kopi"
    crawl({NEWS: sitemap(one, two), at(one): story(two), at(two): story(one)}, database)
    assert len(stored(database)) == 1
    bare = "select url from page where outcome = 'article' and not exists (select from article where page_id = page.id)"
    assert rows(database, bare) == []


def test_redirect_to_paused_host_is_no_busy_loop(database: str) -> None:
    there, busy = B.replace(WWW, SOLO), C.replace(WWW, SOLO)
    site = crawl(
        {
            NEWS: sitemap(A),
            f"{SOLO}/sitemap.xml": sitemap(busy),
            at(A): moved(there),
            at(there): story(there),
            at(busy): (429, {**HTML, "Retry-After": "3600"}, ""),
        },
        database,
        hosts="www,solo",
    )
    assert site.asked.count(at(A)) <= 2
    assert page(database, A)["outcome"] in ("alias", None, "failed")
    assert page(database, there)["due_at"] is not None


def test_throttling_host_gets_no_more_requests(database: str) -> None:
    urls = [f"https://{WWW}/news/78586{n:02}/kopi-{n}" for n in range(40)]
    throttled = (429, {**HTML, "Retry-After": "3600"}, "")
    site = crawl(
        {NEWS: sitemap(*urls), **{at(url): throttled for url in urls}},
        database,
        "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=1",
        "-s",
        "HOST_PAGES_IN_FLIGHT=16",
        "-s",
        "DOWNLOAD_DELAY=0.1",
    )
    assert len([place for place in site.asked if "/kopi-" in place]) == 1
    assert len(rows(database, "select from page where due_at is not null and kind = 'story'")) == 40


def test_not_modified_of_unread_page_is_no_story(database: str) -> None:
    crawl({NEWS: sitemap(A), at(A): (304, {}, "")}, database)
    row = page(database, A)
    assert (row["outcome"], row["reason"]) == ("failed", "Http304")
    assert row["due_at"] is not None


def test_wider_run_crawls_pages_left_out(database: str) -> None:
    there, linked = C.replace(WWW, SOLO), f"https://{WWW}/news/7858611/gula"
    text = f'<p class="baca"><strong>Baca juga: <a href="{linked}">Gula aren dari desa</a></strong></p>'
    routes = {
        NEWS: sitemap(A, there),
        at(A): story(A, extra=text),
        at(there): story(there),
        at(linked): story(linked),
    }
    crawl(routes, database, "-a", "depth=0")
    assert set(stored(database)) == {A}
    crawl(routes, database, hosts="www,solo")
    assert set(stored(database)) == {A, there, linked}


def test_backfill_retries_a_failed_list_page(database: str) -> None:
    first = f"{WWW}/index-news?date=2026-7-24"
    later = f"https://{first}&page=2"
    routes: Routes = {first: index(A, following=later), at(A): story(A), at(C): story(C)}
    days = ("-a", "since=2026-07-24", "-a", "until=2026-07-24")
    site = crawl(routes, database, *days, "-s", f"RETRY_WAITS={AT_ONCE}")
    assert (site.code, set(stored(database))) == (3, {A})  # type: ignore[attr-defined]
    assert "1 lists of past days could not be walked to their end" in last_run(database)["reasons"]
    site = crawl({**routes, f"{first}&page=2": index(C)}, database, *days)
    assert (site.code, set(stored(database))) == (0, {A, C})  # type: ignore[attr-defined]


def test_page_that_is_no_list_finishes_no_day(database: str) -> None:
    first = f"{WWW}/index-news?date=2026-7-24"
    days = ("-a", "since=2026-07-24", "-a", "until=2026-07-24")
    crawl(
        {first: (200, HTML, "<html><body><div>Situs sedang dalam perawatan</div></body></html>")},
        database,
        *days,
    )
    assert last_run(database)["counters"]["backfill/lists_done"] == 0
    crawl({first: index(A), at(A): story(A)}, database, *days)
    assert set(stored(database)) == {A}


def test_backfill_adopts_pages_left_due(database: str) -> None:
    first = f"{WWW}/index-news?date=2026-7-24"
    urls = [f"https://{WWW}/news/78586{n:02}/kopi-{n}" for n in range(6)]
    routes = {NEWS: sitemap(*urls), first: index(*urls), **{at(url): story(url) for url in urls}}
    crawl(routes, database, "-a", "limit=2")
    crawl(routes, database, "-a", "since=2026-07-24", "-a", "until=2026-07-24")
    assert set(stored(database)) == set(urls)


def test_given_addresses_override_the_usual_hosts(database: str) -> None:
    bali = A.replace(WWW, "bali.tribunnews.com")
    crawl({at(bali): story(bali)}, database, "-a", f"url={bali}")
    assert set(stored(database)) == {bali}


def test_given_older_address_refetches_the_story(database: str) -> None:
    crawl({NEWS: sitemap(B), at(B): story(B)}, database)
    crawl({at(A): moved(B), at(B): story(B, head="Judul Baru")}, database, "-a", f"url={A}")
    assert stored(database) == {B: "Judul Baru"}


def test_changed_list_is_retried_after_its_last_wait(database: str) -> None:
    child = f"{WWW}/news/sitemap-news.xml"
    old = f"<sitemapindex><sitemap><loc>https://{child}</loc><lastmod>2026-07-24T10:00:00Z</lastmod></sitemap></sitemapindex>"
    waits = ("-s", f"RETRY_WAITS={AT_ONCE}")
    crawl({f"{WWW}/sitemap.xml": (200, {}, old), child: (500, HTML, "")}, database, *waits)
    assert page(database, f"https://{child}")["due_at"] is None
    hours_pass(database, 24 * 3650)  # our last visit is long ago, the list's change is not
    crawl(
        {f"{WWW}/sitemap.xml": (200, {}, old.replace("24T", "25T")), child: sitemap(A), at(A): story(A)},
        database,
    )
    assert set(stored(database)) == {A}


def test_future_times_cause_no_repeated_fetches(database: str) -> None:
    lists = {
        f"{WWW}/{name}/sitemap-news.xml": sitemap(A, modified="2099-01-01T00:00:00Z")
        for name in ("news", "bisnis", "sport")
    }
    named = "".join(f"<sitemap><loc>https://{place}</loc></sitemap>" for place in lists)
    routes = {
        f"{WWW}/sitemap.xml": (200, {}, f"<sitemapindex>{named}</sitemapindex>"),
        **lists,
        at(A): story(A),
    }
    site = crawl(routes, database, "-s", "STORE_BATCH_SIZE=1")
    assert site.asked.count(at(A)) == 1


def test_each_failure_kind_has_its_own_retries(database: str) -> None:
    answers = [500, 500, 500, 404]
    route: Routes = {
        NEWS: sitemap(A),
        at(A): lambda before: (answers[before], HTML, "") if before < 4 else story(A),
    }
    crawl(route, database, "-s", f"RETRY_WAITS={AT_ONCE}")
    assert set(stored(database)) == {A}


def test_run_ends_while_lists_fall_due_soon(database: str) -> None:
    site = crawl(
        {NEWS: sitemap(A), at(A): story(A)},
        database,
        "-s",
        "LISTING_RECHECK=2,4",
        "-s",
        "RUN_IDLE_TIMEOUT=300",
    )
    assert site.asked.count(NEWS) == 1


def test_quiet_minute_after_midnight_is_no_failure(database: str) -> None:
    routes = {NEWS: sitemap(A), at(A): story(A)}
    crawl(routes, database)
    today = rows(
        database, "select url from page where listed_on is not null order by listed_on desc limit 1"
    )[0]["url"]
    site = crawl({**routes, at(today): index()}, database, "-s", "LISTING_RECHECK=0,1")
    assert "none names a story" not in " ".join(last_run(database)["reasons"])
    assert site.asked


def test_compressed_and_renamed_sitemaps_are_read(database: str) -> None:
    import gzip

    packed = gzip.compress(str(sitemap(A)[2]).encode())
    robots = f"Sitemap: https://{WWW}/arsip/sitemap-a.xml.gz\nSitemap: https://{WWW}/news-sitemap.xml\n"
    crawl(
        {
            f"{WWW}/robots.txt": (200, {"Content-Type": "text/plain"}, robots),
            at(A): story(A),
            at(B): story(B),
            f"{WWW}/arsip/sitemap-a.xml.gz": (200, {"Content-Type": "application/gzip"}, packed),
            f"{WWW}/news-sitemap.xml": sitemap(B),
        },
        database,
    )
    assert set(stored(database)) == {A, B}


def test_another_port_is_another_site(database: str) -> None:
    odd = A.replace(WWW, f"{WWW}:8443")
    site = crawl({NEWS: sitemap(odd, B), at(B): story(B)}, database)
    assert set(stored(database)) == {B}
    assert not any("kopi-lama" in place for place in site.asked)


def test_empty_robots_txt_allows_everything(database: str) -> None:
    crawl(
        {f"{WWW}/robots.txt": (200, {"Content-Type": "text/plain"}, ""), NEWS: sitemap(A), at(A): story(A)},
        database,
    )
    assert rows(database, "select reason from rejection where reason = 'EmptyPage'") == []
    assert set(stored(database)) == {A}


def test_sitemap_of_maximum_size_is_read(database: str) -> None:
    padding = f"<!--{'x' * 1000}-->" * 12_000
    large = sitemap(A)[2]
    assert isinstance(large, str)
    site = crawl(
        {NEWS: (200, {}, large.replace("<urlset>", f"<urlset>{padding}")), at(A): story(A)}, database
    )
    assert site.asked.count(NEWS) == 1
    assert set(stored(database)) == {A}
