"""Crawls that are refused: a host that refuses rests, and a network that refuses everywhere ends the run."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from newsspider.outlets.tribun import TRIBUN
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.page import Page
from tests.crawls.oddnights import FILLER, Nights, path_of
from tests.running.crawling import scrapy
from tests.running.nights import asked, last_run, rows, this_hour
from tests.running.oddsite import HTML, SOLO, WWW, Answer, sitemap, story

LIVE = (
    *("-s", "DOWNLOAD_DELAY=2", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "AUTOTHROTTLE_ENABLED=True"),
    *("-s", "HOST_PAGES_IN_FLIGHT=16", "-s", "RUN_IDLE_TIMEOUT=60", "-s", "HOST_LEASE=45"),
)
"""The pace of a live crawl, against the replica."""


class Refusing:
    """A newsroom whose content network answers 403 to every request; `robots` is the status of robots.txt."""

    def __init__(self, robots: int) -> None:
        self.newsroom, self.robots = Newsroom(stories=40, now=this_hour()), robots

    def page(self, host: str, target: str) -> Page:
        page = replace(self.newsroom.page(host, "/robots.txt"), cacheable=False)
        status = self.robots if target == "/robots.txt" else 403
        return page if status == 200 else replace(page, status=status, body=b"<h1>403 ERROR</h1>")


@pytest.mark.parametrize("robots", [403, 200])
def test_network_that_refuses_everywhere_ends_the_run(database: str, tmp_path: Path, robots: int) -> None:
    log = tmp_path / "log"
    with ReplicaServer(Refusing(robots), access_log=log) as server:
        began = time.monotonic()
        done = scrapy("crawl", "tribun", "-a", "hosts=all", *LIVE, address=server.address, database=database)
        seconds = time.monotonic() - began
    requests, run = len(asked(log)), last_run(database)
    assert (done.returncode, run["verdict"], run["finish_reason"]) == (1, "failed", "refused"), done.stderr
    assert run["reasons"][0].startswith("the site refuses us: no page came (hosts that refuse: ")
    assert "the site refuses us: no page came" in done.stderr.split("Spider closed")[1], "the summary says it"
    assert requests <= 400
    assert seconds < 120
    due = rows(database, "select count(*) as pages from page where due_at is not null")[0]["pages"]
    assert due >= 4 * len(TRIBUN.newsrooms), "no page is given up"


def test_run_while_all_hosts_rest_is_refused_without_a_request(database: str, tmp_path: Path) -> None:
    """The scheduler's retry ten minutes later must not pass for a recovery."""
    log = tmp_path / "log"
    with ReplicaServer(Refusing(403), access_log=log) as server:
        command = ("crawl", "tribun", "-a", "hosts=solo,www")
        scrapy(*command, address=server.address, database=database)
        before = len(asked(log))
        done = scrapy(*command, address=server.address, database=database)
    run = last_run(database)
    assert (done.returncode, run["verdict"]) == (1, "failed")
    assert run["reasons"][0] == "the site refuses us: no page came (hosts that refuse: 2)"
    assert any(reason.startswith(f"{SOLO}: refuses us (it rests for 5 h 59 min") for reason in run["reasons"])
    assert len(asked(log)) == before


def test_host_with_challenges_rests_until_it_lets_us_in(database: str) -> None:
    """Challenges with status 200: five stories are asked for, none is lost, and all are read a night later."""
    stories = [f"https://{SOLO}/news/78586{number:02}/kopi-{number}" for number in range(9)]
    challenge: Answer = (
        200,
        HTML,
        "<html><title>Sebentar</title><script>window._cf_chl_opt={}</script></html>",
    )
    lists = {f"{SOLO}/sitemap.xml": sitemap(*stories)}
    pages = {path_of(url): story(url, head=f"Kopi {url[-1]}") for url in stories}
    nights = Nights(database, "www,solo")
    walled = dict.fromkeys((*pages, f"{SOLO}/news/{FILLER}"), challenge)
    slowly = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "DOWNLOAD_DELAY=0.2")
    bad = nights.night({**lists, **walled}, *slowly)
    assert bad.code == 3
    (reason,) = [reason for reason in bad.reasons if SOLO in reason]
    assert reason.startswith(f"{SOLO}: refuses us (5 AccessWall; it rests for 5 h 59 min")
    assert sum(url in bad.asked for url in walled) == 5
    assert not bad.names(f"{WWW}:")
    assert {nights.page(url)["due_at"] is None for url in stories} == {False}
    (found,) = nights.sql("select detail from rejection where reason = 'AccessWall' limit 1")
    assert "found a challenge of Cloudflare entitled 'Sebentar'" in found["detail"]

    good = nights.night({**lists, **pages})
    assert (good.code, good.reasons) == (0, [])
    assert set(stories) <= nights.stories()
    assert nights.sql("select refused_at from host where name = %s", SOLO) == [{"refused_at": None}]
