"""Locks: a wait ends in time and names the holder. (More of it in tests/chaos.)"""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from newsspider.commands.search import ask
from newsspider.commands.status import gather
from newsspider.reasons.outlets import OutletVerdict
from newsspider.reasons.verdict import Verdict
from newsspider.store import migrate as migrating
from newsspider.store.errors import DatabaseUnavailable, Locked
from newsspider.store.migrate import migrate
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.runs import run_states
from newsspider.store.session import NAME, SessionLimits
from tests.conftest import Slowest
from tests.databases.locking import crawling, locked, stopped
from tests.running.nights import last_run, rows
from tests.running.processes import wait_until
from tests.store.test_store import one, opened


def test_stop_is_timely_under_locks(database: str, tmp_path: Path, slowest: Slowest) -> None:
    """Case D4."""
    tables = ("article", "page", "run", "worker", "host")
    with crawling(database, tmp_path) as crawl, locked(database, *tables):
        time.sleep(1)
        slowest("tables locked by a person", stopped(crawl))


async def test_run_is_closed_while_articles_are_locked(database: str) -> None:
    """Case D4: its row needs no article."""
    async with opened(database) as store:
        with locked(database, "article"):
            await store.finish_run(
                "shutdown", "failed", [], {}, [OutletVerdict("tribun", Verdict.FAILED, [])]
            )
        assert one(store, "select verdict from run")["verdict"] == "failed"
        assert one(store, "select verdict from run_outlet")["verdict"] == "failed"


def test_waiting_start_names_the_lock(database: str, tmp_path: Path, slowest: Slowest) -> None:
    """Case D5, at the start; and it can be stopped."""
    with (
        locked(database, "newsspider_migration") as holder,
        crawling(database, tmp_path, requests=0) as crawl,
    ):
        pid = holder.info.backend_pid
        wait_until(lambda: f"server process {pid} (user newsspider, psql" in crawl.said())
        slowest("not yet begun", stopped(crawl))
    assert "stopped before the crawl had begun" in crawl.said()


def test_stop_of_a_run_that_opens_closes_its_row(database: str, tmp_path: Path) -> None:
    """The row is written, and the crawl's hosts are not registered yet."""
    with ExitStack() as lock:
        lock.enter_context(locked(database, "host"))
        with crawling(database, tmp_path, requests=0) as crawl:
            wait_until(lambda: rows(database, "select from run"))
            crawl.term()
            wait_until(lambda: "shutting down gracefully" in crawl.said())
            lock.close()
            assert crawl.ended() == 1
    run = last_run(database)
    assert (run["verdict"], run["finish_reason"]) == ("failed", "shutdown"), crawl.said()[-2000:]


def test_reports_give_up_and_name_the_holder(database: str) -> None:
    """Case D5: commands that look."""
    with locked(database, "run", "article", "page") as holder:
        for look in (
            lambda: gather(database, 45.0, None, False),
            lambda: ask(database, "kopi", {"section": None}),
        ):
            began = time.monotonic()
            with pytest.raises(
                Locked, match=f"server process {holder.info.backend_pid} .user newsspider, psql"
            ):
                look()
            assert time.monotonic() - began < 60  # the lock lasts until the test ends


def test_health_check_gives_up_sooner(database: str) -> None:
    """Case D5: it answers in ten seconds."""
    with (
        locked(database, "run") as holder,
        pytest.raises(Locked, match=f"server process {holder.info.backend_pid}"),
        looking(database) as one,
    ):
        run_states(one, 45.0)


def test_locked_out_migration_names_the_holder(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cases D5, D6: the one who holds the lock is named, and nothing is left of the migration."""
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001_first.sql").write_text("create table berita ();")
    migrate(empty_database, tmp_path)
    (tmp_path / "migrations" / "0002_second.sql").write_text(
        "create table half (); alter table berita add judul text;"
    )
    monkeypatch.setattr(migrating, "APPLYING", SessionLimits(lock=4.5, idle=0.0))
    said: list[str] = []
    with locked(empty_database, "berita") as holder:
        pid = f"server process {holder.info.backend_pid} (user newsspider"
        with pytest.raises(DatabaseUnavailable) as refused:
            migrate(empty_database, tmp_path, say=said.append)
    assert pid in str(refused.value)
    assert "it was rolled back" in str(refused.value)
    assert any(pid in line for line in said)
    assert migrate(empty_database, tmp_path) == ["0002_second"]


def test_sessions_have_our_application_name(database: str) -> None:
    """Case D5: by it the sessions that wait are found."""
    with looking(database) as connection:
        assert connection.execute("show application_name").fetchone() == (NAME,)
