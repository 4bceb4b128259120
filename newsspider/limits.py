"""How much of a page, a story and a host is taken, before it is called a trap?

What is too large as a whole is refused, with a reason; of what holds too much the first part is taken, and
the page's row says how much was left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Self

from newsspider.items import Article, Link, Listing

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

LONGEST_ADDRESS = 2000
"""Bytes that the table `page` takes; an entry of its index ends at 2,704."""


class BadLimit(ValueError):
    """A setting that is no limit: the message says which, what was expected and what was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bytes of an address, elements inside each other, links of a story's page and of a list, pages of a
    story, pages of a host that one run visits, bytes of a list unpacked, seconds for reading a page. Each is
    the setting of its name."""

    urllength_limit: int = 2000
    nesting_limit: int = 400  # lexbor needs seconds for tens of thousands; real pages have 40
    links_limit: int = 1000  # the most seen on a story's page are 120
    list_links_limit: int = 50_000  # the sitemap protocol's own
    story_pages_limit: int = 30  # the longest story seen has 12
    host_pages_limit: int = 20_000  # eleven hours at two seconds a page
    list_maxsize: int = 52_428_800  # the sitemap protocol's own
    read_seconds: float = 5  # a page of 120 KB takes 0.01, a list of 50,000 entries 1

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """The limits that the settings state. Raises BadLimit."""
        limits = cls(**{name: _number(settings, name.upper()) for name in cls.names()})
        if limits.urllength_limit > LONGEST_ADDRESS:
            found = f"{limits.urllength_limit:,}"
            raise BadLimit(f"expected URLLENGTH_LIMIT to be at most {LONGEST_ADDRESS:,} bytes, found {found}")
        return limits

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(known.name for known in fields(cls))

    def applied(self, found: Article | Listing, address_of: Callable[[str], str]) -> Article | Listing:
        """What was read with no more links than it may have, and without addresses that are too long."""
        links = tuple(self._short(link, address_of) for link in found.links)
        if isinstance(found, Listing):
            return _with(found, self.list_links_limit, "LIST_LINKS_LIMIT", links)
        pages = max(0, found.page_count - self.story_pages_limit)
        if pages:
            found = replace(found, left_out={**found.left_out, "STORY_PAGES_LIMIT": pages})
        return _with(found, self.links_limit, "LINKS_LIMIT", links)

    def _short(self, link: Link, address_of: Callable[[str], str]) -> Link:
        """The link; without its address if that, as it is written or as it is kept, is too long."""
        if link.url is None or len(link.url) * 9 <= self.urllength_limit:  # a character is nine bytes at most
            return link
        longest = max(len(text.encode("utf-8", "replace")) for text in (link.url, address_of(link.url)))
        return link if longest <= self.urllength_limit else replace(link, url=None)


def _with(found: Article | Listing, most: int, name: str, links: tuple[Link, ...]) -> Article | Listing:
    """The page with the first of these links, and how much of it is left out."""
    long = sum(link.url is None and had.url is not None for link, had in zip(links, found.links, strict=True))
    if not long and len(links) <= most:
        return found
    told = {"URLLENGTH_LIMIT": long, name: len(links) - most}
    before = found.left_out
    more = {limit: before.get(limit, 0) + number for limit, number in told.items() if number > 0}
    left_out = {**before, **more}
    return replace(found, links=links[:most], left_out=left_out)


def _number(settings: BaseSettings, name: str) -> int:
    stated = str(settings[name]).strip()
    if not (stated.isascii() and stated.isdecimal() and int(stated) > 0):
        raise BadLimit(f"expected {name} to be a whole number from 1, found {stated!r}")
    return int(stated)
