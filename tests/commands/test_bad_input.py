"""Bad input: one clear line, the right exit code, nothing lost, no long wait."""

import gzip
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from newsspider.commands.read import read_page
from newsspider.items import Article, Listing, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.pages.guard import MAX_CHARACTERS
from newsspider.outlets.pages.page import decode
from newsspider.spiders.arguments import Arguments
from newsspider.store.crawl.store import Store
from newsspider.validation import BadValue
from newsspider.visits import Fetch
from tests.running.crawling import command

TRIBUN = OUTLETS["tribun"]
URL = "https://www.tribunnews.com/nasional/2026/07/24/panen-kopi"
STORY = (
    "Warga Desa Sukamaju memanen kopi “lebih awal” tahun ini – kata kepala desa – karena hujan datang cepat."
)


def html(body: str = f"<p>{STORY}</p>", head: str = "", headline: str = "Panen Kopi") -> str:
    return (
        f'<!doctype html><html><head>{head}</head><body><div id="article"><h1 id="arttitle">{headline}</h1>'
        f'<div class="side-article txt-article multi-fontsize">{body}</div></div></body></html>'
    )


def ld(text: str) -> str:
    return html(head=f'<script type="application/ld+json">{text}</script>')


def read(body: bytes | str) -> Article | Listing | Rejection:
    return read_page(TRIBUN, body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass"), URL)


def read_story(body: bytes | str) -> Article:
    outcome = read(body)
    assert isinstance(outcome, Article), outcome
    return outcome


NO_STORIES: Mapping[str, tuple[bytes, str]] = {
    "an empty page": (b"", "EmptyPage"),
    "white space": (b" \n\t\r\n", "EmptyPage"),
    "a byte order mark": (b"\xef\xbb\xbf", "EmptyPage"),
    "10 MB without a tag": (b"kopi susu\n" * 1_000_000, "TooLarge"),
    "50 MB in 50 KB": (gzip.compress(bytes(50 * 2**20)), "TooLarge"),
    "10 MB of nested tags": (b"<div>" * 2_000_000, "TooLarge"),
    "nested tags just below the limit": (html("<div>" * (MAX_CHARACTERS // 5 - 100)).encode(), "TooDeep"),
    "an article without a body": (html("").encode(), "NoBody"),
    "an article of boilerplate only": (html("<p>Baca Juga</p><p>Ikuti kami di</p>").encode(), "NoText"),
    "an article of a few words": (html("<p>Panen kopi dimulai.</p>").encode(), "TooShort"),
    "a page cut off in its head": (html()[:60].encode(), "NoLayout"),
    "a page cut off above its body": (html().split("<p>")[0].encode(), "NoBody"),
    "a page without a headline": (html(headline="").encode(), "NoHeadline"),
    "a page of another site": (
        b"<html><head><title>Toko</title></head><body><h1>Toko</h1></body></html>",
        "NoLayout",
    ),
    "NUL bytes only": (b"<html>" + b"\x00" * 10_000, "NoLayout"),
}


@pytest.mark.parametrize("name", NO_STORIES)
def test_rejection_keeps_page_that_is_no_story(name: str) -> None:
    body, reason = NO_STORIES[name]
    before = time.process_time()
    outcome = read(body)
    assert time.process_time() - before < 3
    assert isinstance(outcome, Rejection)
    assert outcome.reason == reason
    assert outcome.detail.startswith("expected")
    assert "\n" not in outcome.detail
    assert isinstance(TRIBUN.read(body, URL), Article) or outcome.body == body


async def test_rejections_are_stored_with_page(database: str) -> None:
    pages = {f"{URL}-{number}": entry for number, entry in enumerate(NO_STORIES.values())}
    store = Store(database, batch_seconds=0.05)
    await store.open()
    await store.make_due(
        {
            "outlet": "tribun",
            "url": url,
            "host": "www.tribunnews.com",
            "found_how": "seed",
            "kind": "story",
            "priority": 0,
        }
        for url in pages
    )
    for url, (body, _) in pages.items():
        fetch = Fetch(page=url, depth=0, status=200, body=body)
        outcome = TRIBUN.read(body, url)
        judged = read_page(TRIBUN, body, url)
        assert isinstance(judged, Rejection)
        await store.save(
            url, replace(judged, body=body if isinstance(outcome, Article) else judged.body, fetch=fetch), ()
        )
    await store.close()
    with psycopg.connect(database) as connection:
        kept = connection.execute(
            "select page.url, rejection.reason, body from rejection join page on id = page_id"
        ).fetchall()
    assert {url: reason for url, reason, _ in kept} == {url: reason for url, (_, reason) in pages.items()}
    assert all(gzip.decompress(body) == pages[url][0] for url, _, body in kept)


def test_page_cut_in_story_is_read_to_there() -> None:
    paragraphs = "".join(
        f"<p>Paragraf ke-{number} tentang panen kopi di lereng gunung itu.</p>" for number in range(5)
    )
    whole = html(paragraphs)
    article = read_story(whole[: whole.index("Paragraf ke-3") + 20])
    assert [block.text[:13] for block in article.blocks] == [f"Paragraf ke-{number}" for number in range(4)]


def test_page_cut_in_character_is_utf8() -> None:
    body = html(f"<p>{STORY}</p><p>Harga kopi “").encode()[:-1]
    body = body[: body.rindex("“".encode()) + 2]
    assert read_story(body).blocks[0].text == STORY


@pytest.mark.parametrize(
    "declared",
    [
        "utf-8",
        "windows-1252",
        "iso-8859-1",
        "us-ascii",
        "kopi",
        "undefined",
        "idna",
        "utf-7",
        "utf-16",
        "unicode_escape",
        "",
    ],
)
@pytest.mark.parametrize("true", ["utf-8", "cp1252"])
def test_a_wrong_charset(declared: str, true: str) -> None:
    body = html(head=f'<meta charset="{declared}">').encode(true)
    assert read_story(body).blocks[0].text == STORY


@pytest.mark.parametrize(
    "declared",
    ["undefined", "idna", "punycode", "unicode_escape", "hex", "base64", "utf-32", "utf_8_sig", "rot13"],
)
def test_no_declared_charset_raises(declared: str) -> None:
    assert isinstance(decode(b"\xff\\ud800 \xe9\x00"), str)
    read(html(head=f'<meta charset="{declared}">').encode() + b"\xff\xfe\\ud800\xff\xff\xff")


@pytest.mark.parametrize("bad", ["\\u0000", "\\ud83d", "\\udfff\\ud800", "\x00", "\ud800"])
def test_nul_and_lone_surrogates_in_json_ld(bad: str) -> None:
    page = ld(
        f'{{"@type":"NewsArticle","headline":"K{bad}","datePublished":"2026-07-24T12:40:00+07:00",'
        f'"author":[{{"name":"Kirana{bad}"}}],"editor":{{"name":"Bagas{bad}"}},"keywords":["kopi{bad}"],"articleSection":"Na{bad}"}}'
    )
    article = read_story(page)
    assert article.published_at is not None
    for text in (article.headline, article.section or "", *article.authors, *article.editors, *article.tags):
        text.encode("utf-8")
        assert "\x00" not in text


@pytest.mark.parametrize(
    "moment",
    [
        "2099-01-01T00:00:00+07:00",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00+07:00",
        "9999-12-31T23:59:59-11:00",
    ],
)
def test_implausible_date_is_removed_and_noted(moment: str) -> None:
    article = read_story(
        ld(f'{{"@type":"NewsArticle","datePublished":"{moment}","dateModified":"{moment}"}}')
    )
    assert article.published_at is None
    assert article.modified_at is None
    assert article.provenance["published_at"].startswith("implausible: ")


DEEP = 5000
HOSTILE = {
    "lists in JSON-LD": ld("[" * DEEP + "]" * DEEP),
    "a thousand lists in JSON-LD": ld("[" * 1000 + "]" * 1000),
    "graphs in JSON-LD": ld('{"@graph":' * 1000 + "1" + "}" * 1000),
    "items in JSON-LD": ld('{"@type":"NewsArticle","author":' + '{"item":' * 1000 + "1" + "}" * 1001),
    "a number too long": html(
        '<p><span class="total-page">Halaman 1/' + "9" * DEEP + f"</span></p><p>{STORY}</p>"
    ),
    "a page number too large": html(
        f'<p>{STORY}</p><span class="total-page">Halaman 1/' + "9" * 30 + "</span>"
    ),
    "a digit that is no ASCII": html(
        f'<p>{STORY}</p><span class="total-page">Halaman 1/²</span><a href="?page=²">2</a>'
    ),
    "broken links": html(
        f'<p>{STORY} <a href="http://[::1">a</a><a href="javascript:x">b</a><a href>c</a></p>'
    ),
    "a broken canonical": html(
        head='<link rel="canonical" href="https://www.tribunnews.com:x/a/2026/07/24/b">'
    ),
    "a canonical without an address": html(head='<link rel="canonical">'),
    "signatures without end": html(f"<p>{STORY}</p><p>" + "(ab/cd)" * 40 + "x</p>"),
    "a paragraph of a million letters": html("<p>" + "kopi " * 200_000 + "</p>"),
    "tags that never close": html().split("</div>")[0] + "<a" * 20_000,
    "as deep as is let through": html("<div>kopi " * 11_900),
    "many links": html(f"<p>{STORY}</p>" + f'<p><a href="{URL}-lain">kopi</a></p>' * 2500),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_is_cheap_and_raises_nothing(name: str) -> None:
    before = time.process_time()
    outcome = read(HOSTILE[name])
    assert time.process_time() - before < 3
    assert isinstance(outcome, (Article, Rejection))
    assert not isinstance(outcome, Article) or outcome.page_count < 10_000


@pytest.mark.parametrize(
    "url",
    [
        "panen-kopi",
        "",
        "https://[::1",
        "https://www.tribunnews.com:x/",
        "mailto:a@b",
        "https://contoh.example/a",
    ],
)
@pytest.mark.parametrize("body", [html(), f"Panen Kopi\nTeras\nPenulis: Kirana\n{STORY}\n{STORY}\n"])
def test_an_address_that_is_none_does_not_raise(url: str, body: str) -> None:
    assert isinstance(TRIBUN.read(body, url), (Article, Rejection))


@pytest.mark.parametrize(
    "stated",
    [
        {"depth": "dua"},
        {"depth": "-1"},
        {"limit": "0"},
        {"limit": "²"},
        {"follow": "semua"},
        {"url": "https://contoh.example/a"},
        {"url": "kopi"},
        {"panjang": "1"},
        {"url": "https://www.tribunnews.com/nasional/2026/07/24/" + "k" * 3000},
    ],
)
def test_bad_argument_is_named(stated: dict[str, str]) -> None:
    with pytest.raises(BadValue, match=r"^expected -a .*found"):
        Arguments.parse(CrawledOutlets([TRIBUN]), stated)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("postgresql://budi:rahasia@127.0.0.1:1/berita", "Connection refused"),
        ("kopi", "found what libpq cannot read"),
        ("host=/tiada/di/sini dbname=berita", "No such file or directory"),
    ],
)
def test_crawl_without_database_server(tmp_path: Path, address: str, found: str) -> None:
    done = command(
        "crawl", "tribun", "-s", "LOG_LEVEL=ERROR", DATABASE_URL=address, NEWSSPIDER_DATA=str(tmp_path)
    )
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("newsspider: expected")
    assert found in line
    assert "DATABASE_URL" in line
    assert "rahasia" not in done.stderr + done.stdout
    assert list(tmp_path.iterdir()) == []


def test_crawl_without_database(server: str, tmp_path: Path) -> None:
    done = command(
        "crawl",
        "tribun",
        "-s",
        "LOG_LEVEL=ERROR",
        DATABASE_URL=f"{server} dbname=tiada",
        NEWSSPIDER_DATA=str(tmp_path),
    )
    assert done.returncode == 1
    assert 'database "tiada" does not exist' in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["crawl"],
        ["crawl", "koran"],
        ["crawl", "tribun", "-a", "limit=banyak"],
        ["crawl", "tribun", "-s", "DOWNLOAD_DELAY=-1"],
        ["crawl", "tribun", "-s", "STORE_BATCH_SIZE=0"],
        ["crawl", "tribun", "-s", "HOST_LEASE=lama"],
        ["crawl", "tribun", "-s", "TWISTED_REACTOR=twisted.internet.selectreactor.SelectReactor"],
        ["crawl", "tribun", "-s", "LOG_LEVEL=lantang"],
        ["crawl", "tribun", "-s", "LOG_FILE=/tiada/di/sini.log"],
        ["status", "--logfile", "/"],
    ],
)
def test_bad_usage_of_crawl(arguments: list[str]) -> None:
    """Case O27: the error stands alone, without the versions that a crawl logs."""
    done = command(*arguments, DATABASE_URL="postgresql://127.0.0.1:1/berita")
    assert done.returncode == 2
    assert "Versions" not in done.stderr
    assert len((done.stderr + done.stdout).strip().splitlines()) <= 4
    assert "Traceback" not in done.stderr
    assert "expected" in (done.stderr + done.stdout).strip().splitlines()[-1]


def test_now_is_not_implausible() -> None:
    moment = datetime.now(UTC).replace(microsecond=0)
    assert (
        read_story(ld(f'{{"@type":"NewsArticle","datePublished":"{moment.isoformat()}"}}')).published_at
        == moment
    )
