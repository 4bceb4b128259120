"""Further bad nights, each of another host in one crawl: named in that night, nothing replaced, nothing lost."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator

import pytest
from scrapy.http import Response

from newsspider.downloader.failures import MAX_RETRY_AFTER, retry_after
from tests.crawls.oddhosts import MORE, Odd, at_robots, every, night_of, stories_of
from tests.crawls.oddnights import PLAIN, Nights, healthy
from tests.running.oddsite import HTML, NOTHING, WWW, XML, Answer, Pieces, moved, sitemap, story

LOGIN: Answer = (
    200,
    HTML,
    "<html><head><title>Masuk</title></head><body><form><input type=password></form></body></html>",
)
JSON_ERROR: Answer = (200, HTML, '{"error": {"code": 500, "message": "peladen sibuk"}}')
RULES = b"User-agent: *\nDisallow:\n" + b"# catatan\n" * 400
YESTERDAY = '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2020-01-01T08:00:00+07:00"}</script>'


def number_of(path: str) -> tuple[int, int]:
    """The day and the place of a story's address."""
    digits = path.split("/")[2]
    return int(digits[2:4]), int(digits[4:])


def of_stories(answer: Answer) -> Odd:
    return lambda _host, path: answer if path.startswith("/news/78") else None


def robots_to_login(host: str, path: str) -> Answer | None:
    return {"/robots.txt": (302, {**HTML, "Location": f"https://{host}/login"}, ""), "/login": LOGIN}.get(
        path
    )


def index_of_broken(host: str, path: str) -> Answer | None:
    """The sitemap is an index whose children all fail."""
    return _children(path, [f"https://{host}/peta-{number}.xml" for number in range(3)])


def index_of_strangers(_host: str, path: str) -> Answer | None:
    return _children(path, [f"https://lain.example/peta-{number}.xml" for number in range(4)])


def _children(path: str, urls: list[str]) -> Answer | None:
    if path == "/sitemap.xml":
        rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
        return 200, XML, f'<?xml version="1.0"?><sitemapindex>{rows}</sitemapindex>'
    return (500, HTML, "") if path.startswith("/peta-") else None


def stories_to_front(host: str, path: str) -> Answer | None:
    return moved(f"https://{host}/") if path.startswith("/news/78") else None


def stories_to_a_host_without_them(_host: str, path: str) -> Answer | None:
    return moved(f"https://{WWW}{path}") if path.startswith("/news/78") else None


def by_http(host: str, path: str) -> Answer | None:
    """Two redirects, of which the first leads to plain http."""
    if not path.startswith("/news/78"):
        return None
    return 302, {**HTML, "Location": f"http://{host}{path}?masuk=1"}, ""


def rotated(host: str, path: str) -> Answer | None:
    """The stories of the first night have each other's texts, at addresses that are right."""
    if not path.startswith("/news/78") or number_of(path)[0] != 0:
        return None
    number = (number_of(path)[1] + 1) % 3
    head = (
        "Panen raya di sawah tadah hujan",
        "Nelayan pulang membawa cakalang",
        "Jembatan gantung selesai dibangun",
    )[number]
    return story(
        f"https://{host}{path}",
        head=head,
        extra="".join(
            f"<p>{head} {word} warga sekitar.</p>" for word in ("kata", "menurut", "bagi", "oleh") * 4
        ),
    )


def one_story_for_all(host: str, path: str) -> Answer | None:
    """A list that names forty addresses, each of which shows one story, at its own address."""
    urls = [f"https://{host}/news/7899{number:03}/ulang-{number}" for number in range(40)]
    if path == "/sitemap.xml":
        return sitemap(*stories_of(host, 0), *stories_of(host, 1), *urls)
    if path.startswith("/news/7899"):
        return story(urls[0], head="Pasar malam dibuka lagi", extra=MORE)
    return None


def folded(host: str, path: str) -> Answer | None:
    """The nights after: those addresses lead to a story that is there."""
    return moved(stories_of(host, 0)[0]) if path.startswith("/news/7899") else None


