"""Recording: a page with invented text in the markup of a real one, and what is expected of its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from newsspider.items import Article, Listing, Read
from newsspider.outlets import OUTLETS, outlet_for
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.pages.guard import MAX_BYTES, UnreadablePage, decompress
from newsspider.outlets.pages.page import Page, decode, is_markup
from newsspider.recordings.addresses import InventedAddresses
from newsspider.recordings.expectation import brands_of, changes, expectation
from newsspider.recordings.inventing import Inventor
from newsspider.recordings.markup import Markup
from newsspider.recordings.survivors import survivors, text_of

Reader = Callable[[bytes, str | None], Read]
SHOWN = 3
"""Surviving runs that an error names."""
SLUG_WORDS = 3


class NotRecorded(Exception):
    """A page that cannot become a recording: the message says what was expected and what was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """A recorded page: file name and text, its expectation, and a name for its folder. `changes` says in
    which form its reading differs from that of its source."""

    slug: str
    file: str
    page: str
    expected: dict[str, Any]
    changes: tuple[str, ...]


def record(body: bytes, url: str | None, outlet: Outlet | None, read: Reader) -> Recording:
    """The recording of a page. `read` reads, cleans and judges a page as a crawl does. Raises NotRecorded for
    a list, for what cannot be parsed, and if words of the source survive."""
    source = read(body, url)
    if isinstance(source, Listing):
        raise NotRecorded("expected a story or a page that is none, found a list: recordings are of stories")
    text = decode(decompress(body, MAX_BYTES))
    seed = blake2b(body, digest_size=16).hexdigest()
    inventor = Inventor(seed, OUTLETS.values(), brands_of(outlet))
    page, file = _invented(text, url, inventor)
    address = InventedAddresses(inventor, url).invented(url) if url else None
    _check(text, page, inventor)
    recorded = read(page.encode(), address)
    return Recording(
        slug=_slug(recorded, address),
        file=file,
        page=page,
        expected=expectation(recorded, address),
        changes=tuple(changes(source, recorded)),
    )


def address_of(body: bytes, stated: str | None) -> str | None:
    """The address of a page: the stated one, else the canonical one if an outlet has its host."""
    if stated is not None:
        return stated
    try:
        canonical = Page(decode(decompress(body, MAX_BYTES)), None).canonical
    except UnreadablePage:
        return None
    return canonical if canonical and outlet_for(canonical) is not None else None


def _invented(text: str, url: str | None, inventor: Inventor) -> tuple[str, str]:
    """The page with invented text, and the name of its file. Raises NotRecorded."""
    if not is_markup(text):
        return "\n".join(map(inventor.line, text.split("\n"))), "page.txt"
    try:
        return Markup(Page(text, url), inventor).html(), "page.html"
    except UnreadablePage as error:
        raise NotRecorded(str(error)) from None


def _check(source: str, recorded: str, inventor: Inventor) -> None:
    """Raise NotRecorded if a run of the source's words stands in the recording."""
    left = survivors(text_of(source), text_of(recorded), inventor.kept_words)
    if left:
        raise NotRecorded(
            f"expected no words of the source in the recording, found {len(left)} runs, such as "
            + "; ".join(left[:SHOWN])
        )


def _slug(read: Read, address: str | None) -> str:
    """A name for the recording's folder: host, year, and the first words of the headline."""
    host = (urlsplit(address or "").hostname or "").split(".")[0]
    year = str(read.published_at.year) if isinstance(read, Article) and read.published_at else ""
    headline = read.headline if isinstance(read, Article) else "bukan_berita"
    words = re.findall(r"[a-z0-9]+", headline.casefold())[:SLUG_WORDS]
    return "_".join(part for part in (host, year, *words) if part)
