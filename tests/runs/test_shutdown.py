"""SIGTERM ends a crawl within 30 seconds, whatever it waits for, with its row closed (case O1 and its kind)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsspider.replica import Newsroom, ReplicaServer, Troubles
from newsspider.replica.troubles import Kind
from tests.browser.crawling import needs_browser
from tests.conftest import Slowest
from tests.running.nights import rows, this_hour
from tests.running.oddsite import HTML, NOTHING, SOLO, Answer, OddSite, Pieces, Routes, sitemap, story
from tests.running.processes import wait_until
from tests.running.stopping import closed, crawling, stopped

ACEH, JOGJA, BALI, MEDAN = (f"{name}.tribunnews.com" for name in ("aceh", "jogja", "bali", "medan"))
HANGING = "#!/bin/sh\nexec sleep 300\n"


def trickling(seconds: float) -> Callable[[int], Pieces]:
    """A page that does not come to its end for so long."""

    def pieces() -> Iterator[bytes]:
        for _ in range(int(seconds * 5)):
            yield b"<p>kopi</p>"
            time.sleep(0.2)

    return lambda _: (200, {**HTML, "Content-Length": "1000000"}, pieces())


def never(_: int) -> Answer:
    time.sleep(60)
    return NOTHING


def robots(*lines: str) -> Answer:
    return 200, {"Content-Type": "text/plain"}, "\n".join(["User-agent: *", *lines, ""])


def stories(host: str, count: int) -> dict[str, Answer]:
    """A sitemap with so many stories, and the stories."""
    places = [story_at(host, number) for number in range(count)]
    pages = {place: story(f"https://{place}") for place in places}
    return {f"{host}/sitemap.xml": sitemap(*(f"https://{place}" for place in places)), **pages}


def story_at(host: str, number: int) -> str:
    """A story's address on a regional host, without its scheme."""
    return f"{host}/2026/07/24/warga-menanam-kopi-{348500 + number}"


def waiting_everywhere() -> Routes:
    """Hosts of which each keeps a crawl waiting in its own way."""
    return {
        **stories(ACEH, 3),
        story_at(ACEH, 0): trickling(60),
        **stories(SOLO, 12),
        f"{SOLO}/robots.txt": robots("Crawl-delay: 60"),
        **stories(JOGJA, 3),
        f"{JOGJA}/robots.txt": never,
        **stories(MEDAN, 2),
        story_at(MEDAN, 0): (503, HTML, "rusak"),
    }


def test_a_crawl_that_waits_for_everything_stops(database: str, tmp_path: Path, slowest: Slowest) -> None:
    """A page that trickles, a robots.txt that never comes, a crawl-delay of a minute, later pages of a story on
    a host that throttles, and a page that is due again in a while."""
    newsroom = Newsroom(stories=60, days=1, hosts=("bali",), now=this_hour())
    throttling = Troubles(newsroom, share=1.0, kinds=[Kind.PAGE_MISSING], retry_after=50)

    def otherwise(host: str, path: str) -> Answer | None:
        page = throttling.page(host, path) if host == BALI else None
        if page is None:
            return None
        wait = {} if page.retry_after is None else {"Retry-After": str(page.retry_after)}
        return page.status, {**HTML, **wait}, page.body

    site, log = OddSite(waiting_everywhere(), otherwise), tmp_path / "log"
    waits = json.dumps({"server": [30]})
    stated = (
        "-a",
        "hosts=aceh,solo,jogja,bali,medan",
        "-a",
        "render=never",
        "-s",
        "RUN_IDLE_TIMEOUT=60",
        "-s",
        f"RETRY_WAITS={waits}",
    )
    with site.running(), crawling(site.address, database, log, *stated) as crawl:
        places = {story_at(ACEH, 0), f"{JOGJA}/robots.txt", story_at(MEDAN, 0)}
        wait_until(lambda: places <= {*site.asked})
        wait_until(lambda: any(place.startswith(f"{BALI}/") and "page=" in place for place in site.asked))
        wait_until(lambda: any(place.startswith(f"{SOLO}/") for place in site.asked))
        slowest("waiting for hosts", stopped(crawl, log))
    closed(database)
    due = "select url from page where due_at is not null and outcome is null and kind = 'story'"
    assert f"https://{story_at(ACEH, 0)}" in {row["url"] for row in rows(database, due)}


@needs_browser
@pytest.mark.parametrize("hangs", [False, True], ids=["browser_open", "browser_starting"])
def test_a_crawl_with_a_browser_stops(database: str, tmp_path: Path, slowest: Slowest, hangs: bool) -> None:
    """Case O1. The browser shows page after page, or does not even start."""
    site, log = Newsroom(stories=300, days=2, hosts=("www", "solo"), now=this_hour()), tmp_path / "log"
    stated = ["-a", "hosts=www,solo", "-a", "render=always", "-s", "RENDER_BUDGET=1000"]
    if hangs:
        program = tmp_path / "browser"
        program.write_text(HANGING)
        program.chmod(0o755)
        stated += ["-s", f"PLAYWRIGHT_LAUNCH_OPTIONS={json.dumps({'executable_path': str(program)})}"]
    with ReplicaServer(site) as server, crawling(server.address, database, log, *stated) as crawl:
        wait_until(lambda: b"Starting the browser" in log.read_bytes())
        time.sleep(3)
        slowest("browser starting" if hangs else "browser open", stopped(crawl, log))
    run = closed(database)
    assert run["counters"].get("render/stopped", 0) > 0
    assert run["counters"]["unwritten"] == 0
    stored = {row["url"] for row in rows(database, "select url from article")}
    assert len(stored) == run["counters"]["articles_new"] > 0
