"""Embedded server: recovery after every kill."""

import os
import signal
from pathlib import Path

import psycopg

from newsspider.store.embedded.place import settle
from newsspider.store.embedded.processes import residents
from newsspider.store.embedded.sharing import embedded_server
from tests.store.servers import ask, is_gone, postmaster, using, wait_for


def test_orphaned_server_is_taken_over(made: Path, programs: list[Path]) -> None:
    with using(made, programs) as user:
        user.conninfo()
        user.kill()
    left = postmaster(made)
    assert left in residents(settle(made))
    with embedded_server(made, programs) as conninfo:
        assert ask(conninfo, "SELECT 1") == 1
        assert postmaster(made) == left


def test_server_outlives_its_killed_starter(made: Path, programs: list[Path]) -> None:
    with using(made, programs) as starter:
        starter.conninfo()
        with embedded_server(made, programs) as conninfo, psycopg.connect(conninfo) as connection:
            starter.kill()
            with using(made, programs) as another:
                another.conninfo()
                assert another.leave() == 0
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_killed_server_restarts_over_its_zombie(made: Path, programs: list[Path]) -> None:
    with embedded_server(made, programs) as conninfo:  # our child, and so ours to reap
        with psycopg.connect(conninfo) as connection:
            connection.execute("CREATE TABLE survivor AS SELECT 7 AS n")
        killed = postmaster(made)
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: Path(f"/proc/{killed}/stat").read_text().rpartition(")")[2].split()[0] == "Z")
        with using(made, programs) as user:
            assert ask(user.conninfo(), "SELECT n FROM survivor") == 7
            assert Path(f"/proc/{killed}").exists()
            assert postmaster(made) != killed
            assert user.leave() == 0
        assert ask(conninfo, "SELECT n FROM survivor") == 7


def test_killed_server_restarts_over_a_reused_pid(made: Path, programs: list[Path]) -> None:
    with embedded_server(made, programs):
        old = settle(made).pid_file.read_text().split("\n")
        os.kill(int(old[0]), signal.SIGKILL)
    home = settle(made)
    with Path(os.devnull).open("ab") as log:
        stranger = home.account.start(["sleep", "60"], log, {})
    try:
        home.pid_file.write_text("\n".join([str(stranger.pid), *old[1:]]))
        with embedded_server(made, programs) as conninfo:
            assert ask(conninfo, "SELECT 1") == 1
    finally:
        stranger.kill()
        stranger.wait()


def test_killed_server_restarts_over_empty_lock_files(made: Path, programs: list[Path]) -> None:
    with embedded_server(made, programs):
        os.kill(postmaster(made), signal.SIGKILL)
    home = settle(made)
    for file in (home.pid_file, home.sockets / ".s.PGSQL.5432.lock"):
        assert file.stat().st_size
        file.write_bytes(b"")
    with embedded_server(made, programs) as conninfo:
        assert ask(conninfo, "SELECT 1") == 1


def test_unfinished_folder_is_made_again(data_dir: Path, programs: list[Path]) -> None:
    with using(data_dir, programs) as user:
        wait_for(lambda: list(data_dir.glob("postgres/initdb-*/base")))
        user.kill()
    assert not (data_dir / "postgres" / "cluster").exists()
    with embedded_server(data_dir, programs) as conninfo:
        assert ask(conninfo, "SELECT 1") == 1


def test_killed_starter_does_not_block_the_next(made: Path, programs: list[Path]) -> None:
    with using(made, programs) as user:
        wait_for(lambda: not is_gone(made))
        user.kill()
        with embedded_server(made, programs) as conninfo:
            assert ask(conninfo, "SELECT 1") == 1
