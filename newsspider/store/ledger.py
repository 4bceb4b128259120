"""SQL files of this code that make the schema, and the ledger of those that a database has.

Migrations are numbered and applied once. The files of functions, views (of the schemas ops and data) and
comments are repeatable: each is applied again when it changes, and all of them after a migration.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.address import safe_address
from newsspider.store.errors import MigrationError, reason
from newsspider.store.queries import query
from newsspider.store.session import SessionLimits, connect, transaction

STORE = files("newsspider.store")
"""Also within an egg, as Scrapyd has it."""
REPEATABLE = ("functions", "views", "data", "comments")
"""Folders of repeatable files, in the order in which they are applied."""
NUMBERED = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
USES = re.compile(r"^-- Uses (\w+(?:, \w+)*)\.$", re.MULTILINE)
"""The line by which a repeatable file names those of its folder that come before it."""
BODY = re.compile(r"(\$\w*\$).*?\1", re.DOTALL)
OWN_TRANSACTION = re.compile(
    r"^\s*(BEGIN(?!\s+ATOMIC)|START|COMMIT|ROLLBACK)\b[^;]*;", re.MULTILINE | re.IGNORECASE
)
READING = SessionLimits(statement=10.0, read_only=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """One SQL file: `0001_initial`, or `views/runs`."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """Digest that tells an edited file from the one that was applied."""
        return hashlib.sha256(self.sql.encode()).hexdigest()

    @property
    def repeatable(self) -> bool:
        return "/" in self.name


def read_migrations(store: Traversable = STORE) -> list[Script]:
    """The files of `store`/migrations, numbered 0001, 0002 and so on without a gap. Raises MigrationError."""
    folder = store / "migrations"
    paths = _sql_files(folder)
    for number, path in enumerate(paths, start=1):
        match = NUMBERED.fullmatch(path.name)
        if not match or int(match[1]) != number:
            raise MigrationError(
                f"expected migration {number:04} in {folder} to be named {number:04}_what_it_does.sql, "
                f"found {path.name}: rename it"
            )
    if not paths:
        raise MigrationError(
            f"expected migrations in {folder}, found no .sql file: the installation is not whole"
        )
    return [_read(path, "") for path in paths]


def read_repeatables(store: Traversable = STORE) -> list[Script]:
    """The repeatable files, each after those of its folder that it uses."""
    return [script for folder in REPEATABLE for script in _read_folder(store / folder)]


def _read_folder(folder: Traversable) -> Iterable[Script]:
    scripts = {path.name.removesuffix(".sql"): _read(path, f"{folder.name}/") for path in _sql_files(folder)}
    used = {
        name: match[1].split(", ") if (match := USES.search(script.sql)) else []
        for name, script in scripts.items()
    }
    return [scripts[name] for name in TopologicalSorter(used).static_order()]


def _sql_files(folder: Traversable) -> list[Traversable]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if path.name.endswith(".sql")), key=lambda path: path.name)


def _read(path: Traversable, prefix: str) -> Script:
    """A COMMIT in the file would leave half of it behind if the rest fails."""
    sql = path.read_text(encoding="utf-8")
    if match := OWN_TRANSACTION.search(BODY.sub("", sql)):
        raise MigrationError(
            f"expected {path.name} to leave its transaction to us, found {match[0].strip()}: remove that"
        )
    return Script(name=prefix + path.name.removesuffix(".sql"), sql=sql)


def read_applied(connection: Connection[TupleRow]) -> dict[str, str]:
    """Name and checksum of each file that the database has. Call it in a transaction."""
    if connection.execute(query("has_ledger")).fetchone() != (True,):
        return {}
    return dict(connection.execute(query("read_ledger")).fetchall())


def pending(migrations: list[Script], repeatables: list[Script], applied: Mapping[str, str]) -> list[Script]:
    """The files to apply, in order. Raises MigrationError if the database has other migrations than these."""
    _check(migrations, {name: checksum for name, checksum in applied.items() if "/" not in name})
    new = [migration for migration in migrations if migration.name not in applied]
    changed = [script for script in repeatables if new or applied.get(script.name) != script.checksum]
    return [*new, *changed]


def _check(migrations: list[Script], applied: Mapping[str, str]) -> None:
    known = [migration.name for migration in migrations]
    if unknown := sorted(applied.keys() - set(known)):
        if unknown[0].startswith("0001_"):
            raise MigrationError(
                f"expected a database that begins with migration {known[0]}, found {unknown[0]}, of a "
                "development version before the first release: it cannot be upgraded, use an empty database"
            )
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
    if skipped := [name for name in known[: len(applied)] if name not in applied]:
        raise MigrationError(
            f"expected the database to have {skipped[0]} before {max(applied)}, found only the later one: "
            "give the new migration the next free number"
        )


def explain_mismatch(conninfo: str, error: psycopg.Error) -> str:
    """Say why a query of ours failed: the database is older or newer than this code."""
    migrations, repeatables = read_migrations(), read_repeatables()
    try:
        with connect(conninfo) as connection, transaction(connection, READING):
            applied = read_applied(connection)
    except psycopg.Error:
        applied = {}
    where = f"the database at {safe_address(conninfo)}"
    if not applied:
        return f"expected newsspider's tables in {where}, found none: scrapy migrate makes them"
    newest, known = max(name for name in applied if "/" not in name), migrations[-1].name
    if newest < known:
        return f"expected {where} to have migration {known}, found {newest}, an older one: run scrapy migrate"
    if newest > known:
        return f"expected migration {known} in {where}, found {newest}, a newer one: update this code"
    for script in repeatables:
        if applied.get(script.name) != script.checksum:
            return (
                f"expected {where} to have {script.name} as this code has it, found another: "
                "run scrapy migrate"
            )
    return f"expected to read {where}, found: {reason(error)}"
