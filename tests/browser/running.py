"""How does a test show stories in a browser as a crawl does: in a process of its own, against a replica?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.replica import Newsroom, Story
from tests.crawling import HANGS, ROOT

NEWSROOM = Newsroom(stories=220)

needs_browser = pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")


def with_widget(kind: str, count: int) -> list[Story]:
    """The newsroom's first stories with this kind of widget and a link in it."""
    stories = map(NEWSROOM.story, range(NEWSROOM.stories))
    found = [story for story in stories if story.widget_kind == kind and story.widget]
    assert len(found) >= count
    return found[:count]


def start(address: str, stories: list[Story], **options: Any) -> subprocess.Popen[str]:
    """A crawl that shows these stories, with these settings."""
    command = [sys.executable, str(ROOT / "tests/browser/crawl.py"), json.dumps(options)]
    return subprocess.Popen(
        [*command, *(story.url for story in stories)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "REPLICA_ADDRESS": address},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(crawl: subprocess.Popen[str], timeout: float = HANGS) -> dict[str, Any]:
    """What it saw (see crawl.py), and its log under "log"."""
    try:
        output, log = crawl.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        crawl.kill()
        raise AssertionError(f"still running after {timeout} s:\n{crawl.communicate()[1][-3000:]}") from None
    assert crawl.returncode == 0, log[-3000:]
    seen: dict[str, Any] = json.loads(output)
    assert seen["finished"] == "finished", log[-3000:]
    assert "spider_exceptions" not in " ".join(seen["stats"]), log[-5000:]
    return {**seen, "log": log}


def show(address: str, stories: list[Story], timeout: float = HANGS, **options: Any) -> dict[str, Any]:
    return finish(start(address, stories, **options), timeout)


def missing(seen: dict[str, Any], stories: list[Story]) -> list[tuple[str, set[str | None]]]:
    """What the widgets hold and the browser did not give, by story."""
    lacking = [
        (story.url, {link.url for link in story.widget} - {url for url, _ in seen["links"][story.url]})
        for story in stories
    ]
    return [(url, links) for url, links in lacking if links]


def asked(log: Path) -> Counter[str]:
    """host/path of all that the replica was asked for."""
    lines = (json.loads(line) for line in log.read_text("utf-8").splitlines())
    return Counter(f"{line['host']}{line['path'].partition('?')[0]}" for line in lines)
