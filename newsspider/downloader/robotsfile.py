"""Preparation of a robots.txt for the parser: size limit, decoding, groups named as RFC 9309 says.

Protego compares the whole value of a `User-agent` line, and takes any prefix of our name for it. RFC 9309
(2.2.1) compares the product token alone: it ends at the first character that is none of a-z, A-Z, `_`, `-`.
"""

from __future__ import annotations

import codecs
import re

MAX_BYTES = 500 * 1024
"""Bytes of a robots.txt that are obeyed; RFC 9309 (2.5) requires at least as many."""
OTHER = "other-agent"
"""Stands for every agent that is not us, so that the number of agents costs no time."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and their encodings; the mark of UTF-32 begins with that of UTF-16."""
_INVISIBLE = dict.fromkeys(map(ord, "\x00\ufeff\u200b\u200e\u200f\u2060")) | {0xFF1A: ":"}
"""Marks that nobody sees, and the wide colon."""
_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)(?P<value>.*)", re.IGNORECASE)
_DELAY = re.compile(
    r"\s{0,20}crawl[- ]?delay\s{0,9}:?\s{0,9}(?P<whole>\d{1,9})(?:[.,](?P<part>\d{1,9}))?\s{0,3}"
    r"(?:s|secs?|seconds?|detik)?\s{0,9}(?:#.*)?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s,;|\"'<>]+")


def robots_text(body: bytes) -> str:
    """The first MAX_BYTES of a robots.txt as text, without a line that was cut in two."""
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1] or body
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)), "utf-8")
    return body.decode(encoding, "ignore").translate(_INVISIBLE)


def named_groups(text: str, token: str) -> str:
    """The text with every `User-agent` line naming `token`, `*` or OTHER. Linear in its length."""
    ours = re.compile(rf"(?<![a-z_-]){re.escape(token)}(?![a-z_-])", re.IGNORECASE)
    return "\n".join(_line(line, token, ours) for line in text.splitlines())


def _line(line: str, token: str, ours: re.Pattern[str]) -> str:
    if (delay := _DELAY.fullmatch(line)) is not None:
        return f"Crawl-delay: {delay['whole']}.{delay['part'] or 0}"
    if (agent := _AGENT.match(line)) is None:
        return line
    value = agent["value"].partition("#")[0].strip()
    if not value:
        return "User-agent:"
    if ours.search(value):
        return f"User-agent: {token}"
    return f"User-agent: {'*' if _means_all(value) else OTHER}"


def _means_all(value: str) -> bool:
    """Whether a value means all agents: `*` alone, in a list, or followed by something that is no name."""
    return "*" in _SEPARATORS.split(value) or (value.startswith("*") and not re.search(r"\w", value))
