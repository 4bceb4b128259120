"""Requirements of a server, checked before anything is made on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.errors import ProtocolViolation
from psycopg.rows import TupleRow, class_row

from newsspider.store.address import safe_address, safe_reason
from newsspider.store.errors import DatabaseUnavailable, MigrationError
from newsspider.store.queries import query
from newsspider.store.session import SessionLimits, connect, transaction

OLDEST = 150_000
"""`server_version_num` of the oldest PostgreSQL that the tests run on."""
ASKING = SessionLimits(statement=10.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Facts about a server, its database, and our user. `stated` are settings in the options of our
    connections: PGOPTIONS, or `options` in the address."""

    encoding: str
    version: str
    version_number: int
    standby: bool
    read_only: bool
    skips_triggers: bool
    stated: Sequence[str]
    database: str
    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rights:
    """Rights of our user to migrate; `owner` is another user who owns the tables."""

    has_schema: bool
    may_make_tables: bool
    may_make_schemas: bool
    owner: str | None


def check_server(conninfo: str) -> None:
    """Check what every command needs of the server. Raises DatabaseUnavailable."""
    try:
        with connect(conninfo) as connection:
            complaint = unfit(_facts(connection))
    except ProtocolViolation as error:
        raise DatabaseUnavailable(
            f"expected a database that keeps transactions together, found: {safe_reason(error, conninfo)}: "
            "set the "
            "pooler's pool_mode to transaction or session, or connect to PostgreSQL itself"
        ) from None
    except (psycopg.Error, UnicodeError) as error:
        raise DatabaseUnavailable(
            f"expected a PostgreSQL server at {safe_address(conninfo)} (DATABASE_URL), found: "
            f"{safe_reason(error, conninfo)}: start that server or correct DATABASE_URL; unset it to use the "
            "embedded server"
        ) from None
    if complaint:
        raise DatabaseUnavailable(complaint)


def unfit(facts: Facts) -> str:
    """The reason why no command can work with this server; empty if it can."""
    if facts.version_number < OLDEST:
        return (
            f"expected PostgreSQL {OLDEST // 10_000} or newer, found {facts.version}: upgrade that server, "
            "or set "
            "DATABASE_URL to another"
        )
    if facts.encoding != "UTF8":
        return (
            f"expected a database whose encoding is UTF8, found {facts.encoding}: create it with "
            f"encoding 'UTF8' template template0"
        )
    return ""


def check_writable(connection: Connection[TupleRow]) -> None:
    """Check that the database takes writes. Raises DatabaseUnavailable."""
    if complaint := unwritable(_facts(connection)):
        raise DatabaseUnavailable(complaint)


def unwritable(facts: Facts) -> str:
    """The reason why nothing can be stored; empty if it can."""
    if facts.standby:
        return (
            "expected a server that takes writes, found a standby (a replica of another server): set "
            "DATABASE_URL to "
            "the primary server, or add target_session_attrs=read-write and both hosts"
        )
    if facts.read_only:
        return _set_for(facts, "takes writes", "default_transaction_read_only", "on")
    if facts.skips_triggers:  # and with them revisions and tallies
        return _set_for(facts, "fires triggers", "session_replication_role", "replica")
    return ""


def _set_for(facts: Facts, expected: str, setting: str, value: str) -> str:
    found = f"expected a database that {expected}, found {setting} = {value}"
    if setting in facts.stated:
        return f"{found} in the options of our connections: take it out of PGOPTIONS or of DATABASE_URL"
    return (
        f"{found} for {facts.role} in {facts.database}: reset it (alter role or alter database ... reset "
        f"{setting})"
    )


def check_rights(connection: Connection[TupleRow]) -> None:
    """Check that our user may migrate. Raises MigrationError."""
    facts = _facts(connection)
    with transaction(connection, ASKING), connection.cursor(row_factory=class_row(Rights)) as cursor:
        found = cursor.execute(query("rights")).fetchone()
    assert found is not None
    if complaint := unallowed(found, facts.role, facts.database):
        raise MigrationError(complaint)


def unallowed(rights: Rights, role: str, database: str) -> str:
    """The right that a migration needs and the user lacks; empty if there is none."""
    if not rights.has_schema:
        return f"expected a schema public in {database}, found none: create schema public"
    if not rights.may_make_tables:
        return (
            f"expected {role} to have the right to make tables in the schema public of {database}, found "
            "permission "
            f'denied for schema public: grant create on schema public to "{role}"'
        )
    if not rights.may_make_schemas:
        return (
            f"expected {role} to have the right to make the schemas ops and data in {database}, found none: "
            f'grant create on database "{database}" to "{role}"'
        )
    if rights.owner:
        return (
            f"expected {role} to own newsspider's tables in {database}, found {rights.owner}: migrate as "
            f"{rights.owner} (scrapy migrate), then start again"
        )
    return ""


def shares_sessions(conninfo: str) -> bool:
    """Whether a pooler shares sessions: two connections that are open at once meet in one session."""
    with connect(conninfo) as one, connect(conninfo) as other:
        seen: tuple[set[int], set[int]] = (set(), set())
        for _ in range(4):
            for connection, pids in zip((one, other), seen, strict=True):
                pids.add(_pid(connection))
    return bool(seen[0] & seen[1]) or any(len(pids) > 1 for pids in seen)


def _pid(connection: Connection[TupleRow]) -> int:
    row = connection.execute("select pg_backend_pid()").fetchone()
    assert row is not None
    return int(row[0])


def _facts(connection: Connection[Any]) -> Facts:
    with transaction(connection, ASKING), connection.cursor(row_factory=class_row(Facts)) as cursor:
        found = cursor.execute(query("server_facts")).fetchone()
    assert found is not None
    return found
