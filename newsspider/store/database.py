"""Which database do we work with: the one of DATABASE_URL, or our own embedded server?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.errors import DatabaseUnavailable, reason

__all__ = ["DatabaseUnavailable", "open_database"]

CONNECT_SECONDS = 5

# A password may hold an @ too, if its owner forgot to encode it: all up to the last @ is hidden.
IN_URI = re.compile(r"(?<=://)([^:@/]*):.*@")
IN_OPTION = re.compile(r"(password\s*=\s*)('(\\.|[^'])*'|[^\s&]+)")
UNENCODED = re.compile(
    r"://[^:@/]*:[^?]*[@/][^?]*@"
)  # libpq would take a part of such a password for the host


@contextmanager
def open_database(url: str, data_dir: Path) -> Iterator[str]:
    """A libpq URI or conninfo that works now: `url` if there is one, else of the server under `data_dir`.

    Raises DatabaseUnavailable.
    """
    if url.strip():
        _connect(url.strip())
        yield url.strip()
    else:
        with embedded_server(data_dir) as conninfo:
            yield conninfo


def masked(url: str) -> str:
    """The address as it may be shown and logged."""
    return IN_OPTION.sub(r"\1***", IN_URI.sub(r"\1:***@", url))


def _connect(url: str) -> None:
    timeout = options_of(url).get("connect_timeout") or CONNECT_SECONDS
    try:
        psycopg.connect(url, connect_timeout=timeout).close()
    except (psycopg.Error, UnicodeError) as error:
        raise DatabaseUnavailable(
            f"expected a PostgreSQL server at {masked(url)} (DATABASE_URL), found: {reason(error)}: "
            "start that server or correct DATABASE_URL; unset it to use the embedded server"
        ) from None


def options_of(url: str) -> dict[str, Any]:
    """What libpq reads in it. Its complaint is not repeated, for it quotes the whole address. Raises
    DatabaseUnavailable."""
    try:
        if not UNENCODED.search(url):
            return conninfo_to_dict(url)
    except psycopg.Error:
        pass
    raise DatabaseUnavailable(
        "expected DATABASE_URL to be like postgresql://user:password@host:5432/newsspider, "
        f"found {masked(url)}: correct it (an @ or / within the password is written %40 or %2F), or unset it"
    )
