"""Comparison of two texts word by word: copies of one story, or two stories made alike.

Weather, prices and prayer times are written from a template: same words, other numbers and names. So words
must agree, and so must facts: numbers, and names within a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

SAME_WORDS = 0.7
"""Share of the shorter text's words that the other has in the same order, at least. Copies with every twelfth
word replaced have 0.9, other stories of one newsroom 0.5 or less."""
SAME_FACTS = 0.7
"""The same share of numbers and names."""
FEWEST_FACTS = 4
"""Facts of a text that are compared, at least."""
SMALLEST_PART = 0.2
"""Share of the longer text that a copy has, at least: a quotation is no copy."""
LONGEST = 20_000
"""Characters of a text that are compared: three thousand words take a millisecond."""
_WORD = re.compile(r"\w+")
_FACT = re.compile(r"\b\d\w*|(?<=[\w,;] )[A-Z]\w+")


class Compared(NamedTuple):
    """A text as it is compared: its words without case, and its facts."""

    words: Sequence[str]
    facts: Sequence[str]


def compared(text: str) -> Compared:
    """The words and facts of a text."""
    text = text[:LONGEST]
    return Compared(_WORD.findall(text.casefold()), _FACT.findall(text))


def similarity(one: Compared, other: Compared) -> float | None:
    """The share of the shorter text's words that the other has in the same order; None of what is no copy."""
    shorter, longer = sorted((len(one.words), len(other.words)))
    if shorter < SMALLEST_PART * longer or not shorter:
        return None
    share = LCSseq.similarity(one.words, other.words) / shorter
    if share < SAME_WORDS or not _have_same_facts(one.facts, other.facts):
        return None
    return share


def _have_same_facts(one: Sequence[str], other: Sequence[str]) -> bool:
    fewest = min(len(one), len(other))
    return fewest < FEWEST_FACTS or LCSseq.similarity(one, other) >= SAME_FACTS * fewest
