"""Sharing of one embedded server among processes: the first starts it, the last stops it."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from newsspider.store.embedded.lease import Lease, gate, unused
from newsspider.store.embedded.place import DATABASE, Place, settle
from newsspider.store.embedded.server import start, stop, stop_without_folder
from newsspider.store.errors import DatabaseUnavailable, reason

logger = logging.getLogger(__name__)
_used: dict[str, tuple[Place, str]] = {}
"""Servers that this process uses, with their names while the folder existed, by conninfo."""


@contextmanager
def embedded_server(data_dir: Path, folders: Sequence[Path] | None = None) -> Iterator[str]:
    """A conninfo of the database on the server under `data_dir`; `folders` may hold PostgreSQL.

    An orphaned server of a killed process is taken over, and stopped by the last process.
    """
    try:
        place = settle(data_dir)
        lease = _acquire(place, folders)
    except (OSError, psycopg.Error) as error:
        raise DatabaseUnavailable(
            f"expected to keep the embedded database under {data_dir}, found: {reason(error)}: make the "
            "folder usable, choose another data folder, or set DATABASE_URL"
        ) from error
    conninfo, name = place.conninfo(DATABASE), place.name
    _used[conninfo] = place, name
    try:
        yield conninfo
    except BaseException:
        _release(place, lease, name)
        raise
    gone = why_gone(conninfo)
    _release(place, lease, name)
    if gone:
        raise DatabaseUnavailable(gone)


def why_gone(conninfo: str) -> str:
    """The reason why an embedded server that this process uses cannot come back; empty if it can, and for
    any other database."""
    if conninfo not in _used:
        return ""
    place, name = _used[conninfo]
    try:
        if place.name == name and place.cluster.is_dir():
            return ""
    except OSError:
        pass
    return (
        f"expected the folder of the embedded database to stay at {place.folder} while a crawl uses it, "
        "found it deleted, renamed or replaced: put it back, or begin anew with another data folder"
    )


def _acquire(place: Place, folders: Sequence[Path] | None) -> Lease:
    with gate(place.folder):
        lease = Lease(place.folder)
        try:
            start(place, folders)
        except DatabaseUnavailable:  # the server may be recovering: it goes on
            lease.close()
            raise
        except BaseException:
            _stop_if_unused(place, lease)
            raise
        return lease


def _release(place: Place, lease: Lease, name: str) -> None:
    """Give up our lease; the last process stops the server. Errors are logged, so that they never hide an
    error of the caller."""
    if why_gone(place.conninfo(DATABASE)):
        lease.close()
        stop_without_folder(name)
        return
    try:
        with gate(place.folder):
            _stop_if_unused(place, lease)
    except (DatabaseUnavailable, OSError) as error:
        logger.warning("the embedded server was not stopped in order: %s", error)
    finally:
        lease.close()


def _stop_if_unused(place: Place, lease: Lease) -> None:
    lease.close()
    if unused(place.folder):
        stop(place)
