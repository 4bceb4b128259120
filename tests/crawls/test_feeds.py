"""Crawls that begin with a feed: its stories are stored with their times, and it is asked conditionally."""

from __future__ import annotations

from tests.running.crawling import scrapy
from tests.running.nights import rows
from tests.running.oddsite import HTML, XML, Answer, OddSite

WWW = "www.antaranews.com"
A, B = f"{WWW}/berita/4901234/petani-lembah-panen-ketan", f"{WWW}/berita/4901235/dermaga-teluk-diperbaiki"
SENTENCE = "Warga lembah memanen padi ketan hitam yang ditanam kembali setelah dua puluh tahun lamanya. "
WHOLE = "".join(f"<p>{SENTENCE.replace('dua', str(number))}</p>" for number in range(8))
OTHER = "".join(
    f"<p>Langganan nomor {number} dibuka untuk membaca bagian lain dari berita ini.</p>"
    for number in range(8)
)
FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Terkini</title><atom:link rel="hub" href="https://hub.example/"/>
<item><title>Petani</title><link>https://{A}?utm_source=rss</link><pubDate>Sat, 14 Jun 2025 13:41:09 +0700</pubDate>
<content:encoded><![CDATA[{WHOLE}]]></content:encoded></item>
<item><title>Dermaga</title><link>https://{B}</link><pubDate>Sat, 14 Jun 2025 12:00:00 +0700</pubDate>
<content:encoded><![CDATA[{WHOLE}]]></content:encoded></item></channel></rss>"""


def story(address: str, text: str) -> Answer:
    return (
        200,
        HTML,
        f'<!DOCTYPE html><html><head><title>Petani</title><link rel="canonical" href="https://{address}"></head><body>'
        f'<div class="wrap__article-detail-title"><h1>{address.rpartition("/")[2]}</h1></div>'
        f'<div class="wrap__article-detail-content"><p>Suwangi (ANTARA) - {SENTENCE}</p>{text}</div></body></html>',
    )


def crawl(database: str, feed: Answer) -> OddSite:
    site = OddSite({f"{WWW}/rss/terkini.xml": feed, A: story(A, WHOLE), B: story(B, OTHER)})
    with site.running():
        site.done = scrapy("crawl", "antara", "-a", "hosts=www", address=site.address, database=database)  # type: ignore[attr-defined]
    return site


def test_feed_leads_to_stories_and_gives_second_opinions(database: str) -> None:
    headers = {**XML, "ETag": '"satu"'}
    first = crawl(database, (200, headers, FEED))
    assert {A, B} <= set(first.asked)
    found = rows(database, "select url, published_at from page where kind = 'story' order by url")
    assert [(row["url"], row["published_at"].isoformat()) for row in found] == [
        (f"https://{A}", "2025-06-14T06:41:09+00:00"),
        (f"https://{B}", "2025-06-14T05:00:00+00:00"),
    ]
    (run,) = rows(database, "select counters from run")
    counted = {name: run["counters"].get(f"{name}/{WWW}") for name in ("opinions_agree", "opinions_differ")}
    assert counted == {"opinions_agree": 1, "opinions_differ": 1}
    assert run["counters"]["hubs"] == 1
    shown = scrapy("outlets", "antara", database=database).stdout
    assert f"https://hub.example/, of https://{WWW}/rss/terkini.xml" in " ".join(shown.split())
    body = rows(database, "select body from article where url = %s", f"https://{B}")[0]["body"]
    assert "Langganan nomor 3" in body, "the page's text is stored, not the feed's"

    rows(database, "update page set due_at = now() where kind = 'listing' returning id")
    second = crawl(database, (304, headers, ""))
    assert second.asked.count(A) == 0
    feed = rows(database, "select outcome, status, etag, hub from page where url like '%%rss%%'")
    assert feed == [{"outcome": "listing", "status": 304, "etag": '"satu"', "hub": "https://hub.example/"}], (
        "kept as it was, asked with its ETag"
    )
