"""Migrations: each is applied once, in order, whole or not at all; what does not fit is refused."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from newsspider.store.errors import DatabaseUnavailable, MigrationError
from newsspider.store.ledger import REPEATABLE, STORE, read_migrations
from newsspider.store.migrate import migrate
from tests.store.servers import ROOT, wait_for

MIGRATE = """
import sys
from pathlib import Path
from newsspider.store.migrate import migrate

migrate(sys.argv[1], Path(sys.argv[2]))
"""
FIRST = "CREATE TABLE berita (id int);"
SECOND = "ALTER TABLE berita ADD judul text DEFAULT '100% %s';"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of migrations of a store of the test's own."""
    migrations = tmp_path / "migrations"
    migrations.mkdir()
    (migrations / "0001_first.sql").write_text(FIRST)
    (migrations / "0002_second.sql").write_text(SECOND)
    return migrations


def refusal(database: str, folder: Path) -> str:
    with pytest.raises(MigrationError) as caught:
        migrate(database, folder.parent)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def tables(database: str) -> set[str]:
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {row[0] for row in rows}


def test_migrations_apply_once_in_order(empty_database: str, folder: Path) -> None:
    assert migrate(empty_database, folder.parent) == ["0001_first", "0002_second"]
    assert migrate(empty_database, folder.parent) == []
    (folder / "0003_third.sql").write_text("CREATE TABLE a (); CREATE TABLE b ();")
    assert migrate(empty_database, folder.parent) == ["0003_third"]
    assert tables(empty_database) == {"berita", "a", "b", "newsspider_migration"}


def test_own_migrations_apply(empty_database: str) -> None:
    assert migrate(empty_database) == [migration.name for migration in read_migrations()]


def test_failed_migration_is_rolled_back(empty_database: str, folder: Path) -> None:
    (folder / "0003_third.sql").write_text("CREATE TABLE half ();\n\nCREATE TABEL other ();\n")
    message = refusal(empty_database, folder)
    assert '0003_third to apply, found: syntax error at or near "TABEL" (line 3)' in message
    assert tables(empty_database) == {"berita", "newsspider_migration"}
    (folder / "0003_third.sql").write_text("CREATE TABLE whole ();")
    assert migrate(empty_database, folder.parent) == ["0003_third"]


def test_edited_migration_is_refused(empty_database: str, folder: Path) -> None:
    migrate(empty_database, folder.parent)
    (folder / "0001_first.sql").write_text(FIRST + " -- once more")
    assert "found it edited" in refusal(empty_database, folder)


def test_line_endings_do_not_change_checksum(empty_database: str, folder: Path) -> None:
    (folder / "0002_second.sql").write_bytes(b"SELECT 1;\nSELECT 2;\n")
    migrate(empty_database, folder.parent)
    (folder / "0002_second.sql").write_bytes(b"SELECT 1;\r\nSELECT 2;\r\n")
    assert migrate(empty_database, folder.parent) == []


def test_database_of_newer_code_is_refused(empty_database: str, folder: Path) -> None:
    migrate(empty_database, folder.parent)
    (folder / "0002_second.sql").unlink()
    assert "found migration 0002_second, which this code does not have" in refusal(empty_database, folder)


def test_migration_out_of_order_is_refused(empty_database: str, folder: Path) -> None:
    migrate(empty_database, folder.parent)
    with psycopg.connect(empty_database) as connection:
        connection.execute("DELETE FROM newsspider_migration WHERE name = '0001_first'")
    assert "to have 0001_first before 0002_second" in refusal(empty_database, folder)


@pytest.mark.parametrize(
    "name", ["0002_again.sql", "0004_gap.sql", "3_short.sql", "0003-dash.sql", "notes.sql"]
)
def test_misnumbered_migration_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("SELECT 1")
    with pytest.raises(
        MigrationError, match=r"expected migration 000\d .* to be named 000\d_what_it_does\.sql, found"
    ):
        read_migrations(folder.parent)


def test_empty_migrations_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match=r"found no \.sql file"):
        read_migrations(tmp_path)


@pytest.mark.parametrize(
    "sql", ["CREATE TABLE a ();\nCOMMIT;\nCREATE TABLE b ();", "begin transaction;", " Rollback ;"]
)
def test_migration_with_own_transaction_is_refused(folder: Path, sql: str) -> None:
    (folder / "0003_third.sql").write_text(sql)
    with pytest.raises(MigrationError, match=r"0003_third\.sql to leave its transaction to us"):
        read_migrations(folder.parent)


def test_function_body_may_say_begin(empty_database: str, folder: Path) -> None:
    (folder / "0003_third.sql").write_text(
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$\nBEGIN\n  RETURN 1;\nEND;\n$body$;\n"
        "CREATE FUNCTION g() RETURNS int LANGUAGE sql\nBEGIN ATOMIC\n  SELECT 1;\nEND;\n"
    )
    assert migrate(empty_database, folder.parent)[-1] == "0003_third"


def test_concurrent_migrations_apply_once(empty_database: str, folder: Path) -> None:
    (folder / "0003_third.sql").write_text("SELECT pg_sleep(0.3); CREATE TABLE slow ();")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: migrate(empty_database, folder.parent), range(4)))
    assert sum(map(len, done)) == 3
    assert migrate(empty_database, folder.parent) == []


