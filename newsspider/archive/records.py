"""WARC records of an exchange: warcio makes them, and each is one gzip member."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from urllib.parse import urlsplit

from isal.igzip_lib import COMP_GZIP, compress
from warcio.recordbuilder import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import (  # type: ignore[import-untyped]
    StatusAndHeaders,
    StatusAndHeadersParser,
)
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from newsspider.http.exchanges import Exchange, Headers

WARC_VERSION = "1.1"
COMPRESSION = 2
"""Level of ISA-L, 0 to 3. zlib's lowest level takes six times the CPU for a body that came compressed."""
SECRET = frozenset({b"authorization", b"cookie", b"proxy-authorization"})
"""Headers of a request that the archive leaves out, in small letters."""
_SPACES = re.compile(r"[\x00-\x20]+")
"""What would end an address or its header."""
_NOTHING = hashlib.sha1(usedforsecurity=False).digest()


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """Status line and headers as raw bytes: warcio would percent-encode what is not ASCII."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("raw", [])  # without a status line warcio would parse one out of the body
        self.raw = raw

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.raw


class RecordMaker:
    """Makes records; the object is reused for all records of a file."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=False, warc_version=WARC_VERSION)

    def warcinfo(self, file: str, software: str) -> bytes:
        """The record that begins a file, as a gzip member."""
        facts = {"software": software, "format": f"WARC File Format {WARC_VERSION}"}
        return self._member(self._writer.create_warcinfo_record(file, facts))

    def exchange(self, exchange: Exchange) -> tuple[bytes, bytes, bytes]:
        """The response and the request, each as a gzip member, and the SHA-1 of the response's body."""
        digest = _sha1(exchange.body)
        number = StatusAndHeadersParser.make_warc_id()
        response = self._record(exchange, "response", _response_head(exchange), exchange.body, digest, number)
        request = self._record(
            exchange,
            "request",
            _request_head(exchange),
            b"",
            _NOTHING,
            StatusAndHeadersParser.make_warc_id(),
            ("WARC-Concurrent-To", number),
        )
        return self._member(response), self._member(request), digest

    def _record(
        self,
        exchange: Exchange,
        kind: str,
        head: bytes,
        body: bytes,
        digest: bytes,
        number: str,
        *more: tuple[str, str],
    ) -> ArcWarcRecord:
        """The record `number` of a head and a body. Its headers are complete, so warcio makes none."""
        headers = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", number),
            ("WARC-Target-URI", _SPACES.sub("", exchange.url)),
            ("WARC-Date", _warc_date(exchange.at)),
            ("WARC-Payload-Digest", _stated(digest)),
            ("WARC-Block-Digest", _stated(_sha1(head, body))),
            *more,
        ]
        if exchange.ip_address:
            headers.append(("WARC-IP-Address", exchange.ip_address))
        return self._writer.create_warc_record(
            "",
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=f"application/http; msgtype={kind}",
            warc_headers=StatusAndHeaders("", headers, protocol=self._writer.warc_version),
            http_headers=_Head(head),
        )

    def _member(self, record: ArcWarcRecord) -> bytes:
        self._out.seek(0)
        self._out.truncate()
        self._writer.write_record(record)
        return bytes(compress(self._out.getvalue(), COMPRESSION, COMP_GZIP))


def _response_head(exchange: Exchange) -> bytes:
    phrase = responses.get(exchange.status, "")
    return _head(f"{exchange.protocol} {exchange.status} {phrase}", exchange.headers)


def _request_head(exchange: Exchange) -> bytes:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [(name, value) for name, value in exchange.request_headers if name.lower() not in SECRET]
    if all(name.lower() != b"host" for name, _ in sent):
        sent.insert(0, (b"Host", parts.netloc.rpartition("@")[2].encode("utf-8")))
    return _head(f"{exchange.method} {_SPACES.sub('', target)} HTTP/1.1", sent)


def _head(first: str, headers: Iterable[tuple[bytes, bytes]] | Headers) -> bytes:
    lines = [first.encode("latin-1", "replace")]
    lines += [_one_line(name) + b": " + _one_line(value) for name, value in headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _one_line(value: bytes) -> bytes:
    """A header without line ends, which would begin another header or the body."""
    return b" ".join(value.splitlines()) if b"\r" in value or b"\n" in value else value


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _stated(digest: bytes) -> str:
    return "sha1:" + base64.b32encode(digest).decode("ascii")


def _sha1(*parts: bytes) -> bytes:
    digest = hashlib.sha1(usedforsecurity=False)
    for part in parts:
        digest.update(part)
    return digest.digest()
