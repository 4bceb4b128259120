"""Second opinions: whole texts of stories in feeds, compared with what is read from their pages."""

from __future__ import annotations

import logging

from newsspider.items import Article, Listing
from newsspider.store.crawl.similarity import are_similar, sketch

logger = logging.getLogger(__name__)

MOST = 5_000
"""Texts that are held, at 300 bytes each; the oldest are forgotten."""


class Opinions:
    """Sketches of the texts that feeds gave in this run, by the story's address."""

    def __init__(self) -> None:
        self._sketches: dict[str, bytes] = {}

    def note(self, listing: Listing) -> None:
        """Hold what a feed says of its stories."""
        for url, text in listing.opinions.items():
            self._sketches[url] = sketch(text)
        for url in list(self._sketches)[: max(0, len(self._sketches) - MOST)]:
            del self._sketches[url]

    def agrees(self, article: Article) -> bool | None:
        """Whether a story's feed has its text; None if no feed gave one."""
        held = self._sketches.pop(article.url, None)
        if held is None:
            return None
        same = are_similar(held, sketch(article.text))
        if not same:
            logger.warning(
                "feed disagrees: %s has another text there than the one read by %s",
                article.url,
                article.layout,
            )
        return same
