"""Tests of a browser, driver or pipe that fails: recommendations are lost, never a story (case T9)."""

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

from newsspider.browser.browser import Browser, RunningBrowser
from newsspider.browser.executable import find_browser
from newsspider.browser.processes import BrowserProcesses
from newsspider.replica import ReplicaServer
from tests.browser.crawling import (
    NEWSROOM,
    has_ended,
    is_driver,
    missing_links,
    needs_browser,
    render,
    result_of,
    start,
    stories_with_widget,
)

STORIES = stories_with_widget("pilihan", 3)
PROGRAMS = {
    "is_killed": "kill -9 $$",
    "writes_garbage_into_the_pipe": "head -c 9000 /dev/urandom >&4; exit 1",
    "answers_nonsense": r"printf '{\"id\": 1, \"result\": []}\0[]\0null\0' >&4; sleep 1",
    "has_a_full_disk": f'ulimit -f 0; exec {find_browser()} "$@"',
}


def assert_no_recommendations(result: dict[str, Any], stories: int = len(STORIES)) -> None:
    """The crawl finished without an error, and its reason names what is missing."""
    assert len(result["links"]) == stories
    assert not any(result["links"].values())
    assert "without the recommendations that only JavaScript shows" in result["reason"]
    assert result["stats"]["render/failed"] == stories
    assert result["stats"].get("log_count/ERROR", 0) == 0, result["log"][-3000:]


@pytest.mark.parametrize("name", PROGRAMS)
def test_browser_that_does_not_start(name: str, tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/bash\n{PROGRAMS[name]}\n")
    program.chmod(0o755)
    with ReplicaServer(NEWSROOM) as server:
        result = render(server.address, STORIES, PLAYWRIGHT_LAUNCH_OPTIONS={"executable_path": str(program)})
    assert_no_recommendations(result)


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
def test_settings_without_a_usable_browser(options: dict[str, Any]) -> None:
    with ReplicaServer(NEWSROOM) as server:
        result = render(server.address, STORIES, **options)
    assert_no_recommendations(result)


@pytest.mark.parametrize("text", ["exit 0", "echo garbage; sleep 2"])
def test_driver_that_does_not_start(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's driver is a program of Node: this one answers nothing, or nonsense."""
    program = tmp_path / "node"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(program))
    with ReplicaServer(NEWSROOM) as server:
        result = render(server.address, STORIES)
    assert_no_recommendations(result)


@needs_browser
@pytest.mark.parametrize("times", [1, 3])
def test_driver_killed_while_it_starts(times: int) -> None:
    """One death loses no link; after three the crawl continues without a browser."""
    with ReplicaServer(NEWSROOM) as server:
        crawl = start(server.address, STORIES, RENDER_CONCURRENCY=1)
        hit = _kill_drivers(psutil.Process(crawl.pid), times)
        result = result_of(crawl)
    assert all(has_ended(process) for process in hit)
    assert result["stats"].get("log_count/ERROR", 0) == 0, result["log"][-3000:]
    assert len(result["links"]) == len(STORIES)
    if times == 1:
        assert (missing_links(result, STORIES), result["reason"]) == ([], None)
    else:
        assert result["reason"].startswith("the browser died 3 times")


def _kill_drivers(crawl: psutil.Process, times: int) -> list[psutil.Process]:
    hit: list[psutil.Process] = []
    deadline = time.monotonic() + 60
    while len(hit) < times and time.monotonic() < deadline:
        for child in crawl.children():
            try:
                if child not in hit and is_driver(child):
                    child.kill()
                    hit.append(child)
            except psutil.Error:
                continue
        time.sleep(0.005)
    assert len(hit) == times
    return hit


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
async def test_close_survives_a_failing_handler(
    close: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsspider.browser.browser.CLOSE_SECONDS", 0.2)
    browser = Browser(cast(Crawler, SimpleNamespace(engine=None)), 1.0)
    browser._running = RunningBrowser(SimpleNamespace(close=close), BrowserProcesses())
    async with asyncio.timeout(5):
        await browser.close()
