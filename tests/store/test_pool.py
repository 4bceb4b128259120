"""Pool: it is soon back after the database was away, and waits for a silent one no longer than it must."""

from __future__ import annotations

import asyncio
import socket
import time

import psycopg
import pytest
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import PoolTimeout
from psycopg_pool.base import AttemptWithBackoff

from newsspider.store import pool as pools
from newsspider.store import retry, session
from newsspider.store.pool import CANCEL_SECONDS, Pool, connected
from tests.chaos.proxy import Line
from tests.store.test_store import cut_connections


async def number(pool: Pool) -> object:
    """What a query answers: 7."""
    async with pool.connection() as connection:
        return await (await connection.execute("select 7")).fetchone()


def let_in(server: str, database: str, allowed: bool) -> None:
    """Let the database accept new connections, or refuse them."""
    name = conninfo_to_dict(database)["dbname"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"alter database {name} allow_connections {allowed}".encode())


async def test_pool_connects_at_once_after_an_outage(
    database: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Psycopg's own backoff would make its next attempt after the crawl has given up, as in a long outage."""
    monkeypatch.setattr(pools, "WAIT_SECONDS", 1.0)
    monkeypatch.setattr(AttemptWithBackoff, "INITIAL_DELAY", 600.0)
    monkeypatch.setattr(retry, "AWAY_SECONDS", 30.0)
    async with connected(database) as pool:
        assert await number(pool) == (7,)
        let_in(server, database, False)
        cut_connections(database, server)
        for _ in range(2):  # each connection that is lost, and attempts in vain
            with pytest.raises(PoolTimeout):
                await number(pool)
        let_in(server, database, True)
        assert await pool.retry.during_crawl(lambda: number(pool)) == (7,)


async def test_silent_server_does_not_hold_a_connection_attempt(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that takes connections and never answers, as of a frozen server or a dead pooler."""
    monkeypatch.setattr(session, "CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        address = make_conninfo(database, host="127.0.0.1", port=port, sslmode="disable")
        async with asyncio.timeout(60), connected(address) as pool:
            while not pool.get_stats().get("connections_errors"):
                await asyncio.sleep(0.05)


async def test_cancelled_query_of_a_silent_server_is_left_soon(database: str) -> None:
    """Psycopg alone waits five seconds for the server to hear of it, and five for the query's end."""
    with Line(database) as line:
        async with connected(line.conninfo) as pool:
            assert await number(pool) == (7,)
            async with pool.connection() as connection:
                line.fall_silent()
                began = time.monotonic()
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.5):
                        await connection.execute("select 7")
                assert connection.closed
            assert 0.5 + CANCEL_SECONDS <= time.monotonic() - began < 9.5
            line.come_back()
            assert await number(pool) == (7,)


@pytest.mark.parametrize("error", [errors.DeadlockDetected, errors.SerializationFailure])
async def test_conflict_is_tried_again_soon(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: type[psycopg.Error]
) -> None:
    """The database is there: the growing waits of one that is away would lose a batch after two minutes."""
    monkeypatch.setattr(retry, "WAITS", (600.0,))
    monkeypatch.setattr(retry, "LOCK_WAIT", 0.01)
    monkeypatch.setattr(retry, "AWAY_SECONDS", 0.0)
    attempts = iter([error("once"), error("twice"), None])

    async def work() -> str:
        if failed := next(attempts):
            raise failed
        return "done"

    async with asyncio.timeout(60):
        assert await retry.RetryPolicy().during_crawl(work) == "done"
    assert caplog.messages[0].startswith("in conflict with another session (once); trying again in")
