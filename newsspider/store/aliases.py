"""Under which other addresses is a story known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsspider.items import Article
from newsspider.store.documents import Row
from newsspider.urls import host_of
from newsspider.visits import Fetch, Moved, Source

MOST_PAGES = 999
"""Pages of one story: a pager's number has three digits at most."""


def how_found(fetch: Fetch | None, visited: str) -> Source:
    return Source.REDIRECT if fetch and fetch.landed not in (None, visited) else Source.CANONICAL


def aliases_of(page: str, visited: str, article: Article) -> Iterator[Row]:
    """The other addresses of a story: the one that was visited, and those of its later pages."""
    status = article.fetch.status if article.fetch else None
    if visited != page:
        how = how_found(article.fetch, visited)
        yield {**_alias(article.outlet, visited, page, how), "visited": True, "status": status, "read": True}
    for number in range(2, min(article.page_count, MOST_PAGES) + 1):
        if number not in article.missing_pages:
            yield _alias(article.outlet, f"{page}?page={number}", page, Source.PAGE)


def moved_row(visited: str, moved: Moved) -> Row:
    """An address that redirects to a story we know."""
    status = moved.fetch.status if moved.fetch else None
    return {**_alias(moved.outlet, visited, moved.to, Source.REDIRECT), "visited": True, "status": status}


def _alias(outlet: str, url: str, story: str, how: Source) -> Row:
    """An address of a story as one that was not visited itself, and had nothing of its own to read."""
    return {
        "outlet": outlet, "url": url, "host": host_of(url), "story": story, "found_how": how,
        "visited": False, "status": None, "read": False, "is_story": True, "missing": 0,
    }  # fmt: skip


def stands_for(aliases: Mapping[str, Row], alias: str, story: str) -> bool:
    """Whether a batch has found already that `alias` is an alias of `story`: then that is none of it."""
    return alias in aliases and end_of_chain(aliases, alias) == story


def end_of_chain(aliases: Mapping[str, Row], story: str) -> str:
    """The address at the end of a chain of aliases of this batch."""
    seen = {story}
    while story in aliases and aliases[story]["story"] not in seen:
        story = aliases[story]["story"]
        seen.add(story)
    return story
