"""Loader of the scripts and data that a page in the browser requests."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

FOR_BROWSER = "for_browser"
"""Key in a request's `meta`: the request loads a script or a widget's data for a page in the browser."""
MAX_BYTES = 4 * 2**20
"""Of one script or one answer."""
SCRIPT_CACHE_BYTES = 16 * 2**20
"""Scripts kept for the next page: a news page loads about one million bytes of them."""
MIN_ENTRY_BYTES = 4096
"""The least that a cached script counts, so empty scripts and failures are bounded too."""


class ResourceLoader:
    """Downloads through the crawler, throttled and filtered by its middlewares.

    A script is fetched once a run, and so is its failure. Data is fetched each time.
    """

    def __init__(self, crawler: Crawler, seconds: float, cache_bytes: int = SCRIPT_CACHE_BYTES) -> None:
        self.crawler, self.seconds, self.cache_bytes = crawler, seconds, cache_bytes
        self._scripts: OrderedDict[str, asyncio.Task[Response]] = OrderedDict()

    async def fetch(self, url: str) -> Response:
        """Fetch data. Raises what the crawl's middlewares and downloads raise."""
        assert self.crawler.engine is not None
        meta = {FOR_BROWSER: True, "download_timeout": self.seconds, "download_maxsize": MAX_BYTES}
        return await self.crawler.engine.download_async(Request(url, meta=meta))

    async def fetch_script(self, url: str) -> Response:
        """Fetch a script, or await the same script that is in flight or cached. Raises as `fetch` does."""
        if url not in self._scripts:
            download = asyncio.ensure_future(self.fetch(url))
            download.add_done_callback(self._trim)
            self._scripts[url] = download
        self._scripts.move_to_end(url)
        return await asyncio.shield(self._scripts[url])

    def _trim(self, finished: asyncio.Task[Response]) -> None:
        if not finished.cancelled():
            finished.exception()  # its readers may have gone
        size = sum(map(_size, self._scripts.values()))
        for url in [url for url, script in self._scripts.items() if script.done()]:
            if size <= self.cache_bytes:
                break
            size -= _size(self._scripts.pop(url))


def _size(script: asyncio.Task[Response]) -> int:
    succeeded = script.done() and not script.cancelled() and script.exception() is None
    return max(MIN_ENTRY_BYTES, len(script.result().body) if succeeded else 0)
