"""The suite runs all its parts, whatever becomes of the first, and prints one result."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest
from tests.running.crawling import HANGS, ROOT
from tests.suite import Result, combined, result

LONG = "import pytest\n\n@pytest.mark.nightly\ndef test_first():\n    assert {first}\n"
CHAOS = """
import os
import pytest

def test_second():
    {second}

@pytest.mark.skip
def test_third():
    pass
"""


@pytest.mark.parametrize(
    ("first", "second", "code", "closing"),
    [
        ("False", "pass", 1, "1 passed, 1 failed, 1 skipped in "),
        ("True", "os._exit(9)", 1, "1 passed, 0 failed, 0 skipped in "),
    ],
    ids=["first_fails", "second_dies"],
)
def test_both_parts_run_and_one_line_closes(
    tmp_path: Path, first: str, second: str, code: int, closing: str
) -> None:
    """Case O14: a suite runs both parts even if the first fails, and fails if either does."""
    (tmp_path / "tests/chaos").mkdir(parents=True)
    (tmp_path / "test_long.py").write_text(LONG.format(first=first))
    (tmp_path / "tests/chaos/test_chaos.py").write_text(CHAOS.format(second=second))
    command = [sys.executable, "-m", "tests.suite", "nightly"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith(closing), done.stdout
    assert ("the part chaos wrote no report (exit 9)" in done.stdout) == ("_exit" in second)


ONCE = """
from pathlib import Path
import pytest

@pytest.mark.parametrize("number", ["1", "a b/[c]"])
def test_first_time_fails(number):
    before = Path(__file__).with_suffix("." + number[0])
    met, _ = before.exists(), before.touch()
    assert met

def test_never_passes():
    assert False
"""


def test_failures_of_the_parallel_part_run_again_alone(tmp_path: Path) -> None:
    (tmp_path / "test_once.py").write_text(ONCE)
    command = [sys.executable, "-m", "tests.suite", "test"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )
    closing = done.stdout.splitlines()[-1]
    assert done.returncode == 1, done.stdout + done.stderr
    assert closing.startswith("2 passed, 1 failed"), done.stdout
    _, _, named = closing.partition("; passed only by themselves: ")
    assert (named.count("test_first_time_fails"), named.count("test_never_passes")) == (2, 0)


def test_errors_at_collection_or_teardown_are_failures(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite errors="2" failures="1" skipped="3" tests="10"/></testsuites>')
    assert result("parallel", 1, report) == Result(passed=4, failed=3, skipped=3)
    assert "exit 3" in result("parallel", 3, report).trouble
    report.write_text('<testsuites><testsuite errors="0" failures="0" skipped="0" tests="4"/></testsuites>')
    assert result("parallel", 1, report).trouble, "failed without a failure"


def test_a_suite_without_tests_fails() -> None:
    assert combined([Result(), Result()], 1) == ("0 passed, 0 failed, 0 skipped in 1 s; no test ran", 1)
    assert combined([Result(passed=1), Result()], 1)[1] == 0
    assert combined([Result(passed=1), Result(passed=2, failed=1)], 1)[1] == 1


def test_named_files_exist() -> None:
    """A file that is renamed is renamed in tests/conftest.py too."""
    missing = [name for name in (*conftest.FIRST, *conftest.SLOW) if not (ROOT / "tests" / name).exists()]
    assert not missing
