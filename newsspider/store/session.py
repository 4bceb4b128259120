"""Connections to the database, and the settings that every transaction states.

Settings are stated inside each transaction (SET LOCAL), never once for a session. A pooler that shares
connections by transaction gives each transaction another session, and refuses options at the start. So no
default of a server, database, role or PG* variable changes what we read and write.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow

NAME = f"newsspider {os.getpid()} {platform.node()}"[:63]
"""The `application_name` of this process, by which its sessions that wait for a lock are found."""
CONNECT_SECONDS = 5
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "datestyle": "ISO, YMD",
        "intervalstyle": "postgres",
        "timezone": "UTC",
        "search_path": "public, pg_temp",
        "standard_conforming_strings": "on",
        "bytea_output": "hex",
        "extra_float_digits": "1",
        "array_nulls": "on",
        "transform_null_equals": "off",
        "row_security": "on",
        "gin_fuzzy_search_limit": "0",
        "default_tablespace": "",
        "jit": "off",
        "quote_all_identifiers": "off",
    }
)
"""Settings for how values are written and read, where tables are, and which rows a query finds. Compiling a
statement (jit) takes longer than any of ours saves by it."""
STATED: Mapping[str, Any] = MappingProxyType(
    {"autocommit": True, "prepare_threshold": None, "client_encoding": "UTF8"}
)
"""Options of each connection. We begin transactions; a prepared statement would outlive its transaction."""
TRANSACTION_TIMEOUT = 170_000
"""The first server version with the setting transaction_timeout."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionLimits:
    """Timeouts of the server in seconds: for a statement, a lock, and an idle transaction. 0: none.
    `snapshot`: all statements of the transaction see the database as the first one does."""

    statement: float = 0.0
    lock: float = 6.0
    idle: float = 45.0
    read_only: bool = False
    snapshot: bool = False


@cache
def begin(limits: SessionLimits, version: int) -> bytes:
    """The statement that begins a transaction on a server of this version, with all settings stated."""
    seconds = {
        "statement_timeout": limits.statement,
        "lock_timeout": limits.lock,
        "idle_in_transaction_session_timeout": limits.idle,
        **({"transaction_timeout": 0.0} if version >= TRANSACTION_TIMEOUT else {}),
    }
    timeouts = {name: f"{value * 1000:.0f}" for name, value in seconds.items()}
    stated = "".join(
        f"; set local {name} = {value}" if name == "search_path" else f"; set local {name} = '{value}'"
        for name, value in {**SETTINGS, **timeouts}.items()
    )
    level = "repeatable read" if limits.snapshot else "read committed"
    mode = ", read only" if limits.read_only else ""
    return f"begin isolation level {level}{mode}{stated}".encode()


def connect(conninfo: str, **more: Any) -> Connection[TupleRow]:
    """A connection without a transaction. Raises psycopg.Error."""
    named = {"application_name": NAME, "connect_timeout": connect_seconds(conninfo)}
    return psycopg.connect(conninfo, **{**STATED, **named, **more})


def connect_seconds(conninfo: str) -> int:
    """Timeout of an attempt to connect in seconds: as the address says, else CONNECT_SECONDS."""
    return int(conninfo_to_dict(conninfo).get("connect_timeout") or CONNECT_SECONDS)


@contextmanager
def transaction(connection: Connection[TupleRow], limits: SessionLimits) -> Iterator[None]:
    """One transaction with our settings. Inside another transaction the block is part of that one."""
    if connection.info.transaction_status is not TransactionStatus.IDLE:
        yield
        return
    connection.execute(begin(limits, connection.info.server_version))
    try:
        yield
    except BaseException:
        with suppress(psycopg.Error):  # a cut connection has nothing to roll back
            connection.rollback()
        raise
    connection.commit()
