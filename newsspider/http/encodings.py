"""Decompression of bodies by their Content-Encoding, within a limit.

zlib's own gzip takes three times the CPU of ISA-L's.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import brotli  # type: ignore[import-untyped]
from isal import isal_zlib
from isal.igzip_lib import IsalError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's window bits: gzip, zlib, neither header nor trailer
_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_BROKEN: tuple[Any, ...] = (zlib.error, IsalError, brotli.error, zstd.ZstdError, EOFError)
_CHUNK = 2**16
ENCODINGS = {
    b"gzip": "gzip",
    b"x-gzip": "gzip",
    b"deflate": "deflate",
    b"x-deflate": "deflate",
    b"zlib": "deflate",
    b"br": "br",
    b"x-br": "br",
    b"brotli": "br",
    b"zstd": "zstd",
    b"x-zstd": "zstd",
}
"""The names of encodings in Content-Encoding, in small letters."""
NOUNS = {"gzip": "gzipped body", "deflate": "deflated body", "br": "brotli body", "zstd": "zstd body"}
MAX_MEMBERS = 1000
"""Members of one body; servers send one. Each costs a copy of the rest: a few megabytes of very many members
would take minutes."""
MAX_ENCODINGS = 4
"""Encodings of one body, one in the other; servers send one."""


class BodyError(ValueError):
    """Base of errors about an encoded body, each one line."""


class CutBody(BodyError):
    """A body that is cut, or not in its stated encoding."""


class LargeBody(BodyError):
    """A body that decompresses to more than the limit, or has too many members or encodings."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...


def decoded(body: bytes, stated: Sequence[bytes], limit: int) -> bytes:
    """The body without its encodings, the last one first. Unknown names (`none`, `utf-8`) are ignored.

    `stated` are the values of Content-Encoding, `limit` is in bytes. Raises CutBody and LargeBody.
    """
    names = [name.partition(b";")[0].strip(b" \t\"'").lower() for name in b",".join(stated).split(b",")]
    encodings = [ENCODINGS[name] for name in names if ENCODINGS.get(name)]
    if len(encodings) > MAX_ENCODINGS:
        raise LargeBody(f"expected at most {MAX_ENCODINGS} encodings of a body, found {len(encodings)}")
    for encoding in reversed(encodings):
        try:
            body = _DECOMPRESS[encoding](body, limit)
        except _BROKEN as error:
            found = " ".join(str(error).split())
            raise CutBody(f"expected a {NOUNS[encoding]}, found: {found}") from None
    return body


def _gzip(body: bytes, limit: int) -> bytes:
    return _members(body, limit, "gzip", _MAGIC, lambda: isal_zlib.decompressobj(wbits=_GZIP))


def _deflate(body: bytes, limit: int) -> bytes:
    """With zlib's header, by the standard, or without it, as some servers send it."""
    try:
        return _members(body, limit, "deflate", b"", lambda: isal_zlib.decompressobj(wbits=_ZLIB))
    except _BROKEN:
        return _members(body, limit, "deflate", b"", lambda: isal_zlib.decompressobj(wbits=_RAW))


def _zstd(body: bytes, limit: int) -> bytes:
    return _members(body, limit, "zstd", _ZSTD_MAGIC, zstd.ZstdDecompressor)


def _members(packed: bytes, limit: int, name: str, magic: bytes, make: Callable[[], Any]) -> bytes:
    """Decompress one member after the other, while another begins with `magic`."""
    body, rest = b"", packed
    for _ in range(MAX_MEMBERS):
        member = make()
        body += bytes(member.decompress(rest, limit - len(body) + 1))
        if len(body) > limit:
            raise _too_large(limit)
        _check_end(member, name, len(body))
        rest = member.unused_data
        if not magic or not rest.startswith(magic):
            return body
    raise LargeBody(f"expected a {NOUNS[name]} of at most {MAX_MEMBERS:,} members, found more")


def _brotli(packed: bytes, limit: int) -> bytes:
    decompressor, pieces, size = brotli.Decompressor(), list[bytes](), 0
    rest = packed
    while not decompressor.is_finished():
        piece = decompressor.process(rest, output_buffer_limit=_CHUNK)
        rest = b""
        size += len(piece)
        pieces.append(piece)
        if size > limit:
            raise _too_large(limit)
        if not piece and decompressor.can_accept_more_data():
            raise _cut("br", size)
    whole: bytes = b"".join(pieces)
    return whole


def _check_end(member: _Decompressor, name: str, size: int) -> None:
    if not member.eof:
        raise _cut(name, size)


def _cut(name: str, size: int) -> CutBody:
    return CutBody(f"expected a whole {NOUNS[name]}, found one cut after {size} bytes")


def _too_large(limit: int) -> LargeBody:
    return LargeBody(f"expected at most {limit} bytes unpacked, found more")


_DECOMPRESS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
