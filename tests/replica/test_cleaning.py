"""Tests of reading and cleaning on many stories of the replica."""

from __future__ import annotations

from urllib.parse import urlsplit

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom
from pipelines.cleaning import clean

TRIBUN = OUTLETS["tribun"]


def test_cleaning_keeps_exactly_the_storys_blocks() -> None:
    """Issue item 11: a signed paragraph that names a newsroom is story, as at the end of stories 236 and 293."""
    newsroom = Newsroom(stories=600, days=10, seed=4)
    different = []
    for number in range(190, 310):
        story = newsroom.story(number)
        parts = urlsplit(story.url)
        read = TRIBUN.read(newsroom.page(parts.netloc, f"{parts.path}?page=all").body, story.url)
        assert isinstance(read, Article), story.url
        cleaned = clean(read, TRIBUN)
        texts = [block.text for block in cleaned.blocks]
        if (cleaned.headline, texts) != (story.headline, [block.text for block in story.blocks]):
            different.append(number)
    assert different == []
