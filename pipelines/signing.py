"""Signatures at the end of a story, moved to their field."""

from __future__ import annotations

from dataclasses import replace

from newsspider.items import Article, Block, BlockKind, Removed
from newsspider.outlets.outlet import Outlet
from newsspider.text import collapse

CLOSING = 3
"""Blocks: a newsroom's mark is looked for among the last ones."""


def cut_signature(article: Article, outlet: Outlet) -> Article:
    """Move the author's mark at the end of the last sentence to its field; a label of the page to the ledger.
    A newsroom's own mark may have a note of a sentence or two below it."""
    blocks = list(article.blocks)
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 1 - CLOSING), -1):
        last = index == len(blocks) - 1
        start, rule = _mark_start(blocks[index], outlet, last)
        if start <= 0 or (not last and article.signature):
            continue
        text = blocks[index].text
        mark = collapse(text[start:])
        blocks[index] = replace(blocks[index], text=text[:start].rstrip())
        article = with_cuts(article, blocks, [Removed(rule=rule, text=mark)])
        return signed(article, mark) if rule == "signature" else article
    return article


def _mark_start(block: Block, outlet: Outlet, last: bool) -> tuple[int, str]:
    """Where the mark at a block's end begins, and its rule; 0 or less where there is none."""
    if block.kind is BlockKind.QUOTE:
        return 0, ""
    found = outlet.marks.signature_of(block.text)
    if found is None:
        return (_label_start(block.text, outlet), "page_label") if last else (0, "")
    ours = outlet.marks.newsroom.search(found["signature"]) is not None
    return (found.start(), "signature") if last or ours else (0, "")


def _label_start(text: str, outlet: Outlet) -> int:
    """Where a label in brackets begins behind the last sentence; 0 where there is none."""
    start = max(text.rfind("("), text.rfind("["))
    ended = text[:start].rstrip().endswith((".", "!", "?", "”", '"'))
    return start if start > 0 and ended and outlet.marks.label.fullmatch(text[start:]) else 0


def signed(article: Article, signature: str) -> Article:
    """The article with this signature; one found before stands below it."""
    whole = collapse(f"{signature} {article.signature or ''}")
    return replace(article, signature=whole) if signature else article


def with_cuts(article: Article, blocks: list[Block], removed: list[Removed]) -> Article:
    """The article with these blocks, and the cuts added to its ledger."""
    return replace(article, blocks=tuple(blocks), removed=(*article.removed, *removed))
