"""Clients: no password is among the arguments of a program."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.store.clients import client
from tests.running.crawling import ROOT
from tests.running.processes import wait_until

SECRET = "rahasia-4711"


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://budi:{SECRET}@127.0.0.1:5433/berita",
        f"host=127.0.0.1 user=budi password={SECRET} dbname=berita",
        f"host=127.0.0.1 user=budi password='{SECRET} with spaces' dbname='two words'",
        f"postgresql://127.0.0.1/berita?user=budi&password={SECRET}&sslmode=require",
        f"host=127.0.0.1 user=budi password={SECRET} sslpassword={SECRET} sslkey=/none",
    ],
)
def test_client_arguments_hold_no_secret(address: str) -> None:
    """Case X8: by PGPASSWORD; what has no variable by a file that only we can read."""
    with client(address) as how:
        assert SECRET not in " ".join(how.arguments)
        assert how.environment["PGPASSWORD"].startswith(SECRET)
        file = Path(how.environment.get("PGSERVICEFILE", "/none"))
        if "sslpassword" in address:
            assert file.stat().st_mode & 0o077 == 0
            assert f"sslpassword={SECRET}" in file.read_text()
    assert not file.exists()


def arguments_of_all() -> str:
    """What every user of the machine can see of all processes."""
    seen = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            seen.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return "\n".join(seen)


def test_psql_hides_the_password(database: str) -> None:
    """Case X8: the whole command; and psql's exit code is its own."""
    options = conninfo_to_dict(database)
    url = f"postgresql://{options['user']}:{SECRET}@/{options['dbname']}?host={options['host']}&port=5432"
    question = "select pg_sleep(3), 'tidur-sebentar'"
    started = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "psql", "-c", question],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: "psql --dbname=" in arguments_of_all(), 30)
    time.sleep(0.1)
    seen = arguments_of_all()
    assert "tidur-sebentar" in seen
    assert SECRET not in seen
    assert "tidur-sebentar" in started.communicate()[0]
    assert started.returncode == 0
