"""Command `scrapy demo`: true numbers, and no story stored twice."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from newsspider.console.summary import summary
from newsspider.console.terminal import as_text
from newsspider.store.database import open_database
from newsspider.store.reports.overview import Overview, RunSummary
from tests.crawling import HANGS, ROOT


def scrapy(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    wiring = {"NEWSSPIDER_DATA": str(data_dir), "DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env={**os.environ, **wiring},
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )


def stored(output: str) -> int:
    found = re.search(r"^  stored +(\d+)", output, re.M)
    assert found, output
    return int(found[1])


def test_second_demo_stores_nothing_twice(data_dir: Path) -> None:
    first = scrapy(data_dir, "demo", "--stories", "30")
    assert first.returncode == 0, first.stdout + first.stderr
    assert stored(first.stdout) > 15
    assert "Run 1: ok" in first.stdout
    assert "Baca juga" in first.stdout, "expected a story that shows what was cut from it"

    second = scrapy(data_dir, "demo", "--stories", "30")
    assert second.returncode == 0, second.stdout + second.stderr
    assert stored(second.stdout) <= 1, "expected at most the story of an hour that has begun meanwhile"
    assert "none is stored twice" in second.stdout

    counted = scrapy(data_dir / "demo", "psql", "-XAtc", "select count(*), count(distinct url) from article")
    number = str(stored(first.stdout) + stored(second.stdout))
    assert counted.stdout.strip() == f"{number}|{number}", counted.stderr


def test_demo_leaves_real_database_alone(data_dir: Path, database: str) -> None:
    wiring = {"NEWSSPIDER_DATA": str(data_dir), "DATABASE_URL": database}
    command = [sys.executable, "-m", "scrapy", "demo", "--stories", "30"]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, **wiring}, capture_output=True, timeout=HANGS, check=True
    )
    with psycopg.connect(database) as connection:
        assert connection.execute("select count(*) from page").fetchone() == (0,)
    with open_database("", data_dir / "demo") as conninfo, psycopg.connect(conninfo) as connection:
        row = connection.execute("select count(*) from article").fetchone()
        assert row is not None
        assert row[0] > 0


def test_demo_refuses_newsroom_without_stories(data_dir: Path) -> None:
    done = scrapy(data_dir, "demo", "--stories", "0")
    assert done.returncode == 2
    assert "expected --stories to be a whole number from 1, found '0'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("verdict", "colour"), [("ok", "32"), ("degraded", "33"), ("failed", "31")])
def test_summary_shows_verdict_and_reasons(verdict: str, colour: str) -> None:
    counters = {"pages_settled": 3, "outcome/rejection": 3, "rejection/NotFound": 2, "rejection/Video": 1}
    counts: dict[str, dict[str, int]] = {"article": {}, "link": {}, "removed": {}, "rejection": {"Video": 1}}
    run = RunSummary(
        id=7, verdict=verdict, reasons=[{"text": "none of 3 pages could be read"}], counters=counters
    )
    found = Overview(run=run, counts=counts, stories=[])
    assert f"\x1b[{colour}m{verdict}" in as_text(summary(found, "data/demo"), colour=True)
    plain = as_text(summary(found, "data/demo"))
    assert f"Run 7: {verdict}: none of 3 pages could be read" in plain
    assert re.search(r"^  rejected +3  NotFound 2, Video 1$", plain, re.M)
    assert "\x1b" not in plain
