"""Pages that take too long to read: rejected, without harm to others (case X4)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from tests.running.crawling import HANGS, ROOT, scrapy
from tests.running.nights import last_run, rows
from tests.running.oddsite import WWW, Answer, OddSite, Routes, sitemap, story

NEWS = f"{WWW}/sitemap-news.xml"
SPIDERS = ("-s", "SPIDER_MODULES=newsspider.spiders,tests.spiders")


def at(number: int) -> str:
    return f"https://{WWW}/news/78586{number:02}/kopi-{number}"


def endless(url: str) -> Answer:
    return story(url, extra='<p id="endless">Kopi tanpa akhir.</p>')


def unclosed_tag(url: str) -> Answer:
    """Case X1: a page of 300 KB that the crawl of old was frozen by."""
    return story(url, extra="<br>" * 12_001 + "<" + "a" * 250_000)


def site(*answers: Answer) -> Routes:
    urls = [at(number) for number in range(len(answers))]
    pages = {url.removeprefix("https://"): answer for url, answer in zip(urls, answers, strict=True)}
    return {NEWS: sitemap(*urls), **pages}


def test_slow_page_is_rejected_and_others_stored(database: str) -> None:
    """Case X4."""
    hostile = "\n".join(["User-agent: *", *("\n" * 30_000), "Disallow: /" + "*a" * 900 + "$", "Allow: /"])
    pages = site(endless(at(0)), story(at(1)), unclosed_tag(at(2)), story(at(3)), endless(at(4)))
    robots: Routes = {f"{WWW}/robots.txt": (200, {"Content-Type": "text/plain"}, hostile)}
    odd = OddSite({**pages, **robots})
    with odd.running():
        done = scrapy(
            "crawl",
            "slow",
            "-a",
            "hosts=www",
            *SPIDERS,
            "-s",
            "READ_SECONDS=1",
            address=odd.address,
            database=database,
        )
    assert "Traceback" not in done.stderr
    found = {row["url"]: (row["outcome"], row["reason"]) for row in rows(database, "select * from page")}
    assert [found[at(number)] for number in (0, 4)] == [("rejected", "TooSlow")] * 2
    assert {found[at(number)][0] for number in (1, 3)} == {"article"}
    assert found[at(2)][0] in ("article", "rejected")
    assert len(rows(database, "select from rejection where reason = 'TooSlow' and body is not null")) == 2
    assert last_run(database)["counters"]["rejection/TooSlow"] == 2


def test_crawl_with_slow_pages_stops_in_time(database: str) -> None:
    """Case X4."""
    odd = OddSite(site(*(endless(at(number)) for number in range(12))))
    environment = {
        **os.environ,
        "SCRAPY_PROJECT": "replica",
        "DATABASE_URL": database,
        "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
    }
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "slow",
        "-a",
        "hosts=www",
        "-s",
        "RENDER=never",
        *SPIDERS,
    ]
    with odd.running():
        environment["REPLICA_ADDRESS"] = odd.address
        crawl = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while not any("/kopi-" in place for place in odd.asked) and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(1)
        crawl.send_signal(signal.SIGTERM)
        began = time.monotonic()
        crawl.wait(HANGS)
        assert time.monotonic() - began < 30
    assert last_run(database)["finished_at"] is not None
    due = "select url from page where due_at is not null and url like '%%/kopi-%%'"
    assert len(rows(database, due)) == 12