def test_killed_migration_is_repeated(empty_database: str, folder: Path) -> None:
    slow = folder / "0003_third.sql"
    slow.write_text("CREATE TABLE half (); SELECT pg_sleep(1);")
    process = subprocess.Popen([sys.executable, "-c", MIGRATE, empty_database, folder.parent], cwd=ROOT)
    wait_for(lambda: "pg_sleep" in running(empty_database))
    process.kill()
    process.wait()
    slow.write_text("CREATE TABLE half ();")
    assert migrate(empty_database, folder.parent) == ["0003_third"]


def test_missing_database_refuses_migration(folder: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="Connection refused"):
        migrate("host=127.0.0.1 port=1", folder.parent)


def test_missing_right_is_named(empty_database: str, folder: Path) -> None:
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    stranger = f"{empty_database} options='-c role=pg_monitor'"
    assert "permission denied for schema public" in refusal(stranger, folder)


def running(database: str) -> str:
    with psycopg.connect(database) as connection:
        query = "SELECT coalesce(string_agg(query, ' '), '') FROM pg_stat_activity"
        row = connection.execute(
            f"{query} WHERE datname = current_database() AND pid <> pg_backend_pid()".encode()
        )
        return str((row.fetchone() or [""])[0])


def write(folder: Path, name: str, sql: str) -> None:
    """Write a repeatable file beside the folder of migrations."""
    path = folder.parent / f"{name}.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(sql)


def answer(database: str, sql: str) -> object:
    with psycopg.connect(database) as connection:
        return (connection.execute(sql.encode()).fetchone() or (None,))[0]


def test_changed_view_is_made_again(empty_database: str, folder: Path) -> None:
    write(folder, "views/titles", "create or replace view titles as select 1 as number")
    assert migrate(empty_database, folder.parent) == ["0001_first", "0002_second"]
    assert answer(empty_database, "select number from titles") == 1
    write(folder, "views/titles", "create or replace view titles as select 2 as number")
    assert migrate(empty_database, folder.parent) == ["views/titles"]
    assert answer(empty_database, "select number from titles") == 2
    assert migrate(empty_database, folder.parent) == []


def test_migration_may_drop_a_view(empty_database: str, folder: Path) -> None:
    """All repeatable files are applied again after a migration, in the order of what they use."""
    write(folder, "functions/zero", "create or replace function zero() returns int language sql return 0")
    write(folder, "views/a", "-- Uses z.\ncreate or replace view a as select id, judul from z")
    write(folder, "views/z", "create or replace view z as select id, judul from berita where id > zero()")
    migrate(empty_database, folder.parent)
    (folder / "0003_third.sql").write_text("drop view a, z; alter table berita alter id type bigint;")
    assert migrate(empty_database, folder.parent) == ["0003_third"]
    assert answer(empty_database, "select pg_typeof(id)::text from a union all select 'none'") == "none"
    assert migrate(empty_database, folder.parent) == []


def test_failed_view_leaves_the_migration(empty_database: str, folder: Path) -> None:
    write(folder, "views/titles", "create or replace view titles as select missing from berita")
    assert "views/titles to apply, found" in refusal(empty_database, folder)
    assert tables(empty_database) == {"berita", "newsspider_migration"}
    write(folder, "views/titles", "create or replace view titles as select judul from berita")
    assert migrate(empty_database, folder.parent) == ["views/titles"]


def test_first_state_is_upgraded(database: str, tmp_path: Path) -> None:
    """One more migration, in a copy of this code's files."""
    store = tmp_path / "store"
    for folder in ("migrations", *REPEATABLE):
        shutil.copytree(Path(str(STORE / folder)), store / folder)
    name = f"{len(read_migrations()) + 1:04}_next"
    (store / "migrations" / f"{name}.sql").write_text(
        "drop view ops.last_night, ops.run_outlets, ops.runs; alter table run add column machine text;"
    )
    assert migrate(database, store) == [name]
    assert answer(database, "select count(machine) from run") == 0
    assert answer(database, "select count(*) from ops.last_night") == 0
    comment = "select obj_description('ops.last_night'::regclass)"
    assert str(answer(database, comment)).startswith("The newest nightly crawl")


def test_stories_of_first_state_are_exact(empty_database: str, tmp_path: Path) -> None:
    """A database that has only the first migration, with a story that was stored then."""
    (tmp_path / "migrations").mkdir()
    shutil.copy(Path(str(STORE / "migrations" / "0001_initial.sql")), tmp_path / "migrations")
    migrate(empty_database, tmp_path)
    with psycopg.connect(empty_database) as connection:
        connection.execute(
            "insert into page (outlet, url, host, kind, depth, found_how, outcome) "
            "values ('tribun', 'https://x/1', 'x', 'story', 0, 'seed', 'article');"
            "insert into article (page_id, outlet, url, layout, headline, body, blocks, summary, authors, editors, "
            "breadcrumb, tags, images, page_count, premium, provenance, content_hash) values (1, 'tribun', "
            "'https://x/1', 'Amp', 'A', 'B', '[]', '{}', '{}', '{}', '{}', '{}', '[]', 1, false, '{}', '')"
        )
    migrate(empty_database)
    assert answer(empty_database, "select reading || coalesce(rules_digest, '?') from article") == "exact?"


def test_development_database_is_refused(empty_database: str, folder: Path) -> None:
    migrate(empty_database, folder.parent)
    (folder / "0001_first.sql").rename(folder / "0001_initial.sql")
    message = refusal(empty_database, folder)
    assert "begins with migration 0001_initial, found 0001_first, of a development version" in message
    assert "use an empty database" in message
