"""A batch that the database aborts, in a conflict with another writer, is written again."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from newsspider.replica import ReplicaServer
from tests.chaos.conftest import Report
from tests.running.nights import rows
from tests.running.processes import SLOWLY, Witness, again_and_again, wait_until

pytestmark = pytest.mark.timeout(900)


Connection = psycopg.Connection[tuple[object, ...]]


def crawls_against(
    witness: Witness, folder: Path, report: Report, word: str, disturb: Callable[[Connection], None]
) -> None:
    """Two crawls, and another who disturbs them until five transactions were given up for it."""
    slowly = (*SLOWLY, "-s", "DOWNLOAD_DELAY=0.1")
    with (
        ReplicaServer(witness.site, access_log=witness.log) as server,
        witness.crawl("satu", server.address, folder, *slowly) as one,
        witness.crawl("dua", server.address, folder, *slowly) as two,
    ):

        def given_up() -> int:
            return one.said().count(word) + two.said().count(word)

        wait_until(lambda: min(map(witness.by, ("satu", "dua"))) > 40)
        with disturbing(witness.database, disturb):
            wait_until(lambda: given_up() >= 5)
        codes = {one.ended(), two.ended()}
        print(f"{given_up()} times: {word}")
    figures = witness.figures()
    report(figures)
    assert codes <= {0, 3}, one.said()[-2000:] + two.said()[-2000:]
    assert (figures.lost, figures.stored_twice, figures.fetched_twice) == (0, 0, 0), str(figures)
    assert witness.trespasses() == []
    assert rows(witness.database, "select from run where finished_at is null") == []


@contextmanager
def disturbing(database: str, work: Callable[[Connection], None]) -> Iterator[None]:
    """Somebody does this in a transaction of his own, over and over."""
    with psycopg.connect(database) as connection:
        # It is the others who find that they must give way.
        connection.execute("set deadlock_timeout = '60s'")
        connection.commit()

        def once() -> None:
            with contextlib.suppress(errors.DeadlockDetected, errors.SerializationFailure):
                work(connection)
                connection.commit()
            connection.rollback()

        with again_and_again(once, 0.1):
            yield


def test_deadlocks(witness: Witness, tmp_path: Path, report: Report) -> None:
    """The other locks the rows that the crawls write, in the opposite order."""

    def lock_all(connection: Connection) -> None:
        for table in ("article", "page"):
            known = connection.execute(f"select url from {table} order by url desc".encode()).fetchall()
            for (url,) in known:
                connection.execute(f"select from {table} where url = %s for update".encode(), [url])

    crawls_against(witness, tmp_path, report, "deadlock detected", lock_all)


def test_serialization_failures(witness: Witness, server: str, tmp_path: Path, report: Report) -> None:
    """Every transaction is serializable, by the database's own setting, and the other writes the same rows."""
    name = conninfo_to_dict(witness.database)["dbname"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            f"alter database {name} set default_transaction_isolation = 'serializable'".encode()
        )

    def touch_some(connection: Connection) -> None:
        connection.execute(
            "update page set depth = depth where id in (select id from page order by random() limit 200)"
        )
        for _ in range(100):  # who waits for these rows is given up at the commit
            if connection.execute("select from pg_locks where not granted").fetchone() is not None:
                break
            time.sleep(0.02)

    crawls_against(witness, tmp_path, report, "could not serialize access", touch_some)
