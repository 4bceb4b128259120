"""Judging: articles without a story are rejected, implausible times are dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsspider.items import Article, Block, BlockKind, Listing, Rejection
from newsspider.visits import Fetch, Source
from pipelines.judging import CLOCK_ERROR, EARLIEST, FEWEST_WORDS, JudgingPipeline, judge

NOW = datetime(2026, 7, 24, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def article(*texts: str) -> Article:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    fetch = Fetch(
        page="https://www.tribunnews.com/nasional/7858656/kopi", depth=1, status=200, body=b"<html>"
    )
    return Article(
        outlet="tribun", layout="x", url=fetch.page, headline="Panen Kopi", blocks=blocks, fetch=fetch
    )


STORY = article("satu dua tiga empat", "lima enam tujuh delapan sembilan")


@pytest.mark.parametrize(
    ("texts", "reason"),
    [((), "NoText"), (("kopi",), "TooShort"), (("kopi " * (FEWEST_WORDS - 1),), "TooShort")],
)
def test_too_little_text_is_rejected_with_page(texts: tuple[str, ...], reason: str) -> None:
    rejected = judge(article(*texts), NOW)
    assert isinstance(rejected, Rejection)
    assert (rejected.reason, rejected.body, rejected.fetch) == (reason, b"<html>", article().fetch)
    assert rejected.detail.startswith("expected")


def test_a_story_is_itself() -> None:
    assert judge(STORY, NOW) is STORY
    exact = article("kopi " * FEWEST_WORDS)
    assert judge(exact, NOW) is exact


@pytest.mark.parametrize("name", ["published_at", "modified_at"])
@pytest.mark.parametrize(
    ("moment", "true"),
    [
        (NOW, True),
        (NOW + CLOCK_ERROR, True),
        (NOW + CLOCK_ERROR + SECOND, False),
        (EARLIEST, True),
        (EARLIEST - SECOND, False),
        (datetime(2099, 1, 1, tzinfo=UTC), False),
        (datetime.max.replace(tzinfo=UTC), False),
        (datetime.min.replace(tzinfo=UTC), False),
    ],
)
def test_a_time_that_cannot_be(name: str, moment: datetime, true: bool) -> None:
    judged = judge(replace(STORY, **{name: moment}), NOW)  # type: ignore[arg-type]
    assert isinstance(judged, Article)
    assert getattr(judged, name) == (moment if true else None)
    assert judged.provenance.get(name) == (None if true else f"implausible: {moment.isoformat()}")


def test_the_pipeline_counts_and_lets_others_pass() -> None:
    stats = MemoryStatsCollector(get_crawler())
    pipeline = JudgingPipeline(stats)
    pipeline.process_item(replace(STORY, published_at=datetime(2099, 1, 1, tzinfo=UTC)))
    pipeline.process_item(STORY)
    assert stats.get_value("judging/implausible_time") == 1
    assert isinstance(pipeline.process_item(article()), Rejection)
    listing = Listing(outlet="tribun", url="x", layout="Index", source=Source.INDEX)
    assert pipeline.process_item(listing) is listing
