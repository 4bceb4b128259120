"""Downloader middleware that decompresses bodies, refuses cut ones and bounds their size.

It stands before Scrapy's own decompression, which lets a cut body pass in silence and takes three times the
CPU for gzip.
"""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from newsspider.http.encodings import CutBody, LargeBody, decoded


class BodyTooLarge(IgnoreRequest):
    """A body that decompresses to more than DOWNLOAD_MAXSIZE, or has too many members or encodings."""


class DecompressionMiddleware:
    """Decompresses bodies to at most `limit` bytes, or the request's own `download_maxsize`."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """The decompressed response. Raises BodyTooLarge, or ResponseDataLossError for a body that is cut or
        not in its stated encoding."""
        stated = response.headers.getlist("Content-Encoding")
        if not stated or request.method == "HEAD" or (not response.body and response.status != 200):
            return response
        try:
            body = decoded(response.body, stated, request.meta.get("download_maxsize", self.limit))
        except CutBody as error:
            raise ResponseDataLossError(str(error)) from None
        except LargeBody as error:
            raise BodyTooLarge(str(error)) from None
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)
