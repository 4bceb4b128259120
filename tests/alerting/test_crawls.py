"""Alerts of a crawl that no command has prepared: what the recorder signals, and what is sent."""

import logging
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from newsspider.alerting.crawls import CrawlAlerts
from newsspider.runs.database import RunDatabase
from newsspider.store.errors import StoreError
from settings import base
from tests.databases.run_rows import FAILED, ended
from tests.running.receiving import receiving

ALERTS: list[CrawlAlerts] = []
"""Scrapy's signals hold their receivers weakly; a crawler keeps its extensions."""


def crawler_of(database: str, urls: str, folder: Path) -> Crawler:
    names = ("ALERT_SECONDS", "RUN_MAX_AGE", "RUN_MAX_LENGTH", "HOST_LEASE")
    stated = {name: getattr(base, name) for name in names}
    wired = {"DATABASE_URL": database, "ALERT_URLS": urls, "DATA_DIR": str(folder)}
    crawler = get_crawler(None, {**stated, **wired})
    ALERTS.append(CrawlAlerts.from_crawler(crawler))
    return crawler


async def test_open_alert_is_sent_at_the_end(
    database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with receiving() as webhook, caplog.at_level(logging.WARNING):
        run = RunDatabase(crawler_of(database, f"{webhook.url} tgrm://secret", tmp_path))
        await run.ready()
        assert "receiver 2 of ALERT_URLS (tgrm): expected one" in caplog.text
        ended(database, "failed", [FAILED])
        await run.close(away="")
        assert webhook.titles == [f"tribun failed: {FAILED}"]


async def test_database_outage_is_sent(tmp_path: Path) -> None:
    with receiving() as webhook:
        run = RunDatabase(crawler_of("postgresql://nobody@127.0.0.1:9/none", webhook.url, tmp_path))
        with pytest.raises(StoreError):
            await run.ready()
        await run.close(away="the database is away")
        assert webhook.titles == ["newsspider failed: no database"]
        assert "the database is away" in webhook.got[0]["message"]


async def test_database_that_goes_away_later_is_sent(database: str, tmp_path: Path) -> None:
    """It was there when the crawl began."""
    with receiving() as webhook:
        run = RunDatabase(crawler_of(database, webhook.url, tmp_path))
        await run.ready()
        await run.close(away="the database is away")
        assert webhook.titles == ["newsspider failed: no database"]


async def test_crawl_without_trouble_sends_nothing(database: str, tmp_path: Path) -> None:
    with receiving() as webhook:
        run = RunDatabase(crawler_of(database, webhook.url, tmp_path))
        await run.ready()
        await run.close(away="")
        assert webhook.got == []
