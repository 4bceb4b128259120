"""A reparse that is stopped or killed while it writes: nothing is half-written, no process is left, it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from newsspider.reparsing.page import Reread
from tests.reparsing.rereading import OLDER, details, execute, inline, run, stories
from tests.running.crawling import HANGS, ROOT, environment_of
from tests.running.nights import rows
from tests.running.processes import wait_until

WAITING = "select * from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


@contextmanager
def writing(night: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A reparse by two processes that waits for a story's row in its first transaction, until the block ends."""
    environment = {**environment_of("", night), "NEWSSPIDER_ARCHIVE": str(folder)}
    with psycopg.connect(night) as holder:
        holder.execute("select from article where layout = 'Lama' for update")
        with subprocess.Popen(
            [sys.executable, "-m", "scrapy", "reparse", "--processes", "2"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                wait_until(lambda: process.poll() is not None or rows(night, WAITING))
                yield process
                holder.rollback()
                process.wait(HANGS)
            finally:
                process.kill()


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stop_signal_finishes_what_was_begun(night: str, folder: Path, number: signal.Signals) -> None:
    before, links_and_cuts = stories(night), details(night)
    execute(night, OLDER)
    with writing(night, folder) as process:
        process.send_signal(number)
    assert process.returncode == 0, process.stderr.read() if process.stderr else ""
    assert rows(night, "select * from article where layout = 'Lama'") == []
    run(night, inline(folder))
    assert stories(night) == before
    assert details(night) == links_and_cuts
    assert rows(night, "select count(*) as number from revision") == [{"number": 5}]


def test_killed_reparse_leaves_nothing_half_written(night: str, folder: Path) -> None:
    before = stories(night)
    execute(night, OLDER)
    with writing(night, folder) as process:
        children = children_of(process.pid)
        os.kill(process.pid, signal.SIGKILL)
    assert len(children) >= 2
    wait_until(lambda: not any(map(is_alive, children)))
    wait_until(lambda: not rows(night, WAITING))
    assert rows(night, "select count(*) as number from article where layout = 'Lama'") == [{"number": 5}]
    assert rows(night, "select * from revision") == []
    report = run(night, inline(folder))
    assert report.counts[Reread.CHANGED] == 5
    assert stories(night) == before
