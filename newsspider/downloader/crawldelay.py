"""Scrapy extension that keeps each host at its outlet's pace, and at the crawl-delay of its robots.txt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request

from newsspider import urls
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.runs.counters import Counts
from newsspider.runs.recorder import RunRecorder

logger = logging.getLogger(__name__)

MAX_CRAWL_DELAY = 60.0
"""Seconds, unless CRAWL_DELAY_MAX says otherwise; a host that asks for more is fetched at this pace."""


class CrawlDelayExtension:
    """Raises a host's download delay to its crawl-delay, at most `max_delay` seconds, or to the pace of its
    outlet, if ours is shorter.

    It does so before each request, and again after each response: AutoThrottle, which runs first, has then
    set a delay of its own. `slots` returns Scrapy's download slots by key, `counts` the run's counters,
    `pace` an outlet's pace by the host (0: none).
    """

    def __init__(
        self,
        max_delay: float,
        slots: Callable[[], Mapping[str, Any]],
        counts: Callable[[], Counts],
        pace: Callable[[str], float] = lambda _: 0.0,
    ) -> None:
        self.max_delay = max_delay
        self.delays: dict[str, float] = {}
        self._slots, self._counts, self._pace = slots, counts, pace

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(
            crawler.settings.getfloat("CRAWL_DELAY_MAX", MAX_CRAWL_DELAY),
            slots=lambda: crawler.engine.downloader.slots,
            counts=lambda: RunRecorder.of(crawler).counts,
            pace=lambda host: _pace(crawler, host),
        )
        crawler.signals.connect(extension.slow_down, signals.request_reached_downloader)
        crawler.signals.connect(extension.slow_down, signals.response_downloaded)
        return extension

    def set_delay(self, host: str, stated: float) -> None:
        """Keep the stated time between two requests to this host. Counts a host that states too much."""
        self.delays[host] = min(stated, self.max_delay)
        if stated > self.max_delay:
            self._counts()[f"crawl_delay/{host}"] = int(stated)

    def slow_down(self, request: Request) -> None:
        """Raise the delay of the request's download slot; the next request to the host waits that long."""
        host = urls.host_of(request.url)
        delay = max(self.delays.get(host, 0.0), self._pace(host))
        slot = self._slots().get(request.meta.get("download_slot", ""))
        if slot is not None and slot.delay < delay:
            logger.debug("crawl-delay of %s: %s s between requests", host, delay)
            slot.delay = delay
            slot.jitter = 0.0


def _pace(crawler: Crawler, host: str) -> float:
    """The pace of the host's outlet; 0 for a spider without outlets."""
    outlets: CrawledOutlets | None = getattr(crawler.spider, "outlets", None)
    return 0.0 if outlets is None else outlets.pace_of(host)
