"""Is this cleaned article a story at all, and can what it says of itself be true?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsspider.items import Article, Rejection, rejected

FEWEST_WORDS = 8
"""Words: a caption's length; the shortest flash news seen has 25."""
CLOCK_ERROR = timedelta(days=1)
"""How far ahead of us a newsroom's clock may be; scheduled stories are shown hours early, not days."""
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""No Indonesian newsroom was on the web before."""


def judge(article: Article, now: datetime) -> Article | Rejection:
    """The article, or why it is none. A time that cannot be true is taken out, and provenance says so."""
    words = sum(len(block.text.split()) for block in article.blocks)
    if not article.blocks:
        return rejected(article, "NoText", "expected story text, found only boilerplate")
    if words < FEWEST_WORDS:
        return rejected(article, "TooShort", f"expected {FEWEST_WORDS} words of story or more, found {words}")
    for name in ("published_at", "modified_at"):
        value = getattr(article, name)
        if value is not None and not EARLIEST <= value <= now + CLOCK_ERROR:
            told = {**article.provenance, name: f"implausible: {value.isoformat()}"}
            article = replace(article, provenance=told)
            article = (
                replace(article, published_at=None)
                if name == "published_at"
                else replace(article, modified_at=None)
            )
    return article


class JudgingPipeline:
    """Turns articles that are no story into rejections, and counts implausible times."""

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
