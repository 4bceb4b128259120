"""From which database are the pages read, and is there one yet?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock
from typing import Self

from newsspider.store.database import open_database
from newsspider.store.reports.readonly import Reader, has_anything, looking, was_made

LOOK_SECONDS = 20.0
"""For each statement of a page."""


class NothingYet(Exception):
    """No crawl has used a database here."""


class Source:
    """The database of DATABASE_URL, or the embedded one, whose server runs as long as this is open.

    Where no crawl has made an embedded one yet, it is looked for again with every page.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self._conninfo: str | None = None
        self._lock, self._open = Lock(), ExitStack()

    def __enter__(self) -> Self:
        """Raises StoreError: a database was named or made, and cannot be opened."""
        self._found()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A connection that cannot write. Raises NothingYet, or StoreError: the database is away."""
        conninfo = self._found()
        if conninfo is None:
            raise NothingYet
        with looking(conninfo, LOOK_SECONDS) as connection:
            if not has_anything(connection):
                raise NothingYet
            yield connection

    def _found(self) -> str | None:
        with self._lock:
            if self._conninfo is None and was_made(self._url, self._folder):
                self._conninfo = self._open.enter_context(open_database(self._url, self._folder))
            return self._conninfo
