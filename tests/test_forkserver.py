"""Commands of the fork server behave like `python -m scrapy` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running.crawling import HANGS, scrapy
from tests.running.forkserver import ROOT, Child

CHECK = """
import sys, tests.running.preloaded
found = {"settings", "twisted.internet.reactor"} & {*sys.modules}
sys.exit(f"imported too early: {found}" if found else 0)
"""


@pytest.mark.parametrize("arguments", [("version", "-v"), ("healthcheck", "--max-age", "26"), ("nothing",)])
def test_forked_command_answers_like_a_new_process(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "scrapy", *arguments]
    environment = {**os.environ, "SCRAPY_PROJECT": "replica", "DATABASE_URL": ""}
    expected = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=HANGS, check=False
    )
    found = scrapy(*arguments)
    assert (found.returncode, found.stdout, found.stderr) == (
        expected.returncode,
        expected.stdout,
        expected.stderr,
    )


def test_killed_child_reports_the_signal(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = Child(["shell"], {**os.environ, "SCRAPY_PROJECT": "replica"}, stdout=log, stderr=log)
    child.kill()
    assert child.wait(60) == -9
    child.terminate()  # nothing: it has ended


def test_timeout_kills_the_command() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        scrapy("version", timeout=0)


def test_preloaded_modules_read_no_environment() -> None:
    """Neither the settings nor the reactor are imported before a child has its own environment."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
