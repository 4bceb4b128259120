"""Is a gzipped body whole, and small enough to unpack?

Stands before Scrapy's own decompression, which lets a cut body pass in silence and takes three times the
CPU. Other encodings are left to Scrapy.
"""

from __future__ import annotations

from typing import Self

from isal import isal_zlib
from isal.igzip_lib import IsalError
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

_GZIP = 31  # zlib's window bits for a gzip header and trailer
_MAGIC = b"\x1f\x8b"
MEMBERS = 1000
"""Gzip members of a body: servers send one. Each costs a copy of the rest, so that of very many a few
megabytes would take minutes."""


class BodyTooLarge(IgnoreRequest):
    """A body that unpacks to more than DOWNLOAD_MAXSIZE, or has very many parts."""


class Gunzip:
    """Unpacks gzipped bodies, at most `limit` bytes, or as many as the request allows (download_maxsize)."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """The response unpacked. Raises BodyTooLarge, or ResponseDataLossError for a body that is cut."""
        if response.headers.getlist("Content-Encoding") != [b"gzip"] or request.method == "HEAD":
            return response
        body = self._unpack(response, request.meta.get("download_maxsize", self.limit))
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)

    def _unpack(self, response: Response, limit: int) -> bytes:
        body, rest = self._member(response.body, limit)
        members = 1
        while rest.startswith(_MAGIC):
            members += 1
            if members > MEMBERS:
                raise BodyTooLarge(f"expected a gzipped body of at most {MEMBERS:,} members, found more")
            member, rest = self._member(rest, max(1, limit - len(body)))
            body += member
        if len(body) > limit:
            raise self._too_large(limit)
        return body

    def _member(self, packed: bytes, limit: int) -> tuple[bytes, bytes]:
        """One gzip member unpacked, and what follows it: a body may be several, one after the other."""
        unpacker = isal_zlib.decompressobj(wbits=_GZIP)
        try:
            body = unpacker.decompress(packed, limit)
        except IsalError as error:  # type: ignore[misc]  # the stub takes the class for an instance
            raise ResponseDataLossError(f"expected a gzipped body, found: {error}") from None
        if unpacker.unconsumed_tail:
            raise self._too_large(limit)
        if not unpacker.eof:
            found = f"one cut after {len(body)} bytes"
            raise ResponseDataLossError(f"expected a whole gzipped body, found {found}")
        return bytes(body), unpacker.unused_data

    def _too_large(self, limit: int) -> BodyTooLarge:
        return BodyTooLarge(f"expected at most {limit} bytes unpacked, found more")
