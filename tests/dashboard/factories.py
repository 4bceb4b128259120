"""Databases for the dashboard: a night or a week of crawls, an edited story, hostile rows."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from newsspider.archive.writer import ArchiveWriter
from newsspider.http.exchanges import Exchange
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.page import Site
from newsspider.replica.troubles import Kind, Troubles
from newsspider.urls import host_of
from tests.breakages.spoilt import Spoilt, with_banner
from tests.running.crawling import scrapy
from tests.running.nights import this_hour

HOSTS = ("www", "solo", "jogja", "surabaya")
BANNER = "Unduh aplikasi kami dan dapatkan 25 poin pembaca hari ini"
QUICK_KINDS = (Kind.REFUSED, Kind.GONE, Kind.UNAVAILABLE, Kind.CUT_GZIP, Kind.LOOPING, Kind.FOREIGN)
"""Kinds of trouble without a wait."""
HOSTILE = {
    "headline": '<script>document.title="taken"</script><img src=x onerror=alert(1)> \u202egnp.exe \u200bJudul',
    "body": "Kata"
    + "panjang" * 400
    + ' <iframe src="https://evil.example/">\nBaris kedua \u2066terbalik\u2069.',
    "author": '"><svg onload=alert(2)>',
    "url": "javascript:alert(document.domain)",
    "page": b"<!doctype html><title>x</title><script>fetch('https://evil.example/')</script><h1>Bukan</h1>",
}
HOSTILE_PAGE = b"""<!doctype html><html><head><title>x</title><base href="https://evil.example/">
<meta http-equiv="refresh" content="0; url=https://evil.example/refreshed"><META charset="utf-16">
<link rel="preconnect" href="https://evil.example/"><LINK rel=stylesheet href="https://evil.example/a.css">
<link
rel="dns-prefetch" href="//evil.example/"><link/rel=preload href="https://evil.example/p.js" as=script>
<style>@import url(https://evil.example/b.css); h1 { color: rgb(1, 2, 3); background: url(//evil.example/c.png) }
</style><script>document.title = "taken"; top.location = "https://evil.example/"; alert(1)</script>
<script src="https://evil.example/d.js"></script></head>
<body onload="alert(2)"><h1>Kopi Gayo</h1><img src="https://evil.example/e.png" onerror="alert(3)">
<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" alt="titik">
<iframe src="https://evil.example/f"></iframe><object data="https://evil.example/g"></object>
<video src="https://evil.example/h.mp4" autoplay poster="https://evil.example/i.png"></video>
<form action="https://evil.example/j"><input name="q" autofocus><button>Kirim</button></form>
<svg><image href="https://evil.example/k.svg"/><script>alert(4)</script></svg>
<a href="https://evil.example/l" target="_top">Keluar</a> <a href="javascript:alert(5)">Jalan</a></body></html>"""
"""A captured page that tries to run, to load, to lead away and to be something else."""
_SHIFT_A_DAY = """
update run set started_at = started_at - interval '1 day', finished_at = finished_at - interval '1 day';
update worker set started_at = started_at - interval '1 day', seen_at = seen_at - interval '1 day',
    ended_at = ended_at - interval '1 day';
update article set stored_at = stored_at - interval '1 day', changed_at = changed_at - interval '1 day';
update rejection set rejected_at = rejected_at - interval '1 day', alike_since = alike_since - interval '1 day';
update page set found_at = found_at - interval '1 day', visited_at = visited_at - interval '1 day',
    due_at = due_at - interval '1 day';
update host set not_before = not_before - interval '1 day', refused_at = refused_at - interval '1 day';
update backlog set counted_at = counted_at - interval '1 day';
update page set fingerprint = null, etag = null, last_modified = null where kind = 'listing';
select recount_tallies()
"""


def crawl(database: str, site: Site, code: int) -> None:
    """Crawl a newsroom for a night; `code` is the expected exit code."""
    options = f"-a depth=9 -a hosts={','.join(HOSTS)} -s RUN_IDLE_TIMEOUT=0 -s DOWNLOAD_TIMEOUT=5".split()
    with ReplicaServer(site) as replica:
        done = scrapy("crawl", "tribun", *options, address=replica.address, database=database)
    assert done.returncode == code, done.stderr[-2000:]


def one_night(database: str) -> None:
    """A good night with some failed pages, and a banner in every story that no rule cuts."""
    newsroom = Newsroom(stories=90, days=1, hosts=HOSTS, now=this_hour(), aliases=0.2)
    crawl(database, _troubled(newsroom, Spoilt(newsroom, story=with_banner(BANNER))), 0)


def _troubled(newsroom: Newsroom, site: Site) -> Troubles:
    """Troubles that leave each host most of its stories, whatever the hour: a host that lacks most is a reason."""
    stories = Counter(host_of(url) for url in newsroom.urls())
    drawn = (Troubles(site, 0.05, seed, kinds=QUICK_KINDS, retry_after=0) for seed in range(1000))
    return next(troubles for troubles in drawn if _most(stories, troubles, newsroom))


def _most(stories: Counter[str], troubles: Troubles, newsroom: Newsroom) -> bool:
    hit = Counter(host_of(url) for url in newsroom.urls() if troubles.of(url))
    return all(hit[host] <= stories[host] / 4 for host in stories)


def week(database: str, nights: int = 9, stories: int = 150) -> None:
    """Good nights, one on which the newspaper refuses everything, and a last one with a banner."""
    for night in range(1, nights + 1):
        newsroom = Newsroom(
            stories=stories * night, days=night, hosts=HOSTS, now=this_hour() - timedelta(days=nights - night)
        )
        if night == nights:
            spoilt = Spoilt(newsroom, story=with_banner(BANNER))
            crawl(database, Troubles(spoilt, 0.02, kinds=QUICK_KINDS, retry_after=0), 3)
        else:
            troubled = Troubles(newsroom, 0.003, kinds=QUICK_KINDS, retry_after=0)
            refuses = night == nights - 3
            crawl(database, _Refusing() if refuses else troubled, int(refuses))
            with psycopg.connect(database) as connection:
                connection.execute(_SHIFT_A_DAY.encode())


class _Refusing:
    """A newspaper that refuses every request."""

    def page(self, host: str, target: str) -> Any:
        site = Troubles(Newsroom(stories=1), 1.0, kinds=(Kind.REFUSED,))
        story = next(iter(Newsroom(stories=1).urls()))
        return site.page(story.split("/")[2], "/" + story.split("/", 3)[3])


def scheduled(database: str) -> None:
    """Two schedules with their fires, an open alert and one that is over, and two webhooks."""
    with psycopg.connect(database) as connection:
        runs = [int(run) for (run,) in connection.execute("select id from run order by id desc limit 8")]
        connection.execute(
            b"insert into schedule (name, spider, cron, timezone, next_slot) values "
            b"('nightly', 'tribun', '30 23 * * *', 'Asia/Jakarta', "
            b"(date_trunc('day', now() at time zone 'Asia/Jakarta') + interval '47 hours 30 minutes') at time zone 'Asia/Jakarta'), "
            b"('hourly', 'kompas', '15 * * * *', 'Asia/Jakarta', now() + interval '20 minutes')"
        )
        for days, state, reason in (
            (1, "ok", ""),
            (2, "ok", ""),
            (3, "failed", "the crawl exited with code 1"),
            (4, "skipped", "an earlier crawl was still running"),
            (5, "missed", "no scheduler was there"),
        ):
            connection.execute(
                b"insert into fire (schedule, slot, spider, state, reason, machine, supervisor, started_at, ended_at, run) "
                b"select 'nightly', slot, 'tribun', %(state)s, %(reason)s, 'crawler-1', 77, slot, slot + interval '73 minutes', %(run)s "
                b"from (select (date_trunc('day', now() at time zone 'Asia/Jakarta') - make_interval(days => %(days)s) "
                b"+ interval '23 hours 30 minutes') at time zone 'Asia/Jakarta' as slot) as due",
                {
                    "days": days,
                    "state": state,
                    "reason": reason,
                    "run": runs[days] if state == "ok" else None,
                },
            )
        for host, over in (("solo.tribunnews.com", None), ("jogja.tribunnews.com", runs[1])):
            told = Reason.of(ReasonCode.HOST_PAUSED, host, asked=3600.0)
            connection.execute(
                b"insert into alert (spider, kind, code, subject, reason, numbers, since, last_seen, run, notified, "
                b"notified_at, cleared_at, cleared_by) values ('tribun', 'degraded', 'host_paused', %(host)s, %(text)s, "
                b"%(numbers)s, now() - interval '3 days', now() - interval '1 day', %(run)s, '{a1b2c3d4e5f6}', "
                b"now() - interval '1 day', case when %(over)s::bigint is not null then now() end, %(over)s)",
                {
                    "host": host,
                    "text": told.text,
                    "numbers": json.dumps(dict(told.numbers)),
                    "run": runs[2],
                    "over": over,
                },
            )
        connection.execute(
            b"insert into webhook (name, filters, failures, failing_since, next_try_at, error, delivered, delivered_at, "
            b"given_up, given_up_at) values "
            b'(\'desk\', \'{"host": "solo.tribunnews.com", "section": "bisnis"}\', 0, null, now(), \'\', 412, '
            b"now() - interval '4 minutes', 0, null), "
            b"('archive', '{}', 9, now() - interval '26 hours', now() + interval '40 minutes', 'HTTP status 503', 1873, "
            b"now() - interval '27 hours', 38, now() - interval '2 hours')"
        )


def edited(database: str) -> int:
    """Edit one story. Returns its id."""
    with psycopg.connect(database) as connection:
        row = connection.execute(
            b"with chosen as (select page_id from article where body like '% dan %' order by published_at desc limit 1) "
            b"update article set headline = headline || ' (diperbarui)', "
            b"body = replace(body, ' dan ', ' serta '), content_hash = sha256('edited'), "
            b"tags = tags || array['baru'], changed_by = stored_by "
            b"where page_id = (select page_id from chosen) returning page_id"
        ).fetchone()
    assert row is not None
    return int(row[0])


def edited_hostile(database: str) -> int:
    """Edit the hostile story. Returns its id."""
    with psycopg.connect(database) as connection:
        row = connection.execute(
            b"update article set headline = headline || ' disunting', body = replace(body, 'Baris', 'Garis'), "
            b"content_hash = 'y' where url like '%%/news/1/jahat' or url = %(url)s returning page_id",
            {"url": HOSTILE["url"]},
        ).fetchone()
    assert row is not None
    return int(row[0])


def linked(database: str) -> int:
    """The id of the story with the most incoming links, of those with outgoing links."""
    with psycopg.connect(database) as connection:
        row = connection.execute(
            b"select target_id from link inner join article on article.page_id = link.target_id "
            b"where link.kind <> 'story' and exists (select from link as further where further.page_id = link.target_id) "
            b"group by target_id order by count(distinct link.page_id) desc, target_id limit 1"
        ).fetchone()
    assert row is not None
    return int(row[0])


def redesigned(database: str) -> int:
    """Insert a rejected page, a story with renamed markup. Returns its id."""
    story = Newsroom(stories=150, hosts=HOSTS, now=this_hour()).story(140)
    page = Newsroom(stories=150, hosts=HOSTS, now=this_hour()).page(
        story.url.split("/")[2], "/" + story.url.split("/", 3)[3]
    )
    html = (
        page.body.replace(b"arttitle", b"judul-baru")
        .replace(b"txt-article", b"isi-berita")
        .replace(b'"article"', b'"konten"')
    )
    with psycopg.connect(database) as connection:
        number = _page(connection, story.url + "?baru", "rejected")
        connection.execute(
            b"insert into rejection (page_id, outlet, url, reason, detail, status, body) values "
            b"(%s, 'tribun', %s, 'NoLayout', 'expected the marks of one of Amp, Desktop2024, Desktop2021, Desktop2017, Mobile', 200, %s)",
            [number, story.url, gzip.compress(html)],
        )
    return number


def hostile(database: str) -> tuple[int, int]:
    """Insert a hostile story and a hostile rejected page. Returns their ids."""
    with psycopg.connect(database) as connection:
        story, page = (
            _page(connection, f"https://www.tribunnews.com/news/{number}/jahat") for number in (1, 2)
        )
        connection.execute(
            b"insert into article (page_id, outlet, url, layout, headline, lead, body, blocks, summary, authors, "
            b"editors, breadcrumb, tags, images, page_count, premium, provenance, content_hash, published_at) "
            b"values (%(id)s, 'tribun', %(url)s, %(headline)s, %(headline)s, %(headline)s, %(body)s, "
            b"jsonb_build_array(jsonb_build_object('kind', 'p', 'text', %(body)s::text)), array[%(headline)s], "
            b"array[%(author)s], array[%(author)s], array[%(author)s], array[%(author)s], "
            b"jsonb_build_array(jsonb_build_object('url', %(url)s::text, 'caption', %(headline)s::text, 'credit', null)), "
            b"1, false, jsonb_build_object('headline', %(headline)s::text), 'x', now())",
            {"id": story, **HOSTILE},
        )
        connection.execute(
            b"insert into removed values (%(id)s, 0, %(headline)s, %(headline)s)", {"id": story, **HOSTILE}
        )
        connection.execute(
            b"insert into link (page_id, position, kind, url, anchor) "
            b"values (%(id)s, 0, 'baca_juga', %(url)s, %(headline)s)",
            {"id": story, **HOSTILE},
        )
        connection.execute(
            b"insert into rejection (page_id, outlet, url, reason, detail, status, body) "
            b"values (%s, 'tribun', %s, 'NoBody', %s, 200, %s)",
            [page, HOSTILE["url"], HOSTILE["headline"], gzip.compress(bytes(HOSTILE["page"]))],  # type: ignore[arg-type]
        )
    return story, page


def captured(
    database: str,
    archive: Path,
    page: int,
    body: bytes = HOSTILE_PAGE,
    kind: str = "text/html",
    *,
    part: int = 0,
    at: datetime | None = None,
) -> int:
    """Archive a page's response, of a new visit if `at` is not stated. Returns the number of its capture."""
    at = at or datetime.now(UTC)
    headers = ((b"Content-Type", kind.encode()), (b"Refresh", b"0; url=https://evil.example/"))
    came = Exchange(
        url="https://x.example/",
        method="GET",
        request_headers=(),
        status=200,
        headers=headers,
        body=body,
        at=at,
    )
    writer = ArchiveWriter(archive)
    place = writer.append(came)
    writer.close()
    with psycopg.connect(database) as connection:
        row = connection.execute(
            b"insert into capture (page_id, part, kind, layout, url, status, captured_at, file, record_offset, "
            b"record_length, digest) values (%s, %s, 'story', 'Desktop2024', %s, 200, %s, %s, %s, %s, %s) returning id",
            [page, part, came.url, at, place.file, place.offset, place.length, place.digest],
        ).fetchone()
    assert row is not None
    return int(row[0])


def _page(connection: psycopg.Connection[Any], url: str, outcome: str = "article") -> int:
    row = connection.execute(
        b"insert into page (outlet, url, host, kind, depth, found_how, outcome, reason) "
        b"values ('tribun', %s, 'www.tribunnews.com', 'story', 0, 'given', %s, 'NoLayout') returning id",
        [url, outcome],
    ).fetchone()
    assert row is not None
    return int(row[0])
