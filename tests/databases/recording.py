"""A recorded crawl without an engine: recorder and session on a test's database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from scrapy.utils.test import get_crawler

from newsspider.frontier.feeder import CrawlScope
from newsspider.frontier.policy import LinkPolicy
from newsspider.runs.recorder import RunRecorder
from newsspider.runs.session import CrawlPlan, CrawlSession
from newsspider.spiders.tribun import TribunSpider

HOST = "www.tribunnews.com"
SETTINGS: dict[str, Any] = {
    "STORE_BATCH_SECONDS": 0.02,
    "STORE_BATCH_SIZE": 50,
    "HOST_PAGES_IN_FLIGHT": 8,
    "RUN_IDLE_TIMEOUT": 0,
    "DOWNLOAD_DELAY": 0,
    "HOST_LEASE": 3600,
    "HOST_PAGES_LIMIT": 20_000,
    "LISTING_RECHECK": [600, 43_200],
    "DATA_DIR": "",
    "FIRE": 0,
    "THROTTLE_PAUSE_MAX": 21_600,
}


@asynccontextmanager
async def recording(
    database: str, *, limit: int | None = None, only_this_run: bool = False, **settings: Any
) -> AsyncIterator[tuple[RunRecorder, CrawlSession]]:
    """A crawl of one host that has begun; it leaves without a verdict."""
    crawler = get_crawler(TribunSpider, {**SETTINGS, "DATABASE_URL": database, **settings})
    crawler.crawling = True
    recorder = RunRecorder.from_crawler(crawler)
    scope = CrawlScope(hosts={HOST: "tribun"}, limit=limit, only_this_run=only_this_run)
    plan = CrawlPlan(
        spider="tribun", outlets=TribunSpider.known_outlets(), scope=scope, link_policy=LinkPolicy()
    )
    session = await recorder.begin(plan)
    assert session is not None, recorder.reasons
    try:
        yield recorder, session
    finally:
        session.leases.stop()
        await session.close()
