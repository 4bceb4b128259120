"""Archiving of a crawl: each batch of outcomes goes into the archive before the database gets it.

A batch is written in a thread and is on the disk (fdatasync) before its rows are committed: a row never
points to a record that is not there, whatever is killed or loses its power. If the archive cannot be written,
the pages are stored all the same, without captures, and the run says so.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from newsspider.archive.errors import NotWritten
from newsspider.archive.folder import archive_folder
from newsspider.archive.retention import ArchiveFile, Retention, archive_files, expired, remove, unused
from newsspider.archive.writer import ArchiveWriter, RetentionClass
from newsspider.http.exchanges import Capture, CaptureKind, Exchange
from newsspider.items import Outcome
from newsspider.store.crawl.captures import kind_of
from newsspider.store.pool import Pool
from newsspider.store.retry import AWAY, StoreLost
from newsspider.validation import whole_number

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 30.0
"""After a failure, until the archive is tried again: a full disk may have been cleared."""
LONG = frozenset({CaptureKind.GENERIC, CaptureKind.REJECTION})
"""Kinds that are kept longest: what a better layout will read."""


class PageArchive:
    """Archives outcomes below `folder`; None archives nothing."""

    def __init__(self, folder: Path | None, retention: Retention) -> None:
        self._writer = None if folder is None else ArchiveWriter(folder)
        self._retention = retention
        self._retry_at = 0.0
        self._records = self._bytes = self._missed = 0
        self._error = ""

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """The archive that the settings state. Raises BadValue."""
        days = whole_number("ARCHIVE_DAYS", settings.get("ARCHIVE_DAYS", 365), 1, 36_500)
        size = whole_number("ARCHIVE_BYTES", settings.get("ARCHIVE_BYTES", 2**36), 1)
        return cls(archive_folder(settings), Retention(days=days, max_bytes=size))

    async def capture(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes with their captures in place of their exchanges."""
        if self._writer is None:
            return list(outcomes)
        return await asyncio.to_thread(self._capture, self._writer, outcomes)

    def close(self) -> None:
        """Close the open files."""
        if self._writer is not None:
            self._writer.close()

    async def remove_expired(self, pool: Pool) -> None:
        """Remove the files that retention no longer keeps, each after its captures; open ones stay.

        What stands in the way is one line in the log: the next run tries again.
        """
        if self._writer is None:
            return
        folder, today = self._writer.folder, datetime.now(UTC).date()
        try:
            files = await asyncio.to_thread(archive_files, folder)
            for file in expired(files, self._retention, today):
                await _remove(pool, folder, file)
        except (OSError, *AWAY, StoreLost) as error:
            logger.warning("archive files not removed: %s", " ".join(str(error).split()))

    def counters(self) -> dict[str, int | str]:
        """What was archived, and what was not, by the names of the run's counters."""
        counted: dict[str, int | str] = {"archive/records": self._records, "archive/bytes": self._bytes}
        if self._missed:
            counted |= {"archive/missed": self._missed, "archive/error": self._error}
        return counted

    def _capture(self, writer: ArchiveWriter, outcomes: Sequence[Outcome]) -> list[Outcome]:
        if time.monotonic() < self._retry_at:
            return self._without(outcomes)
        try:
            writer.check_room()
            captured = [_captured(writer, outcome) for outcome in outcomes]
            writer.sync()
        except NotWritten as error:
            if str(error) != self._error:
                logger.warning("archive not written: %s; the crawl goes on without it", error)
            self._error, self._retry_at = str(error), time.monotonic() + PAUSE_SECONDS
            return self._without(outcomes)
        positions = [one.position for outcome in captured for one in _captures(outcome)]
        self._records += len(positions)
        self._bytes += sum(position.length for position in positions)
        return captured

    def _without(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes without exchanges, counted as missed."""
        self._missed += sum(bool(kind_of(one) and one.fetch and one.fetch.exchanges) for one in outcomes)
        return [_with_captures(outcome, ()) for outcome in outcomes]


async def _remove(pool: Pool, folder: Path, file: ArchiveFile) -> None:
    """Remove a file after its captures, unless a process writes it. Raises OSError, StoreLost."""
    with unused(folder, file) as is_unused:
        if is_unused:
            await pool.retry.at_end(lambda: pool.execute("delete_captures", file=file.name))
            remove(folder, file)
            logger.info("archive file %s removed: %d bytes", file.name, file.size)


def _captured(writer: ArchiveWriter, outcome: Outcome) -> Outcome:
    kind = kind_of(outcome)
    if kind is None or outcome.fetch is None:
        return _with_captures(outcome, ())
    term = RetentionClass.LONG if kind in LONG else RetentionClass.USUAL
    return _with_captures(outcome, tuple(_capture(writer, one, term) for one in outcome.fetch.exchanges))


def _capture(writer: ArchiveWriter, exchange: Exchange, term: RetentionClass) -> Capture:
    position = writer.append(exchange, term)
    return Capture(url=exchange.url, status=exchange.status, at=exchange.at, position=position)


def _captures(outcome: Outcome) -> tuple[Capture, ...]:
    return outcome.fetch.captures if outcome.fetch else ()


def _with_captures(outcome: Outcome, captures: tuple[Capture, ...]) -> Outcome:
    if outcome.fetch is None or not outcome.fetch.exchanges:
        return outcome
    return replace(outcome, fetch=replace(outcome.fetch, exchanges=(), captures=captures))
