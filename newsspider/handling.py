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
                self._hurry()
                raise HostPaused(host, 0.0, "is not asked any more: the crawl is about to end")
            check(run, host)
        return await super().download_request(request)

    def _hurry(self) -> None:
        """No request is sent any more, so none need wait for its host's pace: they go back at once."""
        if self._ours.engine is not None:
            for slot in self._ours.engine.downloader.slots.values():
                slot.delay = 0.0
