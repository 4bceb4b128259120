"""Crawls that render stories, each in a process of its own against a replica, and signals to their browsers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.replica import Newsroom, Story
from tests.running.crawling import HANGS, ROOT

NEWSROOM = Newsroom(stories=220)

needs_browser = pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")


def stories_with_widget(kind: str, count: int) -> list[Story]:
    """The newsroom's first stories with this kind of widget and a link in it."""
    stories = map(NEWSROOM.story, range(NEWSROOM.stories))
    found = list(islice((story for story in stories if story.widget_kind == kind and story.widget), count))
    assert len(found) == count
    return found


def start(address: str, stories: list[Story], **options: Any) -> subprocess.Popen[str]:
    """Start a crawl that renders these stories, with these settings."""
    command = [sys.executable, str(ROOT / "tests/browser/crawl_process.py"), json.dumps(options)]
    return subprocess.Popen(
        [*command, *(story.url for story in stories)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "REPLICA_ADDRESS": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def result_of(crawl: subprocess.Popen[str], timeout: float = HANGS) -> dict[str, Any]:
    """Wait for the crawl and return what it printed (see crawl_process.py), and its log under "log"."""
    try:
        output, log = crawl.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        crawl.kill()
        raise AssertionError(f"still running after {timeout} s:\n{crawl.communicate()[1][-3000:]}") from None
    assert crawl.returncode == 0, log[-3000:]
    result: dict[str, Any] = json.loads(output)
    assert result["finished"] == "finished", log[-3000:]
    assert "spider_exceptions" not in " ".join(result["stats"]), log[-5000:]
    return {**result, "log": log}


def render(address: str, stories: list[Story], timeout: float = HANGS, **options: Any) -> dict[str, Any]:
    return result_of(start(address, stories, **options), timeout)


def missing_links(result: dict[str, Any], stories: list[Story]) -> list[tuple[str, set[str | None]]]:
    """The links of the widgets that the browser did not give, by story."""
    missing = [
        (story.url, {link.url for link in story.widget} - {url for url, _ in result["links"][story.url]})
        for story in stories
    ]
    return [(url, links) for url, links in missing if links]


def requested_paths(log: Path) -> Counter[str]:
    """host/path of all requests that the replica got."""
    lines = (json.loads(line) for line in log.read_text("utf-8").splitlines())
    return Counter(f"{line['host']}{line['path'].partition('?')[0]}" for line in lines)


def is_driver(process: psutil.Process) -> bool:
    return "run-driver" in process.cmdline()


def is_browser(process: psutil.Process) -> bool:
    """Whether it is the browser's main process."""
    words = " ".join(process.cmdline())
    return "--remote-debugging-pipe" in words and "--type=" not in words


def renders_a_page(crawl: psutil.Process) -> bool:
    """Whether a page is open in its browser: each has a context, and each context a renderer."""
    words = [" ".join(_words(child)) for child in crawl.children(recursive=True)]
    return sum("--type=renderer" in each for each in words) >= 2


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def send_signal(
    crawl: subprocess.Popen[str], victim: Callable[[psutil.Process], bool], number: signal.Signals, times: int
) -> list[psutil.Process]:
    """Send the signal to so many victims, each while it renders a page; returns them."""
    hit: list[psutil.Process] = []
    process = psutil.Process(crawl.pid)
    deadline = time.monotonic() + 60
    while len(hit) < times and crawl.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
        try:
            for child in process.children(recursive=True):
                if child not in hit and victim(child) and renders_a_page(process):
                    child.send_signal(number)
                    hit.append(child)
        except psutil.Error:  # it ended meanwhile
            continue
    assert len(hit) == times
    return hit


def has_ended(process: psutil.Process, seconds: float = 5) -> bool:
    """Whether the process is gone, or a zombie, within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False
