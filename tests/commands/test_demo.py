"""Demo: it shows a stranger true numbers, and stores no story twice."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from newsspider.browser.executable import NAMES
from newsspider.commands.demo import demo_folder
from newsspider.console.summary import summary
from newsspider.console.terminal import as_text
from newsspider.store.database import open_database
from newsspider.store.reports.overview import Overview, RunSummary
from tests.conftest import a_database
from tests.running.crawling import HANGS, ROOT, command
from tests.running.processes import Started, wait_until


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


def scrapy(
    data_dir: Path, *arguments: str, database: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    return command(*arguments, NEWSSPIDER_DATA=str(data_dir), DATABASE_URL=database, **variables)


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


def test_demo_keeps_its_pages_apart(demo: Demo) -> None:
    """Where real crawls archive, no invented page lies; the printed dashboard finds those of the demo."""
    assert not (demo.data_dir / "archive").exists()
    assert list((demo.data_dir / "demo" / "archive").rglob("*.warc.gz"))
    assert os.environ["NEWSSPIDER_ARCHIVE"], "expected an archive to be stated, which would win over a folder"
    assert "NEWSSPIDER_ARCHIVE= " in sights(demo.done.stdout)["dashboard"]


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


def test_demo_again_in_a_shell_that_looks_at_it_is_the_same(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    assert demo_folder(tmp_path) == demo
    demo.mkdir()
    assert demo_folder(demo) == demo / "demo", "a folder of that name may be somebody's own"
    (demo / "crawl.log").touch()
    assert demo_folder(demo) == demo_folder(tmp_path) == demo


def sights(output: str) -> dict[str, str]:
    """The commands that the demo prints as things to look at, by their names."""
    found = re.findall(r"^ {5}(.*\.venv/bin/scrapy (\w+).*)$", output, re.M)
    return {name: command for command, name in found}


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A printed command as somebody pastes it, whose own DATABASE_URL leads elsewhere."""
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "BROWSER": "true", **variables},
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )


def test_demo_ends_with_four_things_to_look_at(demo: Demo) -> None:
    """Case O23."""
    assert list(sights(demo.done.stdout)) == ["dashboard", "status", "search", "explain"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("status", r"^Run \d+ of tribun: ok"),
        ("search", r"^[1-9]\d* (story|stories) match"),
        ("explain", r"Baca juga|baca_juga"),
    ],
)
def test_printed_sight_works_as_printed(demo: Demo, name: str, words: str) -> None:
    done = shell(sights(demo.done.stdout)[name], DATABASE_URL=demo.database)
    assert done.returncode == 0, done.stderr
    assert re.search(words, done.stdout, re.M), done.stdout


def test_printed_dashboard_shows_the_demo(demo: Demo, tmp_path: Path) -> None:
    """As printed, but on any free port, because another dashboard may have the usual one."""
    command = sights(demo.done.stdout)["dashboard"] + " --port 0"
    environment = {**os.environ, "BROWSER": "true", "DATABASE_URL": demo.database}
    started = ["bash", "-c", f"exec env {command}"]
    with Started(started, tmp_path / "dashboard.log", environment) as dashboard:
        wait_until(lambda: re.search(r"http://\S+", dashboard.said()) is not None)
        (address,) = re.findall(r"http://[^\s/]+", dashboard.said())
        with urlopen(f"{address}/stories") as answer:
            page = answer.read().decode()
        assert "tribunnews.com" in page
        dashboard.term()
        dashboard.ended(20)


@pytest.mark.parametrize("document", ["README.md", "README.id.md", "docs/tutorial.md"])
def test_block_over_the_demo_runs(demo: Demo, document: str) -> None:
    """As it stands but for the folder, and without its dashboard, which goes on until it is stopped."""
    text = (ROOT / document).read_text("utf-8")
    (block,) = re.findall(r"^```\n(export NEWSSPIDER_DATA=data/demo.*?)^```$", text, re.M | re.S)
    lines = [line for line in block.splitlines() if "scrapy dashboard" not in line]
    done = shell("set -euo pipefail\n" + "\n".join(lines).replace("data/demo", str(demo.data_dir / "demo")))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Run " in done.stdout
    assert re.search(r"match(es)?: harga", done.stdout)
    assert re.search(r"^\(\d+ rows?\)$", done.stdout, re.M)


def test_demo_without_browser_names_what_is_lacking(data_dir: Path, tmp_path: Path) -> None:
    """Case O22: on a PATH that has all but browsers; Playwright's own is looked for below HOME."""
    for folder in map(Path, reversed(os.get_exec_path())):
        for program in folder.iterdir() if folder.is_dir() else ():
            if program.name not in NAMES:
                link = tmp_path / program.name
                link.unlink(missing_ok=True)
                link.symlink_to(program)
    done = scrapy(data_dir, "demo", "--stories", "30", HOME=str(tmp_path), PATH=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^  browser   none: the recommendations that only JavaScript", done.stdout, re.M)
    assert not re.search(r"^  in a browser", done.stdout, re.M)


@pytest.mark.parametrize(("command", "code"), [("status", 0), ("healthcheck", 1), ("search", 0)])
def test_looks_beside_a_demo_lead_to_it(tmp_path: Path, command: str, code: int) -> None:
    """Case O24: where only a demo has run, whoever looks for real crawls is told where its database is."""
    (tmp_path / "demo" / "postgres" / "cluster").mkdir(parents=True)
    done = scrapy(tmp_path, command, *(["harga"] if command == "search" else []))
    assert done.returncode == code, done.stderr
    assert f"NEWSSPIDER_DATA={tmp_path / 'demo'} scrapy {command}" in done.stdout
    assert not (tmp_path / "postgres").exists()


def test_demo_refuses_newsroom_without_stories(data_dir: Path) -> None:
    done = scrapy(data_dir, "demo", "--stories", "0")
    assert done.returncode == 2
    assert "expected --stories to be a whole number from 1, found '0'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("verdict", "colour"), [("ok", "32"), ("degraded", "33"), ("failed", "31")])
def test_summary_shows_verdict_and_reasons(verdict: str, colour: str) -> None:
    counters = {"pages_settled": 3, "outcome/rejection": 3, "rejection/NotFound": 2, "rejection/Video": 1}
    counts: dict[str, dict[str, int]] = {"article": {}, "link": {}, "removed": {}, "rejection": {"Video": 1}}
    reasons = [{"code": "older", "text": "none of 3 pages could be read"}]
    run = RunSummary(id=7, verdict=verdict, reasons=reasons, counters=counters)
    found = Overview(run=run, counts=counts, stories=[])
    assert f"\x1b[{colour}m{verdict}" in as_text(
        summary(found, {"NEWSSPIDER_DATA": "data/demo"}), colour=True
    )
    plain = as_text(summary(found, {"NEWSSPIDER_DATA": "data/demo"}))
    assert f"Run 7: {verdict}: none of 3 pages could be read" in plain
    assert re.search(r"^  rejected +3  NotFound 2, Video 1$", plain, re.M)
    assert "\x1b" not in plain
