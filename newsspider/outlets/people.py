"""Names of people in a line of credits."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"(?<!\s)\s*(?:[,;|&/]|\bdan\b|\band\b)\s*")
_DEGREE = re.compile(r"(?:S|M|D|Dr|Ph|Sp)\.?\s?[A-Z][A-Za-z.]*\.?")


def split_names(text: str) -> tuple[str, ...]:
    """The people that a line names, each once. An academic degree stays with the name before it."""
    people: list[str] = []
    for piece in _BETWEEN.split(text):
        piece = piece.strip(" .*:-")
        if piece and people and _DEGREE.fullmatch(piece):
            people[-1] = f"{people[-1]}, {piece}"
        elif piece and piece not in people:
            people.append(piece)
    return tuple(people)
