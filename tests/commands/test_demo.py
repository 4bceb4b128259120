"""Demo: it shows a stranger true numbers, and stores no story twice."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from newsspider.console.summary import summary
from newsspider.console.terminal import as_text
from newsspider.store.database import open_database
from newsspider.store.reports.overview import Overview, RunSummary
from tests.conftest import a_database
from tests.crawling import HANGS, ROOT


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A demo that has run: its data folder, the database of real crawls beside it, its output."""

    data_dir: Path
    database: str
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def demo(server: str, migrated: str) -> Iterator[Demo]:
    with (
        tempfile.TemporaryDirectory(prefix="nst-", dir="/tmp") as folder,
        a_database(server, like=migrated) as database,
    ):
        Path(folder).chmod(0o711)
        done = scrapy(Path(folder), "demo", "--stories", "30", database=database)
        assert done.returncode == 0, done.stdout + done.stderr
        yield Demo(data_dir=Path(folder), database=database, done=done)


def scrapy(data_dir: Path, *arguments: str, database: str = "") -> subprocess.CompletedProcess[str]:
    wiring = {"NEWSSPIDER_DATA": str(data_dir), "DATABASE_URL": database}
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


def test_first_demo_stores_stories_and_shows_cuts(demo: Demo) -> None:
    assert stored(demo.done.stdout) > 15
    assert "Run 1: ok" in demo.done.stdout
    assert "Baca juga" in demo.done.stdout, "expected a story that shows what was cut from it"


def test_demo_leaves_database_of_real_crawls_empty(demo: Demo) -> None:
    with psycopg.connect(demo.database) as connection:
        assert connection.execute("select count(*) from page").fetchone() == (0,)
    with open_database("", demo.data_dir / "demo") as conninfo, psycopg.connect(conninfo) as connection:
        row = connection.execute("select count(*) from article").fetchone()
        assert row is not None
        assert row[0] > 0


def test_second_demo_stores_nothing_twice(demo: Demo) -> None:
    second = scrapy(demo.data_dir, "demo", "--stories", "30")
    assert second.returncode == 0, second.stdout + second.stderr
    assert stored(second.stdout) <= 1, "expected at most the story of an hour that has begun meanwhile"
    assert "none is stored twice" in second.stdout

    counted = scrapy(
        demo.data_dir / "demo", "psql", "-XAtc", "select count(*), count(distinct url) from article"
    )
    number = str(stored(demo.done.stdout) + stored(second.stdout))
    assert counted.stdout.strip() == f"{number}|{number}", counted.stderr


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
