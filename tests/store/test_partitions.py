"""Partitions by month: made ahead, emptied from the default one, dropped by retention, restored from a dump."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow
from scrapy.settings import Settings

from newsspider.runs.retention import SETTINGS, TableRetention
from newsspider.store.crawl.partitions import drop_partitions, make_partitions
from newsspider.store.ledger import REPEATABLE, STORE
from newsspider.store.migrate import migrate
from newsspider.store.pool import connected
from newsspider.validation import BadValue
from tests.store.test_store import address, article, opened, rows, save, seed

LATER = "(date_trunc('month', now() at time zone 'UTC') + interval '5 months')::date"
LONG_AGO = "(date_trunc('month', now() at time zone 'UTC') - interval '30 months')::date"
PAGE = """
insert into page (outlet, url, host, kind, depth, found_how, outcome, month)
values ('tribun', %s, 'x', 'story', 0, 'seed', 'article', {month}) returning id
"""
LINK = "insert into link (page_id, position, kind, anchor, month) values (%s, %s, 'related', 'a', {month})"


@pytest.fixture
def connection(database: str) -> Iterator[Connection[TupleRow]]:
    with psycopg.connect(database, autocommit=True) as connected_to:
        yield connected_to


def value(connection: Connection[TupleRow], sql: str, *values: object) -> object:
    row = connection.execute(sql.encode(), values).fetchone()
    return row[0] if row else None


def add_link(connection: Connection[TupleRow], month: str, number: int = 0) -> int:
    """Store a page of this month (an SQL expression) with a link. Returns the page's number."""
    page = value(connection, PAGE.format(month=month), f"https://x/{month}/{number}")
    connection.execute(LINK.format(month=month).encode(), (page, 0))
    return int(str(page))


def partition_of(connection: Connection[TupleRow], page: int) -> str:
    return str(value(connection, "select tableoid::regclass::text from link where page_id = %s", page))


def test_next_months_have_partitions(connection: Connection[TupleRow]) -> None:
    """Those of all three tables, for this month and the next two."""
    for table in SETTINGS:
        ends = value(connection, "select max(ends) from partitions_of(%s)", table)
        assert ends == value(
            connection,
            "select (date_trunc('month', now() at time zone 'UTC') + interval '3 months')::date",
        )
    assert value(connection, "select make_partitions()") == []


def test_rows_of_a_month_without_partition_move_to_it(connection: Connection[TupleRow]) -> None:
    page = add_link(connection, LATER)
    assert partition_of(connection, page) == "link_default"
    counted = "select sum(stored)::integer from tally where what = 'link'"
    before = value(connection, counted)
    made = value(connection, "select make_partitions()")
    name = value(connection, f"select 'link_' || to_char({LATER}, 'YYYY_MM')")
    assert made == [name]
    assert partition_of(connection, page) == name
    assert value(connection, counted) == before
    assert value(connection, "select count(*) from link_default") == 0


def test_older_months_lie_in_the_first_partition(connection: Connection[TupleRow]) -> None:
    assert partition_of(connection, add_link(connection, LONG_AGO)) == "link_first"


def test_link_is_unique_over_months(connection: Connection[TupleRow]) -> None:
    """A page's month never changes, so a second link at its place is one of the same partition."""
    page = add_link(connection, LATER)
    with pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute(LINK.format(month=LATER).encode(), (page, 0))


async def test_reread_page_keeps_its_links_once(database: str) -> None:
    """It was found months ago; its links are replaced where they lie."""
    async with opened(database) as store:
        await store.make_due([seed(address(1))])
        rows(database, f"update page set month = {LATER} returning id")
        for _ in range(2):
            await save(store, article(1))
        found = rows(database, "select page_id, position, count(*) as links from link group by 1, 2")
    assert found
    assert {row["links"] for row in found} == {1}


def test_deleted_page_takes_its_links_along(connection: Connection[TupleRow]) -> None:
    page = add_link(connection, LATER)
    other = add_link(connection, LONG_AGO)
    connection.execute(b"update link set target_id = %s where page_id = %s", (page, other))
    connection.execute(b"delete from page where id = %s", (page,))
    assert value(connection, "select array_agg(page_id) from link where target_id is null") == [other]


async def test_a_lock_leaves_rows_in_the_default_partition(
    database: str, connection: Connection[TupleRow]
) -> None:
    """A long reader does not stop a run from beginning; the next one makes the partition."""
    page = add_link(connection, LATER)
    async with connected(database) as pool:
        with psycopg.connect(database) as reader:
            reader.execute(b"select from link limit 1")
            await make_partitions(pool)
            assert partition_of(connection, page) == "link_default"
        await make_partitions(pool)
    assert partition_of(connection, page) != "link_default"


