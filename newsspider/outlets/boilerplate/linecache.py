"""Cache of answers about lines, which several passes over a story ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

LONGEST = 4_000
"""Characters of a line whose answer is kept. A paragraph has 300; a hostile page has a line of megabytes."""
P = ParamSpec("P")
T = TypeVar("T")
OfLine = Callable[Concatenate[str, P], T]


def line_cache(size: int) -> Callable[[OfLine[P, T]], OfLine[P, T]]:
    """Cache the newest answers of a function of a line, and perhaps of more."""

    def cached(function: OfLine[P, T]) -> OfLine[P, T]:
        kept = lru_cache(maxsize=size)(function)

        @wraps(function)
        def answer(line: str, /, *more: P.args, **named: P.kwargs) -> T:
            return (kept if len(line) <= LONGEST else function)(line, *more, **named)

        return answer

    return cached
