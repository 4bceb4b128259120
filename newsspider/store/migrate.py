"""How does a database come to the schema this code expects? By numbered SQL files, each applied once."""

import hashlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.errors import DatabaseUnavailable, MigrationError, reason

MIGRATIONS = files("newsspider.store") / "migrations"
"""Also within an egg, as Scrapyd has it."""
NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
BODY = re.compile(r"(\$\w*\$).*?\1", re.DOTALL)
OWN_TRANSACTION = re.compile(
    r"^\s*(BEGIN(?!\s+ATOMIC)|START|COMMIT|ROLLBACK)\b[^;]*;", re.MULTILINE | re.IGNORECASE
)
LOCK = 0x6E657773  # "news": the advisory lock of whoever migrates this database
LOCK_SECONDS = 120.0
POLL_SECONDS = 0.1

LEDGER = """
    CREATE TABLE IF NOT EXISTS public.newsspider_migration (
        name text PRIMARY KEY,
        checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    )
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Migration:
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrate(conninfo: str, folder: Traversable = MIGRATIONS) -> list[str]:
    """Apply the files of `folder` that the database does not have yet, in order; return their names.

    What was applied, and the checksum it had, is kept in the table public.newsspider_migration. Each file is
    one transaction with its row there. Any number of processes may call this at once: one applies, the others
    wait for it.
    Raises MigrationError or DatabaseUnavailable.
    """
    migrations = read_migrations(folder)
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection, _turn(connection):
            # Whoever may only read and write rows (deploy/roles.sql) may not say IF NOT EXISTS.
            if connection.execute("SELECT to_regclass('public.newsspider_migration')").fetchone() == (None,):
                connection.execute(LEDGER)
            rows = connection.execute("SELECT name, checksum FROM public.newsspider_migration").fetchall()
            pending = _pending(migrations, dict(rows))
            for migration in pending:
                _apply(connection, migration)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"expected a database to migrate, found: {reason(error)}: see to it and start again; "
            "what was being applied is rolled back"
        ) from error
    except psycopg.Error as error:
        raise MigrationError(
            f"expected to list the migrations in public.newsspider_migration, found: {reason(error)}: "
            "give the user of DATABASE_URL the right to create tables there"
        ) from error
    return [migration.name for migration in pending]


def read_migrations(folder: Traversable) -> list[Migration]:
    """All .sql files of the folder, numbered 0001, 0002 and so on without a gap."""
    found = (path for path in folder.iterdir() if path.name.endswith(".sql"))
    paths = sorted(found, key=lambda path: path.name)
    for number, path in enumerate(paths, start=1):
        match = NAME.fullmatch(path.name)
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


def _pending(migrations: Sequence[Migration], applied: Mapping[str, str]) -> list[Migration]:
    """What follows the applied ones, once it is certain that those are the very files of this code."""
    if unknown := sorted(applied.keys() - {migration.name for migration in migrations}):
        raise MigrationError(
            f"expected a database made by this code or an older one, found migration {unknown[0]}, which "
            "this code does not have: run the newer code that made it, or use another database"
        )
    for migration in migrations:
        if applied.get(migration.name, migration.checksum) != migration.checksum:
            raise MigrationError(
                f"expected {migration.name}.sql as it was when it was applied, found it edited: undo the "
                "edit and write a new migration instead"
            )
    skipped = [migration.name for migration in migrations[: len(applied)] if migration.name not in applied]
    if skipped:
        raise MigrationError(
            f"expected the database to have {skipped[0]} before {max(applied)}, found only the later one: "
            "give the new migration the next free number"
        )
    return list(migrations[len(applied) :])


@contextmanager
def _turn(connection: Connection[TupleRow]) -> Iterator[None]:
    """One process at a time, until the connection ends. Polled, for a pg_advisory_lock() that waits holds a
    snapshot, and a CREATE INDEX CONCURRENTLY of the process it waits for would wait for that in turn."""
    deadline = time.monotonic() + LOCK_SECONDS
    while connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone() != (True,):
        if time.monotonic() > deadline:
            raise MigrationError(
                f"expected to migrate the database within {LOCK_SECONDS:.0f} s, found another process still "
                "migrating it: wait for it or end it, and start again"
            )
        time.sleep(POLL_SECONDS)
    yield


def _apply(connection: Connection[TupleRow], migration: Migration) -> None:
    row = (migration.name, migration.checksum)
    try:
        with connection.transaction():
            # Whoever comes after a waiting ALTER TABLE waits too: rather give up.
            connection.execute("SET LOCAL lock_timeout = '30s'")
            connection.execute("INSERT INTO public.newsspider_migration VALUES (%s, %s)", row)
            connection.execute(migration.sql.encode())
    except psycopg.Error as error:
        raise MigrationError(
            f"expected migration {migration.name} to apply, found: {reason(error)}{_line(migration, error)}: "
            "it was rolled back; correct it and start again"
        ) from error


def _line(migration: Migration, error: psycopg.Error) -> str:
    position = error.diag.statement_position
    return f" (line {migration.sql[: int(position)].count(chr(10)) + 1})" if position else ""
