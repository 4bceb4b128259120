"""One crawl of several outlets: each page is judged, read and stored by its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running.crawling import HANGS, environment_of, scrapy
from tests.running.forkserver import Child
from tests.running.nights import last_run, rows
from tests.running.oddsite import HTML, WWW, Answer, OddSite, Routes, sitemap, story
from tests.running.processes import Crawl, wait_until

KOMPAS, NUSA = "nasional.kompas.com", "www.kabar-nusa.id"
A = f"https://{WWW}/news/7858656/kopi-baru"
B = f"https://{KOMPAS}/read/2026/07/24/07150011/harga-beras-naik"
C = f"https://{NUSA}/2026/07/24/nelayan-menanam-bakau-di-pesisir"
ALSO = f'<p><strong>Baca juga: <a href="{B}">Harga Beras Naik</a></strong></p>'
TEXT = (
    "<p>Warga sebuah desa di pesisir menanam ribuan bibit bakau bersama para pelajar pada Sabtu pagi, setelah "
    "abrasi memakan dua baris rumah mereka.</p><p>Kegiatan itu diulang setiap tahun sejak gelombang besar, kata "
    "kepala desa, dan hasilnya mulai terlihat di tepi kampung.</p>"
)


def kompas(head: str) -> Answer:
    """A story of the second outlet's newest layout."""
    page = f'<h1 class="read__title">{head}</h1><div class="read__content">{TEXT}</div>'
    return 200, HTML, f"<html><head><title>{head} - Kompas.com</title></head><body>{page}</body></html>"


def foreign(head: str) -> Answer:
    """A story of a host that belongs to no outlet."""
    page = f"<article><h1>{head}</h1><div>{TEXT}</div></article>"
    meta = '<meta property="og:type" content="article">'
    return 200, HTML, f"<html><head>{meta}<title>{head}</title></head><body>{page}</body></html>"


ROUTES = {
    f"{WWW}/sitemap-news.xml": sitemap(A),
    f"{KOMPAS}/sitemap.xml": sitemap(),
    f"{NUSA}/sitemap.xml": sitemap(C),
    A.removeprefix("https://"): story(A, extra=ALSO),
    B.removeprefix("https://"): kompas("Harga Beras Naik"),
    C.removeprefix("https://"): foreign("Nelayan Menanam Bakau di Pesisir"),
}


def crawl(database: str, *arguments: str, routes: Routes = ROUTES) -> tuple[OddSite, str]:
    """A crawl of the spider of all outlets, and what it said."""
    with OddSite(routes).running() as site:
        stated = [word for argument in arguments for word in ("-a", argument)]
        done = scrapy("crawl", "news", *stated, address=site.address, database=database)
    return site, done.stderr


def stories(database: str) -> list[tuple[str, str, str, str]]:
    sql = 'select article.outlet, article.url, layout, host from article join page on page.id = page_id order by article.outlet collate "C"'
    return [tuple(row.values()) for row in rows(database, sql)]


def test_each_story_is_read_by_its_own_outlet(database: str) -> None:
    site, said = crawl(database, f"hosts={WWW},{KOMPAS},{NUSA}")
    assert stories(database) == [
        ("kompas", B, "Kompas2023", KOMPAS),
        ("tribun", A, "Desktop2021", WWW),
        (NUSA, C, "Generic", NUSA),
    ], said
    assert last_run(database)["spider"] == "news"
    assert len(site.asked) == len(set(site.asked))
    found = rows(database, "select outlet, found_how from page where url = %s", B)
    assert found == [{"outlet": "kompas", "found_how": "baca_juga"}]
    assert {row["outlet"] for row in rows(database, "select outlet from ops.fetches")} == {
        "kompas",
        "tribun",
        NUSA,
    }


def test_link_to_an_outlet_that_is_not_crawled_is_foreign(database: str) -> None:
    crawl(database, "outlets=tribun", "hosts=www")
    assert [url for _, url, _, _ in stories(database)] == [A]
    assert rows(database, "select from page where outlet <> 'tribun'") == []


