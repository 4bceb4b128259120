"""Command `scrapy schedule`, with real crawls of the replica newsroom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from newsspider.replica import ReplicaServer
from newsspider.store.embedded.place import DATABASE, settle
from tests.running.crawling import ROOT, scrapy
from tests.running.nights import last_run, rows
from tests.running.processes import newsroom, wait_until
from tests.scheduling.schedulers import declared_since, every, fires

HOSTILE = "reason \x1b[2J with \u202e and\nmore"


@pytest.fixture
def address() -> Iterator[str]:
    with ReplicaServer(newsroom(20, ("www",))) as server:
        yield server.address


def file_of(folder: Path, moment: datetime, *more: str) -> Path:
    """A schedule that was due at a moment's minute, and is every day."""
    file = folder / "schedule.toml"
    lines = (
        "[[schedule]]",
        'name = "small"',
        'spider = "tribun"',
        'timezone = "UTC"',
        f'cron = "{moment.minute} {moment.hour} * * *"',
        'arguments = { hosts = "www", limit = 3, depth = 0, render = "never" }',
        *more,
    )
    file.write_text("\n".join(lines))
    return file


def start(database: str, address: str, folder: Path, *options: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "SCRAPY_PROJECT": "replica",
        "REPLICA_ADDRESS": address,
        "DATABASE_URL": database,
        "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
        "NEWSSPIDER_DATA": str(folder),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "schedule", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_scheduled_crawl_leaves_verdict(database: str, address: str, tmp_path: Path) -> None:
    due = datetime.now(UTC) - timedelta(minutes=3)
    file = file_of(tmp_path, due)
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into schedule (name, spider, cron, timezone, since) values ('small', 'tribun', %s, 'UTC', %s)",
            (f"{due.minute} {due.hour} * * *", due - timedelta(hours=1)),
        )
    with start(database, address, tmp_path, "--file", str(file)) as process:
        wait_until(lambda: fires(database) and fires(database)[0]["state"] != "running")
        listed = scrapy("schedule", "--list", "--file", str(file), database=database)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0, said
    (fire,) = fires(database)
    assert (fire["state"], fire["exit_code"], fire["reason"]) == ("ok", 0, ""), said
    run = last_run(database)
    assert (fire["run"], run["verdict"]) == (run["id"], "ok")
    (worker,) = rows(database, "select * from worker")
    assert (worker["fire"], worker["process"]) == (fire["id"], fire["process"])
    assert rows(database, "select count(*) from article")[0]["count"] == 3
    assert "run 1 of tribun begins" in Path(fire["log"]).read_text()
    assert listed.returncode == 0
    assert "small  scrapy crawl tribun -a hosts=www -a limit=3 -a depth=0 -a render=never" in listed.stdout
    assert f"  last  {due:%a %d.%m.%Y %H:%M} UTC: ok, took " in listed.stdout
    assert "exit code 0, run 1" in listed.stdout
    assert "late" in listed.stdout
    assert ": leads" in listed.stdout


def test_two_timers_crawl_one_slot_once(database: str, address: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, datetime.now(UTC) - timedelta(minutes=2))
    options = ("--run", "small", "--file", str(file))
    with (
        start(database, address, tmp_path, *options) as one,
        start(database, address, tmp_path, *options) as two,
    ):
        said = one.communicate(timeout=60)[0] + two.communicate(timeout=60)[0]
    assert (one.returncode, two.returncode) == (0, 0), said
    assert said.count("already taken by fire 1, process") == 1, said
    assert [fire["state"] for fire in fires(database)] == ["ok"]
    assert len(rows(database, "select from worker")) == 1
    again = start(database, address, tmp_path, *options)
    assert "already taken by fire 1" in again.communicate(timeout=60)[0]
    assert again.returncode == 0


