"""May this request still be sent, now that it is its turn?

A request waits for its turn in its host's queue, at the host's pace. Meanwhile the host may have asked to be
left alone, or another process may have taken it over: so the question is asked once more, last of all.
"""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.pausing import check
from newsspider.replica.handler import ReplicaDownloadHandler
from newsspider.runs import Run


class LastQuestion(HTTP11DownloadHandler):
    """Scrapy's own handler, which asks first."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ours = crawler

    async def download_request(self, request: Request) -> Response:
        """Raise HostPaused, which reaches the request's errback."""
        run = self._ours.get_extension(Run)
        if run is not None:
            check(run, urls.host_of(request.url))
        return await super().download_request(request)


class LastQuestionToReplica(LastQuestion, ReplicaDownloadHandler):
    """The same before a replica newsroom."""
