"""Somebody who holds locks on tables, and a crawl that meets them."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import Connection, errors

from newsspider.replica import ReplicaServer
from tests.running.processes import SLOWLY, Crawl, newsroom, wait_until

STOP_SECONDS = 30.0


@contextmanager
def locked(conninfo: str, *tables: str) -> Iterator[Connection]:
    """Somebody's psql holds these tables. It begins anew while a crawl that writes is in its way."""
    with psycopg.connect(conninfo, application_name="psql", autocommit=False) as connection:
        while not _lock(connection, tables):
            connection.rollback()
        yield connection


def _lock(connection: Connection, tables: tuple[str, ...]) -> bool:
    """Lock these tables, unless we become a deadlock's victim."""
    try:
        for table in tables:
            connection.execute(f"lock table {table} in access exclusive mode".encode())
    except errors.DeadlockDetected:
        return False
    return True


@contextmanager
def crawling(database: str, folder: Path, requests: int = 40) -> Iterator[Crawl]:
    """A crawl in the middle of its work, or (0 requests) one that has just been started."""
    log = folder / "access.log"
    with (
        ReplicaServer(newsroom(200), access_log=log) as server,
        Crawl("satu", server.address, database, folder, *SLOWLY) as crawl,
    ):
        if requests:
            wait_until(lambda: log.exists() and log.read_bytes().count(b"\n") > requests)
        yield crawl


def stopped(crawl: Crawl, how: signal.Signals = signal.SIGTERM) -> float:
    """Seconds from the signal to the end, which is exit code 1 without a traceback."""
    began = time.monotonic()
    crawl.process.send_signal(how)
    assert crawl.ended(STOP_SECONDS + 10) == 1, crawl.said()[-2000:]
    took = time.monotonic() - began
    print(f"ended in {took:.1f} s")
    assert took < STOP_SECONDS, crawl.said()[-2000:]
    assert "Traceback" not in crawl.said(), crawl.said()[-3000:]
    return took
