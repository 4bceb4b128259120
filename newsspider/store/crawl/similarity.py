"""Similarity of two readings of a story: an edit, or another page altogether."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from newsspider.items import Article
from newsspider.visits import ReadingKind

FEWEST_WORDS = 8
"""Words of a stored story that is compared, at least; shorter texts are no stories."""
SIMILAR = 0.5
"""Share of the stored story's pairs of words that an edit leaves in it; another story has a twentieth."""
MOSTLY = 2 / 3
"""The same share under another headline, or between two doubtful visits. Stories written from a template
share half."""
FRACTION = 0.5
"""Share of the stored story's words: a reading with fewer is a teaser, a notice or a part."""
SKETCH = 64
"""Pairs of words in the sketch of a text; two texts that share most of them are one."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredReading:
    """A stored story, as far as a reading is compared with it; `blocks` is the source of its text."""

    url: str
    headline: str
    body: str
    layout: str
    missing: int
    blocks: str | None
    modified_at: datetime | None = None
    reading: str = ReadingKind.EXACT


def difference(stored: StoredReading, found: Article) -> str | None:
    """The difference in kind between a reading and the stored story, in words. None for an edit, or for a
    reading that is known to lack a part.

    A page modified before the stored one is an older edition, as stale caches have them. An edit leaves most
    of the text. Under the same headline it may replace half of it, and in the same layout all of it, as
    happens to the first lines of breaking news. A text rendering never replaces a page. An exact reading
    replaces a generic one under the same headline, whatever either has of the text. A generic reading never
    replaces an exact one.
    """
    if is_less_exact(stored, found):
        return f"expected the exact reading ({stored.layout}) to stay, found a generic one of the same page"
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
        replaceable = stored.layout == found.layout or stored.reading == ReadingKind.GENERIC
        if common >= (SIMILAR if same else MOSTLY) or (same and replaceable):
            return None
    return (
        f"expected a story like the stored one ({stored.headline[:80]!r}, {len(was)} words, "
        f"{stored.layout}), found {found.headline[:80]!r}, {len(now)} words, {found.layout}; "
        f"{round(100 * common)} % of the stored text is in it"
    )


def shares_text(stored: StoredReading, found: Article) -> bool:
    """Whether most of the shorter of two texts is in the longer one. A reading that lacks pages has no
    `difference`, whatever it says; this shows whose it is."""
    shorter, longer = sorted((words(stored.body), words(found.text)), key=len)
    return share(shorter, longer) >= MOSTLY


def is_less_exact(stored: StoredReading, found: Article) -> bool:
    """Whether the reading is generic, and the stored one exact."""
    return stored.reading == ReadingKind.EXACT and found.reading == ReadingKind.GENERIC


def words(text: str) -> list[str]:
    """The words of a text, without case."""
    return _WORD.findall(text.casefold())


def share(was: list[str], now: list[str]) -> float:
    """The share of the pairs of words of one text that another has."""
    pairs = set(itertools.pairwise(was))
    return len(pairs & set(itertools.pairwise(now))) / len(pairs) if pairs else 0.0


def sketch(text: str) -> bytes:
    """A few hundred bytes that stand for a text; `are_similar` compares two."""
    found = itertools.pairwise(words(text))
    pairs = {zlib.crc32(f"{one} {two}".encode("utf-8", "replace")) for one, two in found}
    return b"".join(number.to_bytes(4, "big") for number in sorted(pairs)[:SKETCH])


def are_similar(one: bytes, other: bytes) -> bool:
    """Whether two sketches are of one text, or of an edit of it."""
    ours, theirs = _numbers(one), _numbers(other)
    if not ours or not theirs:
        return one == other
    return len(ours & theirs) >= MOSTLY * min(len(ours), len(theirs))


def _numbers(sketch: bytes) -> set[bytes]:
    return {sketch[place : place + 4] for place in range(0, len(sketch), 4)}


def _is_part(stored: StoredReading, found: Article) -> bool:
    """Whether the reading is known to have less than the stored story. Such a reading changes nothing."""
    cut = found.cut_short and len(found.text) < len(stored.body)
    return cut or len(found.missing_pages) > stored.missing


def _is_text(provenance: Mapping[str, str]) -> bool:
    return provenance.get("blocks", "").startswith("text:")


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines share most of their words."""
    ours, theirs = set(words(one)), set(words(other))
    return len(ours & theirs) >= 0.6 * min(len(ours), len(theirs)) if ours and theirs else one == other
