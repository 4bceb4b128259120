"""Tests of second opinions: texts of feeds against what is read from the pages."""

from dataclasses import replace

from newsspider.items import Article, Block, BlockKind, Listing
from newsspider.runs.opinions import MOST, Opinions
from newsspider.visits import Source
from tests.factories import article

WORDS = " ".join(f"kata{number}" for number in range(300))


def feed(opinions: dict[str, str]) -> Listing:
    return Listing(
        outlet="tribun",
        url="https://x/feed",
        layout="XmlFeed",
        source=Source.NEWS_SITEMAP,
        opinions=opinions,
    )


def story(text: str, url: str = "https://x/1") -> Article:
    return replace(article(), url=url, blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),))


def test_story_agrees_with_its_feed() -> None:
    opinions = Opinions()
    opinions.note(feed({"https://x/1": WORDS + " baca juga"}))
    assert opinions.agrees(story(WORDS)) is True
    assert opinions.agrees(story(WORDS)) is None, "an opinion is asked once"


def test_teaser_disagrees_with_the_whole_text() -> None:
    opinions = Opinions()
    opinions.note(feed({"https://x/1": WORDS}))
    assert (
        opinions.agrees(story(" ".join(WORDS.split()[:30]) + " berlangganan untuk membaca lanjutannya"))
        is False
    )


def test_oldest_opinions_are_forgotten() -> None:
    opinions = Opinions()
    opinions.note(feed({f"https://x/{number}": WORDS for number in range(MOST + 1)}))
    assert opinions.agrees(story(WORDS, "https://x/0")) is None
    assert opinions.agrees(story(WORDS, f"https://x/{MOST}")) is True
