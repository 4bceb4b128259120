"""Values: a card, and a story with its blocks, links, images and the pieces of its body."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from newsspider.replica.hosts import MOBILE_HOST, Host


class Template(StrEnum):
    """The generation of a story's desktop page; each story also has an AMP page, www stories a mobile one."""

    WWW_2020 = "2020-www"
    REGIONAL_2020 = "2020-regional"
    WWW_2021 = "2021-www"
    REGIONAL_2021 = "2021-regional"
    WWW_2024 = "2024-www"
    REGIONAL_2024 = "2024-regional"

    @property
    def year(self) -> int:
        return int(self.value[:4])


class Reach(StrEnum):
    """How a story can be found: in the lists, or only by one kind of link of the next story."""

    LISTED = "listed"
    BACA_JUGA = "baca_juga"
    RELATED = "related"
    WIDGET = "widget"


class PieceKind(StrEnum):
    """The kinds of pieces of a body, and of the blocks in them."""

    PARAGRAPH = "p"
    SUBHEAD = "h"
    LIST = "ol"
    ITEM = "li"
    FIGURE = "figure"
    BACA_JUGA = "baca"
    ADVERTISEMENT = "ad"
    WIDGET_HEADING = "rec_heading"
    REPORTER = "reporter"
    CALLOUT = "callout"
    SIGNATURE = "signature"
    PUBLISHED = "published"
    EMPTY = "empty"


class WidgetKind(StrEnum):
    """The recommendation services whose widgets JavaScript fills."""

    JIXIE = "jixie"
    PILIHAN = "pilihan"


class Block(NamedTuple):
    """A line of the story's text."""

    kind: PieceKind
    text: str


class Link(NamedTuple):
    """A link: `title` is the full text, `anchor` the text on the page. Plain text has no `url`.

    `url` is the canonical address of the story, `spelled` another spelling of it on this page.
    """

    url: str | None
    title: str
    anchor: str
    spelled: str | None = None

    @property
    def href(self) -> str | None:
        return self.spelled or self.url


class Image(NamedTuple):
    """An image: `printed` is the caption on the page, which may repeat the credit."""

    url: str
    alt: str
    caption: str
    credit: str | None
    printed: str


class Piece(NamedTuple):
    """A part of the body: its kind, its desktop HTML, and the blocks of the story in it."""

    kind: PieceKind
    html: str
    blocks: tuple[Block, ...] = ()
    image: Image | None = None
    link: Link | None = None


class Card(NamedTuple):
    """What lists show of a story; cheap to compute, so that lists write no stories."""

    serial: int
    host: Host
    template: Template
    section: tuple[str, str]
    headline: str
    path: str
    published_at: datetime
    reach: Reach

    @property
    def url(self) -> str:
        return f"https://{self.host.domain}{self.path}"

    @property
    def mobile_url(self) -> str | None:
        return None if self.host.regional else f"https://{MOBILE_HOST}{self.path}"

    @property
    def amp_url(self) -> str:
        domain = self.host.domain if self.host.regional else MOBILE_HOST
        return f"https://{domain}/amp{self.path}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A story with its labels. Texts are as a reader sees them: no markup, no furniture, single spaces."""

    card: Card
    lead: str
    authors: tuple[str, ...]
    byline: str | None
    editors: tuple[str, ...]
    source: str | None
    source_url: str | None
    dateline: str | None
    signature: str | None
    modified_at: datetime
    topic: str | None
    tags: tuple[str, ...]
    hero: Image
    summary: tuple[str, ...]
    premium: bool
    body: tuple[tuple[Piece, ...], ...]
    related: tuple[Link, ...]
    related_rows: tuple[Link, ...]
    recommendation: tuple[Link, ...]
    widget: tuple[Link, ...]
    widget_kind: WidgetKind | None
    video: Link
    popular: tuple[Card, ...]

    @property
    def headline(self) -> str:
        return self.card.headline

    @property
    def url(self) -> str:
        return self.card.url

    @property
    def layout(self) -> Template:
        return self.card.template

    @property
    def section(self) -> str:
        return self.card.section[1]

    @property
    def published_at(self) -> datetime:
        return self.card.published_at

    @property
    def site_id(self) -> str:
        return str(self.card.host.first_id + self.card.serial)

    @property
    def pages(self) -> int:
        return len(self.body)

    @property
    def breadcrumb(self) -> tuple[str, ...]:
        return ("Home", self.section)

    def pieces(self) -> Iterator[Piece]:
        return (piece for page in self.body for piece in page)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for piece in self.pieces() for block in piece.blocks)

    @property
    def baca_juga(self) -> tuple[Link, ...]:
        return tuple(piece.link for piece in self.pieces() if piece.link)

    @property
    def images(self) -> tuple[Image, ...]:
        return (self.hero, *(piece.image for piece in self.pieces() if piece.image))

    @property
    def mobile_url(self) -> str | None:
        return self.card.mobile_url

    @property
    def amp_url(self) -> str:
        return self.card.amp_url
