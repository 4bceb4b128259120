"""Tests of the choice of commands that Scrapy loads, and of what the loaded ones import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsspider.console.loading import COMMANDS, commands_module
from tests.running.crawling import HANGS, ROOT, scrapy
from tests.running.stranger import KOPI, at_home

LOADED = """
import sys
sys.argv = ["scrapy", *sys.argv[1:]]
from scrapy.cmdline import execute
try:
    execute()
finally:
    print(*sys.modules, file=sys.stderr)
"""
HEAVY = {"apscheduler", "apprise", "jinja2", "playwright", "pyarrow", "starlette", "trafilatura", "uvicorn"}
"""Packages of single commands, each of which takes a tenth of a second or more."""
PAGE = "tests/pages/tribun/www_2026_kebun_terapung/page.html"


@pytest.mark.parametrize(
    ("command_line", "module"),
    [
        (["scrapy", "status"], "newsspider.commands.status"),
        (["/usr/bin/scrapy", "--nolog", "status", "crawl"], "newsspider.commands.status"),
        (["/site-packages/scrapy/__main__.py", "import-warc", "x.warc"], "newsspider.commands.import-warc"),
        (["scrapy.exe", "crawl", "tribun"], "newsspider.commands.crawl"),
        (["scrapy"], COMMANDS),
        (["scrapy", "--help"], COMMANDS),
        (["scrapy", "list"], COMMANDS),
        (["scrapy", "__init__"], COMMANDS),
        (["scrapy", "../console/loading"], COMMANDS),
        (["scrapy", "status.x"], COMMANDS),
        (["scrapy", ""], COMMANDS),
        (["/site-packages/pytest/__main__.py", "crawl"], COMMANDS),
        (["-c", "crawl"], COMMANDS),
        ([], COMMANDS),
    ],
)
def test_only_the_named_command_is_loaded(command_line: Sequence[str], module: str) -> None:
    assert commands_module(command_line) == module


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["status", "--help"], HEAVY),
        (["crawl", "--help"], HEAVY - {"apprise"}),
        (["read", PAGE], HEAVY),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_command_imports_no_package_of_others(command: list[str], absent: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert not loaded & absent


def test_crawl_loads_nothing_that_listens_or_keeps_cookies(tmp_path: Path) -> None:
    """Scrapy's own components bring these packages."""
    with at_home(tmp_path) as stranger:
        done = stranger.run("-c", LOADED, "parse", "--spider", "tribun", KOPI, "-s", "RENDER=never")
    assert done.returncode == 0, done.stderr
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert not loaded & {"aiohttp", "requests", "tldextract"}


def test_unknown_command_is_named() -> None:
    done = scrapy("statsu")
    assert done.returncode == 2
    assert "Unknown command: statsu" in done.stdout
