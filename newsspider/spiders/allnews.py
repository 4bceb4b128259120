"""Spider of all outlets in one crawl, of some of them, or of any other host."""

from __future__ import annotations

from newsspider.outlets import OUTLETS
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.limits import Limits
from newsspider.spiders.news import NewsSpider


class AllNewsSpider(NewsSpider):
    """`scrapy crawl news`: all outlets, those of `-a outlets=detik,kompas`, or those of `-a hosts=` and `-a
    url=`. A host of no outlet is read generically."""

    name = "news"

    @classmethod
    def known_outlets(cls, limits: Limits | None = None) -> CrawledOutlets:
        return CrawledOutlets(OUTLETS.values(), limits, is_open=True)
