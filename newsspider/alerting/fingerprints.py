"""Which reasons of a verdict are one and the same cause, whatever their numbers?"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 300
"""Characters of a cause; it is part of an index."""
TOLD_BY_THE_WAY = ("nothing to do:", "the run goes on in")
"""How reasons begin that speak for nothing: a process that came when others did the work."""

_DETAILS = re.compile(r"\([^()]*\)")
_FOUND = re.compile(r"(?:, found|, it answered|could not be written):.*", re.S)
_PROCESS = re.compile(r"\bprocess \S+ on \S+")
_NUMBER = re.compile(r"(?<![\w.-])[+-]?\d[\d.,:]*(?:\s?%)?(?![\w-])")


def cause_of(reason: str) -> str:
    """The reason without what differs from run to run: its numbers (N), what is in brackets, what an error
    said, and which process it was. Names of hosts stay: another host is another cause.

    "24 of 119 pages failed or were no story (5 NoLayout)" is "N of N pages failed or were no story".
    """
    text = _DETAILS.sub("", reason)
    text = _FOUND.sub(lambda found: found[0].split(":")[0], text)
    text = _NUMBER.sub("N", _PROCESS.sub("a process", text))
    return " ".join(text.split())[:LONGEST] or "no reason was given"


def causes_of(reasons: Iterable[str]) -> dict[str, str]:
    """Each cause with the first of its reasons, in their order; what speaks for nothing is left out."""
    causes: dict[str, str] = {}
    for reason in reasons:
        if not reason.startswith(TOLD_BY_THE_WAY):
            causes.setdefault(cause_of(reason), reason)
    return causes
