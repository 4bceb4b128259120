"""Leader election among schedulers: the one whose session holds a lock leads. The lock ends with the
session."""

from __future__ import annotations

import asyncio
import os
import platform
from datetime import datetime
from types import TracebackType
from typing import Self

from psycopg import AsyncConnection
from psycopg.conninfo import make_conninfo
from psycopg.errors import InterfaceError

from newsspider.store.pool import WIRE
from newsspider.store.queries import query
from newsspider.store.retry import AWAY
from newsspider.store.session import STATED, SessionLimits, begin

NAME = "newsspider schedule"
ANSWER_SECONDS = 10.0
"""Timeout for the database to answer that we lead."""


class Leader:
    """A candidate, with a session of its own to the server. A pooler that shares sessions (PgBouncer by
    transaction) would share the lock."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self._connection: AsyncConnection[tuple[object, ...]] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.resign()

    async def seek(self) -> bool:
        """Try to become the leader. Raises one of AWAY."""
        if self._connection is None:
            name = f"{NAME} {os.getpid()} {platform.node()}"[:63]
            address = make_conninfo(self.conninfo, connect_timeout=5, application_name=name, **WIRE)
            self._connection = await AsyncConnection.connect(address, **STATED)
        row = await self._ask("acquire_leadership")
        return bool(row and row[0])

    async def leads(self) -> bool:
        """Whether the session that made us leader is still there."""
        try:
            return await self._ask("check_leadership") is not None
        except AWAY:
            return False

    async def time(self) -> datetime:
        """The database's clock. Raises one of AWAY."""
        row = await self._ask("clock")
        assert row is not None
        assert isinstance(row[0], datetime)
        return row[0]

    async def resign(self) -> None:
        """Close the session, which frees the lock."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.close()

    async def _ask(self, name: str) -> tuple[object, ...] | None:
        if self._connection is None:
            raise InterfaceError("not connected")
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                connection = self._connection
                await connection.execute(begin(SessionLimits(), connection.info.server_version))
                row = await (await connection.execute(query(name))).fetchone()
                await connection.commit()
                return row
        except (*AWAY, TimeoutError) as error:
            await self.resign()
            raise InterfaceError(str(error).strip() or "the database does not answer") from error
