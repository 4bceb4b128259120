"""Does a crawl survive its browser, whatever becomes of it, and say what it lacks?"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from newsspider.replica import ReplicaServer
from tests.browser.running import NEWSROOM, finish, missing, needs_browser, show, start, with_widget

STORIES = with_widget("pilihan", 3) + with_widget("jixie", 3)
SECONDS = 3
"""The longest a page may take here; a stopped browser costs that, and 5 s more to be believed dead."""


def is_driver(process: psutil.Process) -> bool:
    return "run-driver" in process.cmdline()


def is_browser(process: psutil.Process) -> bool:
    """The browser's main process."""
    words = " ".join(process.cmdline())
    return "--remote-debugging-pipe" in words and "--type=" not in words


def shows_a_page(crawl: psutil.Process) -> bool:
    """Whether a page has been opened in its browser: each has a context, and each context a renderer."""
    words = [" ".join(_words(child)) for child in crawl.children(recursive=True)]
    return sum("--type=renderer" in each for each in words) >= 2


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def strike(
    crawl: subprocess.Popen[str], victim: Callable[[psutil.Process], bool], blow: signal.Signals, times: int
) -> list[psutil.Process]:
    """Send the signal to so many victims, each while it shows a page; returns them."""
    struck: list[psutil.Process] = []
    process = psutil.Process(crawl.pid)
    until = time.monotonic() + 60
    while len(struck) < times and crawl.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
        try:
            for child in process.children(recursive=True):
                if child not in struck and victim(child) and shows_a_page(process):
                    child.send_signal(blow)
                    struck.append(child)
        except psutil.Error:  # gone while we looked
            continue
    assert len(struck) == times
    return struck


@needs_browser
@pytest.mark.parametrize(
    ("victim", "blow"),
    [
        (is_browser, signal.SIGKILL), (is_driver, signal.SIGKILL),
        (is_browser, signal.SIGSTOP), (is_driver, signal.SIGSTOP),
    ],
)  # fmt: skip
def test_one_death_costs_nothing(victim: Callable[[Any], bool], blow: signal.Signals) -> None:
    began = time.monotonic()
    with ReplicaServer(NEWSROOM) as server:
        crawl = start(server.address, STORIES, RENDER_SECONDS=SECONDS)
        struck = strike(crawl, victim, blow, times=1)
        seen = finish(crawl)
    assert missing(seen, STORIES) == []
    assert (seen["reason"], seen["log"].count("Starting the browser")) == (None, 2)
    assert time.monotonic() - began < 45
    assert all(ended(process) for process in struck)


@needs_browser
def test_after_three_deaths_the_crawl_goes_on_without() -> None:
    with ReplicaServer(NEWSROOM) as server:
        crawl = start(server.address, STORIES, RENDER_SECONDS=SECONDS)
        struck = strike(crawl, is_browser, signal.SIGKILL, times=3)
        seen = finish(crawl)
    lost = seen["stats"]["render/failed"]
    assert seen["reason"].startswith(f"the browser died 3 times; {lost} stor")
    assert lost >= 1
    assert len(seen["links"]) == len(STORIES)
    assert all(ended(process) for process in struck)


def test_without_a_browser_the_crawl_says_what_to_do() -> None:
    with ReplicaServer(NEWSROOM) as server:
        seen = show(server.address, STORIES[:1], PLAYWRIGHT_LAUNCH_OPTIONS={"executable_path": "/tidak/ada"})
    assert seen["reason"].startswith("expected a browser that starts, found: ")
    assert "/tidak/ada" in seen["reason"]
    assert seen["reason"].endswith(
        "; 1 story was stored without the recommendations that only JavaScript shows"
    )


def ended(process: psutil.Process, seconds: float = 5) -> bool:
    """Gone, or dead and not yet buried by its parent."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False
