"""Migrate a database to the schema this code expects: numbered SQL files, each applied once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from importlib.resources.abc import Traversable

import psycopg
from psycopg import Connection, errors
from psycopg.rows import TupleRow

from newsspider.store.address import told_reason
from newsspider.store.blockers import LOOK_AFTER, LockWatch
from newsspider.store.errors import DatabaseUnavailable, Locked, MigrationError, reason
from newsspider.store.ledger import MIGRATIONS, Migration, applied, pending, read_migrations
from newsspider.store.queries import query
from newsspider.store.requirements import check_rights, check_writable
from newsspider.store.retry import AWAY, START_SECONDS
from newsspider.store.session import Limits, connect, transaction

POLL_SECONDS = 0.1
APPLYING = Limits(lock=30.0, idle=0.0)
"""Whoever comes after a waiting ALTER TABLE waits too: rather give up."""

logger = logging.getLogger(__name__)


def migrate(
    conninfo: str, folder: Traversable = MIGRATIONS, say: Callable[[str], None] = logger.warning
) -> list[str]:
    """Apply the files of `folder` that the database does not have yet, in order; the names of those that
    this call applied. `say` gets a line for each wait for somebody's lock.

    What was applied, and the checksum it had, is kept in the table public.newsspider_migration. Each file is
    one transaction with its row there. Any number of processes may call this at once: one applies, the others
    wait for it.
    Raises MigrationError or DatabaseUnavailable.
    """
    migrations = read_migrations(folder)
    watch = LockWatch(conninfo, lambda found: say(f"waiting to begin: {found}"))
    try:
        with watch, connect(conninfo) as connection:
            return _Migrating(connection, migrations, watch, say).go()
    except errors.LockNotAvailable as error:
        held = watch.found or "another session holds a lock"
        raise Locked(
            f"expected to read which migrations the database has within {START_SECONDS:.0f} s, found: "
            f"{held}: let that "
            "session end, or end it, and start again"
        ) from error
    except (*AWAY, errors.InsufficientPrivilege) as error:
        raise DatabaseUnavailable(
            f"expected a database to migrate, found: {told_reason(error, conninfo)}: see to it and start "
            "again; "
            "what was being applied is rolled back"
        ) from error
    except psycopg.Error as error:
        raise MigrationError(
            f"expected public.newsspider_migration to be the list of migrations, found: {reason(error)}: "
            "use another "
            "database, or move that table away"
        ) from error


class _Migrating:
    """One call of `migrate`, on its connection."""

    def __init__(
        self,
        connection: Connection[TupleRow],
        migrations: Sequence[Migration],
        watch: LockWatch,
        say: Callable[[str], None],
    ) -> None:
        self.connection, self.migrations, self.watch, self.say = connection, migrations, watch, say
        self.deadline = time.monotonic() + START_SECONDS
        self._said = False

    def go(self) -> list[str]:
        """Apply what is pending; the names of what was applied."""
        done: list[str] = []
        if not self._pending():
            check_writable(self.connection)
            return done
        check_writable(self.connection)
        check_rights(self.connection)
        while self._pending():
            if (name := self._next()) is not None:
                done.append(name)
                self.deadline = time.monotonic() + START_SECONDS
            elif time.monotonic() > self.deadline:
                raise MigrationError(
                    f"expected to migrate the database within {START_SECONDS:.0f} s, found another process "
                    "still "
                    "migrating it: wait for it or end it, and start again"
                )
            else:
                self._wait()
        if done:
            logger.info("%s", _told(done, self.migrations))
        return done

    def _wait(self) -> None:
        if not self._said and self.deadline - time.monotonic() < START_SECONDS - LOOK_AFTER:
            self._said = True
            self.say(
                f"waiting to begin: another process migrates the database; {START_SECONDS:.0f} s at most"
            )
        time.sleep(POLL_SECONDS)

    def _pending(self) -> list[Migration]:
        """What is to be applied; a lock on the list of migrations is waited for."""
        limits = Limits(lock=max(1.0, self.deadline - time.monotonic()))
        with transaction(self.connection, limits):
            return pending(self.migrations, applied(self.connection))

    def _next(self) -> str | None:
        """Apply the next migration, if it is our turn; its name."""
        with transaction(self.connection, APPLYING):
            if self.connection.execute(query("migration_turn")).fetchone() != (True,):
                return None
            self.connection.execute(query("make_ledger"))
            waiting = pending(self.migrations, applied(self.connection))
            if not waiting:
                return None
            _apply(self.connection, waiting[0], self.watch)
        return waiting[0].name


def _told(done: Sequence[str], migrations: Sequence[Migration]) -> str:
    if len(done) == len(migrations):
        return f"made newsspider's tables in an empty database ({len(done)} migrations)"
    return f"migrated the database: {', '.join(done)}"


def _apply(connection: Connection[TupleRow], migration: Migration, watch: LockWatch) -> None:
    values = {"name": migration.name, "checksum": migration.checksum}
    try:
        connection.execute(query("note_migration"), values)
        connection.execute(migration.sql.encode())
    except errors.LockNotAvailable as error:
        held = watch.found or "another session holds a lock"
        raise Locked(
            f"expected migration {migration.name} to get its locks within {APPLYING.lock:.0f} s, found: "
            f"{held}: "
            "it was rolled back; let that session end, or end it, and start again"
        ) from error
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"expected the database to stay while migration {migration.name} was applied, found: "
            f"{reason(error)}: it was rolled back; start again"
        ) from error
    except psycopg.Error as error:
        raise MigrationError(
            f"expected migration {migration.name} to apply, found: {reason(error)}"
            f"{_line(migration, error)}: it was rolled back; correct it and start again"
        ) from error


def _line(migration: Migration, error: psycopg.Error) -> str:
    position = error.diag.statement_position
    return f" (line {migration.sql[: int(position)].count(chr(10)) + 1})" if position else ""
