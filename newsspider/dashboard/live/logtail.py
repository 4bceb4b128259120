"""End of the log file that a run writes, below the data folder's logs; no request names a path."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from newsspider.store.reports.live import LiveRun

FOLDER = "logs"
"""Below the data folder: where the scheduler writes the logs of its crawls."""
TAIL_BYTES = 16_384
LINES_SHOWN, LINE_LENGTH = 30, 300


@dataclass(frozen=True, kw_only=True, slots=True)
class LogTail:
    """The last lines of a log, each of at most LINE_LENGTH characters; `name` is the path below the logs."""

    name: str
    lines: tuple[str, ...]


def log_tail(data: Path | None, run: LiveRun) -> LogTail | None:
    """The end of the run's log: that of the fire that began it, else of its LOG_FILE. None if
    that is no file below the logs of this machine's data folder."""
    stated = run.fire_log or str(run.settings.get("LOG_FILE") or "")
    if data is None or not stated or "\x00" in stated:
        return None
    try:
        folder = (data.absolute() / FOLDER).resolve()
        path = (data.absolute() / stated).resolve()
        if not path.is_relative_to(folder) or not stat.S_ISREG(path.stat().st_mode):
            return None
        return LogTail(name=str(path.relative_to(folder)), lines=_last_lines(path))
    except (OSError, RuntimeError):  # no such file, no right to read it, or a circle of links
        return None


def _last_lines(path: Path) -> tuple[str, ...]:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - TAIL_BYTES))
        text = file.read(TAIL_BYTES).decode("utf-8", errors="replace")
    lines = text.splitlines()
    whole = lines[1:] if size > TAIL_BYTES else lines
    return tuple(line[:LINE_LENGTH] for line in whole[-LINES_SHOWN:])