def test_page_that_one_outlet_left_out_is_fetched_by_its_own(database: str) -> None:
    """A list names a foreign address: it stays out, until a list of its own outlet names it."""
    with OddSite({**ROUTES, f"{WWW}/sitemap-news.xml": sitemap(A, B)}).running() as site:
        scrapy("crawl", "tribun", "-a", "hosts=www", address=site.address, database=database)
    assert rows(database, "select outlet, outcome from page where url = %s", B) == [
        {"outlet": "tribun", "outcome": "unfollowed"}
    ]
    crawl(database, f"hosts={WWW},{KOMPAS}", routes={**ROUTES, f"{KOMPAS}/sitemap.xml": sitemap(B)})
    assert [outlet for outlet, _, _, _ in stories(database)] == ["kompas", "tribun"]


@pytest.mark.parametrize(
    ("argument", "outlet"), [(f"url={C}", NUSA), (f"url={B}", "kompas"), (f"hosts={NUSA}", NUSA)]
)
def test_any_address_or_host_is_crawled_by_itself(database: str, argument: str, outlet: str) -> None:
    crawl(database, argument)
    assert [row[0] for row in stories(database)] == [outlet]
    assert {row["outlet"] for row in rows(database, "select outlet from page")} == {outlet}


def verdicts(database: str) -> dict[str, tuple[str, list[str]]]:
    """The verdict on each outlet of the newest run, with the codes of its reasons."""
    sql = "select outlet, verdict, reasons from run_outlet where run = (select max(id) from run)"
    return {
        row["outlet"]: (row["verdict"], [reason["code"] for reason in row["reasons"]])
        for row in rows(database, sql)
    }


def test_outlet_that_another_run_crawls_is_named(database: str, tmp_path: Path) -> None:
    """The other run is waited for; then nothing of its outlet is left."""
    news = tmp_path / "news.log"

    def slow(_: int) -> Answer:
        wait_until(lambda: "waiting for hosts of another worker" in news.read_text())
        return story(A)

    here = A.removeprefix("https://")
    with OddSite({**ROUTES, here: slow}).running() as site:
        told = environment_of(site.address, database)
        with Crawl("tribun", site.address, database, tmp_path, "-a", "hosts=www"):
            news.touch()
            wait_until(lambda: here in site.asked)
            words = ("crawl", "news", "-a", f"hosts={WWW},{NUSA}", "-a", "render=never")
            Child(words, told, stdout=news, stderr=news).wait(HANGS)
    other = rows(database, "select process from worker order by id limit 1")[0]["process"]
    assert verdicts(database)["tribun"] == ("ok", ["nothing_to_do"]), news.read_text()
    said = last_run(database)["reasons"][0]
    assert said.startswith(f"tribun: nothing to do: process {other} on ")
    assert said.endswith(f"crawls {WWW}")


def test_refused_outlet_fails_alone_and_is_named(database: str) -> None:
    def answer(host: str, path: str) -> Answer | None:
        if host == KOMPAS:
            return 403, HTML, "<html><body>Forbidden</body></html>"
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, "User-agent: *\nAllow: /\n"
        return sitemap(A if host == WWW else C)

    routes = {url: page for url, page in ROUTES.items() if KOMPAS not in url}
    with OddSite(routes, answer).running() as site:
        hosts = f"hosts={WWW},{KOMPAS},{NUSA}"
        done = scrapy("crawl", "news", "-a", hosts, address=site.address, database=database)
    found = verdicts(database)
    assert found["kompas"][0] == "failed"
    assert found["kompas"][1][0] == "nothing_read"  # four pages: too few to say that the site refuses us
    assert [found[name] for name in ("tribun", NUSA)] == [("ok", []), ("ok", [])], done.stderr
    assert "outlet/" not in done.stderr.partition("\nRun ")[2]  # each rejection is counted once
    run = last_run(database)
    assert (run["verdict"], done.returncode) == ("failed", 1)
    assert run["reasons"]
    assert all(reason.startswith("kompas: ") for reason in run["reasons"])
    counts = "select outlet, pages, rejections, stories_new from run_outlet order by stories_new, outlet"
    assert [row["stories_new"] for row in rows(database, counts)] == [0, 1, 1]
    assert all(row["rejections"] <= row["pages"] for row in rows(database, counts))
