"""Joining of a story's pages into one article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from newsspider.items import Article, Image, Link, LinkKind


def join(first: Article, others: Iterable[Article], missing: tuple[int, ...] = ()) -> Article:
    """Join a story's pages in order. The head and the credits come from the first page; what later pages
    repeat of them is dropped. `missing` are the numbers of pages that could not be fetched."""
    whole = first
    for other in others:
        cuts = [cut for cut in other.removed if cut not in whole.removed or cut.rule == "baca_juga"]
        whole = replace(
            whole,
            blocks=whole.blocks + other.blocks,
            images=whole.images + _new_images(whole.images, other.images),
            links=_links(whole.links + other.links),
            removed=(*whole.removed, *cuts),
            cut_short=whole.cut_short or other.cut_short,
        )
    return replace(whole, missing_pages=missing)


def in_one(first: Article, whole: Article) -> Article | None:
    """The article of a page that should hold the whole story (`?page=all`). None if it does not: it has no
    more text than the first page, begins differently, or still has other pages."""
    begins = [block.text for block in whole.blocks[:1]] == [block.text for block in first.blocks[:1]]
    if not begins or len(whole.text) <= len(first.text) or whole.page_count > 1:
        return None
    links = [link for link in first.links if link.kind is LinkKind.PAGINATION]
    return replace(whole, url=first.url, page_count=first.page_count, links=_links((*whole.links, *links)))


def _new_images(known: tuple[Image, ...], images: tuple[Image, ...]) -> tuple[Image, ...]:
    seen = {(image.url, image.caption) for image in known}
    return tuple(image for image in images if (image.url, image.caption) not in seen)


def _links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each link once per kind, renumbered."""
    kept = {(link.kind, link.url or link.anchor): link for link in reversed(tuple(links))}
    ordered = reversed(kept.values())
    return tuple(replace(link, position=place) for place, link in enumerate(ordered))
