"""Live line of `scrapy crawl` in a terminal: below the log, gone before the summary, absent from a pipe."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console
from rich.live import Live

from newsspider.console.crawlline import CrawlLine, LinesAbove
from newsspider.console.live import left_text, live_line
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.store.reports.pace import TimeLeft
from tests.running.crawling import ROOT, environment_of
from tests.running.nights import this_hour
from tests.store.test_pace import host, pace_of, state

CRAWL = ("-m", "scrapy", "crawl", "tribun", "-a", "hosts=www", "-s", "RUN_IDLE_TIMEOUT=0")
SLOWLY = ("-s", "DOWNLOAD_DELAY=0.15", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "RENDER=never")


def test_line_says_pace_due_left_and_hosts() -> None:
    run = state(
        60, host(pages=30, due=600), host("b", pages=30, due=2, paused=90, at=60), stories=12, read=20
    )
    line = live_line(run, pace_of(run))
    assert line.plain == (
        "run 1: 60 pages 60/min, 12 new stories 12/min, 602 due, left at least 20 min, 1 crawling, 1 paused"
    )
    assert line.no_wrap


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (TimeLeft(), "unknown"),
        (TimeLeft(least=timedelta(0), most=timedelta(0)), "0 s"),
        (TimeLeft(least=timedelta(seconds=3)), "at least 10 s"),
        (TimeLeft(least=timedelta(seconds=62), most=timedelta(seconds=64)), "about 1 min"),
        (TimeLeft(least=timedelta(minutes=12), most=timedelta(hours=2)), "12 min to 2 h"),
    ],
)
def test_time_left_is_a_range_or_unknown(left: TimeLeft, text: str) -> None:
    assert left_text(left) == text


def test_lines_above_steer_no_terminal() -> None:
    stream = StringIO()
    live = Live(console=Console(file=stream, markup=False, highlight=False), auto_refresh=False)
    lines = LinesAbove(live, stream)
    lines.write("INFO: [red]\x1b[2Jbegin")
    assert stream.getvalue() == ""
    lines.write("s\nWARNING: " + "x" * 200 + "\n")
    assert stream.getvalue() == "INFO: [red]\ufffd[2Jbegins\nWARNING: " + "x" * 200 + "\n"


def test_line_is_absent_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stderr
    with CrawlLine("postgresql://127.0.0.1:1/none", 45.0, lambda: 1):
        assert sys.stderr is before
    assert capsys.readouterr().err == ""


def test_terminal_shows_the_line_then_the_summary(database: str) -> None:
    newsroom = Newsroom(stories=6, days=1, hosts=("www",), now=this_hour())
    with ReplicaServer(newsroom) as replica:
        environment = {**environment_of(replica.address, database), "TERM": "xterm", "COLUMNS": "120"}
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, *CRAWL, *SLOWLY],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        ) as process:
            os.close(theirs)
            written = _read(ours)
        assert process.returncode == 0, written
    assert re.search(r"run \d+\x1b\[0m: [\d,]+ pages [\d,]+/min, [\d,]+ new stories", written)
    log, _, summary = written.rpartition("Run ")
    assert "INFO: Spider closed (finished)\r\n" in log
    assert "pages fetched" in summary
    assert "scrapy dashboard --open" in summary
    assert "/min" not in summary


def _read(descriptor: int) -> str:
    """What comes until the other end is closed."""
    pieces = []
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        while True:
            try:
                piece = file.read(65_536)
            except OSError:  # Linux's end of a terminal
                break
            if not piece:
                break
            pieces.append(piece)
    return b"".join(pieces).decode()
