"""Address of a page, judged once by its site: identity, host, kind, and whether it may be fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from newsspider.visits import PageKind


class AddressKind(StrEnum):
    """What an address leads to, by its form."""

    STORY = "story"
    LISTING = "listing"  # robots.txt, a sitemap, an index page
    HUB = "hub"  # the home page or the front of a section: a list of one page
    OTHER = "other"  # known to be no story: a video, a tag, pictures
    UNKNOWN = "unknown"


_PAGE_KINDS = {
    AddressKind.STORY: PageKind.STORY,
    AddressKind.LISTING: PageKind.LISTING,
    AddressKind.HUB: PageKind.LISTING,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """What a site says about an address.

    `identity` is the one address of the page: mirrors, tracking and spelling folded; empty for what is no
    http(s) address. `host` is the host of the identity, without its port. `allowed` means that the host is
    one of the site's and the port a usual one. `day` is the day whose stories the address lists. `outlet` is
    the name of the site.
    """

    identity: str = ""
    host: str = ""
    kind: AddressKind = AddressKind.UNKNOWN
    allowed: bool = False
    day: date | None = None
    outlet: str = ""

    @property
    def is_story(self) -> bool:
        return self.kind is AddressKind.STORY

    @property
    def page_kind(self) -> PageKind | None:
        """The kind of the page on the frontier; None for an address that is not fetched."""
        return _PAGE_KINDS.get(self.kind) if self.allowed else None
