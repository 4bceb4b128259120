"""Process of the benchmark that runs one variant and measures its CPU and memory.

Run by `python -m bench`; prints one JSON object: pages, CPU-seconds (user and system, from the spider's
opening to its closing), wall seconds, peak memory in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy import Request, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.spiders import Spider

from newsspider.items import Article
from newsspider.outlets.tribun import TRIBUN
from newsspider.runs.recorder import tune_collector
from newsspider.spiders.tribun import TribunSpider
from pipelines.cleaning import clean

HANDLER = "newsspider.replica.handler.ReplicaDownloadHandler"
CRAWL_HANDLER = "newsspider.downloader.replica.ReplicaPageHandler"


class Downloads(scrapy.Spider):
    """Fetches a list of addresses; the variant decides how responses are processed."""

    name = "downloads"

    def __init__(self, addresses: str, variant: str) -> None:
        super().__init__()
        self.addresses = Path(addresses).read_text(encoding="utf-8").split()
        self.variant = variant

    async def start(self) -> AsyncIterator[Request]:
        for address in self.addresses:
            yield Request(address, self.parse)

    def parse(self, response: Response) -> None:
        if self.variant.startswith("download"):
            return
        outcome = TRIBUN.read(response.body, response.url)
        if self.variant == "clean" and isinstance(outcome, Article):
            clean(outcome, TRIBUN)


class Meter:
    """Measures one crawler from spider_opened to spider_closed."""

    def __init__(self, process: AsyncCrawlerProcess, spider: type[Spider], tuned: bool) -> None:
        self.crawler = process.create_crawler(spider)
        self.tuned = tuned  # as in a crawl
        self.result: dict[str, Any] = {}
        self.crawler.signals.connect(self.opened, signals.spider_opened)
        self.crawler.signals.connect(self.closed, signals.spider_closed)

    def opened(self) -> None:
        if self.tuned:
            tune_collector()
        self.started = time.process_time(), time.perf_counter()

    def closed(self) -> None:
        cpu, wall = self.started
        stats = self.crawler.stats
        self.result = {
            "pages": stats.get_value("response_received_count", 0) if stats else 0,
            "stored": stats.get_value("item_scraped_count", 0) if stats else 0,
            "cpu": time.process_time() - cpu,
            "wall": time.perf_counter() - wall,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


def settings_of(variant: str, address: str, database: str, archive: str) -> Settings:
    """Scrapy's defaults, or the project's settings, for the replica."""
    settings = Settings()
    if variant != "download-defaults":
        settings.setmodule("settings.replica")
    crawls = variant.startswith("crawl")
    handler = CRAWL_HANDLER if crawls else HANDLER
    settings.set("ARCHIVE", archive)
    settings.set("DOWNLOAD_HANDLERS", {"http": handler, "https": handler})
    for name, value in (("REPLICA_ADDRESS", address), ("DATABASE_URL", database), ("LOG_LEVEL", "ERROR")):
        settings.set(name, value)
    if not crawls:
        settings.set("ITEM_PIPELINES", {})
        settings.set("ROBOTSTXT_OBEY", False)
    settings.set("RENDER", "never")  # the browser is no part of this benchmark
    settings.set("TELNETCONSOLE_ENABLED", False)
    settings.set("REMOTE_CONTROL_ENABLED", False)
    return settings


def main() -> None:
    """child.py VARIANT REPLICA_ADDRESS ADDRESSES_FILE DATABASE ARCHIVE"""
    variant, address, addresses, database, archive = sys.argv[1:6]
    process = AsyncCrawlerProcess(settings_of(variant, address, database, archive))
    crawls = variant.startswith("crawl")
    meter = Meter(process, TribunSpider if crawls else Downloads, tuned=variant != "download-defaults")
    if crawls:
        process.crawl(meter.crawler, depth="1000000")
    else:
        process.crawl(meter.crawler, addresses=addresses, variant=variant)
    process.start()
    print(json.dumps(meter.result))


if __name__ == "__main__":
    main()
