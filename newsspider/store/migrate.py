"""Migration of a database to the schema this code expects."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from importlib.resources.abc import Traversable

import psycopg
from psycopg import Connection, errors
from psycopg.rows import TupleRow

from newsspider.store.address import safe_reason
from newsspider.store.blockers import LOOK_AFTER, LockWatch
from newsspider.store.errors import DatabaseUnavailable, Locked, MigrationError, reason
from newsspider.store.ledger import STORE, Script, pending, read_applied, read_migrations, read_repeatables
from newsspider.store.queries import query
from newsspider.store.requirements import check_rights, check_writable
from newsspider.store.retry import AWAY, START_SECONDS
from newsspider.store.session import SessionLimits, connect, transaction

POLL_SECONDS = 0.1
APPLYING = SessionLimits(lock=30.0, idle=0.0)
"""Other sessions queue up behind an ALTER TABLE that waits: so it gives up soon."""

logger = logging.getLogger(__name__)


def migrate(
    conninfo: str, store: Traversable = STORE, say: Callable[[str], None] = logger.warning
) -> list[str]:
    """Apply the files of `store` that the database does not have yet: migrations in order, then functions,
    views and comments that changed. Returns the names of the migrations that this call applied; if it applied
    none, those of the other files. `say` gets a line for each wait for a lock.

    The table public.newsspider_migration keeps what was applied, with its checksum. Each file is one
    transaction with its row there. Any number of processes may call this at once: one applies, the others
    wait for it.
    Raises MigrationError or DatabaseUnavailable.
    """
    migrations, repeatables = read_migrations(store), read_repeatables(store)
    watch = LockWatch(conninfo, lambda found: say(f"waiting to begin: {found}"))
    try:
        with watch, connect(conninfo) as connection:
            done = _Migration(connection, migrations, repeatables, watch, say).run()
    except errors.LockNotAvailable as error:
        held = watch.found or "another session holds a lock"
        raise Locked(
            f"expected to read which migrations the database has within {START_SECONDS:.0f} s, found: "
            f"{held}: let that session end, or end it, and start again"
        ) from error
    except (*AWAY, errors.InsufficientPrivilege) as error:
        raise DatabaseUnavailable(
            f"expected a database to migrate, found: {safe_reason(error, conninfo)}: see to it and start "
            "again; what was being applied is rolled back"
        ) from error
    except psycopg.Error as error:
        raise MigrationError(
            f"expected public.newsspider_migration to be the list of migrations, found: {reason(error)}: "
            "use another database, or move that table away"
        ) from error
    reported = [script.name for script in done if not script.repeatable] or [script.name for script in done]
    if done:
        fresh = done[0] == migrations[0]
        message = "made newsspider's tables in an empty database" if fresh else "migrated the database: "
        logger.info("%s%s", message, "" if fresh else ", ".join(reported))
    return reported


class _Migration:
    """One call of `migrate`, on its connection."""

    def __init__(
        self,
        connection: Connection[TupleRow],
        migrations: list[Script],
        repeatables: list[Script],
        watch: LockWatch,
        say: Callable[[str], None],
    ) -> None:
        self.connection, self.watch, self.say = connection, watch, say
        self.migrations, self.repeatables = migrations, repeatables
        self.deadline = time.monotonic() + START_SECONDS
        self._said = False

    def run(self) -> list[Script]:
        """Apply what is pending. Returns what was applied."""
        done: list[Script] = []
        if not self._is_pending():
            check_writable(self.connection)
            return done
        check_writable(self.connection)
        check_rights(self.connection)
        while self._is_pending():
            if (script := self._apply_next()) is not None:
                done.append(script)
                self.deadline = time.monotonic() + START_SECONDS
            elif time.monotonic() > self.deadline:
                raise MigrationError(
                    f"expected to migrate the database within {START_SECONDS:.0f} s, found another process "
                    "still migrating it: wait for it or end it, and start again"
                )
            else:
                self._wait()
        return done

    def _wait(self) -> None:
        if not self._said and self.deadline - time.monotonic() < START_SECONDS - LOOK_AFTER:
            self._said = True
            self.say(
                f"waiting to begin: another process migrates the database; {START_SECONDS:.0f} s at most"
            )
        time.sleep(POLL_SECONDS)

    def _is_pending(self) -> bool:
        """Whether a file is to be applied. A lock on the ledger is waited for."""
        limits = SessionLimits(lock=max(1.0, self.deadline - time.monotonic()))
        with transaction(self.connection, limits):
            return bool(self._pending())

    def _pending(self) -> list[Script]:
        return pending(self.migrations, self.repeatables, read_applied(self.connection))

    def _apply_next(self) -> Script | None:
        """Apply the next file; None if it is another process's turn, or nothing is pending."""
        with transaction(self.connection, APPLYING):
            if self.connection.execute(query("migration_turn")).fetchone() != (True,):
                return None
            self.connection.execute(query("make_ledger"))
            waiting = self._pending()
            if not waiting:
                return None
            _apply(self.connection, waiting[0], self.watch)
        return waiting[0]


def _apply(connection: Connection[TupleRow], script: Script, watch: LockWatch) -> None:
    values = {"name": script.name, "checksum": script.checksum, "repeatable": script.repeatable}
    try:
        connection.execute(query("note_applied"), values)
        connection.execute(script.sql.encode())
    except errors.LockNotAvailable as error:
        held = watch.found or "another session holds a lock"
        raise Locked(
            f"expected {script.name} to get its locks within {APPLYING.lock:.0f} s, found: "
            f"{held}: it was rolled back; let that session end, or end it, and start again"
        ) from error
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"expected the database to stay while {script.name} was applied, found: "
            f"{reason(error)}: it was rolled back; start again"
        ) from error
    except psycopg.Error as error:
        raise MigrationError(
            f"expected {script.name} to apply, found: {reason(error)}"
            f"{_line(script, error)}: it was rolled back; correct it and start again"
        ) from error


def _line(script: Script, error: psycopg.Error) -> str:
    position = error.diag.statement_position
    return f" (line {script.sql[: int(position)].count(chr(10)) + 1})" if position else ""
