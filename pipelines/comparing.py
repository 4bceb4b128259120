"""Item pipeline that compares a sample of the stories with a second reading of their pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsspider.items import Article
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.generic.secondreading import agrees, is_sampled
from newsspider.runs.counters import of_outlet
from newsspider.timelimit import TooSlow, call_with_time_limit

logger = logging.getLogger(__name__)


class ComparingPipeline:
    """Item pipeline that counts second readings as `second_reading/agrees` and `second_reading/differs`. It
    changes no item. `by_outlet` is whether the run has several outlets, which are counted apart."""

    def __init__(
        self, stats: StatsCollector, seconds: float = 5.0, by_outlet: Callable[[], bool] = lambda: False
    ) -> None:
        self.stats, self.seconds, self.by_outlet = stats, seconds, by_outlet

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None

        def by_outlet() -> bool:
            outlets: CrawledOutlets | None = getattr(crawler.spider, "outlets", None)
            return outlets is not None and outlets.only is None

        return cls(crawler.stats, crawler.settings.getfloat("READ_SECONDS"), by_outlet)

    def process_item(self, item: object) -> object:
        """The item; a sampled article is compared first."""
        if isinstance(item, Article) and is_sampled(item):
            self._compare(item)
        return item

    def _compare(self, article: Article) -> None:
        body = article.fetch.body if article.fetch else b""
        try:
            same = call_with_time_limit(self.seconds, lambda: agrees(article, body))
        except TooSlow:
            return
        if same is None:
            return
        counted = f"second_reading/{'agrees' if same else 'differs'}"
        self.stats.inc_value(counted)
        if self.by_outlet():
            self.stats.inc_value(of_outlet(article.outlet, counted))
        if not same:
            logger.warning(
                "second reading differs: %s, read by %s, has other text than trafilatura finds",
                article.url,
                article.layout,
            )