def shorter(host: str, path: str) -> Answer | None:
    """A stale cache: the first night's stories as they were before, without their last paragraphs."""
    if not path.startswith("/news/78") or number_of(path)[0] != 0:
        return None
    about = f"Kopi {path[-12:].replace('/', ' ')} di {host.partition('.')[0]}"
    status, headers, body = story(
        f"https://{host}{path}", head=about, lead=f"{about}. ", extra=MORE.rpartition("<p>")[0]
    )
    return (
        status,
        {**headers, "Last-Modified": "Wed, 01 Jan 2020 00:00:00 GMT"},
        str(body).replace("</head>", YESTERDAY + "</head>"),
    )


def dated(host: str, path: str) -> Answer | None:
    """A good night of the same host, whose pages say when they were changed."""
    if not path.startswith("/news/78"):
        return None
    about = f"Kopi {path[-12:].replace('/', ' ')} di {host.partition('.')[0]}"
    status, headers, body = story(f"https://{host}{path}", head=about, lead=f"{about}. ", extra=MORE)
    return status, headers, str(body).replace("</head>", YESTERDAY.replace("2020", "2026") + "</head>")


def page_at(host: str, path: str) -> bytes:
    """A story's page as it is on a good night."""
    page = night_of(range(2), {})(host, path) or healthy(host, path) or NOTHING
    return str(page[2]).encode()


def trickled(host: str, path: str) -> Pieces | None:
    if not path.startswith("/news/78"):
        return None
    body = page_at(host, path)

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(body), 400):
            time.sleep(0.02)
            yield body[start : start + 400]

    return 200, {**HTML, "Content-Length": str(len(body))}, pieces()


def too_short(host: str, path: str) -> Pieces | None:
    """Bodies that end before the length that their header states."""
    if not path.startswith("/news/78"):
        return None
    body = page_at(host, path)
    return 200, {**HTML, "Content-Length": str(len(body) + 500), "Connection": "close"}, iter([body])


def too_long(host: str, path: str) -> Pieces | None:
    """Bodies that go on after the length that their header states."""
    if not path.startswith("/news/78"):
        return None
    body = page_at(host, path)
    return (
        200,
        {**HTML, "Content-Length": str(len(body) - len("</body></html>")), "Connection": "close"},
        iter([body]),
    )


def refreshed(_host: str, path: str) -> Answer | None:
    page = '<html><head><meta http-equiv="refresh" content="0;url=/login"></head><body></body></html>'
    return (200, HTML, page) if path.startswith("/news/78") else None


def sitemap_is_a_feed(_host: str, path: str) -> Answer | None:
    feed = '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Kopi</title></item></channel></rss>'
    return (200, XML, feed) if path == "/sitemap.xml" else None


def throttled(stated: str) -> Odd:
    return of_stories((429, {**HTML, "Retry-After": stated}, ""))


def sent_twice(host: str, path: str) -> Answer | None:
    """Pages that stand twice in their bodies."""
    return (200, HTML, page_at(host, path) * 2) if path.startswith("/news/78") else None


