"""Nightly crawls of the replica, the time between them, and the rows and requests they leave."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from newsspider.outlets.dates import WIB
from newsspider.replica import ReplicaServer
from newsspider.replica.page import Site
from tests.running.crawling import environment_of, scrapy
from tests.running.forkserver import Child

KINDS = "refused missing throttled server timeout dns connection cut unreadable incomplete robots_unreachable"
AT_ONCE = json.dumps(dict.fromkeys(KINDS.split(), (1, 1, 1)))
"""RETRY_WAITS for a test: three more visits, each a second later."""


def this_hour() -> datetime:
    return datetime.now(WIB).replace(minute=0, second=0, microsecond=0)


def rows(database: str, sql: str, *values: object) -> list[dict[str, Any]]:
    with psycopg.connect(database, row_factory=dict_row) as connection:
        return connection.execute(sql.encode(), values).fetchall()


def last_run(database: str) -> dict[str, Any]:
    """The newest run's row, with the sentences of its reasons."""
    row = rows(database, "select * from run order by id desc limit 1")[0]
    return {**row, "reasons": [reason["text"] for reason in row["reasons"]]}


def hours_pass(database: str, hours: int) -> None:
    """The frontier as it will be then: all its times lie so much further back."""
    with psycopg.connect(database) as connection:
        connection.execute(
            "update page set due_at = due_at - make_interval(hours => %(h)s), "
            "visited_at = visited_at - make_interval(hours => %(h)s)",
            {"h": hours},
        )


def crawled(
    site: Site, database: str, *arguments: str, access_log: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """A night's crawl of a newsroom, along all its links, that waits for nothing."""
    with ReplicaServer(site, access_log=access_log) as replica:
        return scrapy(
            "crawl",
            "tribun",
            "-a",
            "depth=9",
            *arguments,
            "-s",
            "RUN_IDLE_TIMEOUT=0",
            address=replica.address,
            database=database,
        )


def asked(log: Path) -> list[dict[str, Any]]:
    """What the newsroom was asked, and what it sent; a line that is just being written is left out."""
    whole, _, _ = log.read_text("utf-8").rpartition("\n")
    return [json.loads(line) for line in whole.splitlines()]


def sent_bytes(entries: Iterable[dict[str, Any]]) -> int:
    return sum(entry["bytes"] for entry in entries)


def killed(address: str, database: str, log: Path, requests: int, *arguments: str, stories: int = 0) -> None:
    """Run `scrapy crawl tribun` until the newsroom has been asked so often and so many stories are committed,
    then kill -9."""
    words = ["crawl", "tribun", *arguments]
    nowhere = Path(os.devnull)
    process = Child(words, environment_of(address, database), stdout=nowhere, stderr=nowhere)
    try:
        deadline = time.monotonic() + 60
        while len(log.read_text("utf-8").splitlines()) < requests or _committed(database) < stories:
            assert process.poll() is None, "expected to kill the crawl, it ended before"
            assert time.monotonic() < deadline
            time.sleep(0.005)
    finally:
        process.kill()
        process.wait()


def _committed(database: str) -> int:
    return int(rows(database, "select count(*) as stories from article")[0]["stories"])
