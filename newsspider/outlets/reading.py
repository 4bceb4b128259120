"""A page's reading: what has been gathered so far, and the reasons why it may be no story."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsspider.items import Block, Image, Link, LinkKind, Removed
from newsspider.outlets.lines import Anchor
from newsspider.outlets.page import Page
from newsspider.text import collapse

if TYPE_CHECKING:
    from newsspider.outlets.site import Site


class NotAStory(Exception):
    """The page is no story; the class name is the reason of the rejection."""


class NoHeadline(NotAStory):
    """No visible headline where this layout has it."""


class NoBody(NotAStory):
    """No text where this layout has the story."""


@dataclass(slots=True)
class Reading:
    """What has been gathered of one page so far; `asides` are links that lead to no story, with
    their lines."""

    page: Page
    outlet: Site
    provenance: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    seen: set[tuple[LinkKind, str]] = field(default_factory=set)
    images: list[Image] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    asides: list[tuple[str, Anchor]] = field(default_factory=list)

    def link(self, kind: LinkKind, href: str | None, anchor: str, title: str | None = None) -> None:
        """Note a link once per kind; what is no address of a page is not a link."""
        url = self.outlet.absolute(href, self.page.url) if href else None
        if href and url is None:
            return
        known = (kind, url or anchor)
        if anchor and known not in self.seen:
            self.seen.add(known)
            title = collapse(title) if title else None
            self.links.append(Link(kind=kind, url=url, anchor=anchor, title=title, position=len(self.links)))

    def remove(self, rule: str, text: str) -> None:
        """Note a visible line that is not story."""
        if text:
            self.removed.append(Removed(rule=rule, text=text))
