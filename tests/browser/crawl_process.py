"""Small crawl that renders the given stories and prints what it got: `python crawl_process.py OPTIONS URL...`

Run from the project's folder, with REPLICA_ADDRESS set; OPTIONS is a JSON object of settings. Prints one JSON
object: the links that `RenderPolicy` gave for each address, its reason, the stats, and the peak memory of the
crawl and its browser together (bytes, proportional share).
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import psutil  # type: ignore[import-untyped]
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from newsspider.browser.policy import RenderPolicy
from newsspider.items import Article
from newsspider.outlets import OUTLETS

MIDDLEWARES = {
    "newsspider.downloader.offsite.OffsiteMiddleware": 50,
    "newsspider.downloader.robotstxt.RobotsTxtMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
}
"""Only those of ours that the browser's requests must pass: this crawl has no database."""
RESULT: dict[str, Any] = {"links": {}, "hollow": {}}


class StorySpider(Spider):
    name = "stories"
    outlet = OUTLETS["tribun"]
    rendering: RenderPolicy

    def __init__(self, urls: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls
        self.peak = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "StorySpider":
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.rendering = RenderPolicy.from_crawler(crawler)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        if self.settings.getbool("WATCH_MEMORY"):
            self.watcher = asyncio.ensure_future(self.watch_memory())
        for url in self.urls:
            yield Request(url, dont_filter=True)

    async def parse(self, response: Response, **kwargs: Any) -> None:
        article = self.outlet.read(response.body, response.url)
        assert isinstance(article, Article), article
        links = await self.rendering.recommendations(article, response, self.outlet)
        RESULT["links"][response.url] = [[link.url, link.anchor] for link in links]
        RESULT["hollow"][response.url] = article.hollow

    async def watch_memory(self) -> None:
        """Record the peak memory while pages are rendered."""
        while True:
            await asyncio.sleep(0.5)
            self.peak = max(self.peak, await asyncio.to_thread(memory))

    def closed(self, reason: str) -> None:
        assert self.crawler.stats is not None
        RESULT["reason"] = self.rendering.reason
        RESULT["finished"] = reason
        RESULT["peak_memory"] = self.peak
        running = self.rendering._browser and self.rendering._browser._running
        RESULT["open_contexts"] = len(running.handler.context_wrappers) if running else 0
        RESULT["stats"] = {
            key: value
            for key, value in self.crawler.stats.get_stats().items()
            if "/" in key and isinstance(value, int)
        }


def memory() -> int:
    total = 0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def main(options: dict[str, Any], urls: list[str]) -> None:
    os.environ["SCRAPY_PROJECT"] = "replica"
    settings = Settings()
    settings.setmodule("settings.replica", priority="project")
    settings.update({"EXTENSIONS": {}, "ITEM_PIPELINES": {}, **options}, priority="cmdline")
    settings.set("DOWNLOADER_MIDDLEWARES", MIDDLEWARES, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(StorySpider, urls=urls)
    started = time.monotonic()
    process.start()
    RESULT["seconds"] = time.monotonic() - started
    RESULT["processes_left"] = [child.name() for child in psutil.Process().children(recursive=True)]
    print(json.dumps(RESULT))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
