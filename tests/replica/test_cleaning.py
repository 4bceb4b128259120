"""The reader and the cleaning against the replica's own truth, over many of its stories."""

from __future__ import annotations

from urllib.parse import urlsplit

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom
from pipelines.cleaning import clean

TRIBUN = OUTLETS["tribun"]


def test_every_block_of_every_story_is_kept_and_nothing_else() -> None:
    """Issue item 11: a signed paragraph that names a newsroom is story; stories 348369 and 348729 end so."""
    newsroom = Newsroom(stories=600, days=10, seed=7)
    unlike = []
    for story in map(newsroom.story, range(newsroom.stories)):
        parts = urlsplit(story.url)
        page = newsroom.page(parts.netloc, f"{parts.path}?page=all")
        read = TRIBUN.read(page.body, story.url)
        assert isinstance(read, Article), story.url
        cleaned = clean(read, TRIBUN)
        if (cleaned.headline, [b.text for b in cleaned.blocks]) != (
            story.headline,
            [b.text for b in story.blocks],
        ):
            unlike.append(story.url)
    assert unlike == []
