"""Unit files with the paths of this checkout."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.crawling import ROOT

UNITS = ROOT / "deploy" / "systemd"
SANDBOX = "newsspider-.service.d/sandbox.conf"
INSTALLED = "/opt/newsspider"
SERVICES = (
    "newsspider-schedule.service",
    "newsspider-healthcheck.service",
    "newsspider-crawl@nightly.service",
    "newsspider-dashboard.service",
)
TIMERS = tuple(sorted(path.name for path in UNITS.glob("*.timer")))

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is not installed here: units are not checked",
)


def settings(unit: str) -> Iterator[tuple[str, str]]:
    """The names and values of a unit, with what every service shares; of an instance those of its template."""
    template = re.sub(r"@[^.]+\.service$", "@.service", unit)
    files = [template, *([SANDBOX] if unit.endswith(".service") else [])]
    for file in files:
        for line in (UNITS / file).read_text("utf-8").splitlines():
            if found := re.fullmatch(r"(\w+)=(.*)", line):
                yield found[1], found[2]


def values(unit: str, name: str) -> list[str]:
    return [value for key, value in settings(unit) if key == name]


def command(unit: str, instance: str = "") -> list[str]:
    """What the unit starts, with the Python that runs the test."""
    (line,) = values(unit, "ExecStart")
    program, *arguments = shlex.split(line.replace("%i", instance))
    assert program == f"{INSTALLED}/.venv/bin/scrapy"
    return [sys.executable, "-m", "scrapy", *arguments]


def placed(folder: Path) -> Path:
    """The units as they would be installed, in a folder, with a program that is there."""
    shutil.copytree(UNITS, folder, dirs_exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8").replace(f"{INSTALLED}/.venv/bin/scrapy", sys.executable)
            path.write_text(
                text.replace(f"file://{INSTALLED}", f"file://{ROOT}").replace(INSTALLED, str(ROOT))
            )
    for service in SERVICES:
        template = folder / re.sub(r"@[^.]+\.", "@.", service)
        if not (folder / service).exists():
            shutil.copy(template, folder / service)
    return folder


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *arguments],
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
