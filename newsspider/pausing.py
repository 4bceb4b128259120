"""Does this host want to be left alone for now?

Scrapy ignores Retry-After and asks a throttling host again at once. Here a 429, or a 503 that names a time,
silences the whole host: its pages stay due and are drawn again when the time is up, in this run or the next.
"""

from __future__ import annotations

import asyncio
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.downloading import retry_after
from newsspider.runs import Run

PATIENT = "newsspider_patient"
"""The mark, in a request's meta, of one that rather waits."""


class HostPaused(IgnoreRequest):
    """The host asked to be left alone; its page was not asked for, and stays due."""


class Pausing:
    """Keeps to what throttling hosts ask for; `unstated` is the pause in seconds where one names no time.

    A request marked PATIENT, such as for a later page of a story that is half read, waits for a pause that
    ends within `patience` seconds, instead of being refused.
    """

    def __init__(self, run: Run, unstated: float, patience: float = 0.0) -> None:
        self.run, self.unstated, self.patience = run, unstated, patience

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        return cls(Run.of(crawler), settings.getfloat("THROTTLE_PAUSE"), settings.getfloat("RUN_PATIENCE"))

    async def process_request(self, request: Request) -> None:
        """Raise HostPaused for a host that is to be left alone."""
        host = urls.host_of(request.url)
        seconds = self.run.drawing.paused(host)
        while 0 < seconds <= self.patience and request.meta.get(PATIENT):
            await asyncio.sleep(seconds)
            seconds = self.run.drawing.paused(host)
        if seconds > 0:
            raise HostPaused(f"{host} asked to be left alone for {seconds:.0f} s more")

    def process_response(self, request: Request, response: Response) -> Response:
        """The response as it is; a host that throttles is paused from now on."""
        stated = retry_after(response)
        if response.status == 429 or (response.status == 503 and stated):
            self.run.pause(urls.host_of(response.url), self.unstated if stated is None else stated)
        return response
