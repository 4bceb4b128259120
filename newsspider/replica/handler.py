"""How do the spider's requests for real URLs reach the replica on loopback, unknown to the spider?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import NotConfigured
from scrapy.utils.httpobj import urlparse_cached

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class ReplicaDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, with every request sent to REPLICA_ADDRESS (host:port) in plain HTTP.

    The Host header names the real host, and the response carries the real URL; a redirect's Location is the
    newsroom's own and is left alone.
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
        if "download_latency" in sent.meta:  # request.replace() copied the meta, and autothrottle reads ours
            request.meta["download_latency"] = sent.meta["download_latency"]
        return response.replace(url=request.url)
