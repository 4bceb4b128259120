"""Scrapy extension that sends the alerts of a crawl that no command has prepared.

The command `crawl` sends its own, also when Scrapy could not start.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newsspider.alerting.notify import notify
from newsspider.alerting.outage import notify_outage
from newsspider.alerting.receivers import complaints
from newsspider.runs.signals import run_closed, run_opening

logger = logging.getLogger(__name__)


class CrawlAlerts:
    """Complaints about ALERT_URLS before a crawl, alerts after it."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings = settings

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        alerts = cls(crawler.settings)
        crawler.signals.connect(alerts.run_opening, run_opening)
        crawler.signals.connect(alerts.run_closed, run_closed)
        return alerts

    def run_opening(self) -> None:
        for complaint in complaints(self.settings):
            logger.warning(complaint)

    async def run_closed(self, conninfo: str, away: str) -> None:
        """Send what is open, or that the database is away."""
        if conninfo:
            await asyncio.to_thread(notify, conninfo, self.settings)
        else:
            await asyncio.to_thread(notify_outage, self.settings, away)
