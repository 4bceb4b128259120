"""How does one look into the database without ever waiting long for it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.database import CONNECT_SECONDS, masked, options_of
from newsspider.store.embedded.account import account_for
from newsspider.store.embedded.place import DATABASE, Place
from newsspider.store.embedded.processes import residents
from newsspider.store.errors import DatabaseUnavailable, reason
from newsspider.store.queries import query

ANSWER_SECONDS = 5
Reader = Connection[TupleRow]
"""A connection to look with, for those who speak no SQL themselves."""


@contextmanager
def looking(conninfo: str, seconds: float = ANSWER_SECONDS, *, read_only: bool = False) -> Iterator[Reader]:
    """A connection, each of whose statements is given up after so many seconds, and is committed by itself;
    one that is `read_only` cannot change anything.
    Raises DatabaseUnavailable, also for what the database answers within the block."""
    options_of(conninfo)
    try:
        with psycopg.connect(conninfo, autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
            connection.execute(f"set statement_timeout = {int(seconds * 1000)}".encode())
            if read_only:
                connection.execute("set default_transaction_read_only = on")
            yield connection
    except (psycopg.Error, UnicodeError) as error:
        raise DatabaseUnavailable(
            f"expected to read the database at {masked(conninfo)}, found: {reason(error)}"
        ) from None


def has_tables(connection: Connection[TupleRow]) -> bool:
    """Whether a crawl has ever made this database its own."""
    return connection.execute(query("has_tables")).fetchone() == (True,)


def has_anything(connection: Reader) -> bool:
    """Whether any crawl has used this database."""
    return has_tables(connection) and connection.execute(query("has_anything")).fetchone() == (True,)


def running(url: str, data_dir: Path) -> str:
    """The conninfo of the database that a crawl would use, if it is there: nothing is started or made.

    Raises DatabaseUnavailable: there is no embedded server under `data_dir`, or it does not run.
    """
    if url.strip():
        return url.strip()
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
