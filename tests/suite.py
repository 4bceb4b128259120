"""Run a suite in its parts, and print one result: `python -m tests.suite [quick|test|nightly] [PYTEST ARGUMENTS]`.

Each part runs whatever becomes of the one before. Exits with 1 if a part failed, did not finish or could not be
read.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

SUITES: dict[str, dict[str, tuple[str, ...]]] = {
    "quick": {"quick": ("-n", "2", "-m", "quick and not nightly")},
    "test": {
        "parallel": (
            "-n",
            "4",
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
            "-m",
            "not alone and not nightly",
        ),
        "alone": ("-m", "alone and not nightly"),
    },
    "nightly": {"long": ("-m", "nightly"), "chaos": ("tests/chaos",)},
}
"""Arguments of pytest for each part (the markers: pyproject.toml)."""
OK, NO_TESTS = 0, 5
"""Exit codes of pytest."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """Tests of one part by outcome, and what went wrong with the part itself ("" if nothing)."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    trouble: str = ""


def result(name: str, code: int, report: Path) -> Result:
    """The result of a part that ended with this exit code, by its JUnit report."""
    if not report.exists():
        return Result(trouble=f"the part {name} wrote no report (exit {code})")
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in ElementTree.parse(report).iter("testsuite"):
        for key in counts:
            counts[key] += int(suite.get(key, 0))
    failed = counts["failures"] + counts["errors"]
    wrong = code not in (OK, NO_TESTS) and not (code == 1 and failed)
    return Result(
        passed=counts["tests"] - failed - counts["skipped"],
        failed=failed,
        skipped=counts["skipped"],
        trouble=f"the part {name} ended with exit {code}" if wrong else "",
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
    return "; ".join([line, *troubles]), int(bool(failed or troubles))


def main(suite: str, arguments: Sequence[str]) -> int:
    began, results = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        for name, options in SUITES[suite].items():
            report = Path(folder, f"{name}.xml")
            command = [sys.executable, "-m", "pytest", "-q", *options, f"--junitxml={report}", *arguments]
            results.append(result(name, subprocess.run(command, check=False).returncode, report))
    line, code = combined(results, time.monotonic() - began)
    print(line)
    return code


if __name__ == "__main__":
    chosen = sys.argv[1] if sys.argv[1:] and sys.argv[1] in SUITES else "test"
    try:
        sys.exit(main(chosen, sys.argv[2:] if sys.argv[1:2] == [chosen] else sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("interrupted")
