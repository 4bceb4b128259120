"""Text normalisation: white space, characters that PostgreSQL refuses, and those that steer a terminal."""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x80-\x9f]")
"""Bidirectional overrides and the second set of control characters."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def collapse(text: str) -> str:
    """The text on one line, storable: each run of white space (NBSP too) is one space, without invisible
    marks."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # nothing to do: the usual case, at a third of the cost
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return storable(" ".join(text.split()))


def collapse_lines(text: str) -> str:
    """The text collapsed line by line, without empty lines."""
    if "\n" not in text:
        return collapse(text)
    lines = (collapse(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def storable(text: str) -> str:
    """The text with U+FFFD for each character that PostgreSQL refuses, nobody sees, or a terminal obeys.

    These are control characters except tab and line breaks, bidirectional overrides and isolates, and lone
    surrogates (JSON escapes contain them).
    """
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def printable(text: str) -> str:
    """The text on one line for a terminal: no control characters, no bidirectional overrides."""
    return STEERING.sub("\ufffd", storable(text)).replace("\n", " ").replace("\r", " ")


def common_prefix(one: str, other: str) -> int:
    """The length of the common prefix, in characters."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))
