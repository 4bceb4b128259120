"""Captures: where the archive holds the newest visit to a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.http.exchanges import Position
from newsspider.store.calls import fetch_all, fetch_one


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredCapture:
    """A row of the table capture. `part` is 0 for the page itself; `digest` is the SHA-1 of the body."""

    id: int
    part: int
    kind: str
    layout: str | None
    url: str
    status: int
    captured_at: datetime
    file: str
    record_offset: int
    record_length: int
    digest: bytes

    @property
    def position(self) -> Position:
        return Position(
            file=self.file, offset=self.record_offset, length=self.record_length, digest=self.digest
        )


def captures_of(connection: Connection[TupleRow], page: int) -> list[StoredCapture]:
    """The captures of a page's newest visit that has any: the page itself, then the story's other pages."""
    return fetch_all(connection, StoredCapture, "captures_of_page", page=page)


def stored_capture(connection: Connection[TupleRow], capture: int) -> StoredCapture | None:
    """One capture by its number."""
    return fetch_one(connection, StoredCapture, "capture", capture=capture)
