"""What does a reader see of this string, and what can a database store of it?"""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x80-\x9f]")
"""Bidirectional overrides and the second set of control characters: they steer a terminal."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def collapse(text: str) -> str:
    """The text on one line, storable: any run of white space (NBSP too) is one space, invisible marks are
    gone."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # it is so already: the usual case, at a third of the cost
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return storable(" ".join(text.split()))


def collapse_lines(text: str) -> str:
    """As `collapse`, but line breaks stay, and no line is empty."""
    if "\n" not in text:
        return collapse(text)
    lines = (collapse(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def storable(text: str) -> str:
    """The text without what PostgreSQL refuses, no reader can see, or steers a terminal: control characters
    but tab and line breaks, bidirectional overrides and isolates, lone surrogates (they come through JSON
    escapes). Each becomes U+FFFD, so that the loss is visible."""
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def printable(text: str) -> str:
    """Text from a page that cannot steer a terminal: no control characters, no bidirectional overrides."""
    return STEERING.sub("\ufffd", storable(text)).replace("\n", " ").replace("\r", " ")


def common_prefix(one: str, other: str) -> int:
    """The number of characters both texts begin with."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))
