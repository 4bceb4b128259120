"""Read-only commands: they change nothing, and work on a database of another version or say what to run."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time

import psycopg
import pytest

from newsspider.store.errors import DatabaseUnavailable
from newsspider.store.migrate import migrate
from newsspider.store.reports.readonly import looking
from tests.running.crawling import ROOT, scrapy
from tests.running.nights import rows

LOOKS = (["status"], ["search", "kopi"], ["psql", "-c", "select 1"], ["healthcheck"])
NEWEST = ["views/story_standing", "views/missing_stories"]


def ledger(database: str) -> list[str]:
    return [row["name"] for row in rows(database, "select name from newsspider_migration order by name")]


def fingerprint(database: str) -> str:
    """Of all that is in the database but its sessions."""
    sql = "select count(*), max(oid::bigint) from pg_class union all select count(*), max(oid::bigint) from pg_proc"
    with psycopg.connect(database) as connection:
        return hashlib.sha256(str(connection.execute(sql.encode()).fetchall()).encode()).hexdigest()


@pytest.fixture
def older(database: str) -> str:
    """A database from before some views came."""
    with psycopg.connect(database) as connection:
        connection.execute("drop view story_standing, ops.missing_stories")
        connection.execute("delete from newsspider_migration where name = any (%s)", [NEWEST])
    return database


@pytest.fixture
def newer(database: str) -> str:
    """A database of one migration after."""
    with psycopg.connect(database) as connection:
        connection.execute("insert into newsspider_migration (name, checksum) values ('9999_later', 'x')")
        connection.execute("alter table article add later int default 1")
    return database


@pytest.mark.parametrize("command", LOOKS, ids=lambda command: str(command[0]))
def test_report_leaves_older_database_unchanged(older: str, command: list[str]) -> None:
    """Case D10: it answers, or says in one line what to run."""
    before = (ledger(older), fingerprint(older))
    looked = scrapy(*command, database=older)
    assert (ledger(older), fingerprint(older)) == before
    assert "Traceback" not in looked.stderr
    if looked.returncode == 1 and command[0] != "healthcheck":
        assert "as this code has it, found another: run scrapy migrate" in looked.stderr


@pytest.mark.parametrize("command", [LOOKS[0], LOOKS[3]], ids=lambda command: str(command[0]))
def test_report_reads_newer_database(newer: str, command: list[str]) -> None:
    """Case D10."""
    before = (ledger(newer), fingerprint(newer))
    looked = scrapy(*command, database=newer)
    assert looked.returncode == (1 if command[0] == "healthcheck" else 0), looked.stderr
    assert "no crawl has ever run" in looked.stdout or command[0] != "healthcheck"
    assert (ledger(newer), fingerprint(newer)) == before


def test_incompatible_newer_database_is_reported(newer: str) -> None:
    """Case D10."""
    message = "found 9999_later, a newer one: update this code"
    with psycopg.connect(newer) as connection:
        connection.execute("alter table run rename column verdict to outcome")
    with pytest.raises(DatabaseUnavailable, match=message), looking(newer) as connection:
        connection.execute("select verdict from run")


def test_report_connection_is_read_only(database: str) -> None:
    """Case D10: not even by mistake."""
    with pytest.raises(DatabaseUnavailable, match="read-only transaction"), looking(database) as connection:
        connection.execute("delete from run")


def test_reports_make_nothing_in_empty_database(empty_database: str) -> None:
    """Case D10: nothing has been crawled, and that is said."""
    for command in LOOKS[:2]:
        looked = scrapy(*command, database=empty_database)
        assert (looked.returncode, looked.stdout.startswith("No database yet")) == (0, True), looked.stderr
    assert rows(empty_database, "select count(*) as n from pg_tables where schemaname = 'public'") == [
        {"n": 0}
    ]


def test_dashboard_does_not_migrate(older: str) -> None:
    """Case D10."""
    before = ledger(older)
    command = [sys.executable, "-m", "scrapy", "dashboard", "--port", "0", "-s", f"DATABASE_URL={older}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        assert "newsspider's dashboard" in served.stdout.readline()
        time.sleep(0.2)
        served.terminate()
    assert ledger(older) == before


def test_migrate_names_applied_files(older: str) -> None:
    """Case D10: what migrates says so."""
    done = scrapy("migrate", database=older)
    assert (done.returncode, done.stdout) == (0, f"migrated the database: {', '.join(NEWEST)}\n")
    again = scrapy("migrate", database=older)
    assert (again.returncode, again.stderr) == (0, "")
    assert "nothing to do" in again.stdout


def test_fresh_database_is_logged_in_one_line(empty_database: str, caplog: pytest.LogCaptureFixture) -> None:
    """Case D10; it is no warning."""
    caplog.set_level("INFO")
    migrate(empty_database)
    (record,) = [one for one in caplog.records if one.name == "newsspider.store.migrate"]
    assert record.levelname == "INFO"
    assert record.message == "made newsspider's tables in an empty database"
