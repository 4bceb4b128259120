"""Tests of a crawl whose browser or driver is killed or stopped."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from newsspider.replica import ReplicaServer
from tests.browser.crawling import (
    NEWSROOM,
    has_ended,
    is_browser,
    is_driver,
    missing_links,
    needs_browser,
    render,
    result_of,
    send_signal,
    start,
    stories_with_widget,
)
from tests.running.crawling import HANGS

STORIES = stories_with_widget("pilihan", 3) + stories_with_widget("jixie", 3)
SECONDS = {signal.SIGKILL: 60, signal.SIGSTOP: 8}
"""The timeout of a page; a stopped browser costs that, and 5 s more until it counts as dead."""


@needs_browser
@pytest.mark.parametrize(
    ("victim", "number"),
    [
        (is_browser, signal.SIGKILL),
        (is_driver, signal.SIGKILL),
        (is_browser, signal.SIGSTOP),
        (is_driver, signal.SIGSTOP),
    ],
)
def test_one_death_loses_no_link(victim: Callable[[Any], bool], number: signal.Signals) -> None:
    started = time.monotonic()
    with ReplicaServer(NEWSROOM) as server:
        crawl = start(server.address, STORIES, RENDER_SECONDS=SECONDS[number])
        hit = send_signal(crawl, victim, number, times=1)
        result = result_of(crawl)
    assert missing_links(result, STORIES) == []
    assert (result["reason"], result["log"].count("Starting the browser")) == (None, 2)
    assert time.monotonic() - started < HANGS
    assert all(has_ended(process) for process in hit)


@needs_browser
def test_crawl_continues_without_browser_after_three_deaths() -> None:
    with ReplicaServer(NEWSROOM) as server:
        crawl = start(server.address, STORIES, RENDER_SECONDS=SECONDS[signal.SIGKILL])
        hit = send_signal(crawl, is_browser, signal.SIGKILL, times=3)
        result = result_of(crawl)
    failed = result["stats"]["render/failed"]
    assert result["reason"].startswith(f"the browser died 3 times; {failed} stor")
    assert failed >= 1
    assert len(result["links"]) == len(STORIES)
    assert all(has_ended(process) for process in hit)


def test_reason_names_the_missing_executable() -> None:
    with ReplicaServer(NEWSROOM) as server:
        result = render(
            server.address, STORIES[:1], PLAYWRIGHT_LAUNCH_OPTIONS={"executable_path": "/tidak/ada"}
        )
    assert result["reason"].startswith("expected a browser that starts, found: ")
    assert "/tidak/ada" in result["reason"]
    assert result["reason"].endswith(
        "; 1 story was stored without the recommendations that only JavaScript shows"
    )
