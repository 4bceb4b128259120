"""Nightly crawls of a network of newsrooms: every listed story is stored, unchanged pages are not fetched."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.hosts import HOSTS
from newsspider.replica.story import Reach
from newsspider.replica.troubles import PERMANENT, Kind, Troubles
from tests.databases.tallying import assert_tallies_are_exact
from tests.running.crawling import scrapy
from tests.running.nights import AT_ONCE, asked, hours_pass, last_run, rows, sent_bytes, this_hour

TRIBUN = OUTLETS["tribun"]
ALL = ",".join(HOSTS)
HOURS = 12
in_two_sizes = pytest.mark.parametrize(
    ("stories", "days"),
    [(600, 6), pytest.param(3000, 30, marks=pytest.mark.nightly)],
    ids=["a_week", "a_month"],
)
CLOSED = (
    "/api/",
    "/ajax/",
    "/json/",
    "/auth/",
    "/member/",
    "/posts/",
    "/komentar/",
    "/search",
    "/tag/",
    "/topic/",
)


@in_two_sizes
def test_every_listed_story_is_stored_or_has_a_reason(
    database: str, tmp_path: Path, stories: int, days: int
) -> None:
    newsroom = Newsroom(stories=stories, days=days, hosts=tuple(HOSTS), now=this_hour(), aliases=0.1)
    troubled = Troubles(newsroom, share=0.05, lists=True, retry_after=0)  # pauses: the test below
    log = tmp_path / "access.log"
    with ReplicaServer(troubled, access_log=log) as server:
        done = scrapy(
            "crawl",
            "tribun",
            "-a",
            f"hosts={ALL}",
            "-a",
            "render=never",
            "-s",
            f"RETRY_WAITS={AT_ONCE}",
            "-s",
            "RUN_IDLE_TIMEOUT=5",
            "-s",
            "DOWNLOAD_TIMEOUT=10",
            "-s",
            "CONCURRENT_REQUESTS=256",
            "-s",
            "CONCURRENT_REQUESTS_PER_DOMAIN=64",
            address=server.address,
            database=database,
            timeout=380,
        )
    assert done.returncode == 3, done.stderr[-2000:]  # a third of the stories fails, and the verdict says so
    truth = {newsroom.story(number).url: newsroom.card(number) for number in range(stories)}
    stored = {row["url"] for row in rows(database, "select url from article")}
    assert stored <= set(truth)

    # What any list or any page we have names has a row, and every row an end.
    pages = {row["url"]: row for row in rows(database, "select * from page")}
    listed = {url for url, card in truth.items() if card.reach is Reach.LISTED}
    named = rows(database, "select distinct url from link where kind <> 'pagination' and url is not null")
    linked = {TRIBUN.address(row["url"]).identity for row in named if TRIBUN.address(row["url"]).is_story}
    assert listed | linked <= set(pages)
    assert [url for url, page in pages.items() if page["outcome"] is None] == []
    assert [
        page
        for page in pages.values()
        if page["outcome"] not in ("article", "listing") and not page["reason"]
    ] == []

    # Who could be had is stored, who could not has the reason that the newsroom gave.
    reasons = {
        Kind.REFUSED: "Http403",
        Kind.MISSING: "Http404",
        Kind.GONE: "Http410",
        Kind.LOOPING: "TooManyRedirects",
        Kind.FOREIGN: "ForeignHost",
    }
    for url in listed:
        kind = troubled.of(url)
        if kind in PERMANENT:
            assert (url in stored, pages[url]["reason"]) == (False, reasons[kind]), url
        else:
            assert url in stored, (url, kind, pages[url])

    # The witness: no foreign host, nothing that robots.txt closes, and no story sent twice that came whole.
    entries = asked(log)
    assert {entry["host"] for entry in entries} <= {f"{name}.tribunnews.com" for name in HOSTS}
    assert [entry["path"] for entry in entries if entry["path"].startswith(CLOSED)] == []
    whole = Counter(
        (entry["host"], entry["path"])
        for entry in entries
        if entry["status"] == 200 and troubled.of(f"https://{entry['host']}{entry['path']}") is None
    )
    assert [place for place, times in whole.items() if times > 1] == []


def test_throttling_host_loses_no_story(database: str, tmp_path: Path) -> None:
    newsroom = Newsroom(stories=60, days=1, hosts=("www", "solo"), now=this_hour())
    troubled = Troubles(newsroom, share=0.2, kinds=(Kind.THROTTLED, Kind.UNAVAILABLE), retry_after=1)
    log = tmp_path / "access.log"
    with ReplicaServer(troubled, access_log=log) as server:
        done = scrapy(
            "crawl",
            "tribun",
            "-a",
            "hosts=www,solo",
            "-s",
            f"RETRY_WAITS={AT_ONCE}",
            "-s",
            "RUN_IDLE_TIMEOUT=5",
            address=server.address,
            database=database,
        )
    assert done.returncode in (0, 3), done.stderr[-2000:]
    cards = map(newsroom.card, range(newsroom.stories))
    listed = {card.url for card in cards if card.reach is Reach.LISTED}
    assert listed <= {row["url"] for row in rows(database, "select url from article")}
    throttled = [entry for entry in asked(log) if entry["status"] in (429, 503)]
    assert len(throttled) > 10
    for entry in throttled:  # what was under way came; then nothing for a second
        later = (other["time"] - entry["time"] for other in asked(log) if other["host"] == entry["host"])
        assert not [wait for wait in later if 0.6 < wait < 0.9]


@in_two_sizes
def test_later_nights_fetch_changes_and_little_else(
    database: str, tmp_path: Path, stories: int, days: int
) -> None:
    first = Newsroom(stories=stories, days=days, hosts=tuple(HOSTS), now=this_hour())

    def night(newsroom: Newsroom, name: str) -> int:
        """Crawl a night; the bytes that were sent for it."""
        log = tmp_path / name
        with ReplicaServer(newsroom, access_log=log) as server:
            done = scrapy(
                "crawl",
                "tribun",
                "-a",
                f"hosts={ALL}",
                "-a",
                "render=never",
                address=server.address,
                database=database,
                timeout=200,
            )
        assert done.returncode == 0, done.stderr[-2000:]
        return sent_bytes(asked(log))

    # Night one is half a day ago: what it saw of the newsroom was not the newest.
    earlier = first.now
    before = Newsroom(
        stories=stories - 50,
        days=days * (stories - 50) / stories,
        hosts=tuple(HOSTS),
        now=first.card(stories - 50).published_at,
    )
    full = night(before, "one")
    hours_pass(database, HOURS)
    unchanged = night(before, "two")
    assert unchanged <= 0.02 * full
    counters = last_run(database)["counters"]
    assert (counters["articles_new"], counters["articles_changed"], counters["articles_gone"]) == (0, 0, 0)

    hours_pass(database, HOURS)
    due = [
        row["url"]
        for row in rows(
            database,
            "select article.url from article join page on page.id = page_id where due_at <= now() order by page_id limit 25",
        )
    ]
    assert len(due) == 25
    edited, deleted = set(due[:20]), set(due[20:])
    after = Newsroom(
        stories=stories, days=days, hosts=tuple(HOSTS), now=earlier, edited=edited, deleted=deleted
    )
    night(after, "three")
    counters = last_run(database)["counters"]
    cards = [after.card(number) for number in range(stories - 50, stories)]
    new = {card.url for card in cards if card.reach is not Reach.WIDGET or card is cards[-1]}
    run = last_run(database)["id"]
    assert {row["url"] for row in rows(database, "select url from article where stored_by = %s", run)} == new
    gone = "select url from article where gone_at is not null"
    assert rows(database, gone) == [], "expected one answer to mark nothing as gone (case H4)"
    changed = {
        row["url"]: set(row["changed"])
        for row in rows(database, "select url, changed from revision join article using (page_id)")
    }
    assert edited <= set(changed)
    assert all({"headline", "body"} <= changed[url] for url in edited)
    assert_tallies_are_exact(database)
    # Case T6: of some young story night one saw another time of modification, which alone is no edit.
    assert set(changed) == edited
    assert (counters["articles_new"], counters["articles_changed"], counters["articles_gone"]) == (
        len(new),
        len(changed),
        0,
    )

    hours_pass(database, 24)
    night(after, "four")
    assert {row["url"] for row in rows(database, gone)} == deleted
    assert last_run(database)["counters"]["articles_gone"] == 5
