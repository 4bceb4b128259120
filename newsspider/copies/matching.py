"""Comparison of two texts word by word: copies of one story, or two stories made alike.

Weather, prices and prayer times are written from a template: same words, other numbers and names. So words
must agree, and so must facts: numbers, and names within a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import ceil

from rapidfuzz.distance import LCSseq

SAME_WORDS = 0.7
"""Share of the shorter text's words that the other has in the same order, at least. Copies with every twelfth
word replaced have 0.86 or more, two stories of one newsroom 0.4 or less."""
SAME_FACTS = 0.8
"""The same share of facts. Copies have 0.9 or more, stories of one template 0.7 or less."""
FEWEST_FACTS = 4
"""Facts of a text that are compared, at least."""
SMALLEST_PART = 0.1
"""Share of the longer text that a copy has, at least: a quotation is no copy."""
LONGEST = 20_000
"""Characters of a text that are compared: three thousand words."""
_WORD = re.compile(r"\w+")
_MARKS = ".,;:!?()[]\"'“”‘’«»…-–—"
_ENDS = (".", "!", "?", ":", '"', "“", "”", "(")
"""Marks behind which a capital names nobody."""


class Compared:
    """A text as it is compared: its words without case, and its facts."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST]

    @cached_property
    def words(self) -> Sequence[str]:
        return _WORD.findall(self.text.casefold())

    @cached_property
    def facts(self) -> Sequence[str]:
        """Numbers as they are written, dates and times among them, and words with a capital."""
        return [
            word.strip(_MARKS)
            for before, word in pairwise((".", *self.text.split()))
            if word.lstrip(_MARKS)[:1].isdigit() or (word[:1].isupper() and not before.endswith(_ENDS))
        ]


def similarity(one: Compared, other: Compared) -> float | None:
    """The share of the shorter text's words that the other has in the same order; None of what is no copy."""
    shorter, longer = sorted((len(one.words), len(other.words)))
    if not shorter or shorter < SMALLEST_PART * longer:
        return None
    common = LCSseq.similarity(one.words, other.words, score_cutoff=ceil(SAME_WORDS * shorter))
    return common / shorter if common and _have_same_facts(one.facts, other.facts) else None


def _have_same_facts(one: Sequence[str], other: Sequence[str]) -> bool:
    fewest = min(len(one), len(other))
    return fewest < FEWEST_FACTS or LCSseq.similarity(one, other) >= SAME_FACTS * fewest
