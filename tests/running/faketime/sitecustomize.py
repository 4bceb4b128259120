"""Python under libfaketime: its own time.sleep, and a clock that its children inherit in any environment."""

import os
import select
import subprocess
import time
from pathlib import Path
from typing import Any, SupportsIndex

HERE = str(Path(__file__).parent)
CLOCK = {
    name: value for name, value in os.environ.items() if name.startswith("FAKETIME") or name == "LD_PRELOAD"
}


def sleep(seconds: float | SupportsIndex) -> None:
    """Sleep so many seconds, without clock_nanosleep, which fails under libfaketime (EINVAL)."""
    length = float(seconds)
    if length < 0:
        raise ValueError("sleep length must be non-negative")
    select.select([], [], [], length)


start = subprocess.Popen.__init__


def start_by_clock(process: Any, *arguments: Any, **options: Any) -> None:
    """Start a child. PostgreSQL, for one, gets an environment with nothing of ours."""
    if (given := options.get("env")) is not None:
        path = os.pathsep.join(filter(None, (HERE, given.get("PYTHONPATH"))))
        options["env"] = {**CLOCK, **given, "PYTHONPATH": path}
    start(process, *arguments, **options)


time.sleep = sleep
subprocess.Popen.__init__ = start_by_clock  # type: ignore[assignment]
