"""Addresses of a story: the one it belongs to, and those of its other pages."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Container

from newsspider.items import Article
from newsspider.outlets.paging import in_one, join
from newsspider.outlets.site import page_in_query
from newsspider.store.crawl.store import Store
from newsspider.visits import DuePage

logger = logging.getLogger(__name__)

ReadPage = Callable[[str], Awaitable[Article | None]]
PageUrl = Callable[[str, str], str]


async def resolve_story_url(
    article: Article,
    page: DuePage,
    final_url: str | None,
    store: Store,
    *,
    in_flight: Container[str] = (),
    refetch: bool = False,
) -> str | None:
    """The address that the article belongs to: the one it claims, unless that is an alias of this page.

    `final_url`, where redirects have led, is believed. None if the page only repeats a story that is stored
    or `in_flight`, unless `refetch` asks for it. Raises StoreLost.
    """
    if article.url in ("", page.url, final_url):
        return article.url
    story, stored = await store.resolve(article.url) or (article.url, False)
    if story == page.url:
        return story
    is_known = stored or story in in_flight
    return None if is_known and not refetch else article.url


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
