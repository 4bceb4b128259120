"""Helpers for tests of the embedded server and of the processes that use it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newsspider.store.embedded.place import settle
from newsspider.store.embedded.processes import residents, written_pid
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.errors import DatabaseUnavailable

ROOT = Path(__file__).parents[2]
USER = """
import sys
from pathlib import Path
from newsspider.store.embedded.sharing import embedded_server

with embedded_server(Path(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]]) as conninfo:
    print(conninfo, flush=True)
    sys.stdin.read()
"""


class User:
    """Another process that uses the server until it is stopped or killed."""

    def __init__(self, data_dir: Path, programs: list[Path]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, data_dir, *programs],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def conninfo(self) -> str:
        """Waits until the process has the server."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def leave(self) -> int:
        self.process.communicate()
        return self.process.returncode

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def using(data_dir: Path, programs: list[Path]) -> Iterator[User]:
    user = User(data_dir, programs)
    try:
        yield user
    finally:
        user.kill()


def ask(conninfo: str, query: str) -> Any:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row
    return row[0]


def postmaster(data_dir: Path) -> int:
    return written_pid(settle(data_dir))


def is_gone(data_dir: Path) -> bool:
    return not residents(settle(data_dir))


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not come about within 20 s"
        time.sleep(0.002)


def refusal(data_dir: Path, programs: list[Path]) -> str:
    with pytest.raises(DatabaseUnavailable) as caught, embedded_server(data_dir, programs):
        pass
    assert "\n" not in str(caught.value)
    return str(caught.value)
