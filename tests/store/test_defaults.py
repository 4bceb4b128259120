"""Session settings: no default of a server, database, role or PG* variable changes a result."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from newsspider.store.migrate import migrate
from newsspider.store.pool import connected
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.runs import run_states
from newsspider.store.session import SETTINGS
from tests.running.crawling import scrapy
from tests.running.nights import rows
from tests.running.oddsite import WWW, OddSite, sitemap, story

ROLE = "odd_defaults"
ODD = {
    "datestyle": "German, DMY",
    "intervalstyle": "iso_8601",
    "timezone": "Asia/Jayapura",
    "search_path": "elsewhere",
    "standard_conforming_strings": "off",
    "bytea_output": "escape",
    "extra_float_digits": "-15",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "row_security": "off",
    "statement_timeout": "1s",
    "lock_timeout": "1ms",
    "idle_in_transaction_session_timeout": "100ms",
    "default_transaction_isolation": "serializable",
    "default_transaction_deferrable": "on",
    "client_encoding": "LATIN1",
    "lc_messages": "C",
    "quote_all_identifiers": "on",
    "check_function_bodies": "off",
    "default_text_search_config": "pg_catalog.english",
    "xmlbinary": "hex",
    "backslash_quote": "on",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "gin_fuzzy_search_limit": "1",
}
"""What strangers may set for a role; each differs from PostgreSQL's own default, or from what we state."""
VARIABLES = {
    "PGDATESTYLE": "SQL, DMY",
    "PGTZ": "America/New_York",
    "PGCLIENTENCODING": "LATIN1",
    "PGOPTIONS": "-c intervalstyle=sql_standard -c bytea_output=escape",
    "PGAPPNAME": "somebody",
    "PGGEQO": "off",
}
NEWS = f"{WWW}/sitemap-news.xml"
STORY = f"https://{WWW}/news/7858656/kopi-baru"


@pytest.fixture
def odd(empty_database: str) -> Iterator[str]:
    """The conninfo of an empty database as a role sees it whose sessions have all the odd defaults."""
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(f"drop role if exists {ROLE}".encode())
        connection.execute(f"create role {ROLE} login superuser".encode())
        for name, value in ODD.items():
            connection.execute(f"alter role {ROLE} set {name} = '{value}'".encode())
        connection.execute("create schema elsewhere")
    yield make_conninfo(empty_database, user=ROLE)
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(f"reassign owned by {ROLE} to current_user".encode())
        connection.execute(f"drop owned by {ROLE}".encode())
        connection.execute(f"drop role {ROLE}".encode())


def test_commands_work_with_odd_server_defaults(
    odd: str, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case D2: a crawl that migrates, then each command that looks."""
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    page = story(STORY, head="Kopi “Élan” di Lereng \\ Gunung 日")
    with OddSite({NEWS: sitemap(STORY), STORY.removeprefix("https://"): page}).running() as site:
        done = scrapy("crawl", "tribun", "-a", "hosts=www", address=site.address, database=odd)
        assert done.returncode in (0, 3), done.stderr[-3000:]
    for name in VARIABLES:
        monkeypatch.delenv(name)
    assert rows(empty_database, "select headline from public.article") == [
        {"headline": "Kopi “Élan” di Lereng \\ Gunung 日"}
    ]
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    for command in (["status"], ["healthcheck"], ["schedule", "--list"]):
        looked = scrapy(*command, database=odd)
        assert looked.returncode == 0, (command, looked.stdout, looked.stderr)
    assert "Élan" in scrapy("search", "kopi", database=odd).stdout


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_report_transaction_states_each_setting(odd: str, name: str) -> None:
    """Case D2."""
    with looking(odd) as connection:
        row = connection.execute("select current_setting(%s)", [name]).fetchone()
    assert row is not None
    assert row[0].replace('"', "") == SETTINGS[name]


async def test_crawl_transactions_state_each_setting(odd: str) -> None:
    """Case D2; also what a role must not shorten."""
    async with connected(odd) as pool, pool.connection() as connection:
        for name, value in {
            **SETTINGS,
            "statement_timeout": "0",
            "transaction_isolation": "read committed",
        }.items():
            row = await (await connection.execute("select current_setting(%s)", [name])).fetchone()
            assert row is not None
            assert str(row[0]).replace('"', "") == value, name


def test_server_datestyle_does_not_break_reports(database: str) -> None:
    """Case D2: alter database."""
    with psycopg.connect(database, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"alter database {name} set datestyle = 'SQL, DMY'".encode())
        connection.execute("insert into run (spider, arguments, version) values ('tribun', '{}', '1')")
    with looking(database) as connection:
        assert run_states(connection, 45.0)[0].started_at.tzinfo is not None


def test_migrations_ignore_string_literal_defaults(odd: str) -> None:
    """Case D2: standard_conforming_strings=off."""
    assert migrate(odd)
