"""Listing: a page that leads to stories, and what is dropped of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

from newsspider.items.parts import Link, LinkKind
from newsspider.visits import Fetch, Source


class DropReason(StrEnum):
    """The reason why an entry of a list is dropped."""

    NO_ADDRESS = "no_address"  # none, or one that is no http(s) address
    FOREIGN_HOST = "foreign_host"  # an address on a host that is not the outlet's
    UNKNOWN_FORM = "unknown_form"  # an address on a host of the outlet, neither a story's nor a list's
    CUT = "cut"  # the list has no end tag: the entries behind its last one may be missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A page that leads to stories: a sitemap, one page of an index, a hub.

    `source` is the source of the pages it leads to. `left_out` counts what was not taken, by the setting of
    the limit. `dropped` counts the entries that lead to no page of the outlet, by reason. `hub` is the WebSub
    hub that a feed names, `opinions` are the whole texts of its stories, by address.
    """

    outlet: str
    url: str
    layout: str
    source: Source
    links: tuple[Link, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[DropReason, int] = field(default_factory=dict)
    hub: str | None = None
    opinions: Mapping[str, str] = field(default_factory=dict, repr=False)
    fetch: Fetch | None = None

    @property
    def fingerprint(self) -> bytes:
        """32 bytes, equal for two visits with the same addresses and dates in any order. The first half
        covers the stories alone."""
        stories = _digest(link for link in self.links if link.kind is LinkKind.STORY)
        return stories + _digest(link for link in self.links if link.kind is not LinkKind.STORY)

    def repeats(self, before: bytes | None) -> bool:
        """Whether this page has the same stories as the page before it, given that page's fingerprint. Sites
        answer like this after the last page of an index."""
        return self.source is Source.INDEX and before is not None and before[:16] == self.fingerprint[:16]


def _digest(links: Iterable[Link]) -> bytes:
    lines = sorted(f"{link.url} {link.modified_at or ''}" for link in links)
    return blake2b("\n".join(lines).encode("utf-8", "replace"), digest_size=16).digest()
