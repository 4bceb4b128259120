"""Layouts: how one generation of a site's pages is read into an article."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from selectolax.lexbor import LexborNode

from newsspider.items import Article, BlockKind, Image, Line, LinkKind
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.dates import parse_stated
from newsspider.outlets.pages.lines import MarkupLine, lines
from newsspider.outlets.pages.page import Page
from newsspider.outlets.story import sources
from newsspider.outlets.story.gallery import Gallery, captioned, is_gallery, pictures_in
from newsspider.outlets.story.identity import other_story, story_url
from newsspider.outlets.story.reading import NoBody, NoHeadline, NotAStory, Reading
from newsspider.text import collapse

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

FURNITURE_LINKS: Mapping[str, LinkKind] = {
    CutRule.BACA_JUGA: LinkKind.BACA_JUGA,
    CutRule.RELATED_TABLE: LinkKind.BACA_JUGA,
    CutRule.PREMIUM_BOX: LinkKind.CALL,
    CutRule.CALL_BOX: LinkKind.CALL,
}
"""Furniture in the story whose links are recorded, and as which kind."""


class TextLayout(Protocol):
    """How an outlet's plain text renderings become articles."""

    name: str

    def read(self, text: str, url: str | None, outlet: Site) -> Article: ...


class Layout(ABC):
    """One generation of pages. New markup is a subclass above the old one, never an edit of it.

    `signature` are selectors that must all match, `unless` selectors of which none may; fields are
    tuples of sources (see `sources`), tried in order. `page_seen`: it was written from a page of the site,
    not from what others say of such pages.
    """

    page_seen: ClassVar[bool] = True

    signature: ClassVar[tuple[str, ...]]
    unless: ClassVar[tuple[str, ...]] = ()
    headline: ClassVar[tuple[str, ...]]
    lead: ClassVar[tuple[str, ...]] = ()
    published_at: ClassVar[tuple[str, ...]] = ()
    modified_at: ClassVar[tuple[str, ...]] = ()
    section: ClassVar[tuple[str, ...]] = ()
    breadcrumb: ClassVar[tuple[str, ...]] = ()
    tags: ClassVar[tuple[str, ...]] = ()
    topic: ClassVar[tuple[str, ...]] = ()
    site_id: ClassVar[tuple[str, ...]] = ()
    body: ClassVar[tuple[str, ...]]
    furniture: ClassVar[Mapping[str, str]] = {}
    links: ClassVar[Mapping[LinkKind, tuple[str, ...]]] = {}
    widgets: ClassVar[tuple[str, ...]] = ()  # boxes that JavaScript fills with links
    holds_all_pages: ClassVar[bool] = False  # the later pages of a story are hidden on its first one
    scripted: ClassVar[Mapping[str, str]] = {}  # word of a script that makes such a box -> the box

    @property
    def name(self) -> str:
        """The layout's name, as it stands in the database."""
        return type(self).__name__

    def recognises(self, page: Page) -> bool:
        """Whether the page has this layout's marks and none of its counter-marks."""
        return all(map(page.first, self.signature)) and not any(map(page.first, self.unless))

    def read(self, page: Page, outlet: Site) -> Article:
        """The article as the page has it, before cleaning. Raises NotAStory."""
        reading = Reading(page=page, outlet=outlet)
        headline = self.text(reading, "headline")
        if not headline:
            raise NoHeadline(f"expected a headline at {' or '.join(self.headline)}, found none")
        self.read_body(reading)
        gallery = is_gallery(page, headline)
        if gallery:
            reading.lines = captioned(reading.lines)
        if reading.body is None or all(line.rule for line in reading.lines):
            raise self._without_text(page, gallery)
        self.read_regions(reading)
        site_id = self.text(reading, "site_id")
        breadcrumb = tuple(name for name in self.texts(reading, "breadcrumb") if name != headline)
        article = Article(
            outlet=outlet.name,
            layout=self.name,
            url=story_url(page, outlet, site_id),
            claims=other_story(page, outlet, site_id, headline),
            headline=outlet.without_suffix(headline),
            cut_short=page.cut_short,
            lead=self.text(reading, "lead"),
            blocks=tuple(reading.lines),
            images=self.hero(reading),
            published_at=self.time(reading, "published_at"),
            modified_at=self.time(reading, "modified_at"),
            section=self.section_of(reading, breadcrumb),
            breadcrumb=breadcrumb,
            tags=self.texts(reading, "tags"),
            topic=self.text(reading, "topic"),
            site_id=site_id,
            links=tuple(reading.links),
            hollow=self.hollow(page),
            provenance=reading.provenance,
        )
        return self.finish(reading, article)

    def _without_text(self, page: Page, gallery: bool) -> NotAStory:
        expected = f"expected story text in {' or '.join(self.body)}, found"
        number = pictures_in(outermost(node for css in self.body for node in page.css(css)), gallery)
        return Gallery(f"{expected} {number} pictures") if number else NoBody(f"{expected} none")

    def text(self, reading: Reading, name: str) -> str | None:
        """A field of one line."""
        return sources.first(reading.page, getattr(self, name), collapse, reading.provenance, name) or None

    def texts(self, reading: Reading, name: str) -> tuple[str, ...]:
        """A field of several values."""
        for source in getattr(self, name):
            if found := sources.values(reading.page, source):
                reading.provenance[name] = source
                return found
        return ()

    def time(self, reading: Reading, name: str) -> datetime | None:
        """A field of a time; a layout overrides it for a site that states a wrong zone."""
        return sources.first(reading.page, getattr(self, name), parse_stated, reading.provenance, name)

    def section_of(self, reading: Reading, breadcrumb: tuple[str, ...]) -> str | None:
        """The last level of the breadcrumb below the home page, else what the page states elsewhere."""
        if breadcrumb and breadcrumb[-1].lower() not in ("home", "beranda"):
            reading.provenance["section"] = reading.provenance["breadcrumb"]
            return breadcrumb[-1]
        return self.text(reading, "section")

    def read_body(self, reading: Reading) -> None:
        """Transcribe the lines of the first element in `body` that holds any story."""
        for selector in self.body:
            roots = outermost(reading.page.css(selector))
            found = (line for root in roots for line in lines(root, self.furniture_in(reading, root)))
            transcribed = (self.transcribe(reading, line) for line in found)
            reading.lines = [line for line in transcribed if line.text or line.image]
            if not all(line.rule for line in reading.lines):
                reading.body = roots[0]
                reading.provenance["blocks"] = f"css:{selector}"
                return

    def furniture_in(self, reading: Reading, root: LexborNode) -> dict[int, str]:
        """The furniture below `root`: element to rule."""
        return {
            node.mem_id: rule
            for rule, css in reversed(list(self.furniture.items()))
            for node in root.css(css)
        }

    def transcribe(self, reading: Reading, line: MarkupLine) -> Line:
        """The line as the page shows it, with what its markup says."""
        if line.node is None:
            return Line(
                kind=self.kind(line),
                text=line.text,
                element=line.element,
                slanted=line.slanted,
                anchors=reading.anchors(line.anchors) if line.anchors else (),
            )
        nodes = line.node.css("a[href]") if line.rule in FURNITURE_LINKS else ()
        return Line(
            kind=line.kind,
            text=line.text,
            rule=line.rule,
            element=line.node.tag or "",
            anchors=reading.anchors(nodes),
        )

    def read_regions(self, reading: Reading) -> None:
        """Record the links of the regions declared in `links`."""
        for kind, selectors in self.links.items():
            for selector in selectors:
                for node in reading.page.css(selector):
                    reading.link(kind, node)

    def hollow(self, page: Page) -> tuple[str, ...]:
        """The widgets without a link: empty boxes, and boxes that a script has yet to make."""
        there = [css for css in self.widgets if page.first(css) is not None]
        to_come = [css for word, css in self.scripted.items() if word in page.html]
        return tuple(css for css in (*there, *to_come) if page.first(f"{css} a[href]") is None)

    def kind(self, line: MarkupLine) -> BlockKind:
        """Kind of a line; an outlet overrides it for its own habits."""
        return line.kind

    @abstractmethod
    def hero(self, reading: Reading) -> tuple[Image, ...]:
        """The picture above the story, if any."""

    @abstractmethod
    def finish(self, reading: Reading, article: Article) -> Article:
        """The article with what this site states in a way of its own: credits, pages, summary."""


def outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """The nodes that are not inside another of them, each once, in order."""
    found: dict[int, LexborNode] = {node.mem_id: node for node in nodes}
    return [node for node in found.values() if not _inside(node, found)]


def _inside(node: LexborNode, others: Mapping[int, LexborNode]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in others:
            return True
        above = above.parent
    return False
