"""Requirements of a server, checked before anything is made on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from newsspider.store.database import DatabaseUnavailable, open_database
from newsspider.store.errors import MigrationError, StoreError
from newsspider.store.migrate import migrate
from newsspider.store.requirements import Facts, Rights, unallowed, unfit, unwritable
from tests.running.crawling import scrapy

GOOD = Facts(
    encoding="UTF8",
    version="15.4",
    version_number=150_004,
    standby=False,
    read_only=False,
    skips_triggers=False,
    stated=(),
    database="berita",
    role="budi",
)
ALLOWED = Rights(has_schema=True, may_make_tables=True, may_make_schemas=True, owner=None)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "EUC_JP"])
def test_wrong_encoding_is_refused_first(server: str, tmp_path: Path, encoding: str) -> None:
    """Case D3: the whole command, in one line and without a table."""
    name = f"odd_{encoding.lower()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            f"create database {name} encoding '{encoding}' template template0 locale_provider libc locale 'C'".encode()
        )
    there = make_conninfo(server, dbname=name)
    try:
        with pytest.raises(DatabaseUnavailable) as refused, open_database(there, tmp_path):
            pass
        assert str(refused.value) == (
            f"expected a database whose encoding is UTF8, found {encoding}: create it with encoding 'UTF8' "
            "template template0"
        )
        if encoding == "LATIN1":
            crawl = scrapy("crawl", "tribun", database=there)
            assert (crawl.returncode, str(refused.value) in crawl.stderr) == (1, True)
        with psycopg.connect(there) as connection:
            row = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
            assert row == (0,)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database {name}".encode())


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (GOOD, ""),
        (replace(GOOD, version_number=160_001), ""),
        (
            replace(GOOD, version_number=140_011, version="14.11"),
            "expected PostgreSQL 15 or newer, found 14.11",
        ),
        (
            replace(GOOD, version_number=90_624, version="9.6.24"),
            "expected PostgreSQL 15 or newer, found 9.6.24",
        ),
        (replace(GOOD, encoding="WIN1252"), "expected a database whose encoding is UTF8, found WIN1252"),
    ],
)
def test_version_and_encoding_are_checked(facts: Facts, said: str) -> None:
    """Case D3."""
    assert unfit(facts).startswith(said)
    assert bool(unfit(facts)) == bool(said)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (GOOD, ""),
        (replace(GOOD, standby=True, read_only=True), "expected a server that takes writes, found a standby"),
        (replace(GOOD, skips_triggers=True), "found session_replication_role = replica for budi in berita"),
        (replace(GOOD, read_only=True), "found default_transaction_read_only = on for budi in berita"),
    ],
)
def test_read_only_database_is_refused(facts: Facts, said: str) -> None:
    """Case D3: a replica, and a database set to read only."""
    assert said in unwritable(facts)
    assert bool(unwritable(facts)) == bool(said)


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        (ALLOWED, ""),
        (replace(ALLOWED, has_schema=False), "create schema public"),
        (replace(ALLOWED, may_make_tables=False), 'grant create on schema public to "budi"'),
        (replace(ALLOWED, may_make_schemas=False), 'grant create on database "berita" to "budi"'),
        (replace(ALLOWED, owner="siti"), "found siti: migrate as siti"),
    ],
)
def test_rights_are_checked(rights: Rights, said: str) -> None:
    """Case D3."""
    assert said in unallowed(rights, "budi", "berita")
    assert bool(unallowed(rights, "budi", "berita")) == bool(said)


@pytest.fixture
def guest(server: str, empty_database: str) -> Iterator[str]:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("create role guest login")
    yield make_conninfo(empty_database, user="guest")
    with psycopg.connect(
        empty_database, autocommit=True, options="-c default_transaction_read_only=off"
    ) as connection:
        connection.execute("drop owned by guest")
        connection.execute("drop role guest")


def test_rights_are_checked_first(guest: str, empty_database: str) -> None:
    """Case D3: on a real server; nothing is made before all rights are there."""
    with pytest.raises(MigrationError, match="grant create on schema public"):
        migrate(guest)
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("grant create on schema public to guest")
        name = conninfo_to_dict(empty_database)["dbname"]
        with pytest.raises(MigrationError, match="grant create on database"):
            migrate(guest)
        assert connection.execute("select to_regclass('public.newsspider_migration')").fetchone() == (None,)
        connection.execute(f"grant create on database {name} to guest".encode())
    assert migrate(guest)


@pytest.mark.parametrize("who", ["role", "database"])
@pytest.mark.parametrize(
    "setting", ["default_transaction_read_only = on", "session_replication_role = replica"]
)
def test_default_that_loses_what_is_stored_is_reported(
    guest: str, empty_database: str, who: str, setting: str
) -> None:
    """Cases D2 and D3: reported as such, not as a lack of rights. Without triggers no older version is kept."""
    name = conninfo_to_dict(empty_database)["dbname"]
    of = f"database {name}" if who == "database" else "role guest"
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(f"alter {of} set {setting}".encode())
    with pytest.raises(StoreError, match=f"found {setting} for guest"):
        migrate(guest)


@pytest.mark.parametrize(
    "setting", ["default_transaction_read_only = on", "session_replication_role = replica"]
)
def test_default_in_the_options_is_taken_out_there(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    said = f"found {setting} in the options of our connections: take it out of PGOPTIONS or of DATABASE_URL"
    option = f"-c {setting.replace(' ', '')}"
    with pytest.raises(StoreError, match=said):
        migrate(make_conninfo(empty_database, options=option))
    monkeypatch.setenv("PGOPTIONS", option)
    with pytest.raises(StoreError, match=said):
        migrate(empty_database)
