"""A story of several pages: their addresses, and their joining into one article."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace

from newsspider.items import Article, Block, Image, Line, LinkKind, numbered
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.site import page_in_query

logger = logging.getLogger(__name__)

ReadPage = Callable[[str], Awaitable[Article | None]]
PageUrl = Callable[[str, str], str]


async def whole_story(
    first: Article, read: ReadPage, max_pages: int, page_url: PageUrl = page_in_query
) -> Article:
    """The story with all its pages: in one response (`?page=all`) if the site has that, else page by page.

    `read` fetches and reads one address; None is a failure. `page_url` makes the address of a page.
    A response with another story, or with a page that we have, counts as missing, and so do all pages beyond
    `max_pages`. Missing pages are noted on the article; it is stored, and visited again later.
    """
    all_in_one = await read(page_url(first.url, "all"))
    if all_in_one is not None and (whole := in_one(first, all_in_one)) is not None:
        return whole
    pages = {1: first}
    for number in range(2, min(first.page_count, max_pages) + 1):
        page = await read(page_url(first.url, str(number)))
        if (
            page is not None
            and page.url == first.url
            and page.text not in {had.text for had in pages.values()}
        ):
            pages[number] = page
    missing = tuple(number for number in range(2, first.page_count + 1) if number not in pages)
    if missing:
        numbers = ", ".join(map(str, missing))
        logger.info("incomplete story %s: pages %s of %d are missing", first.url, numbers, first.page_count)
    return join(pages.pop(1), pages.values(), missing)


def join(first: Article, others: Iterable[Article], missing: tuple[int, ...] = ()) -> Article:
    """Join a story's pages in order. The head and the credits come from the first page; what later pages
    repeat of them is dropped. `missing` are the numbers of pages that could not be fetched."""
    whole = first
    for other in others:
        known = {_key(image) for image in whole.images}
        whole = replace(
            whole,
            blocks=(*whole.blocks, *_new_lines(whole, other)),
            images=(*whole.images, *(image for image in other.images if _key(image) not in known)),
            links=numbered(whole.links + other.links),
            cut_short=whole.cut_short or other.cut_short,
        )
    return replace(whole, missing_pages=missing)


def in_one(first: Article, whole: Article) -> Article | None:
    """The article of a page that should hold the whole story (`?page=all`). None if it does not: it has no
    more text than the first page, begins differently, or still has other pages."""
    begins = [block.text for block in whole.story[:1]] == [block.text for block in first.story[:1]]
    if not begins or len(whole.text) <= len(first.text) or whole.page_count > 1:
        return None
    links = (*whole.links, *(link for link in first.links if link.kind is LinkKind.PAGINATION))
    return replace(whole, url=first.url, page_count=first.page_count, links=numbered(links))


def _new_lines(whole: Article, other: Article) -> Iterator[Block]:
    """The lines of a later page, without the furniture and the pictures that the pages before it have."""
    known = {(line.rule, line.text) for line in _lines(whole) if line.rule not in (None, CutRule.BACA_JUGA)}
    pictures = {_key(image) for image in (*whole.images, *(line.image for line in _lines(whole))) if image}
    for line in other.blocks:
        if isinstance(line, Line):
            if (line.rule, line.text) in known:
                continue
            if line.image is not None and _key(line.image) in pictures:
                line = replace(line, image=None)
        yield line


def _lines(article: Article) -> Iterator[Line]:
    return (line for line in article.blocks if isinstance(line, Line))


def _key(image: Image) -> tuple[str | None, str]:
    return image.url, image.caption
