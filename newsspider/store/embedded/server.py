"""How is the embedded server started and stopped?"""

import atexit
import logging
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

import psycopg

from newsspider.store.embedded.binaries import Binaries, find_binaries
from newsspider.store.embedded.cluster import make_cluster
from newsspider.store.embedded.place import DATABASE, SOCKET, Place
from newsspider.store.embedded.processes import residents, written_pid
from newsspider.store.embedded.serverlog import last_words, open_log
from newsspider.store.errors import DatabaseUnavailable, reason

START_SECONDS = 120.0  # crash recovery replays up to 1 GB of log (max_wal_size), on slow disks too
CONNECT_SECONDS = 5
STOP_SECONDS = 60.0  # a checkpoint first
POLL_SECONDS = 0.02

logger = logging.getLogger(__name__)
_children: list[subprocess.Popen[bytes]] = []  # servers that this process started, and so has to reap


def start(place: Place, folders: Iterable[Path] | None = None) -> None:
    """Return when the server answers, whoever started it. Call it inside the gate.

    It is started when no process of it is left; one that is starting, recovering or stopping is waited for.
    """
    began = time.monotonic()
    child = None
    while refusal := _refusal(place):
        waited = time.monotonic() - began
        if child and (child.poll() or 0) > 0 and not residents(place):
            raise _failure(place, f"start, found: {last_words(place)}: see {place.log}, or set DATABASE_URL")
        if waited > START_SECONDS:
            found = f"{refusal}; {last_words(place)}"
            raise _failure(place, f"answer in {waited:.0f} s, found: {found}: it is left running, try again")
        if (not child or child.poll() is not None) and not residents(place):
            child = _spawn(place, find_binaries(place, folders))
        time.sleep(min(0.5, POLL_SECONDS + waited / 10))  # each refusal is a line in the server's log


def stop(place: Place) -> None:
    """End it in order, rolling back what is open (PostgreSQL's fast shutdown). Call it inside the gate."""
    deadline = time.monotonic() + STOP_SECONDS
    pid = written_pid(place)
    if pid in residents(place):
        os.kill(pid, signal.SIGINT)
    while living := residents(place) | {child.pid for child in _living_children() if child.pid == pid}:
        if time.monotonic() > deadline:
            logger.warning("the embedded server in %s still stops; processes: %s", place.folder, living)
            return
        time.sleep(POLL_SECONDS)
    place.close_sockets()


def _refusal(place: Place) -> str:
    """Why there is no database yet; empty if there is. To connect and to look is the only proof."""
    try:
        with psycopg.connect(
            place.conninfo("postgres"), autocommit=True, connect_timeout=CONNECT_SECONDS
        ) as connection:
            names = connection.execute("SELECT datname FROM pg_database").fetchall()
            if (DATABASE,) not in names:
                connection.execute(f"CREATE DATABASE {DATABASE}".encode())
    except psycopg.OperationalError as error:
        if error.sqlstate and not error.sqlstate.startswith(
            "57P"
        ):  # no loss of the connection, but a full disk
            raise
        return reason(error)
    return ""


def _failure(place: Place, rest: str) -> DatabaseUnavailable:
    return DatabaseUnavailable(f"expected the embedded server in {place.folder} to {rest}")


def _spawn(place: Place, binaries: Binaries) -> subprocess.Popen[bytes]:
    place.open_sockets()
    if place.version is None:
        make_cluster(place, binaries)
    logger.info("starting PostgreSQL %s in %s", binaries.version, place.folder)
    settings = [part for setting in _settings(place) for part in ("-c", setting)]
    command: list[str | Path] = [binaries.folder / "postgres", "-D", place.cluster, *settings]
    with open_log(place, binaries.version) as log:
        child = place.account.start(command, log, _lay_ghosts(place))
    _children.append(child)
    return child


def _settings(place: Place) -> list[str]:
    return [
        f"cluster_name={place.name}",
        f"unix_socket_directories={place.sockets}",
        "unix_socket_permissions=0700",
        "listen_addresses=",  # no network: the socket is the only door
        "port=5432",
        "max_connections=50",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_checkpoints=off",
    ]


def _lay_ghosts(place: Place) -> dict[str, str]:
    """What lets PostgreSQL start over the lock files of a server of which no process is left.

    It refuses while their pid lives, be it a zombie that nobody reaps or a stranger with the same number,
    unless the pid is its grandparent's. (Patroni's way; PostgreSQL's check for shared memory in use stays.)
    An empty lock file, as a power cut leaves it, is always refused, so it goes.
    """
    for file in (place.pid_file, place.sockets / f"{SOCKET}.lock"):
        if file.exists() and file.stat().st_size == 0:
            file.unlink()
    pid = written_pid(place)
    return {"PG_GRANDPARENT_PID": str(pid)} if pid else {}


def _living_children() -> list[subprocess.Popen[bytes]]:
    _children[:] = [child for child in _children if child.poll() is None]
    return _children


@atexit.register
def _let_go() -> None:
    """A server that serves others outlives us; Popen would warn of that."""
    for child in _living_children():
        child.returncode = 0
