"""MinHash sketch of a story's text, in bands: two texts with a band in common may be copies.

A sketch covers the opening of the text and the whole text apart. A copy that ends at the first page break has
the opening; a copy below an introduction of its own has most of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from rensa import RMinHash  # type: ignore[import-untyped]

SHORTEST = 50
"""Words of a story that can be a copy, at least. Shorter ones are results, prices and captions."""
LONGEST = 60_000
"""Characters of a text that are looked at: ten thousand words."""
SHINGLE = 3
"""Words that are hashed together: two stories of one newsroom share a hundredth of these, copies most."""
OPENING = 120
"""Words of the opening: the first page of a story of several pages has more."""
ROWS = 3
"""MinHash values in a band."""
OPENING_BANDS, TEXT_BANDS = 16, 8
SEED = 20
_WORD = re.compile(r"\w+")


def bands_of(text: str) -> list[int]:
    """The bands of a text's sketch, 32-bit integers with a sign; none of a text that is too short."""
    found = _WORD.findall(text[:LONGEST].casefold())
    if len(found) < SHORTEST:
        return []
    shingles = list(map(" ".join, zip(*(found[place:] for place in range(SHINGLE)), strict=False)))
    opening = _digest(shingles[:OPENING], OPENING_BANDS)
    return [*_bands(b"opening", opening), *_bands(b"text", _digest(shingles, TEXT_BANDS))]


def _digest(shingles: Sequence[str], bands: int) -> Sequence[int]:
    sketch = RMinHash(num_perm=bands * ROWS, seed=SEED)
    sketch.update(shingles)
    digest: list[int] = sketch.digest()
    return digest


def _bands(name: bytes, digest: Sequence[int]) -> Iterator[int]:
    """Each band as one number. Its place is hashed too: bands of different places never meet."""
    for place in range(0, len(digest), ROWS):
        values = b"".join(value.to_bytes(4, "big") for value in digest[place : place + ROWS])
        hashed = blake2b(values, digest_size=4, person=b"%s %d" % (name, place)).digest()
        yield int.from_bytes(hashed, "big", signed=True)
