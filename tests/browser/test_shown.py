"""Do recommendations that only JavaScript shows come, of every widget, and does nobody else get asked?"""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsspider.browser.executable import find_browser
from newsspider.outlets import OUTLETS
from newsspider.replica import ReplicaServer
from tests.browser.running import NEWSROOM, asked, missing, needs_browser, show, with_widget

TRIBUN = OUTLETS["tribun"]
GIGABYTE = 10**9
STORIES = [*with_widget("pilihan", 20), *with_widget("jixie", 20)]


@needs_browser
def test_forty_stories_show_every_link_within_a_gigabyte(tmp_path: Path) -> None:
    with ReplicaServer(NEWSROOM, access_log=tmp_path / "log") as server:
        seen = show(server.address, STORIES, WATCH_MEMORY=True)
    assert missing(seen, STORIES) == []
    given = [url for links in seen["links"].values() for url, _ in links]
    wanted = [link.url for story in STORIES for link in story.widget]
    assert len(given) == len(wanted), "expected no advertisement and no link twice"
    assert seen["stats"]["render/links"] == len(wanted)
    assert seen["stats"]["render/pages"] == len(STORIES)
    assert seen["stats"]["playwright/browser_count"] == 1
    assert seen["reason"] is None
    assert seen["open_contexts"] == 0
    assert 0 < seen["most"] < GIGABYTE
    may_load = {"recommendation.jixie.media", *TRIBUN.widgets.script_hosts}
    for address, times in asked(tmp_path / "log").items():
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
def test_the_budget_holds_for_each_host(tmp_path: Path) -> None:
    stories = STORIES[:6] + STORIES[20:26]
    hosts = [story.card.host.domain for story in stories]
    with ReplicaServer(NEWSROOM, access_log=tmp_path / "log") as server:
        seen = show(server.address, stories, RENDER_BUDGET=1)
    shown = [url for url, links in seen["links"].items() if links]
    assert len(shown) == len(set(hosts)) < len(stories)
    assert seen["stats"]["render/over_budget"] == len(stories) - len(shown)


def test_never_is_never() -> None:
    with ReplicaServer(NEWSROOM) as server:
        seen = show(server.address, STORIES[:2], RENDER="never")
    assert not any(seen["links"].values())
    assert not any(name.startswith(("render", "playwright")) for name in seen["stats"])


@needs_browser
def test_auto_leaves_filled_pages_alone_and_always_does_not() -> None:
    plain = [story for number in range(60) if not (story := NEWSROOM.story(number)).widget_kind][:2]
    with ReplicaServer(NEWSROOM) as server:
        left = show(server.address, plain)
        shown = show(server.address, plain, RENDER="always")
    assert not any(name.startswith("render") for name in left["stats"])
    assert shown["stats"]["render/pages"] == 2
    assert not any(shown["links"].values()), "expected no link that the page itself has"


@needs_browser
def test_a_remote_browser_is_used_and_left_as_it_was() -> None:
    with ReplicaServer(NEWSROOM) as server, remote_browser() as address:
        seen = show(server.address, STORIES[18:22], PLAYWRIGHT_CDP_URL=address)
        with urllib.request.urlopen(f"{address}/json/list", timeout=5) as answer:
            assert b"tribunnews" not in answer.read()
    assert missing(seen, STORIES[18:22]) == []
    assert seen["stats"]["playwright/context_count/remote/True"] == 4


def test_a_remote_browser_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with ReplicaServer(NEWSROOM) as server:
        seen = show(server.address, STORIES[:3], PLAYWRIGHT_CDP_URL=f"{address}/?token=rahasia")
    assert "rahasia" not in seen["reason"]
    assert f"expected a browser at PLAYWRIGHT_CDP_URL ({address}), found:" in seen["reason"]
    assert "3 stories were stored without the recommendations that only JavaScript shows" in seen["reason"]


@contextmanager
def remote_browser() -> Iterator[str]:
    """The address of a browser that somebody else runs."""
    program = find_browser()
    assert program is not None
    with tempfile.TemporaryDirectory() as profile:
        command = [
            str(program), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank",
        ]  # fmt: skip
        browser = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            told = Path(profile) / "DevToolsActivePort"
            while not told.exists() or "\n" not in told.read_text():
                time.sleep(0.05)
            yield f"http://127.0.0.1:{told.read_text().splitlines()[0]}"
        finally:
            browser.terminate()
            browser.wait(timeout=20)
            time.sleep(0.2)  # its children still write into the profile
