"""Retention of the archive: which files are too old or too many, and their removal.

Exact stories and lists go first: what they say is stored. Stories that were read generically and rejections
stay longer, because a later layout will read them.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsspider.archive.writer import RetentionClass

LONG_TIMES = 4
"""Files of the class `long` are kept so many times as long as others."""
_NAME = re.compile(rf"({'|'.join(RetentionClass)})-\d{{6}}-[0-9a-f]{{8}}-\d{{4,}}\.warc\.gz")


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """How long files are kept (`days`), and how large all of them may be together (`max_bytes`)."""

    days: int
    max_bytes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveFile:
    """A file of the archive: its path below the folder, the day on which it begins, its bytes."""

    name: str
    day: date
    term: RetentionClass
    size: int


def archive_files(folder: Path) -> list[ArchiveFile]:
    """The files of an archive, by their names; other files are left out. None if there is no folder."""
    return sorted(_files(folder), key=lambda file: file.name)


def _files(folder: Path) -> Iterator[ArchiveFile]:
    for path in folder.glob("*-*-*/*.warc.gz"):
        match = _NAME.fullmatch(path.name)
        with contextlib.suppress(ValueError, FileNotFoundError):  # no day; removed by another process
            day = date.fromisoformat(path.parent.name)
            if match:
                name = f"{path.parent.name}/{path.name}"
                yield ArchiveFile(name=name, day=day, term=RetentionClass(match[1]), size=path.stat().st_size)


def expired(files: Iterable[ArchiveFile], retention: Retention, today: date) -> list[ArchiveFile]:
    """The files to be removed: those that are too old, then the oldest of too many, exact ones first."""
    old: list[ArchiveFile] = []
    rest: list[ArchiveFile] = []
    for file in files:
        days = retention.days * (LONG_TIMES if file.term is RetentionClass.LONG else 1)
        (old if (today - file.day).days > days else rest).append(file)
    too_much = sum(file.size for file in rest) - retention.max_bytes
    for file in sorted(rest, key=lambda file: (file.term is RetentionClass.LONG, file.day, file.name)):
        if too_much <= 0:
            break
        too_much -= file.size
        old.append(file)
    return old


@contextlib.contextmanager
def unused(folder: Path, file: ArchiveFile) -> Iterator[bool]:
    """Whether no process has the file open for writing; for the block, none that removes files takes it."""
    try:
        descriptor = os.open(folder / file.name, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        yield False
        return
    try:
        yield _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def remove(folder: Path, file: ArchiveFile) -> None:
    """Remove a file, and the folder of its day with the last one."""
    (folder / file.name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # other files are there
        (folder / file.name).parent.rmdir()
