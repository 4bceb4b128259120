"""Dashboards over the database of a good night, of a failed night, and over an empty one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from psycopg.conninfo import conninfo_to_dict

from newsspider.browser.executable import find_browser
from newsspider.reasons.reason import Reason, ReasonCode
from tests.conftest import a_database
from tests.dashboard import factories
from tests.databases.run_rows import ended
from tests.databases.sessions import cut_sessions
from tests.running.crawling import ROOT

REASONS = [
    Reason.of(ReasonCode.NOTHING_READ, pages=412, rejections="400 Http403, 12 NoBody"),
    Reason.of(
        ReasonCode.MEASURE_LOW,
        "stories",
        unit="count",
        value="0",
        means="new stories",
        bound="210",
        usual="842",
        runs=14,
    ),
]


REFUSED = {"outcome/rejection": 412, "rejection/Http403": 400, "rejection/NoBody": 12}


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A running dashboard, and the ids of rows in its database."""

    address: str
    database: str = ""
    edited: int = 0
    hostile: int = 0
    rejected: int = 0
    capture: int = 0


@contextmanager
def dashboard(database: str, *options: str, data: str = "") -> Iterator[str]:
    """The address of a dashboard served by a process of its own."""
    command = [sys.executable, "-m", "scrapy", "dashboard", "--port", "0", *options]
    environment = {**os.environ, "DATABASE_URL": database, **({"NEWSSPIDER_DATA": data} if data else {})}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            found = re.search(r"http://\S+(?=/)", process.stdout.readline())
            assert found, "expected the dashboard to print its address"
            yield found[0]
        finally:
            process.terminate()
            assert process.wait(20) == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = find_browser()
    assert found is not None
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def night(server: str, migrated: str, archive: Path) -> Iterator[Site]:
    """A good night, an edited story, and a hostile story, with its capture, and rejected page."""
    with a_database(server, like=migrated) as database:
        factories.one_night(database)
        edited = factories.edited(database)
        hostile, rejected = factories.hostile(database)
        visited = datetime.now(UTC)
        capture = factories.captured(database, archive, hostile, at=visited)
        factories.captured(database, archive, hostile, b"<p>Halaman dua", part=1, at=visited)
        with dashboard(database) as address:
            yield Site(
                address=address,
                database=database,
                edited=edited,
                hostile=hostile,
                rejected=rejected,
                capture=capture,
            )


@pytest.fixture(scope="session")
def failed_night(server: str, night: Site) -> Iterator[Site]:
    """The good night, followed by one on which the newspaper refused all requests."""
    cut_sessions(night.database)  # a database that is looked at cannot be copied
    with a_database(server, like=str(conninfo_to_dict(night.database)["dbname"])) as database:
        ended(database, "failed", REASONS, counters=REFUSED, hours_ago=-1)
        with dashboard(database) as address:
            yield Site(address=address, database=database)


@pytest.fixture(scope="session")
def empty(server: str, migrated: str) -> Iterator[Site]:
    """A database without any crawl."""
    with a_database(server, like=migrated) as database, dashboard(database) as address:
        yield Site(address=address, database=database)
