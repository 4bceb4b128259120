"""Item pipeline that rejects cleaned articles without a story and drops implausible times."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsspider.items import Article, Rejection, rejected
from newsspider.outlets.story.gallery import FEWEST

FEWEST_WORDS = 8
"""Words: a caption's length; the shortest flash news seen has 25."""
CLOCK_ERROR = timedelta(days=1)
"""The most that a newsroom's clock may be ahead; scheduled stories appear hours early, not days."""
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No Indonesian newsroom was on the web before."""


def judge(article: Article, now: datetime) -> Article | Rejection:
    """The article, or its rejection. An implausible time is dropped, and noted in the provenance."""
    words = sum(len(block.text.split()) for block in article.blocks)
    if words < FEWEST_WORDS and len(article.images) >= FEWEST:
        found = f"{words} with {len(article.images)} pictures"
        return rejected(article, "Gallery", f"expected {FEWEST_WORDS} words of story or more, found {found}")
    if not article.blocks:
        return rejected(article, "NoText", "expected story text, found only boilerplate")
    if words < FEWEST_WORDS:
        return rejected(article, "TooShort", f"expected {FEWEST_WORDS} words of story or more, found {words}")
    for name in ("published_at", "modified_at"):
        value = getattr(article, name)
        if value is not None and not EARLIEST <= value <= now + CLOCK_ERROR:
            provenance = {**article.provenance, name: f"implausible: {value.isoformat()}"}
            dropped: dict[str, Any] = {name: None}
            article = replace(article, provenance=provenance, **dropped)
    return article


class JudgingPipeline:
    """Item pipeline that judges articles and counts implausible times."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        return cls(crawler.stats)

    def process_item(self, item: object) -> object:
        """An Article judged; anything else as it is."""
        if not isinstance(item, Article):
            return item
        judged = judge(item, datetime.now(UTC))
        if isinstance(judged, Article) and judged.provenance != item.provenance:
            self.stats.inc_value("judging/implausible_time")
        return judged
