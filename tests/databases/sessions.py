"""Sessions of this process at a server, and their end, as a restart of the server ends them."""

from __future__ import annotations

import psycopg
from psycopg.conninfo import conninfo_to_dict

from newsspider.store.session import NAME


def cut_sessions(database: str) -> None:
    """End all sessions of a database, and wait until they are gone."""
    with psycopg.connect(database, dbname="postgres", autocommit=True) as connection:
        name = conninfo_to_dict(database)["dbname"]
        ended = b"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = %s"
        assert all(done for (done,) in connection.execute(ended, [name]))


def our_sessions(database: str) -> int:
    """How many sessions of this process a database has."""
    with psycopg.connect(database, dbname="postgres", autocommit=True) as connection:
        counted = connection.execute(
            "select count(*) from pg_stat_activity where datname = %s and application_name = %s",
            [conninfo_to_dict(database)["dbname"], NAME],
        ).fetchone()
    return int(counted[0]) if counted else 0
