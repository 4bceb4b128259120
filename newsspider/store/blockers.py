"""Sessions that hold the locks for which this process waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import psycopg
from psycopg.rows import class_row

from newsspider.store.queries import query
from newsspider.store.session import NAME, SessionLimits, connect, transaction
from newsspider.text import printable

ASKING = SessionLimits(statement=5.0, lock=1.0, read_only=True)
LOOK_AFTER = 3.0
"""Seconds of waiting before the first look."""
LOOK_EVERY = 3.0
QUERY_SHOWN = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocker:
    """A session that holds a lock for which one of ours waits. What PostgreSQL hides is empty."""

    pid: int
    role: str
    program: str
    state: str
    seconds: float | None
    query: str
    waited_for: str

    def __str__(self) -> str:
        lasts = f"{self.state} for {self.seconds:.0f} s" if self.state and self.seconds is not None else ""
        who = ", ".join(filter(None, (self.role and f"user {self.role}", self.program, lasts)))
        asked = printable(" ".join(self.query.split()))
        shown = f": {asked[:QUERY_SHOWN]}{'...' if len(asked) > QUERY_SHOWN else ''}" if asked else ""
        about = f" on {self.waited_for}" if self.waited_for else ""
        return f"server process {self.pid} ({who}) holds a lock{about}{shown}"


def find_blockers(conninfo: str) -> list[Blocker]:
    """The sessions that hold locks for which this process waits now; none if the server does not answer."""
    try:
        with (
            connect(conninfo) as connection,
            transaction(connection, ASKING),
            connection.cursor(row_factory=class_row(Blocker)) as cursor,
        ):
            return cursor.execute(query("blockers"), {"name": NAME}).fetchall()
    except psycopg.Error:
        return []


def describe(found: list[Blocker]) -> str:
    """The blockers in one line; empty if there are none."""
    return "; ".join(map(str, found))


class LockWatch:
    """Look, during the block, who holds the locks for which this process waits. `found` is the last answer;
    `say` is called with each new one."""

    def __init__(self, conninfo: str, say: Callable[[str], None] = lambda _: None) -> None:
        self.conninfo, self.say = conninfo, say
        self.found = ""
        self._done = threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._look, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()

    def _look(self) -> None:
        said: set[int] = set()
        while not self._done.wait(LOOK_EVERY if said else LOOK_AFTER):
            found = find_blockers(self.conninfo)
            self.found = describe(found) or self.found
            if {one.pid for one in found} - said and not self._done.is_set():
                said |= {one.pid for one in found}
                self.say(self.found)
