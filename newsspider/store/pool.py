"""Connection pool of a crawl. Each use of a connection is one transaction with our settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import psycopg
from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from newsspider.store.calls import fetch_all_async
from newsspider.store.embedded.sharing import why_gone
from newsspider.store.queries import query
from newsspider.store.retry import RetryPolicy
from newsspider.store.session import NAME, STATED, SessionLimits, begin, connect_seconds

T = TypeVar("T")

WIRE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""A connection that falls silent is given up after 20 to 25 seconds, not after a quarter of an hour."""
IDLE_SECONDS = 45.0
"""Seconds after which the server ends a transaction of a process that is frozen, and its locks."""
CANCEL_SECONDS = 2.0
"""Timeout for the server to hear that a query was cancelled. Then the connection is closed."""
WAIT_SECONDS = 5.0
"""Timeout for a free connection, and for all attempts of the pool to make one."""


class PooledConnection(AsyncConnection[tuple[object, ...]]):
    """A connection that waits for a silent server no longer than CANCEL_SECONDS when its query is cancelled;
    psycopg alone waits ten seconds, and a crawl that was stopped has no more than thirty."""

    async def cancel_safe(self, *, timeout: float = CANCEL_SECONDS) -> None:
        """Cancel the query under way. Raises psycopg.OperationalError."""
        try:
            await super().cancel_safe(timeout=min(timeout, CANCEL_SECONDS))
        except psycopg.OperationalError:
            self.pgconn.finish()
            raise


class Pool(AsyncConnectionPool[PooledConnection]):
    """At most three live connections, each given out in a transaction that is committed at the end of the
    block; `retry` is the policy for when there are none. The server ends a transaction that is idle for
    `idle` seconds, because others wait for its locks.

    The check of psycopg's pool sleeps a second, then two, for every dead connection. After a restart of the
    server that exceeds the timeout. So `getconn` discards dead connections itself.

    Attempts to connect again are as slow: each waits twice as long as the one before, for five minutes. So
    the pool gives up after WAIT_SECONDS, and the next `getconn` begins anew, at once."""

    def __init__(self, conninfo: str, idle: float = IDLE_SECONDS) -> None:
        self.retry = RetryPolicy(conninfo, lambda: why_gone(conninfo))
        self.address, self.limits = conninfo, SessionLimits(idle=idle)
        super().__init__(
            conninfo,
            connection_class=PooledConnection,
            min_size=1,
            max_size=3,
            open=False,
            timeout=WAIT_SECONDS,
            reconnect_timeout=WAIT_SECONDS,
            kwargs={
                **STATED,
                "application_name": NAME,
                "connect_timeout": connect_seconds(conninfo),
                **WIRE,
            },
        )

    async def getconn(self, timeout: float | None = None) -> PooledConnection:
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

    async def putconn(self, connection: PooledConnection) -> None:
        """Give a connection back. One whose transaction was cancelled in its middle is rolled back first: the
        pool does that too, with a warning."""
        try:
            if connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
                with suppress(psycopg.OperationalError):
                    await connection.rollback()
        finally:
            await super().putconn(connection)

    async def execute(self, name: str, **values: object) -> None:
        """Execute the query `name` in a transaction of its own."""
        async with self.connection() as connection:
            await connection.execute(query(name), values)

    async def fetch_all(self, kind: type[T], name: str, **values: object) -> list[T]:
        """All rows of the query `name` as values of `kind` (store.calls), in a transaction of its own."""
        async with self.connection() as connection:
            return await fetch_all_async(connection, kind, name, values)

    async def fetch_one(self, kind: type[T], name: str, **values: object) -> T | None:
        """The first row of the query `name`, if it has any."""
        rows = await self.fetch_all(kind, name, **values)
        return rows[0] if rows else None


@asynccontextmanager
async def connected(conninfo: str) -> AsyncIterator[Pool]:
    """A pool that is closed at the end of the block."""
    pool = Pool(conninfo)
    await pool.open()
    try:
        yield pool
    finally:
        await pool.close()
