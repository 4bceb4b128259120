"""The reader may read the views and nothing else; the crawler may crawl and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import psycopg
import pytest
from psycopg import errors

from newsspider.exports.export import TABLES as DATA
from newsspider.store.migrate import migrate
from tests.nights import rows
from tests.ops.conftest import as_role, give_roles
from tests.ops.test_views import VIEWS
from tests.store.test_store import article, opened, save

TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"


def test_the_reader_reads_every_view(reader: str) -> None:
    with psycopg.connect(reader) as connection:
        for view in sorted(VIEWS):
            connection.execute(f"select * from ops.{view}".encode()).fetchall()


def test_the_reader_reads_no_table(night: str, reader: str) -> None:
    tables = [row["relname"] for row in rows(night, TABLES)]
    assert {"article", "page", "tally", "newsspider_migration"} <= {*tables}
    with psycopg.connect(reader, autocommit=True) as connection:
        for table in tables:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(f"select from public.{table}".encode())


@pytest.mark.parametrize(
    "statement",
    [
        "insert into ops.stories (headline) values ('x')",
        "update ops.fires set reason = 'x'",
        "delete from ops.alerts",
        "create table public.x ()",
        "create view ops.x as select 1",
        "update public.article set headline = 'x'",
        "create temporary table x ()",
        "select recount_tallies()",
        "select lo_create(0)",
        "select lo_creat(-1)",
        "select lo_from_bytea(0, 'x')",
        "select lo_put(1, 0, 'x')",
        "select lo_import('/etc/hostname')",
        "select pg_advisory_lock(1852143475)",
        "select pg_try_advisory_lock(1852143475, 1)",
        "select pg_advisory_xact_lock_shared(1)",
        "do $$ begin perform 1; end $$",
        "create function f() returns int as 'select 1' language sql",
        "create schema x",
        "create sequence public.s",
        "comment on view ops.stories is 'x'",
    ],
)
def test_the_reader_writes_nothing(reader: str, statement: str) -> None:
    """Case X11: also if it lifts the limit that its sessions begin with."""
    for read_only in ("on", "off"):
        with psycopg.connect(reader, autocommit=True) as connection:
            connection.execute(f"set default_transaction_read_only = {read_only}".encode())
            with pytest.raises((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
                connection.execute(statement.encode())


def test_the_analyst_reads_the_data_and_nothing_else(night: str) -> None:
    """Stories with their texts, by the views alone; no view of ops, no table, no write."""
    analyst = as_role(night, "newsspider_analyst")
    with psycopg.connect(analyst, autocommit=True) as connection:
        assert connection.execute("show statement_timeout").fetchone() == ("1min",)
        for table in DATA:
            assert connection.execute(f"select * from data.{table} limit 1".encode()).fetchall() or (
                table == "revision"
            )
        connection.execute("set default_transaction_read_only = off")
        refused = [f"select from public.{row['relname']}" for row in rows(night, TABLES)]
        refused += [f"select from ops.{view}" for view in sorted(VIEWS)]
        refused += ["update data.story set headline = 'x'", "create table data.x ()", "create schema x"]
        refused += ["delete from data.story", "select recount_tallies()", "select lo_create(0)"]
        for statement in refused:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_the_reader_reads_no_data(reader: str) -> None:
    with psycopg.connect(reader, autocommit=True) as connection:
        for table in DATA:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(f"select from data.{table}".encode())


def test_the_reader_is_cut_off_after_ten_seconds(reader: str) -> None:
    with psycopg.connect(reader) as connection:
        assert connection.execute("show statement_timeout").fetchone() == ("10s",)
        assert connection.execute("show idle_in_transaction_session_timeout").fetchone() == ("30s",)


def test_the_reader_has_twenty_sessions(reader: str) -> None:
    """Case X11: a password that leaks costs others no connection."""
    with ExitStack() as sessions:
        for _ in range(20):
            sessions.enter_context(closing(psycopg.connect(reader)))
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            psycopg.connect(reader)


async def test_the_crawler_crawls_and_owns_nothing(database: str) -> None:
    give_roles(database)
    crawler = as_role(database, "newsspider_crawler")
    assert migrate(crawler) == []
    async with opened(crawler) as store:
        await save(store, article(1), article(2))
        await save(store, article(1, headline="Lain"))
        await store.finish_run("finished", "ok", [], {})
    assert rows(database, "select count(*) as stories from article") == [{"stories": 2}]
    assert rows(
        database, "select count(*) as owned from pg_class where relowner = 'newsspider_crawler'::regrole"
    ) == [{"owned": 0}]
    with psycopg.connect(crawler, autocommit=True) as connection:
        for statement in (
            "drop table article",
            "create table public.x ()",
            "delete from newsspider_migration",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_the_file_may_run_again_and_in_several_databases_at_once(database: str, second_database: str) -> None:
    migrate(second_database)
    with ThreadPoolExecutor(4) as threads:
        notices = list(threads.map(give_roles, [database, second_database] * 4))
    assert notices == [[]] * 8


def test_who_may_not_make_roles_is_told_so_in_one_line(server: str, empty_database: str) -> None:
    """As on a managed server before its administrator has been asked; nothing is granted to nobody."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("create role plain_owner login")
        name = psycopg.conninfo.conninfo_to_dict(empty_database)["dbname"]
        connection.execute(f"alter database {name} owner to plain_owner".encode())
    plain = as_role(empty_database, "plain_owner")
    with psycopg.connect(empty_database) as connection:
        connection.execute("grant create on schema public to plain_owner")
    migrate(plain)
    with psycopg.connect(plain) as connection:
        text = "select rolname from pg_roles where rolname = 'newsspider_reader'"
        there = connection.execute(text.encode()).fetchone() is not None
    notices = give_roles(plain)
    assert there or any("the right to make the role newsspider_reader" in line for line in notices)
    with psycopg.connect(empty_database) as connection:
        connection.execute("reassign owned by plain_owner to current_user")
        connection.execute("drop owned by plain_owner")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("drop role plain_owner")
