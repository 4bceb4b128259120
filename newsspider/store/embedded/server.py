"""Start and stop of the embedded server, in any state."""

import atexit
import logging
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psycopg

from newsspider.store.embedded.binaries import find_binaries
from newsspider.store.embedded.launch import launch
from newsspider.store.embedded.lease import SAY_SECONDS
from newsspider.store.embedded.place import DATABASE, Place
from newsspider.store.embedded.processes import first_process, named, residents, written_pid
from newsspider.store.embedded.serverlog import last_words
from newsspider.store.errors import DatabaseUnavailable, reason
from newsspider.store.session import connect

START_SECONDS = 120.0  # crash recovery replays up to 1 GB of log (max_wal_size), on slow disks too
CONNECT_SECONDS = 5
STOP_SECONDS = 60.0  # a checkpoint first
IN_ORDER_SECONDS = 5.0
POLL_SECONDS = 0.02

logger = logging.getLogger(__name__)
_children: dict[subprocess.Popen[bytes], str] = {}
"""Servers that this process started, and so has to reap, with their cluster names."""


def start(place: Place, folders: Iterable[Path] | None = None) -> None:
    """Return when the server answers, whoever started it. Call it inside the gate.

    It is started when no process of it is left; one that is starting, recovering or stopping is waited for.
    """
    began = time.monotonic()
    child, said, launched = None, False, began
    while refusal := _refusal(place):
        waited = time.monotonic() - began
        if child and _gave_up(child) and not residents(place):
            raise _failure(place, f"start, found: {last_words(place)}: see {place.log}, or set DATABASE_URL")
        if time.monotonic() - launched > SAY_SECONDS and not said:
            said = True
            logger.warning(
                "waiting for PostgreSQL in %s, %.0f s at most: %s", place.folder, START_SECONDS, refusal
            )
        if waited > START_SECONDS:
            found = f"{refusal}; {last_words(place)}"
            raise _failure(place, f"answer in {waited:.0f} s, found: {found}: it is left running, try again")
        if not residents(place) and not _own(place):
            child = launch(place, find_binaries(place, folders))
            _children[child] = place.name
            launched = time.monotonic()
        time.sleep(min(0.5, POLL_SECONDS + waited / 10))  # each refusal is a line in the server's log


def _gave_up(child: subprocess.Popen[bytes]) -> bool:
    """Whether the server ended by itself: with an error, or by a PANIC, which dumps core."""
    code = child.poll()
    return code is not None and (code > 0 or -code in (signal.SIGABRT, signal.SIGBUS, signal.SIGSEGV))


def stop(place: Place) -> None:
    """Stop the server with a fast shutdown, which rolls back open transactions. Call it inside the gate."""
    deadline = time.monotonic() + STOP_SECONDS
    asked = 0
    while living := residents(place) | {child.pid for child in _own(place)}:
        pid = written_pid(place)  # not there yet, if the server has only just begun
        if not asked and pid in living:
            os.kill(pid, signal.SIGINT)
            asked = pid
        if time.monotonic() > deadline:
            logger.warning("the embedded server in %s still stops; processes: %s", place.folder, living)
            return
        time.sleep(POLL_SECONDS)
    place.close_sockets()


def _refusal(place: Place) -> str:
    """The reason why there is no database yet; empty if there is one. Only a connection proves it."""
    try:
        with connect(place.conninfo("postgres"), connect_timeout=CONNECT_SECONDS) as connection:
            names = connection.execute("SELECT datname FROM pg_database").fetchall()
            if (DATABASE,) not in names:  # no transaction may hold it
                connection.execute(f"CREATE DATABASE {DATABASE}".encode())
    except psycopg.OperationalError as error:
        if error.sqlstate and not error.sqlstate.startswith("57P"):  # not a server going down: a full disk
            raise
        return reason(error)
    return ""


def stop_without_folder(cluster_name: str) -> None:
    """Stop a server whose folder was deleted or renamed: by a fast shutdown, else by an immediate one."""
    pid = first_process(cluster_name)
    if pid is None:
        return
    for how, seconds in ((signal.SIGINT, IN_ORDER_SECONDS), (signal.SIGQUIT, IN_ORDER_SECONDS)):
        with suppress(ProcessLookupError):
            os.kill(pid, how)
        deadline = time.monotonic() + seconds
        while named(cluster_name) or any(child.pid == pid for child in _living_children()):
            if time.monotonic() > deadline:
                break
            time.sleep(POLL_SECONDS)
        else:
            return


def _failure(place: Place, rest: str) -> DatabaseUnavailable:
    return DatabaseUnavailable(f"expected the embedded server in {place.folder} to {rest}")


def _own(place: Place) -> list[subprocess.Popen[bytes]]:
    """Servers of this place that this process has not reaped: PostgreSQL takes a dead one for alive."""
    return [child for child, name in _living_children().items() if name == place.name]


def _living_children() -> dict[subprocess.Popen[bytes], str]:
    for child in [child for child in _children if child.poll() is not None]:
        del _children[child]
    return _children


@atexit.register
def _detach_children() -> None:
    """Keep Popen from warning of a server that serves other processes and outlives us."""
    for child in _living_children():
        child.returncode = 0
