"""Downloader middleware that leaves a host alone for as long as it asks.

Scrapy ignores Retry-After and asks a throttling host again at once. Here a 429, or a 503 that names a time,
pauses the whole host: its pages stay due and are drawn again when the time is up, in this run or the next.
The page that was answered so waits as long as it was told to; the host THROTTLE_PAUSE_MAX at most. A 503 may
be one page's own trouble: the first pauses the host for THROTTLE_PAUSE at most, each further one in a row for
ten times as long. The run says which host asked for how long.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsspider import urls
from newsspider.downloader.failures import HostPaused, retry_after
from newsspider.runs.recorder import RunRecorder

logger = logging.getLogger(__name__)

PATIENT = "newsspider_patient_until"
"""In a request's meta: until when (time.monotonic) it rather waits for a pause to end than be refused."""


def check(recorder: RunRecorder, host: str) -> None:
    """Raise HostPaused for a host that is not to be asked now."""
    session = recorder.session
    if session is not None and not session.leases.may_request(host):
        raise HostPaused(host, session.leases.lease, "is not this process's to ask any more")
    if (seconds := recorder.pauses.remaining(host)) > 0:
        raise HostPaused(host, seconds, f"asked to be left alone for {seconds:.0f} s more")


class ThrottleMiddleware:
    """Pauses throttling hosts; `unstated` is the pause in seconds where one names no time, `most` the
    longest.

    A request marked PATIENT, such as for a later page of a story that is half read, waits for a pause that
    ends in time, instead of being refused, unless the crawl is about to end.
    """

    def __init__(self, recorder: RunRecorder, unstated: float, most: float = 21_600.0) -> None:
        self.recorder, self.unstated, self.most = recorder, unstated, most
        self._in_a_row: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pauses = (crawler.settings.getfloat(name) for name in ("THROTTLE_PAUSE", "THROTTLE_PAUSE_MAX"))
        return cls(RunRecorder.of(crawler), *pauses)

    async def process_request(self, request: Request) -> None:
        """Raise HostPaused for a host that is to be left alone."""
        host, until = urls.host_of(request.url), request.meta.get(PATIENT, 0.0)
        if until and not self.recorder.crawler.crawling:
            raise HostPaused(host, 0.0, "is not asked any more: the crawl is about to end")
        while self._worth_waiting(host, until):
            await asyncio.sleep(min(1.0, self.recorder.pauses.remaining(host)))
        check(self.recorder, host)

    def _worth_waiting(self, host: str, until: float) -> bool:
        seconds = self.recorder.pauses.remaining(host)
        return 0 < seconds <= until - time.monotonic() and self.recorder.crawler.crawling

    def process_response(self, request: Request, response: Response) -> Response:
        """The response as it is; a host that throttles is paused from now on."""
        host, stated = urls.host_of(response.url), retry_after(response)
        if response.status == 429 or (response.status == 503 and stated):
            asked = self.unstated if stated is None else stated
            seconds = min(asked, self.most)
            if response.status == 503:
                seconds = min(seconds, self.unstated * 10.0 ** self._in_a_row[host])
                self._in_a_row[host] += 1
            logger.info("throttled by %s: it asks for %.0f s, pausing for %.0f s", host, asked, seconds)
            self.recorder.counts.add("hosts_paused")
            self.recorder.counts.longest(f"paused/{host}", asked)
            self.recorder.pauses.pause(host, seconds)
        else:
            self._in_a_row.pop(host, None)
        return response
