"""Access to the replica's pages for its tests, without the crawler's readers."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from newsspider.replica import Newsroom
from newsspider.replica.story import Story


def fetch(newsroom: Newsroom, url: str) -> str:
    """The page at a URL, which must exist."""
    parts = urlsplit(url)
    page = newsroom.page(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))
    assert page.status == 200, f"{url}: {page.status}"
    return page.body.decode()


def tree(newsroom: Newsroom, url: str) -> LexborHTMLParser:
    return LexborHTMLParser(fetch(newsroom, url))


def text_of(parsed: LexborHTMLParser, css: str) -> str:
    """The text of the selector's only element, with collapsed white space."""
    found = parsed.css(css)
    assert len(found) == 1, f"{css}: {len(found)} elements"
    return collapsed(found[0].text())


def collapsed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def stories(newsroom: Newsroom) -> Iterator[Story]:
    return (newsroom.story(number) for number in range(newsroom.stories))
