"""Exchanges: a request and its response as they went over the network, and where the archive holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Headers = tuple[tuple[bytes, bytes], ...]
"""Names and values in the order in which they came."""


class CaptureKind(StrEnum):
    """What a captured page was read as."""

    STORY = "story"
    GENERIC = "generic"  # a story that no layout recognises
    LIST = "list"
    REJECTION = "rejection"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One request with its response. `url` is the address that answered; `body` has the encoding that the
    Content-Encoding of `headers` states. `at` is when the response came, an aware time; `protocol` is such as
    HTTP/1.1."""

    url: str
    method: str
    request_headers: Headers
    status: int
    headers: Headers
    body: bytes = field(repr=False)
    at: datetime
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where the archive holds a response: `file` is a path below its folder, `offset` and `length` are the
    bytes of the gzip member with the record, `digest` is the SHA-1 of the body as it came (20 bytes)."""

    file: str
    offset: int
    length: int
    digest: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """An archived response: the address that answered, its status, when it came, and its position."""

    url: str
    status: int
    at: datetime
    position: Position
