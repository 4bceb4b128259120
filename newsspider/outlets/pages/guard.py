"""Limits checked before parsing: size, nesting, attributes and names; decompression of gzipped bodies."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from newsspider.outlets.pages.nesting import MANY_ATTRIBUTES, crowding, first_tag, nesting, repeated

MAX_CHARACTERS = 4_000_000
"""Characters of a page that is parsed; a news page has 30,000 to 250,000."""
MAX_BYTES = 8 * 2**20
"""Bytes of a story's page that is sent as a gzipped file, unpacked."""
NESTING_LIMIT = 400
"""Elements inside each other. Real pages have 40; the parser is slow with 10,000."""
MANY_TAGS = 2_500
LONG_PAGE = 200_000
LONG_TAG = 2_000
"""Tags, characters of a page, and characters of a tag. Only a page with more can take the parser over a
second, so only that is measured. A news page has about 1,700 tags in 130,000 characters."""

MOST_TAGS = 5_000
MOST_REPEATED = 10_000
"""Tags of a page, and characters of its formatting tags. A page with no more takes the parser less than a
second however it is nested, so only others are measured. The largest news pages have 4,100 and 6,400."""

LAYERS = 3
"""Layers of compression that are removed: some servers compress a compressed file again."""
MEMBERS = 1000
"""Gzip members of a file that are read; compressors write one, or one per megabyte."""
COPY_BEGINNING = 200
"""Characters that begin a page, and a copy of it: document type, root and the head's first elements."""
_GZIP = b"\x1f\x8b"
_BEGINNING = re.compile(r"<html[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


class UnreadablePage(Exception):
    """A body that is no page that can be parsed; the class name is the reason of the rejection."""


class EmptyPage(UnreadablePage):
    """An empty body, or only white space."""


class TooLarge(UnreadablePage):
    """A body with more characters than any news page."""


class TooDeep(UnreadablePage):
    """Elements nested so deep that parsing would take seconds."""


class TooCrowded(UnreadablePage):
    """So many attributes or names that parsing would take seconds."""


def decompress(body: bytes, most: int) -> bytes:
    """The bytes of a gzipped file such as sitemap.xml.gz, as far as they are intact; another body as it is.

    The file may have several layers and several members. Raises TooLarge for more than `most` bytes.
    """
    for _ in range(LAYERS):
        if not body.startswith(_GZIP):
            break
        body = _decompress_once(body, most)
    return body


def _decompress_once(body: bytes, most: int) -> bytes:
    whole, rest = b"", body
    for _ in range(MEMBERS):
        decompressor = zlib.decompressobj(wbits=31)
        try:
            whole += decompressor.decompress(rest, most - len(whole) + 1)
        except zlib.error:
            break
        if len(whole) > most or decompressor.unconsumed_tail:
            raise TooLarge(f"expected a file of at most {most:,} bytes unpacked, found more")
        rest = decompressor.unused_data
        if not rest.startswith(_GZIP):
            break
    return whole or body


def guard(html: str) -> None:
    """Raise UnreadablePage for a text that the parser should not see."""
    if not html or html.isspace():
        raise EmptyPage("expected an HTML page, found nothing")
    guard_size(html)
    tags = html.count("<")
    large = len(html) > LONG_PAGE or tags > MANY_TAGS
    slow = tags > MOST_TAGS or (large and repeated(html) > MOST_REPEATED)
    if slow and (depth := nesting(html, NESTING_LIMIT)) > NESTING_LIMIT:
        raise TooDeep(f"expected at most {NESTING_LIMIT} elements inside each other, found {depth:,} or more")
    if found := crowding(html) if large else _crowded_tag(html):
        raise TooCrowded(f"expected at most {found}, found more")


def _crowded_tag(html: str) -> str | None:
    """The limit that a long tag of a small page exceeds, in words; None for none."""
    tags = (first_tag(piece) for piece in _long_pieces(html) if piece[1:2] not in ("!", "?"))
    return next((found for tag in tags if len(tag) > MANY_ATTRIBUTES and (found := crowding(tag))), None)


def _long_pieces(html: str) -> Iterator[str]:
    """The pieces from one "<" to the next with more than LONG_TAG characters. Skips through the page."""
    place = html.find("<")
    while place >= 0:
        last = html.rfind("<", place + 1, place + LONG_TAG + 2)
        if last < 0:
            last = html.find("<", place + 1)
            piece = html[place:last] if last >= 0 else html[place:]
            if len(piece) > LONG_TAG + 1:
                yield piece
        place = last


def guard_size(text: str) -> None:
    """Raise TooLarge for a text above MAX_CHARACTERS."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"expected at most {MAX_CHARACTERS:,} characters, found {len(text):,}")


def is_cut_short(html: str) -> bool:
    """Whether a page has a beginning and no end tag. HTTP does not notice if the server states the length of
    the part it sends."""
    if _END.search(html, max(0, len(html) - 1000)):  # the usual place
        return False
    return _BEGINNING.search(html, 0, 2000) is not None and _END.search(html) is None


def sent_once(html: str) -> str:
    """A page without its further copies in the same body: the first copy that is whole, else the longest.
    A copy begins as the page does."""
    beginning = html[:COPY_BEGINNING]
    if _BEGINNING.search(beginning) is None or html.find(beginning, COPY_BEGINNING) < 0:
        return html
    copies = [beginning + rest for rest in html.split(beginning)[1:]]
    return next((copy for copy in copies if not is_cut_short(copy)), max(copies, key=len))
