"""The ledger of the migrations that a database has, beside the migrations of this code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.address import shown_address
from newsspider.store.errors import MigrationError, reason
from newsspider.store.queries import query
from newsspider.store.session import Limits, connect, transaction

MIGRATIONS = files("newsspider.store") / "migrations"
"""Also within an egg, as Scrapyd has it."""
FILE = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
BODY = re.compile(r"(\$\w*\$).*?\1", re.DOTALL)
OWN_TRANSACTION = re.compile(
    r"^\s*(BEGIN(?!\s+ATOMIC)|START|COMMIT|ROLLBACK)\b[^;]*;", re.MULTILINE | re.IGNORECASE
)
READING = Limits(statement=10.0, read_only=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Migration:
    """One SQL file."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """What tells an edited file from the one that was applied."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def read_migrations(folder: Traversable = MIGRATIONS) -> list[Migration]:
    """All .sql files of the folder, numbered 0001, 0002 and so on without a gap. Raises MigrationError."""
    found = (path for path in folder.iterdir() if path.name.endswith(".sql"))
    paths = sorted(found, key=lambda path: path.name)
    for number, path in enumerate(paths, start=1):
        match = FILE.fullmatch(path.name)
        if not match or int(match[1]) != number:
            raise MigrationError(
                f"expected migration {number:04} in {folder} to be named {number:04}_what_it_does.sql, "
                f"found {path.name}: rename it"
            )
    if not paths:
        raise MigrationError(
            f"expected migrations in {folder}, found no .sql file: the installation is not whole"
        )
    return [_read(path) for path in paths]


def _read(path: Traversable) -> Migration:
    """A COMMIT in the file would leave half of it behind if the rest fails."""
    sql = path.read_text(encoding="utf-8")
    if match := OWN_TRANSACTION.search(BODY.sub("", sql)):
        raise MigrationError(
            f"expected {path.name} to leave its transaction to us, found {match[0].strip()}: remove that"
        )
    return Migration(name=path.name.removesuffix(".sql"), sql=sql)


def applied(connection: Connection[TupleRow]) -> dict[str, str]:
    """The name and checksum of each migration that the database has; call it in a transaction."""
    if connection.execute(query("has_ledger")).fetchone() != (True,):
        return {}
    return dict(connection.execute(query("ledger")).fetchall())


def pending(migrations: Sequence[Migration], done: Mapping[str, str]) -> list[Migration]:
    """What follows the applied ones, once it is certain that those are the very files of this code. Raises
    MigrationError."""
    if unknown := sorted(done.keys() - {migration.name for migration in migrations}):
        raise MigrationError(
            f"expected a database made by this code or an older one, found migration {unknown[0]}, which "
            "this code does not have: run the newer code that made it, or use another database"
        )
    for migration in migrations:
        if done.get(migration.name, migration.checksum) != migration.checksum:
            raise MigrationError(
                f"expected {migration.name}.sql as it was when it was applied, found it edited: undo the "
                "edit and write a new migration instead"
            )
    skipped = [migration.name for migration in migrations[: len(done)] if migration.name not in done]
    if skipped:
        raise MigrationError(
            f"expected the database to have {skipped[0]} before {max(done)}, found only the later one: "
            "give the new migration the next free number"
        )
    return list(migrations[len(done) :])


def version_told(conninfo: str, error: psycopg.Error) -> str:
    """Why a question of ours found no such table: the database is older or newer than this code."""
    ours = read_migrations()
    try:
        with connect(conninfo) as connection, transaction(connection, READING):
            theirs = applied(connection)
    except psycopg.Error:
        theirs = {}
    where = f"the database at {shown_address(conninfo)}"
    if not theirs:
        return f"expected newsspider's tables in {where}, found none: scrapy migrate makes them"
    newest, known = max(theirs), ours[-1].name
    if newest < known:
        return f"expected {where} to have migration {known}, found {newest}, an older one: run scrapy migrate"
    if newest > known:
        return f"expected migration {known} in {where}, found {newest}, a newer one: update this code"
    return f"expected to read {where}, found: {reason(error)}"
