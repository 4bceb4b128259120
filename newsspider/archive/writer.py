"""Writer of the archive: appends exchanges to WARC files that belong to this process alone.

Each file is made new, under a name that no other process has. So processes share a folder without locks among
them, and a file that a killed process left is never appended to. An open file has a shared lock (flock): the
retention spares it.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from newsspider import __version__
from newsspider.archive.errors import NotWritten
from newsspider.archive.records import RecordMaker
from newsspider.disk import sync
from newsspider.http.exchanges import Exchange, Position

FILE_BYTES = 256 * 1024 * 1024
"""Size at which a new file begins."""
FREE_BYTES = 256 * 1024 * 1024
"""Bytes of the disk that the archive leaves free: the database may lie on the same one."""


class RetentionClass(StrEnum):
    """How long a file is kept; its name begins with the word."""

    USUAL = "usual"
    LONG = "long"


@dataclass(slots=True)
class _OpenFile:
    """An open file: its name below the folder, its descriptor, its whole bytes, and the day of its name."""

    name: str
    descriptor: int
    size: int
    day: date


class ArchiveWriter:
    """Appends exchanges to files of a folder. A new file begins at `file_bytes` and with each day (UTC)."""

    def __init__(self, folder: Path, file_bytes: int = FILE_BYTES) -> None:
        self.folder, self.file_bytes = folder, file_bytes
        self._files: dict[RetentionClass, _OpenFile] = {}
        self._maker = RecordMaker()
        self._token = secrets.token_hex(4)
        self._made = 0

    def append(self, exchange: Exchange, term: RetentionClass = RetentionClass.USUAL) -> Position:
        """Write an exchange and hand it to the operating system. Returns where the response begins.

        Raises NotWritten; what was written of the record is taken back, and the file is closed.
        """
        response, request, digest = self._maker.exchange(exchange)
        try:
            file = self._file(term)
            offset = file.size
            self._write(term, file, response + request)
        except OSError as error:
            raise self._failure(error) from error
        return Position(file=file.name, offset=offset, length=len(response), digest=digest)

    def check_room(self) -> None:
        """Raise NotWritten if the disk has less than FREE_BYTES left."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            disk = os.statvfs(self.folder)
        except OSError as error:
            raise self._failure(error) from error
        free = disk.f_bavail * disk.f_frsize
        if free < FREE_BYTES:
            raise NotWritten(
                f"expected {FREE_BYTES // 2**20} MiB free on the disk of the archive in {self.folder}, found "
                f"{free // 2**20}: make room, or set ARCHIVE_BYTES"
            )

    def sync(self) -> None:
        """Wait until what was appended is on the disk. Raises NotWritten."""
        try:
            for file in self._files.values():
                os.fdatasync(file.descriptor)
        except OSError as error:
            self.close()
            raise self._failure(error) from error

    def close(self) -> None:
        """Close the open files."""
        for term in list(self._files):
            os.close(self._files.pop(term).descriptor)

    def _failure(self, error: OSError) -> NotWritten:
        found = error.strerror or str(error)
        return NotWritten(f"expected to write to the archive in {self.folder}, found: {found}")

    def _file(self, term: RetentionClass) -> _OpenFile:
        file, today = self._files.get(term), datetime.now(UTC).date()
        if file is not None and (file.size >= self.file_bytes or file.day != today):
            os.fdatasync(file.descriptor)
            os.close(self._files.pop(term).descriptor)
            file = None
        if file is None:
            file = self._files[term] = self._new_file(term, today)
            self._write(term, file, self._maker.warcinfo(Path(file.name).name, f"newsspider/{__version__}"))
        return file

    def _new_file(self, term: RetentionClass, day: date) -> _OpenFile:
        self._made += 1
        moment = datetime.now(UTC)
        name = f"{day.isoformat()}/{term}-{moment:%H%M%S}-{self._token}-{self._made:04}.warc.gz"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            for folder in (path.parent, self.folder):  # the file's name is on the disk before its records
                sync(folder)
        except OSError:
            os.close(descriptor)
            raise
        return _OpenFile(name=name, descriptor=descriptor, size=0, day=day)

    def _write(self, term: RetentionClass, file: _OpenFile, data: bytes) -> None:
        """Write all the data, or leave the file as it was, closed. Raises OSError."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(file.descriptor, rest) :]
        except OSError:
            try:
                os.ftruncate(file.descriptor, file.size)
            finally:
                os.close(self._files.pop(term).descriptor)
            raise
        file.size += len(data)
