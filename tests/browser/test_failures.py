"""A browser, driver or pipe that fails in any way costs recommendations, never a story (case T9)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import psutil  # type: ignore[import-untyped]
import pytest
from scrapy.crawler import Crawler

from newsspider.browser.browser import Browser, Running
from newsspider.browser.deadline import within
from newsspider.browser.executable import find_browser
from newsspider.browser.processes import Processes
from newsspider.replica import ReplicaServer
from tests.browser.running import NEWSROOM, finish, missing, needs_browser, show, start, with_widget
from tests.browser.test_deaths import ended, is_driver

STORIES = with_widget("pilihan", 3)
PROGRAMS = {
    "is_killed": "kill -9 $$",
    "writes_garbage_into_the_pipe": "head -c 9000 /dev/urandom >&4; exit 1",
    "answers_nonsense": r"printf '{\"id\": 1, \"result\": []}\0[]\0null\0' >&4; sleep 1",
    "has_a_full_disk": f"ulimit -f 0; exec {find_browser()} \"$@\"",
}  # fmt: skip


def all_stories_without(seen: dict[str, Any], stories: int = len(STORIES)) -> None:
    """The crawl went on to its end without an error, and says what it lacks."""
    assert len(seen["links"]) == stories
    assert not any(seen["links"].values())
    assert "without the recommendations that only JavaScript shows" in seen["reason"]
    assert seen["stats"]["render/failed"] == stories
    assert seen["stats"].get("log_count/ERROR", 0) == 0, seen["log"][-3000:]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_browser_that_does_not_start(name: str, tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/bash\n{PROGRAMS[name]}\n")
    program.chmod(0o755)
    with ReplicaServer(NEWSROOM) as server:
        seen = show(server.address, STORIES, PLAYWRIGHT_LAUNCH_OPTIONS={"executable_path": str(program)})
    all_stories_without(seen)


@pytest.mark.parametrize(
    "options",
    [
        {"PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": "/"}},
        {"PLAYWRIGHT_LAUNCH_OPTIONS": {"no_such_option": 1}},
        {"PLAYWRIGHT_BROWSER_TYPE": "netscape"},
        {"PLAYWRIGHT_CDP_URL": "no address"},
    ],
    ids=json.dumps,
)
def test_settings_that_give_no_browser(options: dict[str, Any]) -> None:
    with ReplicaServer(NEWSROOM) as server:
        seen = show(server.address, STORIES, **options)
    all_stories_without(seen)


@pytest.mark.parametrize("text", ["exit 0", "echo garbage; sleep 2"])
def test_a_driver_that_does_not_start(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's driver is a program of Node: one that answers nothing, or nonsense."""
    program = tmp_path / "node"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(program))
    with ReplicaServer(NEWSROOM) as server:
        seen = show(server.address, STORIES)
    all_stories_without(seen)


@needs_browser
@pytest.mark.parametrize("times", [1, 3])
def test_a_driver_killed_while_it_starts(times: int) -> None:
    """One death costs nothing; after three the crawl goes on without a browser."""
    with ReplicaServer(NEWSROOM) as server:
        crawl = start(server.address, STORIES, RENDER_CONCURRENCY=1)
        struck = _killed_at_sight(psutil.Process(crawl.pid), times)
        seen = finish(crawl)
    assert all(ended(process) for process in struck)
    assert seen["stats"].get("log_count/ERROR", 0) == 0, seen["log"][-3000:]
    assert len(seen["links"]) == len(STORIES)
    if times == 1:
        assert (missing(seen, STORIES), seen["reason"]) == ([], None)
    else:
        assert seen["reason"].startswith("the browser died 3 times")


def _killed_at_sight(crawl: psutil.Process, times: int) -> list[psutil.Process]:
    struck: list[psutil.Process] = []
    until = time.monotonic() + 60
    while len(struck) < times and time.monotonic() < until:
        for child in crawl.children():
            try:
                if child not in struck and is_driver(child):
                    child.kill()
                    struck.append(child)
            except psutil.Error:
                continue
        time.sleep(0.005)
    assert len(struck) == times
    return struck


async def _fails() -> None:
    raise Exception("Connection closed while reading from the driver")


async def _cancels_itself() -> None:
    task = asyncio.current_task()
    assert task
    task.cancel()
    await asyncio.sleep(1)


async def _hangs() -> None:
    await asyncio.sleep(3600)


@pytest.mark.parametrize("close", [_fails, _cancels_itself, _hangs])
async def test_a_browser_that_fails_at_its_end(
    close: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsspider.browser.browser.CLOSE_SECONDS", 0.2)
    browser = Browser(cast(Crawler, SimpleNamespace(engine=None)), 1.0)
    browser._running = Running(SimpleNamespace(close=close), Processes())
    async with asyncio.timeout(5):
        await browser.close()


async def test_work_that_a_dead_connection_cancels_is_a_failure() -> None:
    with pytest.raises(ConnectionError, match="expected an answer"):
        await within(5, _cancels_itself())
