"""Clocks that are wrong, for processes of tests: libfaketime, in its form for programs with threads.

`python -m tests.running.clocks "2027-01-01 03:00 +0700" [PYTEST ARGUMENTS]` runs tests, with every process they start
and their PostgreSQL, at that time.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

PLACES = ("lib/faketime", "lib/*/faketime", "local/lib/faketime")
FOUND = [path for place in PLACES for path in Path("/usr").glob(f"{place}/libfaketimeMT.so.1")]
needs_faketime = pytest.mark.skipif(
    not FOUND, reason="a clock that is wrong needs libfaketime, which is not installed"
)
HOUR, DAY = 3600, 86_400
SLEEP = Path(__file__).parent / "faketime"
PRELOADED = {
    "LD_PRELOAD": str(FOUND[0]) if FOUND else "",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    "FAKETIME_FORCE_MONOTONIC_FIX": "0",
    "PYTHONPATH": str(SLEEP),
}
"""For a process with threads: under the other form of libfaketime one waits for itself when it starts, now and
then. With that fix, which is for an old glibc, Chromium hangs. What faketime/ holds is for Python."""
AHEAD = int(os.environ.get("FAKETIME", "0"))
"""Seconds from the machine's clock to ours, if the tests themselves go by a wrong one."""
_TIMED = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \[", re.M)


class Clock:
    """The clock of whoever is started with it: `seconds` ahead of ours (behind, if negative). As on a real
    machine, the clock that only counts (CLOCK_MONOTONIC) is not touched."""

    def __init__(self, file: Path, seconds: int = 0) -> None:
        self.file = file
        self.jump(seconds)
        file.chmod(0o644)  # the server's user reads it too

    def jump(self, seconds: int) -> None:
        """All at once: a reader never finds half a number."""
        self.seconds = seconds
        written = self.file.with_suffix(".new")
        written.write_text(f"{AHEAD + seconds:+d}")
        written.chmod(0o644)
        written.replace(self.file)

    @property
    def environment(self) -> Mapping[str, str]:
        return {**PRELOADED, "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1"}

    @property
    def fixed(self) -> Mapping[str, str]:
        """The environment of a process that knows nothing of later jumps."""
        return {**PRELOADED, "FAKETIME": f"{AHEAD + self.seconds:+d}"}

    @property
    def before(self) -> tuple[str, ...]:
        """The words of a command that runs another by this clock."""
        return before(self.environment)


def before(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a command that runs another in this environment, which may name a clock other than ours."""
    return "env", "-u", "FAKETIME", *(f"{name}={value}" for name, value in environment.items())


@contextmanager
def a_moment_later() -> Iterator[None]:
    """A block that begins when the process started before it has had its turn at the database's tables, and not
    so much later that it has taken all the work."""
    time.sleep(0.4)
    yield


def programs_by(environment: Mapping[str, str], programs: list[Path], folder: Path) -> list[Path]:
    """PostgreSQL's programs, of which the server runs with this environment."""
    real = next(place for place in programs if (place / "initdb").is_file())
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "initdb").symlink_to(real / "initdb")
    server = folder / "postgres"
    server.write_text(f'#!/bin/sh\nexec {" ".join(before(environment))} {real / "postgres"} "$@"\n')
    server.chmod(0o755)
    return [folder]


def last_time(log: str) -> datetime:
    """The time of the last line of a crawl's log, by the clock that it went by."""
    return datetime.fromisoformat(_TIMED.findall(log)[-1])


def main(moment: str, arguments: Sequence[str]) -> None:
    """Become a pytest that runs at this moment. Exits with a message without libfaketime."""
    if not FOUND:
        sys.exit("expected libfaketime (apt install faketime), found none")
    ahead = datetime.fromisoformat(moment).astimezone() - datetime.now().astimezone()
    environment = {**os.environ, **PRELOADED, "FAKETIME": f"{ahead.total_seconds():+.0f}"}
    os.execve(sys.executable, [sys.executable, "-m", "pytest", *arguments], environment)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
