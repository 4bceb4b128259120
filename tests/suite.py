"""Run the whole suite in its two halves, and print one result: `python -m tests.suite [PYTEST ARGUMENTS]`.

The first half runs in two processes, the second (marked `alone`, tests/conftest.py) by itself. The second runs
whatever becomes of the first. Exits with 1 if either half failed, did not finish or could not be read.
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

HALVES = {
    "parallel": ("-n", "2", "--dist", "loadfile", "-m", "not alone"),
    "alone": ("-m", "alone"),
}
OK, NO_TESTS = 0, 5
"""Exit codes of pytest."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """Tests of one half by outcome, and what went wrong with the half itself ("" if nothing)."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    trouble: str = ""


def result(name: str, code: int, report: Path) -> Result:
    """The result of a half that ended with this exit code, by its JUnit report."""
    if not report.exists():
        return Result(trouble=f"the {name} half wrote no report (exit {code})")
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
        trouble=f"the {name} half ended with exit {code}" if wrong else "",
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


def main(arguments: Sequence[str]) -> int:
    began, results = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        for name, options in HALVES.items():
            report = Path(folder, f"{name}.xml")
            command = [sys.executable, "-m", "pytest", "-q", *options, f"--junitxml={report}", *arguments]
            results.append(result(name, subprocess.run(command, check=False).returncode, report))
    line, code = combined(results, time.monotonic() - began)
    print(line)
    return code


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("interrupted")
