"""Scrapy extension that keeps each host at the crawl-delay of its robots.txt."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request

from newsspider import urls
from newsspider.downloader import robotsparser

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Keeps each host's pace at what its robots.txt asks for, if that is slower than ours: before each
    request, and after each response, when AutoThrottle, which comes before us, has set a pace of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.slow_down, signals.request_reached_downloader)
        crawler.signals.connect(extension.slow_down, signals.response_downloaded)
        return extension

    def slow_down(self, request: Request) -> None:
        """Raise the delay of the request's download slot; the next request to the host waits that long."""
        delay = robotsparser.crawl_delays.get(urls.host_of(request.url))
        if delay is None or self.crawler.engine is None:
            return
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is not None and slot.delay < delay:
            logger.debug("%s asks for %s s between requests", urls.host_of(request.url), delay)
            slot.delay = delay
            slot.jitter = 0.0
