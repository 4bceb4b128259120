"""May the reader read the views and nothing else, and the crawler crawl and nothing else?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import errors

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


@pytest.mark.parametrize("statement", [
    "insert into ops.stories (headline) values ('x')", "update ops.fires set reason = 'x'", "delete from ops.alerts",
    "create table public.x ()", "create view ops.x as select 1", "update public.article set headline = 'x'",
    "create temporary table x ()", "select recount_tallies()",
])  # fmt: skip
def test_the_reader_writes_nothing(reader: str, statement: str) -> None:
    """Also if it lifts the limit that its sessions begin with."""
    for read_only in ("on", "off"):
        with psycopg.connect(reader, autocommit=True) as connection:
            connection.execute(f"set default_transaction_read_only = {read_only}".encode())
            if read_only == "off" and "temporary" in statement:
                continue  # a session may have tables of its own, which end with it
            with pytest.raises((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
                connection.execute(statement.encode())


def test_the_reader_is_cut_off_after_ten_seconds(reader: str) -> None:
    with psycopg.connect(reader) as connection:
        assert connection.execute("show statement_timeout").fetchone() == ("10s",)


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
        told = list(threads.map(give_roles, [database, second_database] * 4))
    assert told == [[]] * 8


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
    told = give_roles(plain)
    assert there or any("the right to make the role newsspider_reader" in line for line in told)
    with psycopg.connect(empty_database) as connection:
        connection.execute("reassign owned by plain_owner to current_user")
        connection.execute("drop owned by plain_owner")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("drop role plain_owner")
