"""The crawl's connections to the database: alive, and each use of one a transaction with our settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from newsspider.store.embedded.sharing import why_gone
from newsspider.store.retry import Patience
from newsspider.store.session import NAME, STATED, Limits, begin

Connection = AsyncConnection[tuple[object, ...]]

WIRE = {
    "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000,
}  # fmt: skip
"""A line that falls silent is given up after 20 to 25 seconds, not after a quarter of an hour."""
SILENCE = 45.0
"""Seconds after which the server takes the locks of one that is frozen while it writes."""
WAIT_SECONDS = 5.0
"""For a free connection."""


class Pool(AsyncConnectionPool[Connection]):
    """Gives out connections that are alive, at most three, in a transaction that is committed at the end of
    the block; `patience` is for when there are none. Whoever is silent for `silence` seconds in it is cut off
    by the server, for others wait for its locks. The pool's own check sleeps a second, then two, for every
    dead connection it meets: after a restart of the server that is longer than anybody waits."""

    def __init__(self, conninfo: str, silence: float = SILENCE) -> None:
        self.patience = Patience(conninfo, lambda: why_gone(conninfo))
        self.address, self.limits = conninfo, Limits(idle=silence)
        super().__init__(
            conninfo, min_size=1, max_size=3, open=False, timeout=WAIT_SECONDS,
            kwargs={**STATED, "application_name": NAME, **WIRE},
        )  # fmt: skip

    async def getconn(self, timeout: float | None = None) -> Connection:
        """A connection that has just begun a transaction. Raises PoolTimeout."""
        for _ in range(self.max_size + 1):
            connection = await super().getconn(timeout)
            try:
                await connection.execute(begin(self.limits, connection.info.server_version))
            except psycopg.OperationalError:
                await self.putconn(connection)
            except BaseException:
                await self.putconn(connection)
                raise
            else:
                return connection
        raise PoolTimeout("every connection was cut")


@asynccontextmanager
async def connected(conninfo: str) -> AsyncIterator[Pool]:
    """A pool that is closed at the end of the block."""
    pool = Pool(conninfo)
    await pool.open()
    try:
        yield pool
    finally:
        await pool.close()
