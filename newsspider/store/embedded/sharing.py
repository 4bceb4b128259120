"""Sharing of one embedded server among processes: the first starts it; the last to leave stops it."""

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
"""By conninfo: the servers that this process uses, and their names while the folder was there."""


@contextmanager
def embedded_server(data_dir: Path, folders: Sequence[Path] | None = None) -> Iterator[str]:
    """A conninfo of the database on the server under `data_dir`; `folders`: where to look for PostgreSQL.

    A server that a killed process left behind is used as it stands, and stopped by the last to leave.
    """
    try:
        place = settle(data_dir)
        lease = _enter(place, folders)
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
        _leave(place, lease, name)
        raise
    gone = why_gone(conninfo)
    _leave(place, lease, name)
    if gone:
        raise DatabaseUnavailable(gone)


def why_gone(conninfo: str) -> str:
    """Why the database of an embedded server that this process uses cannot come back; empty if it can, and
    of any other database."""
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
        "found it "
        "deleted, renamed or replaced: put it back, or begin anew with another data folder"
    )


def _enter(place: Place, folders: Sequence[Path] | None) -> Lease:
    with gate(place.folder):
        lease = Lease(place.folder)
        try:
            start(place, folders)
        except DatabaseUnavailable:  # a server that may still be recovering: let it
            lease.close()
            raise
        except BaseException:
            _give_back(place, lease)
            raise
        return lease


def _leave(place: Place, lease: Lease, name: str) -> None:
    """Never in the way of an error that the user of the server raised: what fails here is logged."""
    if why_gone(place.conninfo(DATABASE)):
        lease.close()
        stop_without_folder(name)
        return
    try:
        with gate(place.folder):
            _give_back(place, lease)
    except (DatabaseUnavailable, OSError) as error:
        logger.warning("the embedded server was not left in order: %s", error)
    finally:
        lease.close()


def _give_back(place: Place, lease: Lease) -> None:
    lease.close()
    if unused(place.folder):
        stop(place)
