"""File locks of the processes that use the embedded server. The kernel drops them however a process dies."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsspider.store.errors import DatabaseUnavailable

GATE_SECONDS = 180.0  # more than another process's start (server.START_SECONDS) and stop take
POLL_SECONDS = 0.02
SAY_SECONDS = 5.0  # of waiting before the log line

WAITING = "waiting for another process to start or stop the embedded server in %s; %.0f s at most"

logger = logging.getLogger(__name__)


@contextmanager
def gate(folder: Path) -> Iterator[None]:
    """Lock for one process at a time, around creation, start and stop of the server."""
    file = _open(folder / "gate.lock")
    try:
        began, said = time.monotonic(), False
        while not _lock(file, fcntl.LOCK_EX):
            waited = time.monotonic() - began
            if waited > SAY_SECONDS and not said:
                said = True
                logger.warning(WAITING, folder, GATE_SECONDS)
            if waited > GATE_SECONDS:
                raise DatabaseUnavailable(
                    f"expected to start or stop the embedded server in {folder}, found another process at it "
                    f"for {GATE_SECONDS:.0f} s: see {folder / 'server.log'}, and try again"
                )
            time.sleep(POLL_SECONDS)
        yield
    finally:
        os.close(file)


class Lease:
    """Shared lock of each process that uses the server. Take it inside the gate only."""

    def __init__(self, folder: Path) -> None:
        self._file = os.fdopen(_open(folder / "lease.lock"), "rb")
        # Never refused: only `unused` locks exclusively, and it unlocks inside the gate.
        _lock(self._file.fileno(), fcntl.LOCK_SH)

    def close(self) -> None:
        self._file.close()


def unused(folder: Path) -> bool:
    """Whether no process holds a lease. Only meaningful inside the gate."""
    file = _open(folder / "lease.lock")
    try:
        return _lock(file, fcntl.LOCK_EX)
    finally:
        os.close(file)


def _open(path: Path) -> int:
    """Open a lock file that only our user can read: any user who can open it could lock it."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
