"""The reader may read the views and nothing else; the crawler may crawl and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import psycopg
import pytest
from psycopg import errors

from newsspider.dashboard.pages import VIEWS as VIEWS_OF_DASHBOARD
from newsspider.exports.tables import TABLES as DATA
from newsspider.store.migrate import migrate
from tests.dashboard.conftest import dashboard
from tests.dashboard.test_http import fetch
from tests.ops.conftest import as_role, give_roles
from tests.ops.test_views import VIEWS
from tests.running.nights import rows
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
        "select make_partitions()",
        "select drop_partitions('link', 1)",
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
    """Case D13: stories with their texts, by the views alone; no view of ops, no table, no write."""
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


def test_the_dashboard_serves_every_page_and_writes_nothing(night: str) -> None:
    role = as_role(night, "newsspider_dashboard")
    (story,) = rows(night, "select page_id from article limit 1")
    with dashboard(role) as address:
        for path in VIEWS_OF_DASHBOARD:
            number = story["page_id"] if path.startswith("/story") else 1
            status = fetch(address, path.replace("{number}", str(number)))[0]
            assert status == 200 or (status == 404 and path in ("/topic", "/rejections/{number}")), path
    with psycopg.connect(role, autocommit=True) as connection:
        assert connection.execute("show statement_timeout").fetchone() == ("10s",)
        connection.execute("set default_transaction_read_only = off")
        for statement in (
            "update article set headline = 'x'",
            "delete from run",
            "create table public.x ()",
            "create temporary table x ()",
            "select pg_advisory_lock(1852143475)",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement.encode())


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


def test_roles_reach_partitions_made_later(database: str) -> None:
    """The crawler makes one that the owner owns; the reader's view reads it. The database was restored without
    privileges before."""
    with psycopg.connect(database) as owner:
        owner.execute(b"grant execute on function make_partitions to public")
    give_roles(database)
    later = "(date_trunc('month', now() at time zone 'UTC') + interval '7 months')::date"
    with psycopg.connect(as_role(database, "newsspider_crawler"), autocommit=True) as crawler:
        crawler.execute(f"insert into run (spider, version, month) values ('tribun', '0', {later})".encode())
        crawler.execute(b"insert into worker (run, machine, process) select id, 'm', 1 from run")
        crawler.execute(
            b"insert into fetch_count (run, worker, outlet, host, status, bucket, fetches, bytes, month) "
            b"select run.id, worker.id, 'tribun', 'x', 200, 1, 7, 1, run.month from run cross join worker"
        )
        (made,) = crawler.execute(b"select make_partitions()").fetchone() or ([],)
        assert len(made) == 1
        where = crawler.execute(b"select tableoid::regclass::text from fetch_count").fetchone()
    assert where == (made[0],)
    with psycopg.connect(as_role(database, "newsspider_reader")) as reader:
        assert reader.execute(b"select fetches from ops.fetches").fetchone() == (7,)
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute(b"select make_partitions()")


def test_roles_reach_views_made_later_by_the_owner(server: str, empty_database: str) -> None:
    """Though a superuser ran the file."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("create role table_owner login")
    with psycopg.connect(empty_database) as connection:
        name = connection.info.dbname
        connection.execute(f"grant create on database {name} to table_owner".encode())
        connection.execute("grant create on schema public to table_owner")
    owner = as_role(empty_database, "table_owner")
    migrate(owner)
    give_roles(empty_database)
    with psycopg.connect(owner) as connection:
        connection.execute("create view ops.later as select 1 as number")
    with psycopg.connect(as_role(empty_database, "newsspider_reader")) as connection:
        assert connection.execute("select number from ops.later").fetchone() == (1,)
    with psycopg.connect(empty_database) as connection:
        connection.execute("reassign owned by table_owner to current_user")
        connection.execute("drop owned by table_owner")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("drop role table_owner")


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
