"""Tests of crawls that render stories: every widget's links, the budget, the modes, a remote browser."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsspider.browser.executable import find_browser
from newsspider.outlets import OUTLETS
from newsspider.replica import ReplicaServer
from tests.browser.crawling import (
    NEWSROOM,
    missing_links,
    needs_browser,
    render,
    requested_paths,
    stories_with_widget,
)

TRIBUN = OUTLETS["tribun"]
GIGABYTE = 10**9
STORIES = [*stories_with_widget("pilihan", 20), *stories_with_widget("jixie", 20)]


@needs_browser
@pytest.mark.parametrize("each", [4, pytest.param(20, marks=pytest.mark.nightly)])
def test_stories_give_every_link_below_a_gigabyte(tmp_path: Path, each: int) -> None:
    """So many stories of each kind of widget."""
    stories = STORIES[:each] + STORIES[20 : 20 + each]
    with ReplicaServer(NEWSROOM, access_log=tmp_path / "log") as server:
        result = render(server.address, stories, WATCH_MEMORY=True)
    assert missing_links(result, stories) == []
    given = [url for links in result["links"].values() for url, _ in links]
    wanted = [link.url for story in stories for link in story.widget]
    assert len(given) == len(wanted), "expected no advertisement and no link twice"
    assert result["stats"]["render/links"] == len(wanted)
    assert result["stats"]["render/pages"] == len(stories)
    assert result["stats"]["playwright/browser_count"] == 1
    assert result["reason"] is None
    assert result["open_contexts"] == 0
    assert 0 < result["peak_memory"] < GIGABYTE
    may_load = {"recommendation.jixie.media", *TRIBUN.widgets.script_hosts}
    for address, times in requested_paths(tmp_path / "log").items():
        host, _, path = address.partition("/")
        assert host in TRIBUN.hosts | may_load, address
        assert not path.startswith("ajax"), address
        assert host in may_load - {"recommendation.jixie.media"} or "v1" in path or times == 1, address
        assert host not in TRIBUN.widgets.script_hosts or path == "robots.txt" or path.endswith(".js"), (
            address
        )
        assert path == "robots.txt" or host == "recommendation.jixie.media" or times == 1, (
            f"{address}: {times} times"
        )


@needs_browser
def test_budget_holds_per_host(tmp_path: Path) -> None:
    stories = STORIES[:6] + STORIES[20:26]
    hosts = [story.card.host.domain for story in stories]
    with ReplicaServer(NEWSROOM, access_log=tmp_path / "log") as server:
        result = render(server.address, stories, RENDER_BUDGET=1)
    rendered = [url for url, links in result["links"].items() if links]
    assert len(rendered) == len(set(hosts)) < len(stories)
    assert result["stats"]["render/over_budget"] == len(stories) - len(rendered)


def test_never_starts_no_browser() -> None:
    with ReplicaServer(NEWSROOM) as server:
        result = render(server.address, STORIES[:2], RENDER="never")
    assert not any(result["links"].values())
    assert not any(name.startswith(("render", "playwright")) for name in result["stats"])


@needs_browser
def test_always_renders_pages_that_auto_skips() -> None:
    plain = [story for number in range(60) if not (story := NEWSROOM.story(number)).widget_kind][:2]
    with ReplicaServer(NEWSROOM) as server:
        skipped = render(server.address, plain)
        rendered = render(server.address, plain, RENDER="always")
    assert not any(name.startswith("render") for name in skipped["stats"])
    assert rendered["stats"]["render/pages"] == 2
    assert not any(rendered["links"].values()), "expected no link that the page itself has"


@needs_browser
def test_remote_browser_is_used_and_left_clean() -> None:
    with ReplicaServer(NEWSROOM) as server, remote_browser() as address:
        result = render(server.address, STORIES[18:22], PLAYWRIGHT_CDP_URL=address)
        with urllib.request.urlopen(f"{address}/json/list", timeout=5) as answer:
            assert b"tribunnews" not in answer.read()
    assert missing_links(result, STORIES[18:22]) == []
    assert result["stats"]["playwright/context_count/remote/True"] == 4


def test_reason_names_an_absent_remote_browser() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with ReplicaServer(NEWSROOM) as server:
        result = render(server.address, STORIES[:3], PLAYWRIGHT_CDP_URL=f"{address}/?token=rahasia")
    assert "rahasia" not in result["reason"]
    assert f"expected a browser at PLAYWRIGHT_CDP_URL ({address}), found:" in result["reason"]
    assert "3 stories were stored without the recommendations that only JavaScript shows" in result["reason"]


@contextmanager
def remote_browser() -> Iterator[str]:
    """The address of a browser that runs outside of the crawl."""
    program = find_browser()
    assert program is not None
    with tempfile.TemporaryDirectory() as profile:
        command = [
            str(program),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={profile}",
            "--remote-debugging-port=0",
            "about:blank",
        ]
        browser = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            port_file = Path(profile) / "DevToolsActivePort"
            while not port_file.exists() or "\n" not in port_file.read_text():
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port_file.read_text().splitlines()[0]}"
        finally:
            browser.terminate()
            browser.wait(timeout=20)
            time.sleep(0.2)  # its children still write into the profile
