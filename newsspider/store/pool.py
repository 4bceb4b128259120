"""Which connection to the database is alive?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool, PoolTimeout

Connection = AsyncConnection[tuple[object, ...]]

WIRE = {
    "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000,
}  # fmt: skip
"""A line that falls silent is given up after 20 to 25 seconds, not after a quarter of an hour."""


class Pool(AsyncConnectionPool[Connection]):
    """Gives out connections that are alive, at most three. The pool's own check sleeps a second, then two,
    for every dead connection it meets: after a restart of the server that is longer than anybody waits."""

    def __init__(self, conninfo: str) -> None:
        self.address = conninfo
        super().__init__(
            conninfo, min_size=1, max_size=3, open=False, timeout=5, kwargs={"autocommit": True, **WIRE}
        )

    async def getconn(self, timeout: float | None = None) -> Connection:
        """A connection that has just answered. Raises PoolTimeout."""
        for _ in range(self.max_size + 1):
            connection = await super().getconn(timeout)
            try:
                await self.check_connection(connection)
            except psycopg.OperationalError:
                await self.putconn(connection)
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
