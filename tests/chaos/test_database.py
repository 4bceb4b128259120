"""A crawl survives the failures of its database and loses nothing."""

from __future__ import annotations

import contextlib
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from newsspider.replica import ReplicaServer
from newsspider.store.embedded.place import settle
from newsspider.store.embedded.server import start, stop
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.chaos.conftest import Report
from tests.running.crawling import HANGS
from tests.running.processes import (
    SLOWLY,
    STORIES,
    Crawl,
    Witness,
    again_and_again,
    kill_and_start,
    newsroom,
    wait_until,
    watch,
)
from tests.store.test_store import cut_connections

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def own(data_dir: Path, programs: list[Path], tmp_path: Path) -> Iterator[Witness]:
    """A witness whose database is on a server of the test's own."""
    with embedded_server(data_dir, programs) as database:
        migrate(database)
        watch(database)
        yield Witness(newsroom(STORIES), database, tmp_path / "access.log")


@contextmanager
def crawling(witness: Witness, folder: Path, *more: str) -> Iterator[Crawl]:
    """A crawl in the middle of its work, which is to end well."""
    with (
        ReplicaServer(witness.site, access_log=witness.log) as server,
        witness.crawl("satu", server.address, folder, *SLOWLY, *more) as crawl,
    ):
        wait_until(lambda: witness.by("satu") > 60)
        yield crawl
        code = crawl.ended()
        assert code in (0, 3), crawl.said()[-3000:]


def assert_nothing_lost(witness: Witness, report: Report) -> None:
    figures = witness.figures()
    report(figures)
    assert (figures.lost, figures.stored_twice, figures.fetched_twice) == (0, 0, 0), str(figures)
    assert witness.trespasses() == []


def test_three_kills_of_the_server(
    own: Witness, data_dir: Path, programs: list[Path], tmp_path: Path, report: Report
) -> None:
    dice = random.Random(3)
    with crawling(own, tmp_path):
        for _ in range(3):
            kill_and_start(data_dir, programs, dice.uniform(0.1, 2))
            time.sleep(dice.uniform(0.5, 2))
    assert_nothing_lost(own, report)


def test_a_server_stopped_for_a_minute(
    own: Witness, data_dir: Path, programs: list[Path], tmp_path: Path, report: Report
) -> None:
    with crawling(own, tmp_path):
        stop(settle(data_dir))
        time.sleep(60)
        start(settle(data_dir), programs)
    assert_nothing_lost(own, report)


def test_all_connections_cut_again_and_again(
    witness: Witness, server: str, tmp_path: Path, report: Report
) -> None:
    """Whenever something was stored since the last cut, in the middle of whatever goes on by then."""
    stored = [0]

    def cut() -> None:
        if (visited := len(witness.visited())) > stored[-1]:
            cut_connections(witness.database, server)
            stored.append(visited)

    with crawling(witness, tmp_path) as crawl, again_and_again(cut, 0.5):
        crawl.process.wait(HANGS)
    print(f"cut {len(stored) - 1} times")
    assert len(stored) > 5
    assert_nothing_lost(witness, report)


def test_too_many_connections_for_ten_seconds(own: Witness, tmp_path: Path, report: Report) -> None:
    """Others take every connection the server has, at the moment in which the crawl loses its own."""
    with crawling(own, tmp_path), contextlib.ExitStack() as taken:
        admin = taken.enter_context(psycopg.connect(own.database, autocommit=True))
        admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
        until, refused = time.monotonic() + 10, 0
        while time.monotonic() < until:
            try:
                taken.enter_context(contextlib.closing(psycopg.connect(own.database)))
            except psycopg.OperationalError:
                refused += 1
                time.sleep(0.02)
        assert refused > 100
    assert_nothing_lost(own, report)


@pytest.fixture
def small_disk(data_dir: Path) -> Iterator[Path]:
    """A disk with a little room, which a folder of the server's user is on."""
    folder = data_dir / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m,mode=0777", "none", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def test_a_full_disk(
    data_dir: Path, programs: list[Path], small_disk: Path, tmp_path: Path, report: Report
) -> None:
    """The disk that holds the tables is full for ten seconds."""
    account = settle(data_dir).account
    place = small_disk / "tables"
    place.mkdir()
    account.own(place)
    with embedded_server(data_dir, programs) as administered:
        with psycopg.connect(administered, autocommit=True) as connection:
            connection.execute(f"create tablespace small location '{place}'".encode())
            connection.execute("create database narrow tablespace small")
        database = make_conninfo(administered, dbname="narrow")
        migrate(database)
        watch(database)
        witness = Witness(newsroom(STORIES), database, tmp_path / "access.log")
        with crawling(witness, tmp_path) as crawl:
            ballast = small_disk / "ballast"
            with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
                while file.write(bytes(65_536)):
                    pass
            wait_until(lambda: "No space left on device" in crawl.said())
            time.sleep(10)
            ballast.unlink()
        assert_nothing_lost(witness, report)
        with psycopg.connect(administered, autocommit=True) as connection:
            connection.execute("drop database narrow with (force)")
            connection.execute("drop tablespace small")