STRANGE: dict[str, tuple[Odd, str | None]] = {
    "solo": (robots_to_login, None),
    "jogja": (
        at_robots((200, {**PLAIN, "Content-Encoding": "gzip"}, gzip.compress(RULES)[:-30])),
        "robots.txt cannot be had",
    ),
    "surabaya": (index_of_broken, "sitemaps that it names could not be had"),
    "makassar": (index_of_strangers, "mostly addresses that are not crawled"),
    "bali": (every((200, HTML, "")), "no list could be read"),
    "medan": (stories_to_front, "none of its stories could be had"),
    "jabar": (of_stories((206, HTML, story("")[2])), "none of its stories could be had"),
    "jateng": (of_stories((203, HTML, story("")[2])), "none of its stories could be had"),
    "jatim": (of_stories((204, {}, "")), "none of its stories could be had"),
    "batam": (every((299, HTML, "<html></html>")), "no list could be read"),
    "sumsel": (of_stories(JSON_ERROR), "none of its stories could be had"),
    "pekanbaru": (every(JSON_ERROR), "no list could be read"),
    "lampung": (shorter, "are doubtful"),
    "palembang": (rotated, "are doubtful"),
    "kaltim": (stories_to_a_host_without_them, "none of its stories could be had"),
    "banten": (one_story_for_all, "are doubtful"),
    "aceh": (throttled("-5"), "none of its stories could be had"),
    "padang": (throttled("99999999999999999999"), "asks to be left alone"),
    "jambi": (throttled("Wed, 21 Oct 2015 07:28:00 GMT"), "none of its stories could be had"),
    "bengkulu": (throttled("86400.5"), "asks to be left alone"),
    "ambon": (at_robots((429, PLAIN, "")), "robots.txt cannot be had"),
    "palu": (
        at_robots((200, PLAIN, "User-agent: *\nDisallow:\nCrawl-delay: 1000000000\n")),
        "asks for a slower pace",
    ),
    "ternate": (at_robots((200, PLAIN, "User-agent: *\nDisallow:\nCrawl-delay: nan\n")), ""),
    "gorontalo": (at_robots((200, PLAIN, "User-agent: *\nDisallow:\nCrawl-delay: inf\n")), ""),
    "sulbar": (by_http, None),
    "kupang": (too_short, "none of its stories could be had"),
    "flores": (too_long, "have no end tag"),
    "lombok": (trickled, ""),
    "papua": (refreshed, "none of its stories could be had"),
    "manado": (sitemap_is_a_feed, "a list of it could not be read (1 Feed)"),
    "belitung": (sent_twice, ""),
    "pontianak": (every((999, HTML, "")), "robots.txt cannot be had"),
}
"""The host: what it answers on its bad night, and what its reason says of that (empty: there is none; None: there
may be one)."""
WELL: dict[str, tuple[Odd, str]] = {"lampung": (dated, ""), "banten": (folded, "")}
"""What hosts answer on good nights that say more than others."""


def test_strange_nights_are_named_and_lose_nothing(database: str) -> None:
    nights = Nights(database, ",".join(("www", *STRANGE)))
    quick = ("-s", "CRAWL_DELAY_MAX=0.01", "-s", "DOWNLOAD_TIMEOUT=10")
    first = nights.night({}, *quick, otherwise=night_of(range(1), WELL))
    assert (first.code, first.reasons) == (0, [])
    held = nights.sql("select url, headline, body from article order by url")

    bad = nights.night({}, *quick, otherwise=night_of(range(2), STRANGE))
    named = {
        name: " ".join(reason for reason in bad.reasons if f"{name}.tribunnews.com" in reason)
        for name in STRANGE
    }
    wrong = {
        name: (said, named[name])
        for name, (_, said) in STRANGE.items()
        if said is not None and (said not in named[name] or bool(said) != bool(named[name]))
    }
    print("\n".join(bad.reasons))
    assert wrong == {}
    assert not bad.names(WWW + ":")
    assert bad.code == 3
    urls = [row["url"] for row in held]
    now = nights.sql("select url, headline, body from article where url = any (%s) order by url", urls)
    assert [row for row in now if row not in held] == []
    assert nights.sql("select url from article where gone_at is not null") == []

    after = nights.night({}, *quick, otherwise=night_of(range(3), WELL))
    hosts = [f"{name}.tribunnews.com" for name in ("www", *STRANGE)]
    listed = {url for host in hosts for day in range(3) for url in stories_of(host, day)}
    assert listed - nights.stories() == set()
    assert (after.code, after.reasons) == (0, [])
    for url in listed:
        assert (
            url.split("/")[2].partition(".")[0]
            in nights.sql("select headline from article where url = %s", url)[0]["headline"]
        ), url


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120),
        ("120.5", 120.5),
        ("0", 0),
        ("-5", None),
        ("-5.5", None),
        ("1e9", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        ("soon", None),
        ("99999999999999999999", MAX_RETRY_AFTER),
        ("9" * 4000, MAX_RETRY_AFTER),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_RETRY_AFTER),
        ("Fri, 99 Dec 2100 23:59:59 GMT", None),
        (" 60 ", 60),
        ("60 s", None),
        ("60, 120", None),
        ("\xb2", None),
        ("86400.", None),
        (".5", None),
    ],
)
def test_retry_after_in_any_spelling(stated: str, seconds: float | None) -> None:
    response = Response("https://x.example/", headers={"Retry-After": stated.encode("latin-1")})
    assert retry_after(response) == seconds
