"""A batch that the database aborts, in a conflict with another writer, is written again."""

from __future__ import annotations

import contextlib
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
    witness: Witness,
    folder: Path,
    report: Report,
    disturb: Callable[[Connection], None],
    word: str,
    least: int,
) -> int:
    """Two crawls, and another who disturbs them until so many transactions were given up for it (0: until they
    end). Returns how many were: `word` is in the log for each."""
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
            wait_until(lambda: given_up() >= least if least else not (one.lives or two.lives), every=0.1)
        codes = {one.ended(), two.ended()}
        print(f"{given_up()} times: {word}")
    figures = witness.figures()
    report(figures)
    assert codes <= {0, 3}, one.said()[-2000:] + two.said()[-2000:]
    assert (figures.lost, figures.stored_twice, figures.fetched_twice) == (0, 0, 0), str(figures)
    assert witness.trespasses() == []
    assert rows(witness.database, "select from run where finished_at is null") == []
    return given_up()


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

    assert crawls_against(witness, tmp_path, report, lock_all, "deadlock detected", least=5) >= 5


def test_serializable_by_default(witness: Witness, server: str, tmp_path: Path, report: Report) -> None:
    """By the database's own setting, while another writes the same rows. Ours state their isolation level, and
    none is given up."""
    name = conninfo_to_dict(witness.database)["dbname"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            f"alter database {name} set default_transaction_isolation = 'serializable'".encode()
        )

    def touch_some(connection: Connection) -> None:
        connection.execute(
            "update page set depth = depth where id in (select id from page order by random() limit 200)"
        )

    word = "could not serialize access"
    assert crawls_against(witness, tmp_path, report, touch_some, word, least=0) == 0
