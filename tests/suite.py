"""Run a suite in its parts, and print one result: `python -m tests.suite [quick|test|nightly] [PYTEST ARGUMENTS]`.

Each part runs whatever becomes of the one before. A few failures of the parallel part are run again by
themselves: a test that passes then has met a busy machine, and the closing line names it. Exits with 1 if a part
failed, did not finish or could not be read.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

SETTINGS = Path(__file__).parents[1] / "pyproject.toml"
SUITES: dict[str, dict[str, tuple[str, ...]]] = {
    "quick": {"quick": ("-n", "2", "--dist", "loadfile", "-m", "quick and not nightly")},
    "test": {
        "parallel": (
            "-n",
            "4",
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
            "-m",
            "not nightly",
        ),
    },
    "nightly": {"long": ("-m", "nightly"), "chaos": ("tests/chaos",)},
}
"""Arguments of pytest for each part (the markers: pyproject.toml)."""
OK, NO_TESTS = 0, 5
"""Exit codes of pytest."""
AGAIN = 10
"""Failures of the parallel part that are run again at most; more are no matter of a busy machine."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """Tests of one part by outcome, and what went wrong with the part itself ("" if nothing)."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    trouble: str = ""
    failures: tuple[str, ...] = ()
    """Node ids of the tests that failed."""
    only_alone: tuple[str, ...] = ()
    """Node ids of the tests that passed when they were run again by themselves."""


def result(name: str, code: int, report: Path) -> Result:
    """The result of a part that ended with this exit code, by its JUnit report."""
    if not report.exists():
        return Result(trouble=f"the part {name} wrote no report (exit {code})")
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    read = ElementTree.parse(report)
    for suite in read.iter("testsuite"):
        for key in counts:
            counts[key] += int(suite.get(key, 0))
    failed = counts["failures"] + counts["errors"]
    wrong = code not in (OK, NO_TESTS) and not (code == 1 and failed)
    return Result(
        passed=counts["tests"] - failed - counts["skipped"],
        failed=failed,
        skipped=counts["skipped"],
        trouble=f"the part {name} ended with exit {code}" if wrong else "",
        failures=tuple(dict.fromkeys(_node_id(case) for case in read.iter("testcase") if _has_failed(case))),
    )


def _has_failed(case: ElementTree.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


def _node_id(case: ElementTree.Element) -> str:
    return f"{case.get('file')}::{case.get('name')}"


def merged(first: Result, again: Result) -> Result:
    """The result of a part whose failures were run again."""
    if again.trouble:
        return replace(first, trouble=again.trouble)
    return replace(
        first,
        passed=first.passed + again.passed,
        failed=again.failed,
        skipped=first.skipped + again.skipped,
        only_alone=tuple(name for name in first.failures if name not in again.failures),
    )


def combined(results: Sequence[Result], seconds: float) -> tuple[str, int]:
    """The closing line, and the exit code."""
    passed, failed, skipped = (
        sum(getattr(one, key) for one in results) for key in ("passed", "failed", "skipped")
    )
    troubles = [one.trouble for one in results if one.trouble]
    if not passed and not failed:
        troubles.append("no test ran")
    line = f"{passed} passed, {failed} failed, {skipped} skipped in {seconds:.0f} s"
    if names := [name for one in results for name in one.only_alone]:
        line += f"; passed only by themselves: {', '.join(names)}"
    return "; ".join([line, *troubles]), int(bool(failed or troubles))


def run(folder: Path, name: str, options: Sequence[str]) -> Result:
    """Run one part, which leaves its report in the folder."""
    report = folder / f"{name}.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        *options,
        f"--junitxml={report}",
        "-o",
        "junit_family=xunit1",
    ]
    return result(name, subprocess.run(command, env=environment(), check=False).returncode, report)


def environment() -> dict[str, str]:
    """Ours, in which Python keeps bytecode: the tests start hundreds of processes, and without it each
    compiles the project anew."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main(suite: str, arguments: Sequence[str]) -> int:
    began, results = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        for name, options in SUITES[suite].items():
            part = run(Path(folder), name, [*options, *arguments])
            if name == "parallel" and not part.trouble and 0 < len(part.failures) <= AGAIN:
                print(f"again, by themselves: {' '.join(part.failures)}", flush=True)
                part = merged(part, run(Path(folder), "again", part.failures))
            results.append(part)
    line, code = combined(results, time.monotonic() - began)
    print(line)
    return code


if __name__ == "__main__":
    chosen = sys.argv[1] if sys.argv[1:] and sys.argv[1] in SUITES else "test"
    try:
        sys.exit(main(chosen, sys.argv[2:] if sys.argv[1:2] == [chosen] else sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("interrupted")
