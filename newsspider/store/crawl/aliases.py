"""Under which other addresses is a story known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsspider.items import Article
from newsspider.store.crawl.documents import Row
from newsspider.urls import host_of, same_by_form
from newsspider.visits import Fetch, Moved, Source

Waits = Sequence[int]
MOST_PAGES = 999
"""Pages of one story: a pager's number has three digits at most."""


def how_found(fetch: Fetch | None, visited: str) -> Source:
    return Source.REDIRECT if fetch and fetch.final_url not in (None, visited) else Source.CANONICAL


def aliases_of(page: str, visited: str, article: Article, waits: Waits) -> Iterator[Row]:
    """The other addresses of a story: the one that was visited, and those of its later pages. `waits` are the
    seconds between the visits to one that is no address of the story by its form."""
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
    """An address that redirects to a story we know."""
    status, again = moved.fetch.status if moved.fetch else None, _again(visited, moved.to, waits)
    row = _alias(moved.outlet, visited, moved.to, Source.REDIRECT)
    return {**row, "visited": True, "status": status, "waits": again}


def _again(visited: str, story: str, waits: Waits) -> list[int] | None:
    """The waits until the next visits to an address that may lead to another story for a while only."""
    return None if same_by_form(visited, story) else list(waits)


def _alias(outlet: str, url: str, story: str, how: Source) -> Row:
    """An address of a story as one that was not visited itself, and had nothing of its own to read."""
    return {
        "outlet": outlet, "url": url, "host": host_of(url), "story": story, "found_how": how,
        "visited": False, "status": None, "read": False, "is_story": True, "missing": 0, "waits": None,
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
