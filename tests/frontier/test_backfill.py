"""Backfills: complete, resumed after a kill, finished days walked once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.story import Reach
from tests.running.crawling import scrapy
from tests.running.nights import asked, killed, last_run, rows, this_hour

HOSTS = ("www", "solo", "jogja")


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    """Twenty days of 25 to 30 stories: some days have two index pages on www. Today has some at any hour."""
    hour = this_hour()
    return Newsroom(stories=900, days=20, hosts=HOSTS, now=hour.replace(hour=max(6, hour.hour)))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "access.log"
    path.touch()
    return path


@pytest.fixture
def address(newsroom: Newsroom, log: Path) -> Iterator[str]:
    with ReplicaServer(newsroom, access_log=log) as server:
        yield server.address


def days(newsroom: Newsroom) -> tuple[date, date]:
    """A week that ended ten days ago."""
    last = newsroom.now.date() - timedelta(days=10)
    return last - timedelta(days=6), last


def listed(newsroom: Newsroom, since: date, until: date, *hosts: str, section: str | None = None) -> set[str]:
    cards = map(newsroom.card, range(newsroom.stories))
    return {
        card.url
        for card in cards
        if card.reach is Reach.LISTED
        and since <= card.published_at.date() <= until
        and (not hosts or card.host.name in hosts)
        and (section is None or card.section[0] == section)
    }


def walk(address: str, database: str, since: date, until: date, *more: str) -> int:
    arguments = [f"since={since}", f"until={until}", *more]
    stated = [word for argument in arguments for word in ("-a", argument)]
    return scrapy("crawl", "tribun", *stated, address=address, database=database).returncode


def stored(database: str) -> set[str]:
    return {row["url"] for row in rows(database, "select url from article")}


def test_backfill_stores_stories_of_its_days_only(newsroom: Newsroom, address: str, database: str) -> None:
    since, until = days(newsroom)
    assert walk(address, database, since, until, "hosts=solo,jogja") == 0
    truth = listed(newsroom, since, until, "solo", "jogja")
    assert stored(database) == truth
    counters = last_run(database)["counters"]
    assert (counters["backfill/lists"], counters["backfill/lists_done"]) == (14, 14)
    assert counters["backfill/stories"] == len(truth)
    rested = rows(
        database, "select listed_on, found_how from page where kind = 'listing' and found_how = 'backfill'"
    )
    assert {row["listed_on"] for row in rested} == {since + timedelta(days=n) for n in range(7)}


def test_section_limits_the_backfill(newsroom: Newsroom, address: str, database: str) -> None:
    since, until = days(newsroom)
    section = newsroom.hosts[0].sections[0][0]
    assert walk(address, database, since, until, "hosts=www", f"section={section}") == 0
    assert stored(database) == listed(newsroom, since, until, "www", section=section)


def test_killed_backfill_resumes_and_loses_nothing(
    newsroom: Newsroom, address: str, database: str, log: Path
) -> None:
    """Case O15: it is killed when something is committed and something is left, however fast it is."""
    since, until = days(newsroom)
    stated = f"-a since={since} -a until={until} -a hosts=www,solo,jogja".split()
    slowly = ("-s", "STORE_BATCH_SIZE=10", "-s", "DOWNLOAD_DELAY=0.05")
    killed(address, database, log, 40, *stated, *slowly, stories=1)
    first = len(stored(database))
    killed(address, database, log, len(asked(log)) + 60, *stated, *slowly, stories=first + 1)
    assert 0 < len(stored(database)) < len(listed(newsroom, since, until))
    assert walk(address, database, since, until, "hosts=www,solo,jogja") == 0
    assert stored(database) == listed(newsroom, since, until)
    counters = last_run(database)["counters"]
    assert counters["backfill/lists_done"] == counters["backfill/lists"] == 21


def test_finished_day_is_walked_again_on_request_only(
    newsroom: Newsroom, address: str, database: str, log: Path
) -> None:
    since, until = days(newsroom)
    assert walk(address, database, since, until - timedelta(days=3), "hosts=solo") == 0
    first = len(asked(log))
    assert walk(address, database, since, until - timedelta(days=3), "hosts=solo") == 0
    assert len(asked(log)) == first  # not even robots.txt: there was nothing to do
    assert last_run(database)["verdict"] == "ok"
    assert walk(address, database, since, until, "hosts=solo") == 0
    again = [entry["path"] for entry in asked(log)[first:] if "index-news" in entry["path"]]
    assert {path.partition("&page")[0] for path in again} == {
        f"/index-news?date={day.year}-{day.month}-{day.day}"
        for day in (until - timedelta(days=n) for n in range(3))
    }
    before = len(asked(log))
    assert walk(address, database, since, until, "hosts=solo", "again=yes") == 0
    entries = [entry for entry in asked(log)[before:] if "index-news" in entry["path"]]
    assert len(entries) >= 7
    assert {entry["status"] for entry in entries} == {304}


def test_day_that_is_not_over_is_never_finished(
    newsroom: Newsroom, address: str, database: str, log: Path
) -> None:
    today = newsroom.now.date()
    for _ in range(2):
        before = len(asked(log))
        assert walk(address, database, today, today, "hosts=solo") == 0
        assert any("index-news" in entry["path"] for entry in asked(log)[before:])
