"""Scrapy download handler that sends requests for real URLs to the replica."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached


class ReplicaDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler, with every request sent to REPLICA_ADDRESS (host:port) in plain HTTP.

    The Host header has the real host, and the response has the real URL. The Location of a redirect is not
    changed.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._address: str = crawler.settings.get("REPLICA_ADDRESS") or ""
        if not self._address:
            raise NotConfigured("REPLICA_ADDRESS is empty; expected host:port of a running replica newsroom")

    async def download_request(self, request: Request) -> Response:
        parts = urlparse_cached(request)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = request.replace(url=f"http://{self._address}{target}")
        sent.headers["Host"] = parts.netloc
        response = await super().download_request(sent)
        # request.replace() copied the meta, and AutoThrottle reads that of the original.
        if "download_latency" in sent.meta:
            request.meta["download_latency"] = sent.meta["download_latency"]
        return response.replace(url=request.url)
