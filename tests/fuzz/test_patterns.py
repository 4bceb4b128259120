"""No regular expression of the project takes more than linear time (cases X1 to X3, and the whole kind)."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

import pytest

from newsspider.text import collapse_lines
from newsspider.timelimit import TooSlow, call_with_time_limit
from tests.fuzz.patterns import Used, every, hostile

PATTERNS = every()
GENERAL = (
    "a",
    " ",
    "\n",
    "<",
    "<a",
    "id=",
    "class=",
    "x ",
    "- ",
    "(",
    "()",
    "(a",
    "((",
    "'a':",
    '"',
    "a.",
    "1",
    "1/",
    "|",
    "| ",
    ". ",
    "Tribun ",
    "TRIBUN-",
    "A ",
    "Aa, ",
    "baca ",
    "\\",
    "\\'",
    "//",
    "?page=1",
    "&",
    "*",
    "* ",
    "\u201d",
    "#\n",
    "\r",
    "\n ",
    "User-agent:\n",
    "Sitemap: ",
    "kami di x ",
    "(a/b)",
    "[",
    "]]",
    "{",
    "<p ",
    "</p",
    "<!--",
    "=",
)
LINES = (
    "TRIBUNNEWS.COM, JAKARTA",
    "TRIBUN-MEDAN.com - Kopi",
    "KOMPAS.com",
    "Jakarta (ANTARA)",
    "Laporan Wartawan Tribunnews.com, Rina Sari",
    "Reporter: Rina Sari | Editor: Budi",
    "(Tribunnews.com/Rina Sari",
    "Baca juga: Kopi",
    "Artikel ini telah tayang di Tribun.com",
    "Sumber: Tribun Solo",
    "Jumat, 24 Juli 2026 17:25 WIB",
    "Rina Sari",
)
"""Lines that open, sign and refer; a word is repeated at their ends, after each character that joins words."""
JOINED = [(line, joint + word, "\x01") for line in LINES for joint in " /-,.|&'(" for word in ("CO", "Ayu")]
LENGTH = 8_000
"""Characters; a pattern that is slow at this length is slow by the square, or worse."""
SHORT = {
    "title_suffix": 120,
    "address.UNENCODED": 300,
    "ledger.OWN_TRANSACTION": 500,
    "searching._HIT": 1000,
}
"""Patterns that see the end of a text only, or our own texts, and the characters they see."""
NOTICEABLE = 0.1
"""CPU-seconds; a linear pattern needs a hundredth of it."""
ENDLESS = 1.0
"""CPU-seconds; what takes longer even with a quarter of the text is slow by more than the square."""


def seconds(call: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    with suppress(TooSlow):
        call_with_time_limit(2.0, lambda: call(text))
    return time.thread_time() - began


@lru_cache(maxsize=1024)  # most texts are held against all patterns
def repeated(start: str, unit: str, end: str, line: bool, length: int) -> str:
    text = start + unit * max(1, length // len(unit)) + end
    return collapse_lines(text) if line else text


def slow(
    call: Callable[[str], object], start: str, unit: str, end: str, line: bool, length: int = LENGTH
) -> str | None:
    """What is slow about it, in words: the time at a quarter of the length and at all of it."""
    now = seconds(call, repeated(start, unit, end, line, length))
    if now < NOTICEABLE:
        return None
    before = seconds(call, repeated(start, unit, end, line, length // 4))
    worse = now > 8 * before or now > ENDLESS
    return f"{start!r} + {unit!r} * n + {end!r}: {before:.4f} s, then {now:.2f} s" if worse else None


def calls(used: Used) -> list[Callable[[str], object]]:
    """How a pattern is used: to look through a text, or held against a line."""
    if used.scanned:
        return [lambda text: sum(1 for _ in used.pattern.finditer(text))]
    return [used.pattern.fullmatch, used.pattern.match]


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 100
    for part in (
        "newsspider.outlets.pages.nesting",
        "pipelines.cleaning",
        ".tribun.phrases",
        "newsspider.urls",
    ):
        assert any(part in name for name in PATTERNS), part


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_takes_linear_time(name: str) -> None:
    """Cases X1, X2, X3."""
    used = PATTERNS[name]
    line = ".phrases[" in name or ".tribun." in name or ".marks." in name or ".people." in name
    length = next((most for end, most in SHORT.items() if name.endswith(end)), LENGTH)
    bad = [("", unit, "\x01") for unit in GENERAL] + JOINED + list(hostile(used.pattern, 5))
    found = next(
        filter(None, (slow(call, *text, line, length) for call in calls(used) for text in bad)),
        None,
    )
    assert found is None, found
