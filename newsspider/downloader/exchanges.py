"""Exchanges of a crawl's requests, as the download handler sees them: before anything is decompressed.

The handler notes each exchange in its request's meta. A redirect carries the meta on, and the next answer
replaces it. A failed request so keeps the answer that it failed with.
"""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.http import Request, Response
from scrapy.http.headers import Headers as ScrapyHeaders

from newsspider.http.exchanges import Exchange, Headers

EXCHANGES = "exchanges"
"""Key in a request's meta."""
ORIGINAL = b"X-Archive-Orig-"
"""Prefix, as the Internet Archive writes it, of a header that no longer describes the body."""
FRAMING = frozenset({b"transfer-encoding"})
"""Headers, in small letters, about the transfer, which is over."""


def note_exchange(request: Request, response: Response) -> None:
    """Note a response, as it came, in its request's meta."""
    exchange = Exchange(
        url=request.url,
        method=request.method,
        request_headers=_pairs(request.headers),
        status=response.status,
        headers=_honest(_pairs(response.headers), len(response.body)),
        body=response.body,
        at=datetime.now(UTC),
        protocol=response.protocol or "HTTP/1.1",
        ip_address=None if response.ip_address is None else str(response.ip_address),
    )
    request.meta[EXCHANGES] = (exchange,)


def exchanges_of(request: Request | None) -> tuple[Exchange, ...]:
    """The exchange that a request has led to; none if it was not downloaded."""
    return () if request is None else tuple(request.meta.get(EXCHANGES, ()))


def _pairs(headers: ScrapyHeaders) -> Headers:
    return tuple((name, value) for name, values in headers.items() for value in values)


def _honest(headers: Headers, size: int) -> Headers:
    """The headers; those that are untrue of the body are kept under another name."""
    return tuple(
        (name if _is_true(name.lower(), value, size) else ORIGINAL + name, value) for name, value in headers
    )


def _is_true(name: bytes, value: bytes, size: int) -> bool:
    return name not in FRAMING and (name != b"content-length" or value.strip() == str(size).encode())
