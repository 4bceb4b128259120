"""The redesign night: every story's page has markup that no layout knows."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsspider.items import Article
from newsspider.outlets.tribun import TRIBUN
from newsspider.replica import Newsroom
from newsspider.replica.incidents import INCIDENTS, BadNight
from newsspider.replica.story import Story
from newsspider.visits import ReadingKind
from pipelines.cleaning import clean
from tests.running.bad_nights import listed_of
from tests.running.nights import crawled, last_run, rows, this_hour

HOSTS = ("www", "solo", "jogja", "medan", "kupang")


def night(newsroom: Newsroom) -> BadNight:
    return BadNight(newsroom, {host.name: INCIDENTS["redesign"] for host in newsroom.hosts})


def page_of(newsroom: Newsroom, story: Story) -> bytes:
    parts = urlsplit(story.url)
    return night(newsroom).page(parts.netloc, parts.path).body


def f1(pairs: list[tuple[list[str], list[str]]]) -> float:
    """Of blocks that are right, among those of the stories and those found."""
    right = sum((Counter(truth) & Counter(found)).total() for truth, found in pairs)
    return 2 * right / sum(len(truth) + len(found) for truth, found in pairs)


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom(stories=60, hosts=HOSTS)


def test_no_layout_recognises_the_redesign(newsroom: Newsroom) -> None:
    page = page_of(newsroom, newsroom.story(7)).decode()
    assert not any(mark in page for mark in ("arttitle", "txt-article", 'id="', "tagcloud", 'penulis"'))
    assert LexborHTMLParser(page).css_first("h1") is not None


def test_redesigned_stories_are_read_generically(newsroom: Newsroom) -> None:
    pairs, fields = [], Counter[str]()
    for number in range(newsroom.stories):
        story = newsroom.story(number)
        found = TRIBUN.read(page_of(newsroom, story), story.url)
        assert isinstance(found, Article), found
        article = clean(found, TRIBUN)
        assert article.reading is ReadingKind.GENERIC
        assert (article.headline, article.url) == (story.headline, story.url)
        assert article.published_at == story.published_at.replace(microsecond=0)
        pairs.append(([block.text for block in story.blocks], [block.text for block in article.blocks]))
        for name in ("authors", "editors", "tags", "section", "dateline", "signature"):
            fields[name] += getattr(article, name) == getattr(story, name)
    assert f1(pairs) >= 0.97
    assert min(fields.values()) >= 0.95 * newsroom.stories, fields


def test_first_night_stores_every_story_generically(database: str) -> None:
    """Issue 14: all stories, their paragraphs, and a degraded run with code and share."""
    newsroom = Newsroom(stories=20, days=1, now=this_hour(), hosts=("www", "solo"))
    crawled(night(newsroom), database)
    stored = {row["url"]: row for row in rows(database, "select url, body, reading from article")}
    listed = listed_of(newsroom, newsroom.stories)
    assert len(listed) >= 12
    assert set(stored) >= listed
    assert {row["reading"] for row in stored.values()} == {"generic"}
    stories = [story for number in range(newsroom.stories) if (story := newsroom.story(number)).url in stored]
    truth = [[block.text for block in story.blocks] for story in stories]
    assert (
        f1([(one, stored[story.url]["body"].split("\n")) for one, story in zip(truth, stories, strict=True)])
        >= 0.9
    )
    run = last_run(database)
    assert run["verdict"] == "degraded"
    assert any("100 % of" in reason and "were read generically" in reason for reason in run["reasons"])
    (codes,) = rows(
        database,
        "select array(select x ->> 'code' from jsonb_array_elements(reasons) as x) as codes from run",
    )
    assert "host_stories_generic" in codes["codes"]
