"""Aliases: the other addresses of a story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsspider.items import Article
from newsspider.store.crawl.documents import Row
from newsspider.urls import host_of, same_by_form
from newsspider.visits import Fetch, Moved, Source

Waits = Sequence[int]
MOST_PAGES = 999
"""Pages of one story, at most: a pager's number has three digits."""


def how_found(fetch: Fetch | None, visited: str) -> Source:
    return Source.REDIRECT if fetch and fetch.final_url not in (None, visited) else Source.CANONICAL


def aliases_of(page: str, visited: str, article: Article, waits: Waits) -> Iterator[Row]:
    """Rows of a story's aliases: the address that was visited, and those of its later pages. `waits` are the
    seconds between visits to an alias whose form does not belong to the story."""
    status = article.fetch.status if article.fetch else None
    if visited != page:
        how = how_found(article.fetch, visited)
        row = _alias(article.outlet, visited, page, how)
        again = _again(visited, page, waits) if how is Source.REDIRECT else None
        yield {**row, "visited": True, "status": status, "read": True, "waits": again}
    for number in range(2, min(article.page_count, MOST_PAGES) + 1):
        if number not in article.missing_pages:
            yield _alias(article.outlet, f"{page}?page={number}", page, Source.PAGE)


def moved_row(visited: str, moved: Moved, waits: Waits) -> Row:
    """Row of an address that redirects to a known story."""
    status, again = moved.fetch.status if moved.fetch else None, _again(visited, moved.to, waits)
    row = _alias(moved.outlet, visited, moved.to, Source.REDIRECT)
    return {**row, "visited": True, "status": status, "waits": again}


def _again(visited: str, story: str, waits: Waits) -> list[int] | None:
    """Waits between visits to an address that may lead to another story for a while only."""
    return None if same_by_form(visited, story) else list(waits)


def _alias(outlet: str, url: str, story: str, how: Source) -> Row:
    """Row of an alias that was not visited itself."""
    return {
        "outlet": outlet,
        "url": url,
        "host": host_of(url),
        "story": story,
        "found_how": how,
        "visited": False,
        "status": None,
        "read": False,
        "is_story": True,
        "missing": 0,
        "waits": None,
    }


def stands_for(aliases: Mapping[str, Row], alias: str, story: str) -> bool:
    """Whether `alias` is an alias of `story` in this batch: then the story cannot be an alias of it."""
    return alias in aliases and end_of_chain(aliases, alias) == story


def end_of_chain(aliases: Mapping[str, Row], story: str) -> str:
    """The address at the end of a chain of aliases of this batch."""
    seen = {story}
    while story in aliases and aliases[story]["story"] not in seen:
        story = aliases[story]["story"]
        seen.add(story)
    return story
