"""Crawls that tests send SIGTERM to, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.crawling import ROOT
from tests.nights import last_run

SECONDS = 30.0
"""In which a crawl that was told to stop is to end."""


@contextmanager
def crawling(address: str, database: str, log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A crawl in a process of its own, killed at the end of the block if it is still there."""
    environment = {
        **os.environ, "SCRAPY_PROJECT": "replica", "REPLICA_ADDRESS": address, "DATABASE_URL": database,
        "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
    }  # fmt: skip
    command = [sys.executable, "-m", "scrapy", "crawl", "tribun", *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def stopped(process: subprocess.Popen[bytes], log: Path) -> float:
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
    """The run's row, which says that it was told to stop, and no more."""
    run = last_run(database)
    assert run["finished_at"] is not None
    assert (run["finish_reason"], run["verdict"]) == ("shutdown", "failed")
    assert "the crawl ended early: shutdown" in run["reasons"]
    return run
