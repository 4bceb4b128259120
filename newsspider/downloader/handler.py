"""Download handler with a last check before each request is sent.

A request waits in its host's queue, at the host's pace. Meanwhile the host may have been paused, or leased to
another process, so lease and pause are checked once more. Here, too, responses are counted by host and
noted for the archive, and connections to private addresses refused.
"""

from __future__ import annotations

from functools import cached_property

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.downloader.exchanges import note_exchange
from newsspider.downloader.failures import HostPaused
from newsspider.downloader.gate import RequestGate
from newsspider.downloader.resolver import refuse_private, trust_proxy
from newsspider.runs.recorder import session_of
from newsspider.runs.shutdown import CrawlStopped
from newsspider.store.crawl.fetches import Fetches


class CheckedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, behind the request gate while a frontier is crawled."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.own_crawler = crawler
        self._private_allowed = crawler.settings.getbool("PRIVATE_ADDRESSES")

    async def download_request(self, request: Request) -> Response:
        """The response. Raises HostPaused and PrivateAddress, which reach the request's errback."""
        session, host = session_of(self.own_crawler), urls.host_of(request.url)
        if session is None:
            return await self._download(request)
        self._gate.check_open(host)
        self._gate.check_host(host)
        try:
            async with session.shutdown.limited():
                return await self._download_counted(session.store.fetches, host, request)
        except CrawlStopped as stopped:
            raise HostPaused(host, 0.0, f"did not answer in time: {stopped}") from None

    @cached_property
    def _gate(self) -> RequestGate:
        return RequestGate.from_crawler(self.own_crawler)

    async def _download(self, request: Request) -> Response:
        """The response of a public address, or of the request's proxy. Raises PrivateAddress."""
        host, proxy = urls.host_of(request.url), request.meta.get("proxy")
        if proxy:
            trust_proxy(proxy)
        try:
            response = await super().download_request(request)
        except CannotResolveHostError:
            refuse_private(host)
            raise
        if not (proxy or self._private_allowed or response.ip_address is None):
            refuse_private(host, str(response.ip_address))
        return response

    async def _download_counted(self, fetches: Fetches, host: str, request: Request) -> Response:
        """The response, counted with its status, latency and size; status 0 for none."""
        status, size = 0, 0
        try:
            response = await self._download(request)
            note_exchange(request, response)
            status, size = response.status, len(response.body)
        finally:
            fetches.add(host, status, request.meta.get("download_latency") if status else None, size)
        return response
