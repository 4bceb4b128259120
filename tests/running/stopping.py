"""Crawls that tests send SIGTERM to, in processes of their own."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.running.crawling import environment_of
from tests.running.forkserver import Child
from tests.running.nights import last_run

SECONDS = 30.0
"""Within these a crawl ends after SIGTERM."""


@contextmanager
def crawling(address: str, database: str, log: Path, *arguments: str) -> Iterator[Child]:
    """A crawl in a process of its own, killed at the end of the block if it is still there."""
    process = Child(
        ["crawl", "tribun", *arguments],
        environment_of(address, database),
        stdout=log,
        stderr=log,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def stopped(process: Child, log: Path) -> float:
    """Send SIGTERM; how many seconds the end took."""
    assert process.poll() is None, log.read_text("utf-8", "replace")[-3000:]
    process.terminate()
    try:
        began = time.monotonic()
        process.wait(timeout=SECONDS + 20)
        took = time.monotonic() - began
    except subprocess.TimeoutExpired:
        took = SECONDS + 20
    assert took < SECONDS, log.read_text("utf-8", "replace")[-3000:]
    return took


def closed(database: str) -> dict[str, Any]:
    """The run's row, which names the SIGTERM as its only reason."""
    run = last_run(database)
    assert run["finished_at"] is not None
    assert (run["finish_reason"], run["verdict"]) == ("shutdown", "failed")
    assert "the crawl ended early: shutdown" in run["reasons"]
    return run
