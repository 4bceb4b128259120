"""Second readings: a sample of exact readings against the text that trafilatura finds."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsspider.items import Article, Block, BlockKind, Rejection
from newsspider.outlets.expectations import NEWSROOM
from newsspider.outlets.generic.secondreading import ONE_IN, agrees, is_sampled
from newsspider.outlets.tribun import TRIBUN
from newsspider.replica import Newsroom
from newsspider.runs.anomalies import anomalies, counted
from newsspider.visits import Fetch, ReadingKind
from pipelines.cleaning import clean
from pipelines.comparing import ComparingPipeline

NEWSROOM_OF_FIFTY = Newsroom(stories=50, hosts=("www", "solo"))
OTHER = Block(kind=BlockKind.PARAGRAPH, text="Pembaca setia dapat berlangganan surat kabar harian ini. " * 20)


def story(number: int) -> Article:
    """A story of the replica, read and cleaned, with its page."""
    url = NEWSROOM_OF_FIFTY.story(number).url
    parts = urlsplit(url)
    body = NEWSROOM_OF_FIFTY.page(parts.netloc, parts.path).body
    found = TRIBUN.read(body, url)
    assert isinstance(found, Article)
    return replace(clean(found, TRIBUN), fetch=Fetch(page=url, depth=0, status=200, body=body))


def body_of(article: Article) -> bytes:
    assert article.fetch is not None
    return article.fetch.body


def sampled(article: Article) -> Article:
    """The article under an address that the sample has."""
    urls = (f"https://www.tribunnews.com/news/{number}/kopi" for number in range(10_000, 20_000))
    return next(one for url in urls if is_sampled(one := replace(article, url=url)))


def piped(article: Article) -> dict[str, int]:
    stats = MemoryStatsCollector(get_crawler())
    assert ComparingPipeline(stats).process_item(article) is article
    return {key: value for key, value in stats.get_stats().items() if key.startswith("second_reading/")}


@pytest.mark.parametrize("number", range(0, 50, 7))
def test_good_reading_agrees(number: int) -> None:
    article = story(number)
    assert agrees(article, body_of(article)) is True


def test_other_element_differs() -> None:
    article = story(3)
    assert agrees(replace(article, blocks=(OTHER,)), body_of(article)) is False


def test_first_paragraph_alone_differs() -> None:
    """A layout whose body ends too soon; the lines it cut count as read."""
    article = story(3)
    assert agrees(replace(article, blocks=article.blocks[:1]), body_of(article)) is False


@pytest.mark.parametrize("body", [b"", b"teks saja", b"<div>" * 20_000])
def test_page_without_text_is_no_opinion(body: bytes) -> None:
    assert agrees(story(3), body) is None


def test_sample_is_one_in_two_hundred_exact_readings() -> None:
    article = story(3)
    urls = [f"https://www.tribunnews.com/news/{number}/kopi" for number in range(20_000)]
    chosen = sum(is_sampled(replace(article, url=url)) for url in urls)
    assert 0.7 * len(urls) / ONE_IN < chosen < 1.3 * len(urls) / ONE_IN
    inside = sampled(article)
    for other in (
        replace(inside, reading=ReadingKind.GENERIC),
        replace(inside, fetch=None),
        replace(inside, page_count=2),
        replace(inside, cut_short=True),
    ):
        assert not is_sampled(other)


def test_pipeline_counts_the_sample_alone() -> None:
    article = sampled(story(3))
    assert piped(article) == {"second_reading/agrees": 1}
    assert piped(replace(article, blocks=(OTHER,))) == {"second_reading/differs": 1}
    assert piped(replace(article, page_count=2)) == {}


def test_pipeline_passes_other_items_on() -> None:
    rejection = Rejection(outlet="tribun", url="u", reason="NoLayout", detail="d")
    assert ComparingPipeline(MemoryStatsCollector(get_crawler())).process_item(rejection) is rejection


@pytest.mark.parametrize(("differs", "reasons"), [(0, 0), (2, 0), (5, 1)])
def test_many_differences_are_a_reason(differs: int, reasons: int) -> None:
    counters = {
        "second_reading/agrees": 10 - differs,
        "second_reading/differs": differs,
        "outcome/article": 500,
    }
    found = anomalies(counted(counters), {}, NEWSROOM)
    assert len([one for one in found if one.subject == "second_reading/differs"]) == reasons
