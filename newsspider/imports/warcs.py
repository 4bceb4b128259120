"""Reader of any WARC file: the responses of wanted addresses, and how far the file was read.

Other responses are skipped after a look at their address. A record may be compressed by itself (`.warc.gz`)
or not at all; a file that is one stream of gzip is read from its beginning each time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsspider.http.encodings import BodyError, decoded
from newsspider.http.exchanges import Headers

MAX_BYTES = 16 * 2**20
"""Bytes of a response that is read; a news page has 0.4 MB at most."""
TAIL_BYTES = 2 * MAX_BYTES
TICK = 500
"""Records between two looks of the reader's caller: skipping them takes a tenth of a second."""
_GZIP, _PLAIN = b"\x1f\x8b", b"WARC/"
_HTTP_OK = 200


class BadWarc(Exception):
    """A file that is no WARC file, or none any more from some byte on: one line. `offset` is the end of what
    was read."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, kw_only=True, slots=True)
class WarcPage:
    """A response of a WARC file: `headers` and `raw` as they came, `at` when, `offset` the record's place."""

    url: str
    status: int
    headers: Headers
    raw: bytes = field(repr=False)
    at: datetime
    offset: int

    @property
    def content_type(self) -> str:
        """The Content-Type header; empty if there is none."""
        return b"".join(self._stated(b"content-type")[:1]).decode("latin-1")

    @property
    def body(self) -> bytes:
        """The body without its encodings. Crawlers often decode a body and keep its header, so one that is
        not in its stated encoding is taken as it is."""
        whole = self.raw
        if any(b"chunked" in value.lower() for value in self._stated(b"transfer-encoding")):
            whole = _without_chunks(whole)
        try:
            return decoded(whole, self._stated(b"content-encoding"), MAX_BYTES)
        except BodyError:
            return whole

    def _stated(self, name: bytes) -> list[bytes]:
        return [value for stated, value in self.headers if stated.lower() == name]


@dataclass(slots=True)
class WarcFile:
    """One pass through a file from the record at `offset`. It counts `records` and, in `offset`, how far it
    is; `size` is the file's, in bytes. `revisits` are records of wanted pages that came as they were before:
    they have no page."""

    path: Path
    offset: int = 0
    records: int = 0
    revisits: int = 0
    size: int = 0

    def pages(self, wanted: Callable[[str], bool]) -> Iterator[WarcPage | None]:
        """The responses with status 200 whose address is wanted, and None every TICK records. Raises BadWarc;
        what came before it counts."""
        try:
            with self.path.open("rb") as file:
                self.size = self.path.stat().st_size
                self._start(file)
                yield from self._records(file, wanted)
                self._check_end(file)
        except OSError as error:
            raise self._broken(error) from None

    def _start(self, file: IO[bytes]) -> None:
        """Go to the offset, or to the beginning if no record is there."""
        file.seek(self.offset)
        if self.offset and not file.read(5).startswith((_GZIP, _PLAIN)):
            self.offset = 0
        file.seek(self.offset)

    def _records(self, file: IO[bytes], wanted: Callable[[str], bool]) -> Iterator[WarcPage | None]:
        for record in ArchiveIterator(file, parse_http=False):
            self.offset = record.stream_pos
            self.records += 1
            if self.records % TICK == 0:
                yield None
            if record.record_type == WarcRecordType.revisit:
                self.revisits += wanted(_address(record))
            if record.record_type == WarcRecordType.response and record.content_length <= MAX_BYTES:
                url = _address(record)
                if wanted(url) and (page := _page(record, url, self.offset)) is not None:
                    yield page

    def _check_end(self, file: IO[bytes]) -> None:
        """Raise BadWarc if the file ends within a record."""
        file.seek(self.offset)
        tail = file.read(TAIL_BYTES)
        if self.size == 0 or not tail:
            raise BadWarc(f"expected WARC records in {self.path}, found an empty file")
        if not _is_whole(tail):
            raise BadWarc(
                f"expected whole records in {self.path}, found it cut after byte {self.size:,}: what came "
                "before is read",
                self.offset,
            )
        self.offset = self.size

    def _broken(self, error: OSError) -> BadWarc:
        if error.errno is not None:
            return BadWarc(f"expected a readable file, found {self.path}: {error.strerror}")
        if not self.records:
            return BadWarc(f"expected a WARC file in {self.path}, found another kind of file")
        found = f"damaged bytes after byte {self.offset:,}: {error}"
        return BadWarc(
            f"expected whole records in {self.path}, found {found}; what came before is read", self.offset
        )


def _address(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<>")


def _page(record: WarcRecord, url: str, offset: int) -> WarcPage | None:
    """The record's response; None of one that is none, or has another status."""
    try:
        record.parse_http(auto_decode="none", quirks_mode=True)
    except OSError:
        return None
    head = record.http_headers
    if not record.is_http_parsed or head.status_code != _HTTP_OK:
        return None
    return WarcPage(
        url=url,
        status=_HTTP_OK,
        headers=tuple(head.items_bytes()),
        raw=record.reader.read(),
        at=min(record.record_date, datetime.now(UTC)),
        offset=offset,
    )


def _is_whole(tail: bytes) -> bool:
    """Whether the bytes from a record on are whole records."""
    if not tail.startswith(_GZIP):
        return tail.endswith(b"\r\n\r\n") or len(tail) == TAIL_BYTES
    while tail:
        member = zlib.decompressobj(wbits=31)
        try:
            member.decompress(tail, TAIL_BYTES)
        except zlib.error:
            return False
        if not member.eof:
            return bool(member.unconsumed_tail)
        tail = member.unused_data
    return True


def _without_chunks(raw: bytes) -> bytes:
    """A body without the marks of chunked transfer; one without such marks as it is."""
    pieces: list[bytes] = []
    place = 0
    while place < len(raw):
        end = raw.find(b"\r\n", place, place + 40)
        size = raw[place:end].partition(b";")[0].strip()
        if end < 0 or not size or size.strip(b"0123456789abcdefABCDEF"):
            return raw if not pieces else b"".join(pieces)
        length = int(size, 16)
        if length == 0:
            break
        pieces.append(raw[end + 2 : end + 2 + length])
        place = end + 2 + length + 2
    return b"".join(pieces) or raw
