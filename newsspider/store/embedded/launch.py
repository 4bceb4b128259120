"""Start the server's process, over whatever an earlier one left."""

import logging
import subprocess
from pathlib import Path

from newsspider.store.embedded.binaries import Binaries
from newsspider.store.embedded.cluster import make_cluster
from newsspider.store.embedded.place import SOCKET, Place
from newsspider.store.embedded.processes import written_pid
from newsspider.store.embedded.serverlog import open_log

logger = logging.getLogger(__name__)


def launch(place: Place, binaries: Binaries) -> subprocess.Popen[bytes]:
    """Call it inside the gate, and when no process of the server is left."""
    place.open_sockets()
    if place.version is None:
        make_cluster(place, binaries)
    logger.info("starting PostgreSQL %s in %s", binaries.version, place.folder)
    command: list[str | Path] = [binaries.folder / "postgres", "-D", place.cluster]
    for setting in _settings(place):
        command += ["-c", setting]
    with open_log(place, binaries.version) as log:
        return place.account.start(command, log, _lay_ghosts(place))


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
    A lock file that is empty or holds something else, as a power cut leaves it, is always refused, so it
    goes.
    """
    for file in (place.pid_file, place.sockets / f"{SOCKET}.lock"):
        if file.is_file() and not file.read_bytes().split(b"\n")[0].strip().isdigit():
            file.unlink()
    pid = written_pid(place)
    return {"PG_GRANDPARENT_PID": str(pid)} if pid else {}
