"""Phrases: whole lines that are boilerplate, with their rule and the places where they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from newsspider.outlets.boilerplate.linecache import line_cache


class Place(StrEnum):
    """Where a line of these words is boilerplate. In lists and quotations only ANYWHERE counts."""

    ANYWHERE = "anywhere"
    """Words that no story has: the page's chrome and scripts."""
    ALONE = "alone"
    """A paragraph of its own."""
    LABEL = "label"
    """A paragraph of its own without a similar neighbour, and no answer to a question: "Sebelumnya"."""
    END = "end"
    """Below the last sentence of the story, or a line whose link is the target of its call."""


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A line that is no story, matched end to end: a sentence that quotes it survives.

    `pattern` ignores case. `seen` is a line of a real page, which a test matches. `place` is where such a
    line is boilerplate.
    """

    rule: str
    pattern: str
    seen: str
    place: Place = Place.ALONE
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern, re.IGNORECASE))


@dataclass(frozen=True)
class Phrasebook:
    """All phrases of an outlet, tried in order; one alternation makes the usual answer (no) cheap."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{phrase.pattern})" for phrase in self.phrases), re.IGNORECASE)

    @cached_property
    def phrase(self) -> Callable[[str], Phrase | None]:
        """The first phrase that matches a line, wherever it stands. Cached, because each line is asked about
        several times."""
        return line_cache(4096)(self._first)

    def _first(self, line: str) -> Phrase | None:
        if self._any.fullmatch(line) is None:
            return None
        return next(phrase for phrase in self.phrases if phrase.compiled.fullmatch(line))

    def rule(self, line: str) -> str | None:
        """The rule of that phrase; None for a line that is no phrase."""
        phrase = self.phrase(line)
        return phrase.rule if phrase is not None else None


def phrasebook(*groups: Iterable[Phrase]) -> Phrasebook:
    """A phrasebook of several groups, first group first."""
    return Phrasebook(tuple(phrase for group in groups for phrase in group))
