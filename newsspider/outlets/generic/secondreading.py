"""Second reading of a story: whether trafilatura finds the text that a layout has read.

It is asked of a sample: it costs ten times a reading. A layout that reads the wrong element, or half of the
story, shows here before anybody looks.
"""

from __future__ import annotations

from hashlib import blake2b

from newsspider.items import Article
from newsspider.outlets.generic.storyregion import PROSE, bare_text, found_text
from newsspider.outlets.pages.guard import MAX_BYTES, UnreadablePage, decompress, guard
from newsspider.outlets.pages.page import decode, is_markup
from newsspider.visits import ReadingKind

ONE_IN = 200
"""Of so many exact readings one is compared; always the same stories, chosen by their address."""
HALF = 0.5
"""Share of the one text that must be in the other."""


def is_sampled(article: Article) -> bool:
    """Whether the story is compared: an exact reading of one page, with its body at hand."""
    whole = article.reading is ReadingKind.EXACT and article.page_count == 1 and not article.cut_short
    digest = blake2b(article.url.encode("utf-8", "replace"), digest_size=4).digest()
    has_body = article.fetch is not None and bool(article.fetch.body)
    return whole and has_body and int.from_bytes(digest, "big") % ONE_IN == 0


def agrees(article: Article, body: bytes) -> bool | None:
    """Whether both have most of each other's text; None if trafilatura finds none, or for no HTML page.

    `article` is cleaned: lines that it cut count as read.
    """
    try:
        html = decode(decompress(body, MAX_BYTES))
        guard(html)
    except UnreadablePage:
        return None
    found = found_text(html) if is_markup(html) else None
    if found is None or not found.text:
        return None
    story = [bare_text(block.text) for block in article.story]
    read = "".join(bare_text(line.text) for line in article.page)
    prose = [line for line in found.lines if len(line) >= PROSE]
    known = sum(len(line) for line in story if line in found.text)
    shared = sum(len(line) for line in prose if line in read)
    return known >= HALF * sum(map(len, story)) and shared >= HALF * sum(map(len, prose))
