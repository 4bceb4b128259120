"""Read-only connections to the database of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Self

from newsspider.store.database import open_database
from newsspider.store.reports.readonly import Reader, Readers, has_anything, was_made

STATEMENT_SECONDS = 20.0


class NothingYet(Exception):
    """No crawl has used a database yet."""


class DashboardDatabase:
    """The database of DATABASE_URL, or the embedded one, whose server runs until the context ends.

    Until a crawl has created the embedded one, each request looks for it again. Then pages share connections.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self._readers: Readers | None = None
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
        readers = self._find()
        if readers is None:
            raise NothingYet
        with readers.looking() as connection:
            if not has_anything(connection):
                raise NothingYet
            yield connection

    def _find(self) -> Readers | None:
        with self._lock:
            if self._readers is None and was_made(self._url, self._folder):
                conninfo = self._open.enter_context(open_database(self._url, self._folder))
                self._readers = self._open.enter_context(closing(Readers(conninfo, STATEMENT_SECONDS)))
            return self._readers
