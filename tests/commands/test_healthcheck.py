"""`scrapy healthcheck`: notices everything that may stop a nightly crawl, and never hangs."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from newsspider.alerting.timeouts import TimedOut, call_with_timeout
from newsspider.commands.healthcheck import GOOD_VERDICTS, judged, look
from newsspider.durations import duration, spoken
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.databases.run_rows import FAILED, ended, going_on
from tests.running.crawling import scrapy
from tests.running.nights import killed, rows, this_hour
from tests.running.receiving import receiving

DAY, HALF = timedelta(hours=26), timedelta(hours=12)
Written = Callable[[str], object]

CASES: list[tuple[str, Written, bool, str]] = [
    ("nothing yet", lambda _: None, False, "no crawl has ever run"),
    ("good", lambda db: ended(db, "ok", hours_ago=3), True, "last good run 1 (tribun) ended 3 h ago"),
    ("degraded counts", lambda db: ended(db, "degraded", [FAILED], hours_ago=3), True, "last good run 1"),
    (
        "in time",
        lambda db: ended(db, "ok", hours_ago=25.9),
        True,
        "last good run 1 (tribun) ended 1 day 1 h ago",
    ),
    (
        "too old",
        lambda db: ended(db, "ok", hours_ago=27),
        False,
        "no good run of tribun has ended within the last 1 day 2 h (the last one, run 1, ended 1 day 3 h ago)",
    ),
    ("failed only", lambda db: ended(db, "failed", [FAILED]), False, "no good run of tribun has ended yet"),
    (
        "failed for days",
        lambda db: ended(db, "failed", [FAILED], hours_ago=50),
        False,
        "no good run of tribun has ended within the last 1 day 2 h",
    ),
    (
        "failed since",
        lambda db: (ended(db, "ok", hours_ago=5), ended(db, "failed", [FAILED], hours_ago=1)),
        True,
        "last good run 1 (tribun) ended 5 h ago; run 2 was failed 1 h ago",
    ),
    (
        "goes on",
        lambda db: (ended(db, "ok", hours_ago=5), going_on(db)),
        True,
        "last good run 1 (tribun) ended 5 h ago; run 2 goes on",
    ),
    ("first goes on", lambda db: going_on(db), False, "no good run of tribun has ended yet"),
    (
        "dead",
        lambda db: (ended(db, "ok", hours_ago=5), going_on(db, silent=600)),
        False,
        "every process of the run died before its end (run 2 of tribun: no heartbeat for 10 min)",
    ),
    (
        "dead long before a good one",
        lambda db: (going_on(db, hours=5, silent=7200), ended(db, "ok")),
        True,
        "last good run 2 (tribun) ended 0 s ago",
    ),
    (
        "silent for less than a lease",
        lambda db: (ended(db, "ok"), going_on(db, silent=20)),
        True,
        "run 2 goes on",
    ),
    (
        "without end",
        lambda db: (ended(db, "ok", hours_ago=5), going_on(db, hours=13)),
        False,
        "run 2 of tribun goes on for 13 h, more than 12 h",
    ),
    (
        "by hand",
        lambda db: (ended(db, "ok", hours_ago=30), ended(db, "ok", arguments={"url": "https://x"})),
        False,
        "the last one, run 1, ended 1 day 6 h ago",
    ),
    (
        "past days only",
        lambda db: ended(db, "ok", arguments={"since": "2023-09-01"}),
        False,
        "no good run of tribun",
    ),
    (
        "another spider",
        lambda db: (ended(db, "ok"), ended(db, "ok", hours_ago=40, spider="kompas")),
        False,
        "no good run of kompas has ended within",
    ),
    (
        "two spiders",
        lambda db: (ended(db, "ok"), ended(db, "ok", spider="kompas")),
        True,
        "last good run 2 (kompas) ended 0 s ago; last good run 1 (tribun)",
    ),
    (
        "late and dead",
        lambda db: (ended(db, "ok", hours_ago=30), going_on(db, silent=600)),
        False,
        "ended 1 day 6 h ago); every process of the run died before its end (run 2 of tribun",
    ),
]


@pytest.mark.parametrize(
    ("written", "well", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_line_says_how_it_is(database: str, written: Written, well: bool, line: str) -> None:
    written(database)
    found, message = judged(look(database, 45, GOOD_VERDICTS["degraded"], None), DAY, HALF)
    assert found == well, message
    assert line in message
    assert "\n" not in message


def test_strictly_a_degraded_run_is_none(database: str) -> None:
    ended(database, "ok", hours_ago=20)
    ended(database, "degraded", [FAILED], hours_ago=1)
    well, message = judged(look(database, 45, GOOD_VERDICTS["ok"], None), DAY, HALF)
    assert (well, message) == (True, "last good run 1 (tribun) ended 20 h ago; run 2 was degraded 1 h ago")
    assert not judged(look(database, 45, GOOD_VERDICTS["ok"], None), timedelta(hours=19), HALF)[0]


def test_a_spider_that_never_ran_is_named(database: str) -> None:
    ended(database, "ok")
    assert judged(look(database, 45, GOOD_VERDICTS["ok"], "kompas"), DAY, HALF, "kompas") == (
        False,
        "no crawl of kompas has ever run",
    )


def test_a_database_that_no_crawl_has_used_is_no_error(empty_database: str) -> None:
    assert look(empty_database, 45, GOOD_VERDICTS["ok"], None) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--max-age", "26"),
        ("--max-age", "-2h"),
        ("--max-age", "0h"),
        ("--max-run", "1w"),
        ("now",),
        ("--max-age", "٣h"),
    ],
)
def test_bad_usage_is_two_and_one_clear_line(database: str, arguments: tuple[str, ...]) -> None:
    done = scrapy("healthcheck", *arguments, database=database)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "expected" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_answers_in_one_line(database: str) -> None:
    ended(database, "ok", hours_ago=3)
    done = scrapy("healthcheck", "--max-age", "4h", project="production", database=database)
    assert (done.returncode, done.stdout) == (0, "ok: last good run 1 (tribun) ended 3 h ago\n"), done.stderr
    done = scrapy("healthcheck", "--max-age", "90m", database=database)
    assert done.returncode == 1
    assert done.stdout.startswith("failed: no good run of tribun has ended within the last 1 h 30 min (")
    assert done.stdout.count("\n") == 1
    assert not done.stderr


def in_time(*arguments: str, database: str) -> subprocess.CompletedProcess[str]:
    """Run `scrapy ARGUMENTS`, which must wait for at most ten seconds beside what a command takes here and now."""
    began = time.monotonic()
    scrapy("healthcheck", "--help")
    started = time.monotonic()
    done = scrapy(*arguments, database=database)
    assert time.monotonic() - started < 10 + 3 * (started - began)
    return done


def test_a_database_that_is_away_is_told_within_ten_seconds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for place in ("@127.0.0.1:9", f"127.0.0.1:{port}", "127.0.0.1:9", "no-such-host.invalid"):
            done = in_time("healthcheck", database=f"postgresql://robot:s3cret@{place}/news")
            assert done.returncode == 1
            assert done.stdout.startswith("failed: expected ")
            assert done.stdout.count("\n") == 1
            assert "s3cret" not in done.stdout + done.stderr


def test_a_table_that_is_locked_is_told_within_ten_seconds(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("lock table run in access exclusive mode")
        done = in_time("healthcheck", database=database)
    assert done.returncode == 1
    assert "holds a lock on run: lock table run in access exclusive mode" in done.stdout, done.stderr


def test_no_server_is_started_or_made(
    data_dir: Path, programs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSSPIDER_DATA", str(data_dir))
    done = scrapy("healthcheck", project="production")
    assert (done.returncode, done.stdout) == (
        1,
        f"failed: no crawl has made a database under {data_dir} yet\n",
    )
    assert scrapy("healthcheck", "--start", project="production").returncode == 1
    assert not list(data_dir.iterdir()), "expected nothing to be made"

    with embedded_server(data_dir, programs) as conninfo:
        migrate(conninfo)
        ended(conninfo, "ok", hours_ago=1)
        done = scrapy("healthcheck", project="production")
        assert (done.returncode, done.stdout) == (0, "ok: last good run 1 (tribun) ended 1 h ago\n"), (
            done.stderr
        )
    done = scrapy("healthcheck", project="production")
    assert done.returncode == 1
    assert done.stdout.startswith(f"failed: the embedded server under {data_dir} does not run")
    done = scrapy("healthcheck", "--start", project="production")
    assert (done.returncode, done.stdout) == (0, "ok: last good run 1 (tribun) ended 1 h ago\n"), done.stderr


def test_it_tells_the_alerts_once(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSSPIDER_DATA", str(tmp_path))
    ended(database, "ok", hours_ago=40)
    with receiving() as webhook:
        monkeypatch.setenv("NEWSSPIDER_ALERT_URLS", webhook.url)
        for _ in range(2):
            done = scrapy("healthcheck", "--alert", database=database)
            assert done.returncode == 1
            assert done.stdout.count("\n") == 1
        assert [title.split(":")[0] for title in webhook.titles] == ["tribun late"]
        for _ in range(2):
            done = scrapy("healthcheck", "--alert", database="postgresql://127.0.0.1:9/none")
            assert done.returncode == 1
        assert webhook.titles[1:] == ["newsspider failed: no database"]

        webhook.seconds = 60
        ended(database, "failed", [FAILED])
        done = in_time("healthcheck", "--alert", "-s", "ALERT_SECONDS=1", database=database)
        assert (done.returncode, done.stderr.count("could not be sent")) == (1, 2), done.stderr


def test_a_crawl_that_was_killed_is_named_before_the_next_one_begins(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSSPIDER_DATA", str(tmp_path))
    log = tmp_path / "access.log"
    log.touch()
    with ReplicaServer(Newsroom(stories=200, days=1, now=this_hour()), access_log=log) as server:
        killed(server.address, database, log, 30, "-s", "RENDER=never")
    ended(database, "ok", hours_ago=1)
    done = scrapy("healthcheck", project="production", database=database)
    assert done.returncode == 0, "expected patience for a lease"
    rows(database, "update worker set seen_at = seen_at - interval '1 minute' returning id")
    rows(database, "update run set started_at = started_at - interval '2 minutes' returning id")
    done = scrapy("healthcheck", project="production", database=database)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "failed: every process of the run died before its end (run 1 of tribun: no heartbeat for 1 min"
    )
    assert rows(database, "select verdict from run where id = 1") == [{"verdict": None}], (
        "expected a look only"
    )


def test_work_without_end_is_left_where_it_is() -> None:
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"no answer came in 0 s"):
        call_with_timeout(0.2, lambda: threading.Event().wait(30))
    assert time.monotonic() - began < 25
    assert call_with_timeout(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        call_with_timeout(5, lambda: 1 // 0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("26h", 93_600),
        ("90m", 5400),
        ("2d", 172_800),
        ("1h30m", 5400),
        ("45s", 45),
        ("", None),
        ("h", None),
        ("1.5h", None),
        ("26", None),
        ("1h 30m", None),
        ("9999999d", None),
    ],
)
def test_durations(text: str, seconds: int | None) -> None:
    length = duration(text)
    assert (length.total_seconds() if length is not None else None) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-5, "0 s"), (0, "0 s"), (61, "1 min 1 s"), (3600, "1 h"), (93_600, "1 day 2 h"), (172_800, "2 days")],
)
def test_spoken(seconds: int, text: str) -> None:
    assert spoken(timedelta(seconds=seconds)) == text
