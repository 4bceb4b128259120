"""Is this a text that a parser should see?"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from newsspider.outlets.limits import Limits
from newsspider.outlets.nesting import MANY_ATTRIBUTES, crowding, first_tag, nesting

MAX_CHARACTERS = 4_000_000
"""A news page has 30 to 250 thousand characters; above this it is no page we want to parse."""
MAX_BYTES = 8 * 2**20
"""The same of a story's page that is sent as a gzipped file, unpacked."""
NESTING_LIMIT = Limits().nesting_limit
MANY_TAGS = 2_500
LONG_PAGE = 200_000
LONG_TAG = 2_000
"""Tags, and characters of a page and between two tags: only a page with more can take the parser more than a
second, so only it is measured. A page of Tribun has 1,700 tags in 130,000 characters."""

LAYERS = 3
"""How often a file may be packed: some servers pack what is packed already."""
MEMBERS = 1000
"""Gzip members of a file that are read; packers write one, or one for each megabyte."""
_GZIP = b"\x1f\x8b"
_BEGINNING = re.compile(r"<html[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


class UnreadablePage(Exception):
    """The bytes are no page that can be parsed; the class name is the reason of the rejection."""


class EmptyPage(UnreadablePage):
    """Nothing, or white space only."""


class TooLarge(UnreadablePage):
    """More characters than any news page has."""


class TooDeep(UnreadablePage):
    """Elements nested so deep that parsing them would take seconds."""


class TooCrowded(UnreadablePage):
    """Attributes or names by the thousand: parsing them would take seconds."""


def unpacked(body: bytes, most: int) -> bytes:
    """The bytes of a gzipped file (a sitemap.xml.gz), packed twice or in several members too, as far as they
    can be had; any other body as it is. Raises TooLarge for more than `most` bytes."""
    for _ in range(LAYERS):
        if not body.startswith(_GZIP):
            break
        body = _unpacked_once(body, most)
    return body


def _unpacked_once(body: bytes, most: int) -> bytes:
    whole, rest = b"", body
    for _ in range(MEMBERS):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            whole += unpacker.decompress(rest, most - len(whole) + 1)
        except zlib.error:
            break
        if len(whole) > most or unpacker.unconsumed_tail:
            raise TooLarge(f"expected a file of at most {most:,} bytes unpacked, found more")
        rest = unpacker.unused_data
        if not rest.startswith(_GZIP):
            break
    return whole or body


def guard(html: str, nesting_limit: int = NESTING_LIMIT) -> None:
    """Raise what makes this text no page, before a parser spends time on it."""
    if not html or html.isspace():
        raise EmptyPage("expected an HTML page, found nothing")
    guard_size(html)
    large = len(html) > LONG_PAGE or html.count("<") > MANY_TAGS
    if large and (depth := nesting(html, nesting_limit)) > nesting_limit:
        raise TooDeep(f"expected at most {nesting_limit} elements inside each other, found {depth:,} or more")
    if found := crowding(html) if large else _crowded_tag(html):
        raise TooCrowded(f"expected at most {found}, found more")


def _crowded_tag(html: str) -> str | None:
    """What there is too much of in the long tags of a page that is not large."""
    tags = (first_tag(piece) for piece in _long_pieces(html) if piece[1:2] not in ("!", "?"))
    return next((found for tag in tags if len(tag) > MANY_ATTRIBUTES and (found := crowding(tag))), None)


def _long_pieces(html: str) -> Iterator[str]:
    """What stands from one "<" to the next, where that is long. Looks at a page in leaps of LONG_TAG."""
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
    """Raise TooLarge for more text than any story has, with tags or without."""
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"expected at most {MAX_CHARACTERS:,} characters, found {len(text):,}")


def is_cut_short(html: str) -> bool:
    """Whether a page that begins as one has no end. HTTP may have no word against it: it counts bytes, and a
    server that counts wrong sends half a page that is whole by its number."""
    if _END.search(html, max(0, len(html) - 1000)):  # where it mostly is: nothing else need be looked at
        return False
    return _BEGINNING.search(html, 0, 2000) is not None and _END.search(html) is None
