"""Likeness of two readings of a story: an edit, or another thing altogether."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from newsspider.items import Article

FEWEST_WORDS = 8
"""Of a stored story that a reading is compared with; shorter texts are no stories."""
LIKE = 0.5
"""The share of the stored story's pairs of words that an edit leaves in it; another story has a twentieth."""
MOSTLY = 2 / 3
"""That share under another headline, and what two doubtful visits must have in common: stories that are
written by template share half."""
FRACTION = 0.5
"""Of the stored story's words: a reading with fewer is a teaser, a notice or a part."""
SKETCH = 64
"""Pairs of words that stand for a text; two texts with most of them in common are one."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A stored story, as far as a reading is compared with it; `blocks` is where its text came from."""

    url: str
    headline: str
    body: str
    layout: str
    missing: int
    blocks: str | None
    modified_at: datetime | None = None


def difference(stored: Told, found: Article) -> str | None:
    """What sets a reading apart in kind from the stored story, in words; None for an edit, or for one that is
    known to lack a part.

    A page that says it was changed before the one we have is an older edition, as stale caches have them. An
    edit leaves most of the text. Under the same headline it may replace half of it, and in the same layout
    all, as the first lines of breaking news are. A text rendering never replaces a page.
    """
    was, now = words(stored.body), words(found.text)
    if len(was) < FEWEST_WORDS or _is_part(stored, found):
        return None
    if stored.modified_at and found.modified_at and found.modified_at < stored.modified_at:
        return (
            f"expected a story changed at {stored.modified_at.astimezone(UTC):%Y-%m-%d %H:%M %Z} or later, "
            f"found one changed at {found.modified_at.astimezone(UTC):%Y-%m-%d %H:%M %Z}"
        )
    common, shrunk = share(was, now), len(now) < FRACTION * len(was)
    to_text = _is_text(found.provenance) and not (stored.blocks or "").startswith("text:")
    if not shrunk and not to_text:
        same = same_headline(stored.headline, found.headline)
        if common >= (LIKE if same else MOSTLY) or (same and stored.layout == found.layout):
            return None
    return (
        f"expected a story like the stored one ({stored.headline[:80]!r}, {len(was)} words, "
        f"{stored.layout}), found {found.headline[:80]!r}, {len(now)} words, {found.layout}; "
        f"{round(100 * common)} % of the stored text is in it"
    )


def words(text: str) -> list[str]:
    """The words of a text, without case."""
    return _WORD.findall(text.casefold())


def share(was: list[str], now: list[str]) -> float:
    """The share of the pairs of words of one text that another has."""
    pairs = set(itertools.pairwise(was))
    return len(pairs & set(itertools.pairwise(now))) / len(pairs) if pairs else 0.0


def sketch(text: str) -> bytes:
    """A few hundred bytes that stand for a text: two are compared by `alike`."""
    told = words(text)
    pairs = {zlib.crc32(f"{one} {two}".encode("utf-8", "replace")) for one, two in itertools.pairwise(told)}
    return b"".join(number.to_bytes(4, "big") for number in sorted(pairs)[:SKETCH])


def alike(one: bytes, other: bytes) -> bool:
    """Whether two sketches are of one text, up to an edit."""
    ours, theirs = _numbers(one), _numbers(other)
    if not ours or not theirs:
        return one == other
    return len(ours & theirs) >= MOSTLY * min(len(ours), len(theirs))


def _numbers(told: bytes) -> set[bytes]:
    return {told[place : place + 4] for place in range(0, len(told), 4)}


def _is_part(stored: Told, found: Article) -> bool:
    """Whether the reading says itself that there is less of it than we have: such a one changes nothing."""
    cut = found.cut_short and len(found.text) < len(stored.body)
    return cut or len(found.missing_pages) > stored.missing


def _is_text(provenance: Mapping[str, str]) -> bool:
    return provenance.get("blocks", "").startswith("text:")


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines share most of their words."""
    ours, theirs = set(words(one)), set(words(other))
    return len(ours & theirs) >= 0.6 * min(len(ours), len(theirs)) if ours and theirs else one == other
