"""Limits on what is taken of a page, a story and a host.

What is too large as a whole is rejected with a reason. Of a page that holds too much the first part is taken,
and the page's row says how much was left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol, Self

from newsspider.items import Article, Link, Listing
from newsspider.validation import BadValue, whole_number

LONGEST_ADDRESS = 2000
"""Bytes that the table `page` takes; an entry of its index ends at 2,704."""
_BYTES_PER_CHARACTER = 9
"""The most that a character takes in an address: three bytes, each encoded as `%XX`."""


class Settings(Protocol):
    """Settings by name, such as Scrapy's."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Limits of a crawl. Each is the setting of its name."""

    urllength_limit: int = 2000  # bytes of an address
    links_limit: int = 1000  # links of a story's page; the most seen are 120
    list_links_limit: int = 50_000  # links of a list; the sitemap protocol's own
    story_pages_limit: int = 30  # pages of a story; the longest seen has 12
    host_pages_limit: int = 20_000  # pages of a host in one run; eleven hours at two seconds a page
    list_maxsize: int = 52_428_800  # bytes of a list, unpacked; the sitemap protocol's own
    read_seconds: float = 5  # to read a page; one of 120 KB takes 0.01, a list of 50,000 entries 1

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that the settings state. Raises BadValue."""
        limits = cls(
            **{
                limit.name: whole_number(limit.name.upper(), settings[limit.name.upper()], 1)
                for limit in fields(cls)
            }
        )
        if limits.urllength_limit > LONGEST_ADDRESS:
            found = f"{limits.urllength_limit:,}"
            raise BadValue(f"expected URLLENGTH_LIMIT to be at most {LONGEST_ADDRESS:,} bytes, found {found}")
        return limits

    def applied(self, found: Article | Listing, identity: Callable[[str], str]) -> Article | Listing:
        """The article or list with no more links than allowed, and without addresses that are too long."""
        links = found.links
        longest = max((len(link.url) for link in links if link.url is not None), default=0)
        if longest * _BYTES_PER_CHARACTER > self.urllength_limit:
            links = tuple(self._shortened(link, identity) for link in links)
        if isinstance(found, Listing):
            return _with_links(found, self.list_links_limit, "LIST_LINKS_LIMIT", links)
        pages = found.page_count - self.story_pages_limit
        if pages > 0:
            found = replace(found, left_out={**found.left_out, "STORY_PAGES_LIMIT": pages})
        return _with_links(found, self.links_limit, "LINKS_LIMIT", links)

    def _shortened(self, link: Link, identity: Callable[[str], str]) -> Link:
        """The link; without its address if the address or its identity is too long."""
        if link.url is None or len(link.url) * _BYTES_PER_CHARACTER <= self.urllength_limit:
            return link
        longest = max(len(text.encode("utf-8", "replace")) for text in (link.url, identity(link.url)))
        return link if longest <= self.urllength_limit else replace(link, url=None)


def _with_links(found: Article | Listing, most: int, name: str, links: tuple[Link, ...]) -> Article | Listing:
    """The page with the first `most` of these links, and the count of what is left out."""
    if links is found.links and len(links) <= most:
        return found
    long = sum(link.url is None and had.url is not None for link, had in zip(links, found.links, strict=True))
    if not long and len(links) <= most:
        return found
    counts = {"URLLENGTH_LIMIT": long, name: len(links) - most}
    more = {limit: found.left_out.get(limit, 0) + count for limit, count in counts.items() if count > 0}
    return replace(found, links=links[:most], left_out={**found.left_out, **more})
