"""Choice of the database: DATABASE_URL, or our embedded server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsspider.store.address import read_address
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.errors import DatabaseUnavailable
from newsspider.store.requirements import check_server

__all__ = ["DatabaseUnavailable", "open_database"]


@contextmanager
def open_database(url: str, data_dir: Path) -> Iterator[str]:
    """A libpq URI or conninfo that works now: `url` if there is one, else of the server under `data_dir`.

    Raises DatabaseUnavailable.
    """
    if url.strip():
        address = read_address(url)
        check_server(address)
        yield address
    else:
        with embedded_server(data_dir) as conninfo:
            yield conninfo
