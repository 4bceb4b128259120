"""How does a process come to a clock of its own, which can be wrong, and jump? By libfaketime, in the form for
processes with threads: in the other, now and then one waits for itself when it starts. Under both, time.sleep may
fail (EINVAL): who goes by such a clock must not have to wait for its turn to look at the database's tables."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

FOUND = [
    path for folder in ("/usr/lib", "/usr/local/lib") for path in Path(folder).rglob("libfaketimeMT.so.1")
]
needs_faketime = pytest.mark.skipif(
    not FOUND, reason="a clock that is wrong needs libfaketime, which is not installed"
)
HOUR, DAY = 3600, 86_400
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
        written = self.file.with_suffix(".new")
        written.write_text(f"{seconds:+d}")
        written.chmod(0o644)
        written.replace(self.file)

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "LD_PRELOAD": str(FOUND[0]), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip

    @property
    def before(self) -> tuple[str, ...]:
        """The words of a command that runs another by this clock."""
        return "env", *(f"{name}={value}" for name, value in self.environment.items())


@contextmanager
def a_moment_later() -> Iterator[None]:
    """A block that begins when the process started before it has had its turn at the database's tables, and not
    so much later that it has taken all the work."""
    time.sleep(0.4)
    yield


def programs_by(clock: Clock, programs: list[Path], folder: Path) -> list[Path]:
    """PostgreSQL's programs, of which the server goes by this clock."""
    real = next(place for place in programs if (place / "initdb").is_file())
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "initdb").symlink_to(real / "initdb")
    server = folder / "postgres"
    server.write_text(f'#!/bin/sh\nexec {" ".join(clock.before)} {real / "postgres"} "$@"\n')
    server.chmod(0o755)
    return [folder]


def last_time(log: str) -> datetime:
    """The time of the last line of a crawl's log, by the clock that it went by."""
    return datetime.fromisoformat(_TIMED.findall(log)[-1])
