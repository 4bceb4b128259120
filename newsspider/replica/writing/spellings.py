"""Spellings of a story's address in links, all of which mean its canonical address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from urllib.parse import urlsplit

from newsspider.replica.addresses import story_host
from newsspider.replica.cards import CardIndex, older_path, serial_in
from newsspider.replica.chance import as_share, draw
from newsspider.replica.story import Card, Link, Piece, Story


class Spelling(StrEnum):
    """The ways to spell an address."""

    HTTP = "http"
    MOBILE = "mobile"
    AMP = "amp"
    PAGE = "page"
    TRACKING = "tracking"
    SLASH = "slash"
    FRAGMENT = "fragment"
    UPPER_HOST = "upper_host"
    DATED = "dated"


_TRACKING = ("utm_source=whatsapp&utm_medium=share", "fbclid=IwAR0replika", "utm_campaign=baca&fbclid=IwAR1")
_FRAGMENTS = ("komentar", "article_con", "google_vignette")


def spell(card: Card, spelling: Spelling, pages: int = 1, number: int = 0) -> str | None:
    """The address of a story in a spelling, or None if it has none.

    `pages` is the number of the story's pages; `number` selects a variant of the spelling.
    """
    domain = card.host.domain
    forms: dict[Spelling, str | None] = {
        Spelling.HTTP: card.url.replace("https:", "http:"),
        Spelling.MOBILE: card.mobile_url,
        Spelling.AMP: card.amp_url,
        Spelling.PAGE: f"{card.url}?page={2 + number % (pages - 1) if pages > 1 else 'all'}",
        Spelling.TRACKING: f"{card.url}?{_TRACKING[number % 3]}",
        Spelling.SLASH: f"{card.url}/",
        Spelling.FRAGMENT: f"{card.url}#{_FRAGMENTS[number % 3]}",
        Spelling.UPPER_HOST: card.url.replace(domain, domain.upper(), 1),
        Spelling.DATED: (path := older_path(card)) and f"https://{domain}{path}",
    }
    return forms[spelling]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speller:
    """Changes the spelling of `share` of the links; `pages_of` counts the pages of the linked story."""

    index: CardIndex
    share: float
    pages_of: Callable[[int], int]

    def href(self, url: str, place: str) -> str | None:
        """The spelling of an address at `place` (any name), or None for the canonical one."""
        number = draw(self.index.seed, "spelling", f"{place}:{url}")
        if as_share(number) >= self.share:
            return None
        parts = urlsplit(url)
        host = story_host(parts.netloc, self.index.hosts)
        serial = serial_in(host, parts.path) if host else None
        return None if serial is None else self._chosen(self.index.card(serial), number)

    def _chosen(self, card: Card, number: int) -> str:
        possible = [spelling for spelling in Spelling if spell(card, spelling)]
        chosen = possible[number % len(possible)]
        pages = self.pages_of(card.serial) if chosen is Spelling.PAGE else 1  # this writes the story
        return spell(card, chosen, pages, number >> 8) or card.url

    def respell(self, story: Story) -> Story:
        """The story with spellings on its links; each link keeps its canonical address too."""
        serial = story.card.serial

        def links(region: str, canonical: tuple[Link, ...]) -> tuple[Link, ...]:
            return tuple(self._link(link, f"{serial}:{region}") for link in canonical)

        return replace(
            story,
            body=tuple(tuple(self._piece(piece, serial) for piece in page) for page in story.body),
            related=links("related", story.related),
            related_rows=links("related", story.related_rows),
            recommendation=links("recommendation", story.recommendation),
            widget=links("widget", story.widget),
        )

    def _link(self, link: Link, place: str) -> Link:
        return link._replace(spelled=self.href(link.url, place)) if link.url else link

    def _piece(self, piece: Piece, serial: int) -> Piece:
        link = piece.link and self._link(piece.link, f"{serial}:baca_juga")
        if not (link and link.url and link.spelled):
            return piece
        html = piece.html.replace(f'href="{escape(link.url)}"', f'href="{escape(link.spelled)}"')
        return piece._replace(html=html, link=link)
