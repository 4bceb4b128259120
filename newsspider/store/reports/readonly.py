"""Read-only connections for reports, with short timeouts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Full, LifoQueue

import psycopg
from psycopg import Connection, errors
from psycopg.rows import TupleRow

from newsspider.store.address import read_address, safe_address, safe_reason
from newsspider.store.blockers import LockWatch
from newsspider.store.embedded.account import account_for
from newsspider.store.embedded.place import DATABASE, Place
from newsspider.store.embedded.processes import residents
from newsspider.store.errors import DatabaseUnavailable, Locked, reason
from newsspider.store.ledger import explain_mismatch
from newsspider.store.pool import WIRE
from newsspider.store.queries import query
from newsspider.store.session import SessionLimits, begin, connect, transaction

ANSWER_SECONDS = 5.0
LOCK_SECONDS = 6.0
"""Timeout for a lock: a report is not worth a longer wait."""
KEPT = 4
KEPT_SECONDS = 120.0
OTHER_SCHEMA = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.InvalidSchemaName,
)
"""Errors of a database that another version of this code made."""
Reader = Connection[TupleRow]
"""A read-only connection, for rooms that speak no SQL."""


@contextmanager
def looking(conninfo: str, seconds: float = ANSWER_SECONDS) -> Iterator[Reader]:
    """A read-only connection with a timeout for each statement.

    Raises DatabaseUnavailable, also for errors of the database in the block.
    """
    with answering(conninfo), connect(conninfo) as connection, transaction(connection, _limits(seconds)):
        yield connection


class Readers:
    """Read-only connections for many reports, with a timeout for each statement. KEPT of them stay open for
    the next reports. One that the server has cut, or that is not used for KEPT_SECONDS, is replaced.

    psycopg's pool would keep a reader waiting for its timeout while the database is away, and not say why.
    """

    def __init__(self, conninfo: str, seconds: float) -> None:
        self._conninfo, self._limits = conninfo, _limits(seconds)
        self._kept: LifoQueue[tuple[float, Reader]] = LifoQueue(KEPT)

    @contextmanager
    def looking(self) -> Iterator[Reader]:
        """A connection in a transaction of its own. Raises DatabaseUnavailable, as `looking` does."""
        with answering(self._conninfo):
            connection = self._begun()
            try:
                yield connection
                connection.commit()
            finally:
                self._keep(connection)

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with suppress(Empty):
            while True:
                self._kept.get_nowait()[1].close()

    def _begun(self) -> Reader:
        """A connection that has just begun a transaction. Raises psycopg.Error."""
        with suppress(Empty):
            while True:
                since, connection = self._kept.get_nowait()
                with suppress(psycopg.OperationalError):
                    if time.monotonic() - since < KEPT_SECONDS:
                        return self._begin(connection)
                connection.close()
        return self._begin(connect(self._conninfo, **WIRE))

    def _begin(self, connection: Reader) -> Reader:
        connection.execute(begin(self._limits, connection.info.server_version))
        return connection

    def _keep(self, connection: Reader) -> None:
        try:
            connection.rollback()
            self._kept.put_nowait((time.monotonic(), connection))
        except (psycopg.Error, Full):  # it was cut, or enough are kept
            connection.close()


def _limits(seconds: float) -> SessionLimits:
    return SessionLimits(statement=seconds, lock=min(LOCK_SECONDS, 0.8 * seconds), idle=60.0, read_only=True)


@contextmanager
def answering(conninfo: str) -> Iterator[None]:
    """Turn errors of the database in the block into one line. Raises DatabaseUnavailable."""
    watch = LockWatch(conninfo)
    try:
        with watch:
            yield
    except OTHER_SCHEMA as error:
        raise DatabaseUnavailable(explain_mismatch(conninfo, error)) from None
    except errors.LockNotAvailable:
        found = watch.found or "another session holds a lock on it"
        raise Locked(
            f"expected to read the database at {safe_address(conninfo)}, found: {found}: let that session "
            "end, or end it (select pg_terminate_backend(PID))"
        ) from None
    except (psycopg.Error, UnicodeError) as error:
        raise DatabaseUnavailable(
            f"expected to read the database at {safe_address(conninfo)}, found: "
            f"{safe_reason(error, conninfo)}"
        ) from None


def has_tables(connection: Connection[TupleRow]) -> bool:
    """Whether a crawl has made its tables in this database."""
    return connection.execute(query("has_tables")).fetchone() == (True,)


def has_anything(connection: Reader) -> bool:
    """Whether any crawl has used this database."""
    return has_tables(connection) and connection.execute(query("has_runs")).fetchone() == (True,)


def running(url: str, data_dir: Path) -> str:
    """The conninfo of the database that a crawl would use, if it runs: nothing is started or made.

    Raises DatabaseUnavailable: there is no embedded server under `data_dir`, or it does not run.
    """
    if url.strip():
        return read_address(url)
    try:
        folder = (data_dir.absolute() / "postgres").resolve()
        if not was_made(url, data_dir):
            raise DatabaseUnavailable(f"no crawl has made a database under {data_dir} yet")
        place = Place(folder=folder, account=account_for(folder / "cluster"))
        if not residents(place):
            raise DatabaseUnavailable(
                f"the embedded server under {data_dir} does not run, as no crawl goes on: what the last "
                "run did cannot be seen"
            )
        return place.conninfo(DATABASE)
    except OSError as error:
        raise DatabaseUnavailable(
            f"expected to look into the embedded database under {data_dir}, found: {reason(error)}"
        ) from None


def was_made(url: str, data_dir: Path) -> bool:
    """Whether there may be something to read: a database is named, or an embedded one was made once."""
    return bool(url.strip()) or (data_dir / "postgres" / "cluster").exists()
