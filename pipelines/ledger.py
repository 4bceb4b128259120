"""Ledger of a page: the cut lines, each at its position among the lines of the story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from newsspider.items import Article, Block, Removed


def split(page: Iterable[Block | Removed]) -> tuple[tuple[Block, ...], tuple[Removed, ...]]:
    """The story and the ledger of a page, whose cut lines take their positions from its order."""
    blocks: list[Block] = []
    removed: list[Removed] = []
    for place, line in enumerate(page):
        if isinstance(line, Block):
            blocks.append(line)
        elif line.position == place:
            removed.append(line)
        else:
            removed.append(Removed(rule=line.rule, text=line.text, position=place))
    return tuple(blocks), tuple(removed)


def with_cuts(article: Article, changes: Mapping[int, Sequence[Block | Removed]], **fields: Any) -> Article:
    """The article in which each block whose index is in `changes` has become these blocks and cuts, and with
    these fields."""
    if not changes:
        return replace(article, **fields) if fields else article
    page: list[Block | Removed] = []
    index = 0
    for line in article.page:
        if isinstance(line, Removed):
            page.append(line)
            continue
        if index in changes:
            page += changes[index]
        else:
            page.append(line)
        index += 1
    blocks, removed = split(page)
    return replace(article, blocks=blocks, removed=removed, **fields)
