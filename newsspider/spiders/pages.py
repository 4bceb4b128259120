"""Address of a story: the one it belongs to."""

from __future__ import annotations

from collections.abc import Container

from newsspider.items import Article
from newsspider.store.crawl.store import Store
from newsspider.visits import DuePage


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
