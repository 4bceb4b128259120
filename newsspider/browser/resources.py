"""Where do the scripts and the data come from that a page in the browser asks for?"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsspider.downloader.offsite import FOR_BROWSER

MOST_BYTES = 4 * 2**20
"""Of one script or one answer."""
SCRIPT_BYTES = 16 * 2**20
"""Scripts kept for the next page: a news page loads about one million bytes of them."""
LEAST_BYTES = 4096
"""What a kept answer counts at least, so that empty ones and failures are bounded too."""


class Supply:
    """Downloads through the crawler, at its pace and by its rules. A script is fetched once a run, a failure
    with it; data always anew."""

    def __init__(self, crawler: Crawler, seconds: float, script_bytes: int = SCRIPT_BYTES) -> None:
        self.crawler, self.seconds, self.script_bytes = crawler, seconds, script_bytes
        self._scripts: OrderedDict[str, asyncio.Task[Response]] = OrderedDict()

    async def data(self, url: str) -> Response:
        """The answer. Raises what the crawl's middlewares and downloads raise."""
        assert self.crawler.engine is not None
        meta = {FOR_BROWSER: True, "download_timeout": self.seconds, "download_maxsize": MOST_BYTES}
        return await self.crawler.engine.download_async(Request(url, meta=meta))

    async def script(self, url: str) -> Response:
        """The same, kept: whoever asks while it is on its way gets the same answer."""
        if url not in self._scripts:
            coming = asyncio.ensure_future(self.data(url))
            coming.add_done_callback(self._trim)
            self._scripts[url] = coming
        self._scripts.move_to_end(url)
        return await asyncio.shield(self._scripts[url])

    def _trim(self, arrived: asyncio.Task[Response]) -> None:
        if not arrived.cancelled():
            arrived.exception()  # its readers may have gone
        size = sum(map(_size, self._scripts.values()))
        for url in [url for url, script in self._scripts.items() if script.done()]:
            if size <= self.script_bytes:
                break
            size -= _size(self._scripts.pop(url))


def _size(script: asyncio.Task[Response]) -> int:
    arrived = script.done() and not script.cancelled() and script.exception() is None
    return max(LEAST_BYTES, len(script.result().body) if arrived else 0)
