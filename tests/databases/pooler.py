"""A PgBouncer in front of a test's server that shares connections by transaction."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

CONFIGURATION = """
[databases]
* = host={host} port={port} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
auth_type = any
pool_mode = {mode}
default_pool_size = 3
unix_socket_dir =
"""


@contextmanager
def pooler(conninfo: str, folder: Path, mode: str = "transaction") -> Iterator[str]:
    """The conninfo of the same database through the pooler; the test is skipped where there is no PgBouncer."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("needs PgBouncer: apt-get install pgbouncer")
    options = conninfo_to_dict(conninfo)
    port = _free_port()
    file = folder / f"pgbouncer-{mode}.ini"
    file.write_text(CONFIGURATION.format(**options, listen=port, mode=mode))
    file.chmod(0o644)
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    who: dict[str, Any] = (
        {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    )
    process = subprocess.Popen(
        [program, "-q", file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who
    )
    try:
        pooled = make_conninfo(host="127.0.0.1", port=port, dbname=options["dbname"], user=options["user"])
        _wait_for(pooled)
        yield pooled
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


def _wait_for(conninfo: str) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            psycopg.connect(conninfo).close()
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, "the pooler did not start"
            time.sleep(0.05)
        else:
            return
