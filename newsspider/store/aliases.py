"""Under which other addresses is a story known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsspider.items import Article
from newsspider.store.documents import Row
from newsspider.urls import host_of
from newsspider.visits import Fetch, Moved, Source

MOST_PAGES = 30
"""Pages of one story that get an address of their own; the same bound as the spider's."""


def how_found(fetch: Fetch | None, visited: str) -> Source:
    return Source.REDIRECT if fetch and fetch.landed not in (None, visited) else Source.CANONICAL


def aliases_of(page: str, visited: str, article: Article) -> Iterator[Row]:
    """The other addresses of a story: the one that was visited, and those of its later pages."""
    status = article.fetch.status if article.fetch else None
    shared = {"outlet": article.outlet, "story": page}
    if visited != page:
        how = how_found(article.fetch, visited)
        yield {**shared, "url": visited, "host": host_of(visited), "found_how": how, "visited": True,
               "status": status, "read": True, "is_story": True, "missing": 0}  # fmt: skip
    for number in range(2, min(article.page_count, MOST_PAGES) + 1):
        if number not in article.missing_pages:
            yield {**shared, "url": f"{page}?page={number}", "host": host_of(page), "found_how": Source.PAGE,
                   "visited": False, "status": None, "read": False, "is_story": True,
                   "missing": 0}  # fmt: skip


def moved_row(visited: str, moved: Moved) -> Row:
    """An address that redirects to a story we know."""
    status = moved.fetch.status if moved.fetch else None
    return {"outlet": moved.outlet, "story": moved.to, "url": visited, "host": host_of(visited),
            "found_how": Source.REDIRECT, "visited": True, "status": status, "read": False, "is_story": True,
            "missing": 0}  # fmt: skip


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
