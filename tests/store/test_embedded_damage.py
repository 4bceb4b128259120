"""Embedded server: damaged data folders, and folders lost during a crawl."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsspider.store import retry
from newsspider.store.embedded.place import settle
from newsspider.store.embedded.processes import written_pid
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.errors import DatabaseUnavailable
from newsspider.store.migrate import migrate
from newsspider.store.pool import connected
from newsspider.store.retry import StoreLost
from tests.running.crawling import scrapy
from tests.store.servers import ask, is_gone, wait_for


@contextmanager
def put_back(path: Path) -> Iterator[None]:
    """The file or folder, as it was before."""
    kept = path.with_name(f"{path.name}.kept")
    (shutil.copytree if path.is_dir() else shutil.copy2)(path, kept)
    owner = path.stat()
    try:
        yield
    finally:
        (shutil.rmtree if path.is_dir() else Path.unlink)(path) if path.exists() else None
        kept.rename(path)
        os.chown(path, owner.st_uid, owner.st_gid)


def refused(data_dir: Path, programs: list[Path]) -> str:
    with pytest.raises(DatabaseUnavailable) as caught, embedded_server(data_dir, programs):
        pass
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "found an empty file"),
        (b"\n", "found an empty file"),
        (b"fifteen", "found 'fifteen'"),
        (b"\xff\xfe\x00", "found"),
        (b"15.4\n", "found '15.4'"),
        (b"-15", "found '-15'"),
        (b"x" * 5000, "found 'xxx"),
    ],
)
def test_damaged_version_file_is_reported(
    made: Path, programs: list[Path], content: bytes, found: str
) -> None:
    """Case D7: PG_VERSION, empty, cut or foreign; the major version is in the server's log."""
    file = made / "postgres/cluster/PG_VERSION"
    with put_back(file):
        file.write_bytes(content)
        message = refused(made, programs)
    assert f"expected {file} to hold the major version of PostgreSQL, {found}" in message
    assert "it was 1" in message


def test_missing_version_file_is_reported(made: Path, programs: list[Path]) -> None:
    """Case D7: what is there is not made anew."""
    file = made / "postgres/cluster/PG_VERSION"
    with put_back(file):
        file.unlink()
        assert f"expected {file} to hold the major version of PostgreSQL, found no such file" in refused(
            made, programs
        )


def test_crawl_reports_damage_in_one_line(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Case D7: exit code 1, no traceback."""
    monkeypatch.setenv("NEWSSPIDER_DATA", str(made))
    file = made / "postgres/cluster/PG_VERSION"
    with put_back(file):
        file.write_bytes(b"")
        for command in (["crawl", "tribun"],):
            done = scrapy(*command)
            assert done.returncode == 1
            assert str(file) in done.stderr
            assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("global/pg_control", "pg_control"),
        ("pg_hba.conf", "pg_hba.conf"),
        ("postgresql.conf", "postgresql.conf"),
    ],
)
def test_other_damaged_files_are_reported(made: Path, programs: list[Path], name: str, said: str) -> None:
    """Case D7: the server names its own files, in its log or to us."""
    file = made / "postgres/cluster" / name
    with put_back(file):
        file.write_bytes(b"= = =\n")
        message = refused(made, programs)
    assert said in message or "server.log" in message


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"siapa\n", b"999999999999999999999999\n", b"-1\n"]
)
def test_damaged_lock_files_do_not_matter(made: Path, programs: list[Path], content: bytes) -> None:
    """Case D7: postmaster.pid after a power cut."""
    (made / "postgres/cluster/postmaster.pid").write_bytes(content)
    with embedded_server(made, programs) as conninfo:
        assert ask(conninfo, "select 1") == 1
    assert is_gone(made)


def test_cluster_that_is_a_file_is_reported(data_dir: Path, programs: list[Path]) -> None:
    """Case D7."""
    (data_dir / "postgres").mkdir()
    (data_dir / "postgres/cluster").write_text("bukan folder")
    assert "to be a folder with the database, found a file" in refused(data_dir, programs)


async def test_lost_server_is_given_up_in_time(
    data_dir: Path, programs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case D6: several things that wait at once, and one that begins to wait later, take it once."""
    monkeypatch.setattr(retry, "AWAY_SECONDS", 6.0)
    with embedded_server(data_dir, programs) as conninfo:
        async with connected(conninfo) as pool:

            async def ask_it() -> None:
                async with pool.connection() as connection:
                    await connection.execute("select 1")

            await pool.retry.during_crawl(ask_it)
            os.kill(written_pid(settle(data_dir)), signal.SIGKILL)
            wait_for(lambda: is_gone(data_dir))  # its children answer until they notice
            began = time.monotonic()
            first = await asyncio.gather(
                *(pool.retry.during_crawl(ask_it) for _ in range(3)), return_exceptions=True
            )
            later = await asyncio.gather(pool.retry.during_crawl(ask_it), return_exceptions=True)
            took = time.monotonic() - began
    assert all(isinstance(one, StoreLost) for one in (*first, *later)), first
    assert str(first[0]).startswith("expected the database to be back within 6 s, found: ")
    assert 5.5 < took < 6 + 5 + 2, took
    assert is_gone(data_dir)


def test_killed_server_does_not_blame_the_migration(
    data_dir: Path, programs: list[Path], tmp_path: Path
) -> None:
    """Case D6."""
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001_first.sql").write_text("create table berita (); select pg_sleep(30);")
    with embedded_server(data_dir, programs) as conninfo:
        process = written_pid(settle(data_dir))
        threading.Timer(1.0, lambda: os.kill(process, signal.SIGKILL)).start()
        with pytest.raises(DatabaseUnavailable) as lost:
            migrate(conninfo, tmp_path)
    assert "it was rolled back; start again" in str(lost.value)
    assert "correct it" not in str(lost.value)