def test_embedded_database_outlives_killed_scheduler(address: str, data_dir: Path) -> None:
    file = file_of(data_dir, datetime.now(UTC) + timedelta(hours=5), "settings = { DOWNLOAD_DELAY = 0.15 }")
    options = ("--file", str(file))
    once = start("", address, data_dir, "--run", "small", "--now", *options)
    log = data_dir / "logs" / "small"
    wait_until(lambda: log.exists() and any("begins" in one.read_text() for one in log.iterdir()))
    once.kill()
    once.communicate()
    with start("", address, data_dir, *options) as process:
        database = settle(data_dir).conninfo(DATABASE)
        wait_until(lambda: fires(database)[0]["state"] != "running")
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert "fire 1: ok (nobody was there to see its exit code)" in said
    assert not settle(data_dir).pid_file.exists(), "the last to leave stops the server"


def test_run_now_returns_exit_code_of_crawl(database: str, tmp_path: Path) -> None:
    """There is no newsroom: the crawl fails, and is tried again."""
    file = file_of(tmp_path, datetime.now(UTC), "retries = 1", "retry_after = '0s'")
    process = start(database, "127.0.0.1:9", tmp_path, "--run", "small", "--now", "--file", str(file))
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1, said
    (fire,) = fires(database)
    assert (fire["state"], fire["attempt"], fire["exit_code"], fire["again_at"]) == ("failed", 2, 1, None)
    assert "6 RobotsUnreachable" in fire["reason"]
    assert len(list((tmp_path / "logs" / "small").iterdir())) == 2


def test_timer_skips_slot_past_catch_up(database: str, tmp_path: Path) -> None:
    file = file_of(tmp_path, datetime.now(UTC) - timedelta(hours=2), "catch_up = '1h'")
    done = scrapy("schedule", "--run", "small", "--file", str(file), database=database)
    assert done.returncode == 0
    assert "no longer wanted (catch_up); --now crawls at once" in done.stderr
    assert fires(database) == []


def test_list_shows_hostile_reasons_safely(database: str, tmp_path: Path) -> None:
    slot = datetime.now(UTC).replace(second=0, microsecond=0)
    declared_since(database, every(1), slot, "small")
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into fire (schedule, slot, spider, state, reason, machine, supervisor, ended_at) "
            "values ('small', %s, 'tribun', 'skipped', %s, 'x', 1, now())",
            (slot, HOSTILE),
        )
    listed = scrapy("schedule", "--list", "--file", str(file_of(tmp_path, slot)), database=database)
    assert listed.returncode == 0, listed.stderr
    assert f"  last  {slot:%a %d.%m.%Y %H:%M} UTC: skipped\n" in listed.stdout
    assert "\x1b" not in listed.stdout
    assert "\u202e" not in listed.stdout
    assert "and more" in listed.stdout
    assert "no scheduler is at work: start one with `scrapy schedule`" in listed.stdout


def test_list_makes_no_database_where_there_is_none(tmp_path: Path) -> None:
    file = file_of(tmp_path, datetime.now(UTC))
    environment = {
        **os.environ,
        "SCRAPY_PROJECT": "replica",
        "DATABASE_URL": "",
        "NEWSSPIDER_DATA": str(tmp_path / "data"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "schedule", "--list", "--file", str(file)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "  last  none yet" in done.stdout
    assert "no database yet" in done.stdout
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--check",), 0, "nightly: tribun, 30 23 * * *, Asia/Jakarta"),
        (("--check", "--file", "/no/such/file"), 2, "newsspider: /no/such/file: expected a file to read"),
        (
            ("--run", "weekly"),
            2,
            "newsspider: deploy/schedule.toml: expected --run with one of nightly, hourly, found 'weekly'",
        ),
        (("--now",), 2, "expected --now beside --run"),
        (("nightly",), 2, "expected options only"),
        (("--run", "nightly"), 1, "expected a PostgreSQL server at"),
    ],
)
def test_usage(options: tuple[str, ...], code: int, said: str) -> None:
    done = scrapy("schedule", *options, database="postgresql://127.0.0.1:9/none", project="production")
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_crawl_refuses_fire_without_number() -> None:
    done = scrapy("crawl", "tribun", "-s", "FIRE=x")
    assert done.returncode == 2
    assert "expected FIRE to be a number, found 'x'" in done.stderr
