"""Age of the last backup, by a file or a command that the settings name, and the reason if it is too old."""

from __future__ import annotations

import math
import shlex
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.settings import BaseSettings

from newsspider.durations import spoken
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.text import printable

SPIDER = "backup"
"""What an alert about the backup has in place of a spider."""
COMMAND_SECONDS = 5.0
AHEAD = timedelta(hours=1)
"""A backup may be so much younger than now by another machine's clock."""
UNFINISHED = (".part", ".partial", ".tmp")
"""Ends of names of files that are being written."""
ERROR_LENGTH = 200


class NoBackup(Exception):
    """The time of the last backup is unknown: what was expected, and what was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup:
    """The last backup: when it was made, or why that is unknown."""

    at: datetime | None
    error: str = ""


def last_backup(settings: BaseSettings) -> Backup | None:
    """The last backup by BACKUP_COMMAND, else by BACKUP_FILE; None if neither is set."""
    command, file = str(settings["BACKUP_COMMAND"] or ""), str(settings["BACKUP_FILE"] or "")
    if not command.strip() and not file.strip():
        return None
    try:
        at = _printed_time(command) if command.strip() else _file_time(Path(file.strip()))
        if at - datetime.now(UTC) > AHEAD:
            raise NoBackup(f"expected a time that is past, found {at.isoformat(timespec='minutes')}")
        return Backup(at=at)
    except NoBackup as error:
        return Backup(at=None, error=printable(str(error))[:ERROR_LENGTH])


def backup_reason(backup: Backup | None, settings: BaseSettings) -> Reason | None:
    """What is wrong with the last backup: older than BACKUP_MAX_AGE (seconds; 0 is no limit), or unknown."""
    if backup is None:
        return None
    if backup.at is None:
        return Reason.of(ReasonCode.BACKUP_UNKNOWN, error=backup.error)
    longest = timedelta(seconds=settings.getfloat("BACKUP_MAX_AGE"))
    age = datetime.now(UTC) - backup.at
    if not longest or age <= longest:
        return None
    return Reason.of(ReasonCode.BACKUP_LATE, age=spoken(age), max_age=spoken(longest))


def _file_time(path: Path) -> datetime:
    """When a file was written last; of a folder, its newest entry. Raises NoBackup."""
    try:
        entries = list(path.iterdir()) if path.is_dir() else [path]
        times = [
            (entry.stat().st_mtime, entry)
            for entry in entries
            if not entry.name.startswith(".") and not entry.name.endswith(UNFINISHED)
            if entry == path or entry.exists()  # old ones are removed meanwhile
        ]
        if not times:
            raise NoBackup(f"expected a backup in {path}, found none")
        time, newest = max(times, key=lambda one: one[0])
        if newest.is_file() and not newest.stat().st_size:
            raise NoBackup(f"expected a backup in {newest}, found an empty file")
        return datetime.fromtimestamp(time, UTC)
    except OSError as error:
        raise NoBackup(f"expected a backup at {path}, found: {error.strerror}") from None


def _printed_time(command: str) -> datetime:
    """The time that a command prints, as ISO 8601 with offset or in seconds since 1970. No shell runs it.

    Raises NoBackup."""
    try:
        words = shlex.split(command)
        done = subprocess.run(
            words, capture_output=True, stdin=subprocess.DEVNULL, timeout=COMMAND_SECONDS, check=False
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NoBackup(f"expected BACKUP_COMMAND to run, found: {reason}") from None
    except subprocess.TimeoutExpired:
        raise NoBackup(f"expected BACKUP_COMMAND to end in {COMMAND_SECONDS:.0f} s, it did not") from None
    if done.returncode:
        raise NoBackup(f"expected BACKUP_COMMAND to end with exit code 0, found {done.returncode}")
    text = done.stdout.decode("utf-8", errors="replace").strip()
    at = _time_of(text)
    if at is None:
        raise NoBackup(
            f"expected BACKUP_COMMAND to print a time such as 2026-07-24T03:12Z, found {text[:40]!a}"
        )
    return at


def _time_of(text: str) -> datetime | None:
    try:
        if text.replace(".", "", 1).isdecimal():
            seconds = float(text)
            return datetime.fromtimestamp(seconds, UTC) if math.isfinite(seconds) else None
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return at.astimezone(UTC) if at.tzinfo is not None else None
