"""Downloader middleware that pauses a throttling host for as long as it asks.

Scrapy ignores Retry-After and requests again at once. Here a 429, or a 503 with Retry-After, pauses the whole
host: its pages stay due and are fetched after the pause, in this run or the next. The throttled page itself
waits as long as the host asks; the host is paused for THROTTLE_PAUSE_MAX at most. A 503 may concern one page
only: the first pauses the host for THROTTLE_PAUSE at most, each further one in a row ten times as long. The
run's counters hold the host and the time it asked for.
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
from newsspider.downloader.failures import retry_after
from newsspider.downloader.gate import RequestGate
from newsspider.runs.counters import Counts
from newsspider.runs.recorder import RunRecorder

logger = logging.getLogger(__name__)

WAIT_UNTIL = "newsspider_wait_until"
"""Key in meta: until when (time.monotonic) a request waits for a pause to end instead of being refused."""


class ThrottleMiddleware:
    """Pauses throttling hosts, and refuses requests to paused ones.

    `default_pause` holds where a host states no time, `max_pause` bounds each pause; both in seconds. A
    request with WAIT_UNTIL, such as for a later page of a story half read, waits for a pause that ends by
    then.
    """

    def __init__(
        self, gate: RequestGate, counts: Counts, default_pause: float, max_pause: float = 21_600.0
    ) -> None:
        self.gate, self.counts = gate, counts
        self.default_pause, self.max_pause = default_pause, max_pause
        self._in_a_row: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pauses = (crawler.settings.getfloat(name) for name in ("THROTTLE_PAUSE", "THROTTLE_PAUSE_MAX"))
        return cls(RequestGate.from_crawler(crawler), RunRecorder.of(crawler).counts, *pauses)

    async def process_request(self, request: Request) -> None:
        """Raise HostPaused for a host that gets no request now."""
        host, wait_until = urls.host_of(request.url), request.meta.get(WAIT_UNTIL, 0.0)
        if wait_until:
            self.gate.check_open(host)
        while self._ends_in_time(host, wait_until):
            await asyncio.sleep(min(1.0, self.gate.pauses.remaining(host)))
        self.gate.check_host(host)

    def _ends_in_time(self, host: str, wait_until: float) -> bool:
        """Whether the host is paused, and its pause ends before `wait_until`."""
        seconds = self.gate.pauses.remaining(host)
        return 0 < seconds <= wait_until - time.monotonic() and not self.gate.is_closing

    def process_response(self, request: Request, response: Response) -> Response:
        """The response as it is; a host that throttles is paused from now on."""
        host, stated = urls.host_of(response.url), retry_after(response)
        if response.status == 429 or (response.status == 503 and stated):
            self._pause(host, response.status, self.default_pause if stated is None else stated)
        else:
            self._in_a_row.pop(host, None)
        return response

    def _pause(self, host: str, status: int, asked: float) -> None:
        seconds = min(asked, self.max_pause)
        if status == 503:
            seconds = min(seconds, self.default_pause * 10.0 ** self._in_a_row[host])
            self._in_a_row[host] += 1
        logger.info("throttled by %s: it asks for %.0f s, pausing for %.0f s", host, asked, seconds)
        self.counts.add("hosts_paused")
        self.counts.longest(f"paused/{host}", asked)
        self.gate.pauses.pause(host, seconds)
