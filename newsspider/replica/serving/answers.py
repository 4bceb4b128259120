"""Answers ready to be sent: compressed, with ETag, in a cache of bounded size."""

import gzip
import zlib
from collections import OrderedDict
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus
from typing import NamedTuple

from newsspider.replica.faults import Fault
from newsspider.replica.page import Page, Site

_OVERHEAD = 500
"""Bytes of a cache entry besides its body."""


class Answer(NamedTuple):
    """A page ready to be sent; `headers` lack length and encoding. `body` is gzip, or in `encoding`."""

    status: int
    headers: str
    body: bytes
    etag: str
    modified: str | None
    fault: Fault | None = None
    fault_after: float = 0.0
    encoding: str | None = None

    def is_unchanged(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        if self.status != HTTPStatus.OK or self.fault:
            return False
        if if_none_match:
            return self.etag in if_none_match or if_none_match == "*"
        if not (if_modified_since and self.modified):
            return False
        try:
            return parsedate_to_datetime(if_modified_since) >= parsedate_to_datetime(self.modified)
        except ValueError:
            return False


def prepare(page: Page) -> Answer:
    content = page.version.encode() if page.version else page.body
    etag = f'"{blake2b(content, digest_size=10).hexdigest()}"'
    modified = None
    if page.modified:
        modified = format_datetime(page.modified.astimezone(UTC), usegmt=True)
    lines = [f"Content-Type: {page.content_type}", "Vary: Accept-Encoding", f"ETag: {etag}"]
    if modified:
        lines.append(f"Last-Modified: {modified}")
    if page.location:
        lines.append(f"Location: {page.location}")
    if page.retry_after is not None:
        lines.append(f"Retry-After: {page.retry_after}")
    body = page.body
    if body and page.encoding is None:
        body = gzip.compress(body, compresslevel=5, mtime=0)
    headers = "".join(f"{line}\r\n" for line in lines)
    return Answer(page.status, headers, body, etag, modified, page.fault, page.fault_after, page.encoding)


def plain_body(answer: Answer) -> bytes:
    if not answer.body or answer.encoding is not None:
        return answer.body
    return zlib.decompress(answer.body, wbits=31)


class AnswerCache:
    """The answers of a site; the least recently used are evicted beyond `cache_bytes`.

    Pages that are not cacheable are made at each request: their sites count requests.
    """

    def __init__(self, site: Site, cache_bytes: int) -> None:
        self._site, self._limit = site, cache_bytes
        self._entries: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self.size = 0

    def get(self, host: str, target: str) -> Answer:
        key = (host, target)
        if found := self._entries.get(key):
            self._entries.move_to_end(key)
            return found
        page = self._site.page(host, target)
        answer = prepare(page)
        if page.cacheable:
            self._keep(key, answer)
        return answer

    def _keep(self, key: tuple[str, str], answer: Answer) -> None:
        self._entries[key] = answer
        self.size += len(answer.body) + _OVERHEAD
        while self.size > self._limit and self._entries:
            _, old = self._entries.popitem(last=False)
            self.size -= len(old.body) + _OVERHEAD

    @property
    def is_full(self) -> bool:
        return self.size > 0.95 * self._limit
