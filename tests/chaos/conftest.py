"""The figures of the chaos at the end of the session: one line a test, and one a night of many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running.processes import STORIES, Figures, Witness, newsroom, watch

LINES: list[str] = []
NIGHTS: list[str] = []
Report = Callable[[Figures], None]


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Note a test's figures for the table at the end."""
    name = request.node.name.removeprefix("test_").replace("_", " ")
    return lambda figures: LINES.append(f"{name:<68} {figures}")


@pytest.fixture
def witness(database: str, tmp_path: Path) -> Witness:
    watch(database)
    return Witness(newsroom(STORIES), database, tmp_path / "access.log")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LINES:
        terminalreporter.write_sep("-", "lost, stored twice, fetched twice")
        for line in LINES:
            terminalreporter.write_line(line)
    if NIGHTS:
        terminalreporter.write_sep("-", "night, incidents by host, verdict, exit code, seconds, faults")
        for line in NIGHTS:
            terminalreporter.write_line(line)
