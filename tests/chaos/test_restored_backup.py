"""A crawl whose database is replaced by yesterday's backup ends in time, and the next crawl loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.replica import ReplicaServer
from tests.chaos.conftest import Report
from tests.conftest import a_database
from tests.running.nights import rows
from tests.running.processes import SLOWLY, STORIES, Witness, newsroom, wait_until, watch

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def backup(server: str, migrated: str) -> Iterator[str]:
    """The name of a database that is as ours was before its crawl."""
    with a_database(server, like=migrated) as conninfo:
        watch(conninfo)
        yield str(conninfo_to_dict(conninfo)["dbname"])


def restore(server: str, database: str, backup: str) -> None:
    """Put the backup in the place of the database, whoever is connected to it."""
    name = conninfo_to_dict(database)["dbname"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)".encode())
        connection.execute(f"create database {name} template {backup}".encode())


def test_the_database_is_restored_under_a_crawl(
    database: str, server: str, backup: str, tmp_path: Path, report: Report
) -> None:
    """Its run and its worker are gone, and the next crawl has their numbers."""
    witness = Witness(newsroom(STORIES), database, tmp_path / "access.log")
    with ReplicaServer(witness.site, access_log=witness.log) as replica:
        with witness.crawl("lama", replica.address, tmp_path, *SLOWLY) as crawl:
            wait_until(lambda: witness.by("lama") > 60)
            restore(server, database, backup)
            code = crawl.ended()
            said = crawl.said()
        assert code == 1, said[-3000:]
        assert "expected worker 1 of run 1 in the database, found none" in said, said[-3000:]
        assert "Traceback" not in said, said[-5000:]
        with witness.crawl("baru", replica.address, tmp_path, *SLOWLY) as again:
            assert again.ended() == 0, again.said()[-2000:]
    figures = witness.figures()
    report(figures)
    assert (figures.lost, figures.stored_twice) == (0, 0), witness.lost()
    assert rows(database, "select from run where finished_at is null") == []
