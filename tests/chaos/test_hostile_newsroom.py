"""A crawl of hostile servers ends, loses no story and visits no forbidden address."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.bad_newsroom import ASTRAY, STORMS, Newsroom
from tests.chaos.hostile import Ear, bombs, half
from tests.running.nights import last_run, rows
from tests.running.oddsite import WWW
from tests.running.processes import Crawl, wait_until

pytestmark = pytest.mark.timeout(240)
MEGABYTES = 300
RETRIES = (
    '{"timeout": [1], "cut": [1], "connection": [1], "server": [1, 1, 1, 1], "throttled": [1, 1, 1, 1, 1], '
    '"incomplete": [1]}'
)
SETTINGS = (
    "-s",
    "DOWNLOAD_TIMEOUT=2",
    "-s",
    "RUN_IDLE_TIMEOUT=4",
    "-s",
    "THROTTLE_PAUSE=1",
    "-s",
    f"RETRY_WAITS={RETRIES}",
)


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.close()


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    """A file that records that it was opened."""
    file, opened = tmp_path / "rahasia", list[str]()
    os.mkfifo(file)

    def wait() -> None:
        with file.open("w"):
            opened.append("opened")

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    yield file, opened
    os.close(os.open(file, os.O_RDONLY | os.O_NONBLOCK))
    thread.join(5)


def crawl(newsroom: Newsroom, database: str, folder: Path, *variables: str) -> float:
    """A crawl of it all, which must end by itself; the most memory it took (MB)."""
    hosts = ",".join(host.split(".")[0] for host in (WWW, *STORMS, ASTRAY))
    before = ("env", "SCRAPY_SETTINGS_MODULE=tests.chaos.straight", *variables)
    arguments = ("-a", f"hosts={hosts}", *SETTINGS)
    began, peaks = time.monotonic(), [0.0]
    with (
        newsroom.site.running(),
        Crawl("tabah", newsroom.site.address, database, folder, *arguments, before=before) as made,
    ):
        status = Path(f"/proc/{made.process.pid}/status")

        def over() -> bool:
            if found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text()):
                peaks.append(int(found[1]) / 1024)
            return not made.lives

        wait_until(over, 150, every=0.05)
    print(f"{time.monotonic() - began:.1f} s, {max(peaks):.0f} MB, {len(newsroom.site.asked)} requests")
    assert made.process.returncode in (0, 3), made.said()[-3000:]
    assert last_run(database)["finish_reason"] == "finished"
    return max(peaks)


def test_one_crawl_of_all(database: str, ear: Ear, pipe: tuple[Path, list[str]], tmp_path: Path) -> None:
    newsroom = Newsroom(ear, pipe[0])
    peak = crawl(newsroom, database, tmp_path)
    # Nothing was asked or opened that may not be.
    assert ear.heard == []
    assert pipe[1] == []
    hosts = {place.partition("/")[0] for place in newsroom.site.asked}
    assert hosts <= {WWW, ASTRAY, *STORMS}
    assert {place for place in newsroom.site.asked if place.startswith(ASTRAY)} == {f"{ASTRAY}/robots.txt"}
    assert_all_came_to_an_end(newsroom, database)
    assert peak < MEGABYTES


def test_half_a_page_is_stored_with_a_doubt_and_asked_for_again(
    database: str, ear: Ear, pipe: tuple[Path, list[str]], tmp_path: Path
) -> None:
    """Though HTTP has no word against it: a page that ends has an end tag."""
    newsroom = Newsroom(ear, pipe[0], half)
    crawl(newsroom, database, tmp_path)
    (url,) = (url for url in newsroom.troubled if url.endswith("/terlalu-pendek"))
    row = _row(database, url)
    assert (row["outcome"], row["reason"]) == ("article", "its page has no end tag, and may have been cut")
    assert newsroom.site.asked.count(url.removeprefix("https://")) == 2


def test_bombs(database: str, ear: Ear, pipe: tuple[Path, list[str]], tmp_path: Path) -> None:
    """A page that is small as it comes costs neither memory nor time: meanwhile nothing else is done."""
    newsroom = Newsroom(ear, pipe[0], bombs)
    began = time.monotonic()
    peak = crawl(newsroom, database, tmp_path)
    assert time.monotonic() - began < 45
    assert_all_came_to_an_end(newsroom, database)
    assert peak < MEGABYTES


def assert_all_came_to_an_end(newsroom: Newsroom, database: str) -> None:
    """Every healthy story is stored once, and was asked for once where its host was well; every other one has
    an end and a reason."""
    stored = [row["url"] for row in rows(database, "select url from article")]
    asked = newsroom.site.asked
    ends = {url: _row(database, url) for url in newsroom.troubled}
    for url, row in ends.items():
        name = url.rpartition("/")[2]
        print(f"{name:<20} {newsroom.astray.get(name, ''):<50} {row['outcome']}: {row['reason']}")
    assert sorted(url for url in stored if "/kisah-" in url) == sorted(newsroom.healthy)
    assert [
        url for url in newsroom.healthy if WWW in url and asked.count(url.removeprefix("https://")) != 1
    ] == []
    assert {url: row for url, row in ends.items() if not (row["outcome"] and row["reason"])} == {}
    assert {url: row for url, row in ends.items() if row["due_at"]} == {}
    assert set(stored) == set(newsroom.healthy)


def _row(database: str, url: str) -> dict[str, Any]:
    found = rows(database, "select outcome, reason, due_at, tries from page where url = %s", url)
    assert found, url
    return found[0]


def test_a_crawl_without_its_guard_would_be_heard(
    database: str, ear: Ear, pipe: tuple[Path, list[str]], tmp_path: Path
) -> None:
    """Or that nobody heard anything would prove nothing."""
    newsroom = Newsroom(ear, pipe[0])
    newsroom.tricks.clear()
    crawl(newsroom, database, tmp_path, "UNGUARDED=yes")
    assert ear.heard
