"""Command `scrapy parse`: Scrapy's own, whose `--pipelines` shows what a crawl would store."""

from __future__ import annotations

import argparse
from typing import Any

from scrapy import Spider
from scrapy.commands.parse import Command as ParseCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.utils.defer import deferred_from_coro

from newsspider.console.manual import Documented
from newsspider.console.terminal import safe, show


class Command(Documented, ParseCommand):
    """Parses one address; its items go through the pipelines, without a database, before they are shown."""

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        crawler = super()._create_crawler(spidercls)
        crawler.settings.set("STORE_NOTHING", True, priority="cmdline")
        return crawler

    def scraped_data(self, args: tuple[Any, ...]) -> Any:
        """What Scrapy does with a page's items and requests, with what the pipelines make of the items."""
        items, requests, opts, *rest = args
        if not opts.pipelines:
            return super().scraped_data((items, requests, opts, *rest))
        return deferred_from_coro(self._through_pipelines(items, requests, opts, rest))

    async def _through_pipelines(
        self, items: list[Any], requests: list[Any], opts: argparse.Namespace, rest: list[Any]
    ) -> Any:
        processed = []
        for item in items:
            try:
                processed.append(await self.pcrawler.engine.scraper.itemproc.process_item_async(item))
            except DropItem as dropped:
                show(safe(f"# Dropped: {type(dropped).__name__}: {dropped}"))
        shown = argparse.Namespace(**{**vars(opts), "pipelines": False, "output": None})
        following = super().scraped_data((processed, requests, shown, *rest))
        return [*(items if opts.output else ()), *following]