async def test_detached_partition_stops_no_run(database: str, connection: Connection[TupleRow]) -> None:
    """Its month may have new rows, of pages that are read again."""
    add_link(connection, LATER)
    async with connected(database) as pool:
        await make_partitions(pool)
        name = value(connection, f"select 'link_' || to_char({LATER}, 'YYYY_MM')")
        connection.execute(f"alter table link detach partition {name}".encode())
        page = add_link(connection, LATER, 1)
        await make_partitions(pool)
    assert partition_of(connection, page) == "link_default"


async def test_expired_partitions_are_dropped_and_counted_off(
    database: str, connection: Connection[TupleRow]
) -> None:
    kept, dropped = add_link(connection, LATER), add_link(connection, LONG_AGO)
    connection.execute(b"alter table link detach partition link_first")
    connection.execute(
        f"do $$ begin execute format('alter table link attach partition link_first for values from (minvalue) "
        f"to (%L)', {LONG_AGO} + 40); end $$".encode()
    )
    async with connected(database) as pool:
        await drop_partitions(pool, {"link": 0})
        assert value(connection, "select count(*) from link") == 2
        await drop_partitions(pool, {"link": 24, "removed": 24})
    assert value(connection, "select array_agg(page_id) from link") == [kept]
    assert value(connection, "select links from ops.links where kind = 'related'") == 1
    assert value(connection, "select count(*) from page where id = %s", dropped) == 1


def test_only_tables_with_partitions_lose_any(connection: Connection[TupleRow]) -> None:
    with pytest.raises(
        psycopg.errors.RaiseException, match="expected link, removed or fetch_count, found page"
    ):
        connection.execute(b"select drop_partitions('page', 1)")


@pytest.mark.parametrize("function", ["make_partitions()", "drop_partitions('link', 1)"])
def test_a_stranger_may_not_change_partitions(connection: Connection[TupleRow], function: str) -> None:
    connection.execute(b"set role pg_monitor")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"select {function}".encode())


def test_retention_is_read_from_settings() -> None:
    assert TableRetention.of(Settings({"FETCHES_MONTHS": "6"})).months == {
        "link": 0,
        "removed": 0,
        "fetch_count": 6,
    }
    with pytest.raises(BadValue, match="LINKS_MONTHS"):
        TableRetention.of(Settings({"LINKS_MONTHS": "-1"}))


def test_dump_restores_partitions(
    database: str,
    second_database: str,
    connection: Connection[TupleRow],
    programs: list[Path],
    tmp_path: Path,
) -> None:
    """Whatever lies in the default partition, and what comes after the restore."""
    add_link(connection, LATER)
    add_link(connection, LONG_AGO)
    dump = tmp_path / "newsspider.dump"
    for command in (
        ["pg_dump", "-Fc", f"--file={dump}", database],
        ["pg_restore", "--exit-on-error", "--no-owner", f"--dbname={second_database}", dump],
    ):
        subprocess.run([programs[0] / str(command[0]), *command[1:]], check=True, capture_output=True)
    with psycopg.connect(second_database, autocommit=True) as restored:
        listed = "select array_agg(tableoid::regclass::text order by page_id) from link"
        assert value(restored, listed) == ["link_default", "link_first"]
        assert len(str(value(restored, "select make_partitions()"))) > 2
        assert value(restored, "select count(*) from link_default") == 0
    assert migrate(second_database) == []


def test_rows_of_before_stay_where_they_are(empty_database: str, tmp_path: Path) -> None:
    """A database without partitions: its tables become the first ones, no row is written again."""
    store = tmp_path / "store"
    for folder in ("migrations", *REPEATABLE):
        shutil.copytree(Path(str(STORE / folder)), store / folder)
    (ours,) = (store / "migrations").glob("*_partitions.sql")
    newest = [path for path in (store / "migrations").iterdir() if path.name >= ours.name]
    for path in newest:
        path.unlink()
    for path in (
        *(store / "functions").glob("*partitions*.sql"),
        *(path for folder in REPEATABLE[1:] for path in (store / folder).iterdir()),
    ):
        path.unlink(missing_ok=True)
    migrate(empty_database, store)
    with psycopg.connect(empty_database, autocommit=True) as connection:
        page = value(connection, PAGE.replace(", month)", ")").replace(", {month})", ")"), "https://x/1")
        connection.execute(
            b"insert into link (page_id, position, kind, anchor) values (%s, 0, 'related', 'a')", (page,)
        )
        connection.execute(
            b"insert into removed (page_id, position, rule, text) values (%s, 1, 'r', 't')", (page,)
        )
        before = value(connection, "select pg_relation_filenode('link')")
    migrate(empty_database)
    with psycopg.connect(empty_database, autocommit=True) as connection:
        assert partition_of(connection, int(str(page))) == "link_first"
        assert value(connection, "select pg_relation_filenode('link_first')") == before
        assert value(connection, "select count(*) from removed inner join page using (month)") == 1
