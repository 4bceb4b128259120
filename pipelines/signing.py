"""Signatures at the end of a story, moved to their field."""

from __future__ import annotations

from dataclasses import replace

from newsspider.items import Article, Block, BlockKind, Removed
from newsspider.outlets.rules import CutRule
from newsspider.outlets.site import Site
from newsspider.text import collapse
from pipelines.ledger import with_cuts

CLOSING = 3
"""Blocks from the end in which a newsroom's signature is looked for."""


def cut_signature(article: Article, outlet: Site) -> Article:
    """Move the signature at the end of the last sentence to its field, and a label of the page to the ledger.
    A newsroom's own signature may have a note of one or two sentences below it."""
    blocks = article.blocks
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 1 - CLOSING), -1):
        last = index == len(blocks) - 1
        start, rule = _mark_start(blocks[index], outlet, last)
        if start <= 0 or (not last and article.signature):
            continue
        text = blocks[index].text
        mark = collapse(text[start:])
        kept = replace(blocks[index], text=text[:start].rstrip())
        fields = {"signature": signed(article, mark)} if rule == CutRule.SIGNATURE else {}
        return with_cuts(article, {index: (kept, Removed(rule=rule, text=mark))}, **fields)
    return article


def _mark_start(block: Block, outlet: Site, last: bool) -> tuple[int, str]:
    """Start of the signature or label at a block's end, and its rule; 0 or less if there is none."""
    if block.kind is BlockKind.QUOTE:
        return 0, ""
    found = outlet.marks.signature_of(block.text)
    if found is None:
        return (_label_start(block.text, outlet), CutRule.PAGE_LABEL) if last else (0, "")
    ours = outlet.marks.newsroom.search(found["signature"]) is not None
    return (found.start(), CutRule.SIGNATURE) if last or ours else (0, "")


def _label_start(text: str, outlet: Site) -> int:
    """Start of a label in brackets behind the last sentence; 0 if there is none."""
    start = max(text.rfind("("), text.rfind("["))
    ended = text[:start].rstrip().endswith((".", "!", "?", "”", '"'))
    return start if start > 0 and ended and outlet.marks.label.fullmatch(text[start:]) else 0


def signed(article: Article, signature: str) -> str:
    """The article's signature with this one before it."""
    return collapse(f"{signature} {article.signature or ''}")
