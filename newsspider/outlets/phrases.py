"""Is this whole line boilerplate, and by which rule?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """A line that is never story, matched end to end so that a sentence which quotes it survives.

    `pattern` ignores case; `seen` is one line it was really seen on, which a test matches.
    """

    rule: str
    pattern: str
    seen: str
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

    def rule(self, line: str) -> str | None:
        """The rule that makes `line` boilerplate, or None for story."""
        if self._any.fullmatch(line) is None:
            return None
        return next(phrase.rule for phrase in self.phrases if phrase.compiled.fullmatch(line))


def phrasebook(*groups: Iterable[Phrase]) -> Phrasebook:
    """A phrasebook of several groups, first group first."""
    return Phrasebook(tuple(phrase for group in groups for phrase in group))
