"""The reader and the cleaning against the replica's own truth, over many of its stories."""

from __future__ import annotations

from urllib.parse import urlsplit

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom
from pipelines.cleaning import clean

TRIBUN = OUTLETS["tribun"]


def test_every_block_of_a_story_is_kept_and_nothing_else() -> None:
    """Issue item 11: a signed paragraph that names a newsroom is story, as at the end of stories 236 and 293."""
    newsroom = Newsroom(stories=600, days=10, seed=4)
    unlike = []
    for number in range(190, 310):
        story = newsroom.story(number)
        parts = urlsplit(story.url)
        read = TRIBUN.read(newsroom.page(parts.netloc, f"{parts.path}?page=all").body, story.url)
        assert isinstance(read, Article), story.url
        cleaned = clean(read, TRIBUN)
        texts = [block.text for block in cleaned.blocks]
        if (cleaned.headline, texts) != (story.headline, [block.text for block in story.blocks]):
            unlike.append(number)
    assert unlike == []
