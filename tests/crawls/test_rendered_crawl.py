"""Crawls with a browser: stories that only JavaScript links to, the budget, a missing browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.story import Reach
from tests.running.crawling import scrapy
from tests.running.nights import asked, last_run, rows, this_hour

TRIBUN = OUTLETS["tribun"]
HOSTS = ("www", "solo")
needs_browser = pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom(stories=40, days=1, hosts=HOSTS, now=this_hour())


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "access.log"


@pytest.fixture
def address(newsroom: Newsroom, log: Path) -> Iterator[str]:
    with ReplicaServer(newsroom, access_log=log) as server:
        yield server.address


@needs_browser
def test_javascript_links_are_stored_and_followed(
    newsroom: Newsroom, address: str, database: str, log: Path
) -> None:
    done = scrapy(
        "crawl",
        "tribun",
        "-a",
        "hosts=www,solo",
        "-a",
        "render=auto",
        address=address,
        database=database,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    links = {
        (row["page"], row["url"])
        for row in rows(
            database,
            "select article.url as page, link.url from link join article using (page_id) where kind = 'recommendation'",
        )
    }
    stored = {row["url"] for row in rows(database, "select url from article")}
    stories = [newsroom.story(number) for number in range(newsroom.stories)]
    widgets = {(story.url, link.url) for story in stories if story.url in stored for link in story.widget}
    assert len(widgets & links) >= 0.95 * len(widgets)
    hidden = {story.url for story in stories if story.card.reach is Reach.WIDGET}
    assert hidden
    assert hidden <= stored
    found = rows(database, "select distinct found_how from page where url = any (%s)", sorted(hidden))
    assert [row["found_how"] for row in found] == ["recommendation"]
    hosts = {entry["host"] for entry in asked(log)} - {"www.tribunnews.com", "solo.tribunnews.com"}
    assert all(TRIBUN.widgets.serve(f"https://{host}/") for host in hosts), hosts
    assert not any(entry["path"].startswith("/ajax/") for entry in asked(log))
    whole = [entry["path"] for entry in asked(log) if entry["path"] in {story.card.path for story in stories}]
    assert len(whole) == len(set(whole))  # no story was fetched once more to be shown


@needs_browser
def test_stories_beyond_the_budget_are_not_rendered(database: str) -> None:
    newsroom = Newsroom(stories=100, days=1, hosts=HOSTS, now=this_hour())  # 18 to show at any hour
    with ReplicaServer(newsroom) as server:
        done = scrapy(
            "crawl",
            "tribun",
            "-a",
            "hosts=www",
            "-a",
            "render=auto",
            "-s",
            "RENDER_BUDGET=2",
            address=server.address,
            database=database,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    counters = last_run(database)["counters"]
    assert counters["render/pages"] == 2
    assert counters["render/over_budget"] >= 5


def test_run_without_browser_says_what_it_lacks(
    newsroom: Newsroom, address: str, database: str, tmp_path: Path
) -> None:
    nowhere = '{"executable_path": "' + str(tmp_path / "no-browser") + '"}'
    done = scrapy(
        "crawl",
        "tribun",
        "-a",
        "hosts=www,solo",
        "-a",
        "render=auto",
        "-s",
        f"PLAYWRIGHT_LAUNCH_OPTIONS={nowhere}",
        address=address,
        database=database,
    )
    assert done.returncode == 3, done.stderr[-3000:]
    run = last_run(database)
    assert run["verdict"] == "degraded"
    assert any(
        "browser" in reason and "without the recommendations that only JavaScript shows" in reason
        for reason in run["reasons"]
    )
    listed = {card.url for card in map(newsroom.card, range(newsroom.stories)) if card.reach is Reach.LISTED}
    assert listed <= {row["url"] for row in rows(database, "select url from article")}
