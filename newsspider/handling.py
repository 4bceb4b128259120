"""May this request still be sent, now that it is its turn?

A request waits for its turn in its host's queue, at the host's pace. Meanwhile the host may have asked to be
left alone, or another process may have taken it over: so the question is asked once more, last of all.
"""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.downloading import HostPaused
from newsspider.pausing import check
from newsspider.runs import Run
from newsspider.store.fetches import Fetches


class LastQuestion(HTTP11DownloadHandler):
    """Scrapy's own handler, which asks first."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ours = crawler

    async def download_request(self, request: Request) -> Response:
        """Raise HostPaused, which reaches the request's errback."""
        run, host = self._ours.get_extension(Run), urls.host_of(request.url)
        if run is not None and run.store is not None:
            if not self._ours.crawling:
                raise HostPaused(host, 0.0, "is not asked any more: the crawl is about to end")
            check(run, host)
            async with run.stopping.limited(host):
                return await self._counted(run.store.fetches, host, request)
        return await super().download_request(request)

    async def _counted(self, fetches: Fetches, host: str, request: Request) -> Response:
        """Ask, and count how the host answers and how soon."""
        status, size = 0, 0
        try:
            response = await super().download_request(request)
            status, size = response.status, len(response.body)
        finally:
            fetches.add(host, status, request.meta.get("download_latency") if status else None, size)
        return response
