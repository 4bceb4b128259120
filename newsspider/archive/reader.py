"""Reader of the archive: the response at a position, checked and decompressed within limits."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from isal import isal_zlib
from isal.igzip_lib import IsalError

from newsspider.archive.errors import BodyUnreadable, FileMissing, RecordCut, RecordDamaged
from newsspider.http.encodings import BodyError, decoded
from newsspider.http.exchanges import Headers, Position

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a decompressed record, and of the body in it."""
NAME = re.compile(r"\d{4}-\d{2}-\d{2}/[a-z]+-\d{6}-[0-9a-f]{8}-\d{4,}\.warc\.gz")
"""Names of files, as the writer makes them."""
_GZIP = 31  # zlib's window bits
_DAMAGED: tuple[Any, ...] = (IsalError, zlib.error, EOFError, OSError, ValueError)


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedResponse:
    """A response of the archive: `headers` as they came, `body` without its encodings. `at` is when it
    came."""

    url: str
    status: int
    headers: Headers
    body: bytes = field(repr=False)
    at: datetime

    @property
    def content_type(self) -> str:
        """The Content-Type header; empty if there is none."""
        return next((v.decode("latin-1") for name, v in self.headers if name.lower() == b"content-type"), "")


def read(folder: Path, position: Position) -> ArchivedResponse:
    """The response at a position of the archive in `folder`.

    Raises FileMissing, RecordCut, RecordDamaged or BodyUnreadable; their messages are one line.
    """
    place = f"byte {position.offset:,} of {position.file}"
    member = _member(folder, position, place)
    try:
        record = next(iter(ArchiveIterator(BytesIO(_unzipped(member)), strict_mode=False)), None)
    except _DAMAGED as error:
        raise RecordDamaged(f"expected a WARC record at {place}, found damaged bytes: {error}") from None
    if record is None or record.record_type != WarcRecordType.response or record.http_headers is None:
        raise RecordDamaged(f"expected a WARC response at {place}, found another kind of record")
    body = record.reader.read()
    if hashlib.sha1(body, usedforsecurity=False).digest() != position.digest:
        raise RecordDamaged(f"expected the body with the noted digest at {place}, found another")
    return _response(record, body, place)


def _member(folder: Path, position: Position, place: str) -> bytes:
    if not NAME.fullmatch(position.file):
        raise FileMissing(f"expected the name of an archive file, found {position.file[:100]!r}")
    try:
        with (folder / position.file).open("rb", buffering=0) as file:
            file.seek(position.offset)
            member = file.read(position.length)
    except FileNotFoundError:
        raise FileMissing(
            f"expected {position.file} in the archive at {folder}, found no such file: it was removed, or "
            "lies on another machine"
        ) from None
    except OSError as error:
        raise FileMissing(
            f"expected to read {position.file} in the archive at {folder}, found: {error.strerror}"
        ) from None
    if len(member) < position.length:
        raise RecordCut(
            f"expected {position.length:,} bytes at {place}, found {len(member):,}: the file was cut"
        )
    return member


def _unzipped(member: bytes) -> bytes:
    """The whole record of a gzip member. Raises EOFError or zlib's error."""
    unpacking = isal_zlib.decompressobj(wbits=_GZIP)
    record = bytes(unpacking.decompress(member, MAX_BYTES))
    if not unpacking.eof:
        raise EOFError(f"no whole gzip member of at most {MAX_BYTES:,} bytes")
    return record


def _response(record: WarcRecord, body: bytes, place: str) -> ArchivedResponse:
    headers = tuple(record.http_headers.items_bytes())
    stated = [value for name, value in headers if name.lower() == b"content-encoding"]
    try:
        whole = decoded(body, stated, MAX_BYTES) if body else b""
    except BodyError as error:
        raise BodyUnreadable(f"{place}: {error}") from None
    return ArchivedResponse(
        url=record.headers.get("WARC-Target-URI") or "",
        status=record.http_headers.status_code or 0,
        headers=headers,
        body=whole,
        at=record.record_date,
    )
