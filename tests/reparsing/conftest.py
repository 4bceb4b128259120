"""A database and an archive that a night's crawl has filled; each test gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.replica import Newsroom
from tests.conftest import a_database
from tests.running.nights import crawled, this_hour

HOSTS = ("www", "solo")


@pytest.fixture(scope="session")
def archived_night(server: str, migrated: str, archive: Path) -> Iterator[tuple[str, Path]]:
    """The name of a database that one night's crawl has filled, and a copy of its archive."""
    with a_database(server, like=migrated) as conninfo:
        newsroom = Newsroom(stories=60, days=1.5, hosts=HOSTS, now=this_hour())
        done = crawled(newsroom, conninfo, "-a", f"hosts={','.join(HOSTS)}")
        assert done.returncode == 0, done.stderr[-2000:]
        folder = archive.parent / f"{archive.name}-night"
        shutil.copytree(archive, folder)
        yield str(conninfo_to_dict(conninfo)["dbname"]), folder
        shutil.rmtree(folder)


@pytest.fixture
def night(server: str, archived_night: tuple[str, Path]) -> Iterator[str]:
    """The conninfo of a copy of the night's database."""
    with a_database(server, like=archived_night[0]) as conninfo:
        yield conninfo


@pytest.fixture
def folder(archived_night: tuple[str, Path], tmp_path: Path) -> Path:
    """A copy of the night's archive."""
    return Path(shutil.copytree(archived_night[1], tmp_path / "archive"))
