"""Which dashboards are there to look at: over a night of a real crawl, a bad night, and an empty database?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.store.migrate import migrate
from tests.books import ended
from tests.conftest import a_database
from tests.crawling import ROOT
from tests.dashboard import filling

RED = [
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A dashboard that runs, and what is in its database."""

    address: str
    database: str = ""
    edited: int = 0
    hostile: int = 0
    rejected: int = 0


@contextmanager
def dashboard(database: str, *options: str, data: str = "") -> Iterator[str]:
    """The address of a dashboard that a process of its own serves."""
    command = [sys.executable, "-m", "scrapy", "dashboard", "--port", "0", *options]
    environment = {**os.environ, "DATABASE_URL": database, **({"NEWSSPIDER_DATA": data} if data else {})}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            found = re.search(r"http://\S+(?=/)", process.stdout.readline())
            assert found, "expected the dashboard to tell its address"
            yield found[0]
        finally:
            process.terminate()
            assert process.wait(20) == 0


@pytest.fixture(scope="session")
def night(server: str) -> Iterator[Site]:
    """A night, an edited story, and a story and a page that mean us harm."""
    with a_database(server) as database:
        migrate(database)
        filling.one_night(database)
        edited = filling.edited(database)
        hostile, rejected = filling.hostile(database)
        with dashboard(database) as address:
            yield Site(address=address, database=database, edited=edited, hostile=hostile, rejected=rejected)


@pytest.fixture(scope="session")
def red(server: str, night: Site) -> Iterator[Site]:
    """The same, and after it a night on which the newspaper shut us out."""
    with a_database(server, like=str(conninfo_to_dict(night.database)["dbname"])) as database:
        ended(database, "failed", RED, counters={"outcome/rejection": 412})
        with dashboard(database) as address:
            yield Site(address=address, database=database)


@pytest.fixture(scope="session")
def empty(server: str) -> Iterator[Site]:
    """A database that no crawl has used."""
    with a_database(server) as database:
        migrate(database)
        with dashboard(database) as address:
            yield Site(address=address, database=database)
