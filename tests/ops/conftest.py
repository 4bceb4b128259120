"""A database that a crawl has filled, shared by the tests that only read it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from newsspider.replica import Newsroom
from newsspider.store.crawl.summaries import look
from newsspider.store.pool import connected
from tests.conftest import a_database
from tests.running.crawling import ROOT
from tests.running.nights import crawled, this_hour

ROLES = ROOT / "deploy" / "roles.sql"


@pytest.fixture(scope="session")
def night_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The access log of the night's newsroom."""
    return tmp_path_factory.mktemp("night") / "access.log"


@pytest.fixture(scope="session")
def night(server: str, migrated: str, night_log: Path) -> Iterator[str]:
    """The conninfo of a database that one night's crawl has filled, with the roles of deploy/roles.sql."""
    with a_database(server, like=migrated) as conninfo:
        newsroom = Newsroom(stories=130, days=1.5, hosts=("www", "solo", "jogja"), now=this_hour())
        done = crawled(newsroom, conninfo, "-a", "hosts=www,solo,jogja", access_log=night_log)
        assert done.returncode == 0, done.stderr[-2000:]
        asyncio.run(_looked(conninfo))
        give_roles(conninfo)
        yield conninfo


async def _looked(conninfo: str) -> None:
    """A night of so few stories is not worth a look to the run itself."""
    async with connected(conninfo) as pool:
        await look(pool, 1)


def give_roles(conninfo: str, file: Path = ROLES) -> list[str]:
    """Run the file as psql would; what it has to say."""
    notices: list[str] = []
    with psycopg.connect(conninfo) as connection:
        connection.add_notice_handler(lambda notice: notices.append(str(notice.message_primary)))
        connection.execute(file.read_bytes())
    return notices


def as_role(conninfo: str, role: str) -> str:
    return make_conninfo(conninfo, user=role)


@pytest.fixture(scope="session")
def reader(night: str) -> str:
    """The night's database as the role for dashboards sees it."""
    return as_role(night, "newsspider_reader")
