"""Signatures at the end of a story, moved to their field."""

from __future__ import annotations

import re
from dataclasses import replace

from newsspider.items import Block, BlockKind, Removed
from newsspider.outlets.boilerplate.phrases import Place
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.site import Site
from newsspider.text import collapse
from pipelines.draft import Draft

_BEHIND = re.compile(r"(?<=[.!?”\")])\s(?=\S)")
_LOUD = re.compile(r"[A-Z]{4}|[>»]|.*[>»]\Z")
"""A call in capitals or with an arrow."""
LONGEST_GLUED = 100
"""Characters of a call that stands behind the last sentence."""
CLOSING = 3
"""Blocks from the end in which a newsroom's signature is looked for."""


def cut_signature(draft: Draft, outlet: Site) -> None:
    """Move the signature at the end of the last sentence to its field, and a label of the page to the ledger.
    A newsroom's own signature may have a note of one or two sentences below it."""
    blocks = draft.blocks
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 1 - CLOSING), -1):
        last = index == len(blocks) - 1
        start, rule = _mark_start(blocks[index], outlet, last)
        if start <= 0 or (not last and draft["signature"]):
            continue
        text = blocks[index].text
        mark = collapse(text[start:])
        kept = replace(blocks[index], text=text[:start].rstrip())
        if rule == CutRule.SIGNATURE:
            sign(draft, mark)
        draft.change({index: (kept, Removed(rule=rule, text=mark))})
        return


def cut_glued(draft: Draft, outlet: Site) -> None:
    """Cut a pager or a call that stands behind the last sentence of a paragraph."""
    blocks = draft.blocks
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 1 - CLOSING), -1):
        text = blocks[index].text
        for found in _BEHIND.finditer(text, max(0, len(text) - LONGEST_GLUED)):
            if rule := _glued_rule(text[found.end() :], outlet):
                kept = replace(blocks[index], text=text[: found.start()])
                draft.change({index: (kept, Removed(rule=rule, text=text[found.end() :]))})
                break


def _glued_rule(call: str, outlet: Site) -> str | None:
    """The rule of a phrase that is a call to read on, or any call in capitals or with an arrow."""
    phrase = outlet.phrases.phrase(call)
    if phrase is None or phrase.place is Place.END:
        return None
    return phrase.rule if phrase.rule == CutRule.READ_MORE or _LOUD.match(call) else None


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


def sign(draft: Draft, signature: str) -> None:
    """Put this signature before the one that the article has."""
    draft["signature"] = collapse(f"{signature} {draft['signature'] or ''}")
