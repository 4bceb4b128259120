"""Reading of one page: the lines and links gathered so far, and the reasons why a page is no story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from newsspider.items import Anchor, BlockKind, Line, Link, LinkKind
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.pages.page import Page
from newsspider.text import collapse, storable

if TYPE_CHECKING:
    from newsspider.outlets.site import Site


class NotAStory(Exception):
    """The page is no story; the class name is the reason of the rejection."""


class NoHeadline(NotAStory):
    """No visible headline where this layout has it."""


class NoMarks(NotAStory):
    """A text with nothing in it that says it is a page of this outlet."""


class NoBody(NotAStory):
    """No text where this layout has the story."""


@dataclass(slots=True)
class Reading:
    """What has been gathered of one page so far. `body` is the element that holds the story's `lines`;
    `above` and `below` are furniture lines outside it with their elements, in page order."""

    page: Page
    outlet: Site
    provenance: dict[str, str] = field(default_factory=dict)
    body: LexborNode | None = None
    above: list[tuple[LexborNode, Line]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    below: list[tuple[LexborNode, Line]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    seen: set[tuple[LinkKind, str]] = field(default_factory=set)

    def absolute(self, href: str | None) -> str | None:
        """An address of this page made absolute; None for what is no page's address."""
        return self.outlet.absolute(href, self.page.url) if href else None

    def anchors(self, nodes: Iterable[LexborNode]) -> tuple[Anchor, ...]:
        """The links of a line."""
        return tuple(anchor for node in nodes if (anchor := self.anchor(node)).href)

    def anchor(self, node: LexborNode) -> Anchor:
        """One link."""
        attributes = node.attributes
        href, title = storable(attributes.get("href") or ""), attributes.get("title")
        return Anchor(
            href=href,
            url=self.absolute(href),
            text=visible_text(node),
            title=collapse(title) if title else None,
        )

    def link(self, kind: LinkKind, node: LexborNode) -> None:
        """Record the link of a region once per kind; what is no address of a page is not a link."""
        anchor = self.anchor(node)
        if anchor.href and anchor.url is None:
            return
        known = (kind, anchor.url or anchor.text)
        if anchor.text and known not in self.seen:
            self.seen.add(known)
            position = len(self.links)
            self.links.append(
                Link(kind=kind, url=anchor.url, anchor=anchor.text, title=anchor.title, position=position)
            )

    def note(self, node: LexborNode, *found: tuple[str, str]) -> None:
        """Transcribe furniture outside the story's element: rule and text of each line that `node` holds.
        A node inside the element is left out, because its lines are transcribed there."""
        side = self.above
        if self.body is not None and not precedes(node, self.body):
            if _contains(self.body, node):
                return
            side = self.below
        place = next((i for i, (other, _) in enumerate(side) if precedes(node, other)), len(side))
        side[place:place] = [
            (node, Line(kind=BlockKind.PARAGRAPH, text=text, rule=rule)) for rule, text in found
        ]

    @property
    def page_lines(self) -> tuple[Line, ...]:
        """All lines in page order."""
        return (*(line for _, line in self.above), *self.lines, *(line for _, line in self.below))


def _contains(outer: LexborNode, node: LexborNode) -> bool:
    around = node.parent
    while around is not None and around.mem_id != outer.mem_id:
        around = around.parent
    return around is not None


def precedes(node: LexborNode, other: LexborNode) -> bool:
    """Whether a node stands above another in the page; one inside or around the other does not."""
    branches = {}
    branch = other
    while branch.parent is not None:
        branches[branch.parent.mem_id] = branch.mem_id
        branch = branch.parent
    while node.parent is not None and node.parent.mem_id not in branches:
        node = node.parent
    if node.parent is None:
        return False
    wanted = branches[node.parent.mem_id]
    after = node.next
    while after is not None and after.mem_id != wanted:
        after = after.next
    return after is not None
