"""Start of the server's process, over the remains of an earlier one."""

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
    """Start the server. Call it inside the gate, when no process of the server is left."""
    place.open_sockets()
    if place.version is None:
        make_cluster(place, binaries)
    logger.info("starting PostgreSQL %s in %s", binaries.version, place.folder)
    command: list[str | Path] = [binaries.folder / "postgres", "-D", place.cluster]
    for setting in _settings(place):
        command += ["-c", setting]
    with open_log(place, binaries.version) as log:
        return place.account.start(command, log, _clear_stale_locks(place))


def _settings(place: Place) -> list[str]:
    return [
        f"cluster_name={place.name}",
        f"unix_socket_directories={place.sockets}",
        "unix_socket_permissions=0700",
        "listen_addresses=",  # no network, only the socket
        "port=5432",
        "max_connections=50",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_checkpoints=off",
    ]


def _clear_stale_locks(place: Place) -> dict[str, str]:
    """Environment with which PostgreSQL starts over the lock files of a dead server.

    It refuses while their pid exists, even as a zombie or as another program's process, unless the pid is its
    grandparent's. (Patroni does the same; PostgreSQL's check for shared memory in use stays.) It always
    refuses a lock file that is empty or damaged, as after a power cut, so that is deleted.
    """
    for file in (place.pid_file, place.sockets / f"{SOCKET}.lock"):
        if file.is_file() and not file.read_bytes().split(b"\n")[0].strip().isdigit():
            file.unlink()
    pid = written_pid(place)
    return {"PG_GRANDPARENT_PID": str(pid)} if pid else {}
