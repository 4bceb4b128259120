"""Is this a text that a parser should see?"""

from __future__ import annotations

import re
import zlib

from newsspider.limits import Limits

MAX_CHARACTERS = 4_000_000
"""A news page has 30 to 250 thousand characters; above this it is no page we want to parse."""
MAX_BYTES = 8 * 2**20
"""The same of a story's page that is sent as a gzipped file, unpacked."""
NESTING_LIMIT = Limits().nesting_limit
MANY_TAGS = 12_000
"""Only a page with more tags than this can be too deep to parse fast, so only it is measured."""

LAYERS = 3
"""How often a file may be packed: some servers pack what is packed already."""
MEMBERS = 1000
"""Gzip members of a file that are read; packers write one, or one for each megabyte."""
_GZIP = b"\x1f\x8b"
_VOID = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    """.split()
)
_BEGINNING = re.compile(r"<html[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")


class UnreadablePage(Exception):
    """The bytes are no page that can be parsed; the class name is the reason of the rejection."""


class EmptyPage(UnreadablePage):
    """Nothing, or white space only."""


class TooLarge(UnreadablePage):
    """More characters than any news page has."""


class TooDeep(UnreadablePage):
    """Elements nested so deep that parsing them would take seconds."""


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
    if html.count("<") > MANY_TAGS and (depth := nesting(html, 10 * nesting_limit)) > nesting_limit:
        raise TooDeep(f"expected at most {nesting_limit} elements inside each other, found {depth:,} or more")


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


def nesting(html: str, most: int = 10 * NESTING_LIMIT) -> int:
    """The deepest nesting the tags can ask for, counted up to `most`."""
    depth = deepest = 0
    for closing, name, empty in _TAG.findall(html):
        if empty or name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > deepest:
            deepest = depth
            if deepest > most:
                break
    return deepest
