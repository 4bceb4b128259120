"""Read-only connections to the database of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import Self

from newsspider.store.database import open_database
from newsspider.store.reports.readonly import Reader, has_anything, looking, was_made

STATEMENT_SECONDS = 20.0


class NothingYet(Exception):
    """No crawl has used a database yet."""


class Source:
    """The database of DATABASE_URL, or the embedded one, whose server runs until the context ends.

    Until a crawl has created the embedded one, each connection looks for it again.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self._conninfo: str | None = None
        self._lock, self._open = Lock(), ExitStack()

    def __enter__(self) -> Self:
        """Raises StoreError if a configured or existing database cannot be opened."""
        self._find()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @contextmanager
    def connect(self) -> Iterator[Reader]:
        """A read-only connection. Raises NothingYet, and StoreError if the database is away."""
        conninfo = self._find()
        if conninfo is None:
            raise NothingYet
        with looking(conninfo, STATEMENT_SECONDS) as connection:
            if not has_anything(connection):
                raise NothingYet
            yield connection

    def _find(self) -> str | None:
        with self._lock:
            if self._conninfo is None and was_made(self._url, self._folder):
                self._conninfo = self._open.enter_context(open_database(self._url, self._folder))
            return self._conninfo
