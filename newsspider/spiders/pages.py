"""Whose story does this page show, and where are its other pages?"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Container
from urllib.parse import urlencode

from newsspider.items import Article
from newsspider.outlets.paging import in_one, join
from newsspider.store.crawl.store import Store
from newsspider.visits import DuePage

logger = logging.getLogger(__name__)

ReadPage = Callable[[str], Awaitable[Article | None]]


async def story_of(
    article: Article, page: DuePage | None, landed: str | None, store: Store | None, *,
    under_way: Container[str] = (), anew: bool = False,
) -> str | None:  # fmt: skip
    """The address that the article belongs to: the one it claims, unless that is an alias of this page, and
    not where a redirect has led us (`landed`); None if this page only shows once more what a page of ours has
    given us, or one that is `under_way` is about to, and is not to be read `anew`."""
    if page is None or store is None or article.url in ("", page.url, landed):
        return article.url
    story, stored = await store.resolve(article.url) or (article.url, False)
    if story == page.url:
        return story
    return None if (stored or story in under_way) and not anew else article.url


async def whole_story(first: Article, read: ReadPage, most: int) -> Article:
    """The story with all its pages: at once (`?page=all`) where the site gives it so, else page by page.

    `read` fetches and reads one address, None for what could not be had. What answers with another story,
    or once more with a page we have, is missing too, and so are all after the first `most`. Pages that are
    missing are noted on the article; it is stored, and tried again later.
    """
    count = min(first.page_count, most)
    at_once = await read(_address(first.url, "all"))
    if at_once is not None and (whole := in_one(first, at_once)) is not None:
        return whole
    pages = {1: first}
    for number in range(2, count + 1):
        page = await read(_address(first.url, str(number)))
        if (
            page is not None
            and page.url == first.url
            and all(page.text != had.text for had in pages.values())
        ):
            pages[number] = page
    missing = tuple(number for number in range(2, first.page_count + 1) if number not in pages)
    if missing:
        told = ", ".join(map(str, missing))
        logger.info("%s: of %d pages, %s could not be had", first.url, first.page_count, told)
    return join(pages.pop(1), pages.values(), missing)


def _address(url: str, page: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'page': page})}"
