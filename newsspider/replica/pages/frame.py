"""Frame of a page other than a story: head, header, main part, footer, padding."""

from __future__ import annotations

from html import escape

from newsspider.replica.catalogue import Catalogue
from newsspider.replica.dates import ago_text, clock_text
from newsspider.replica.hosts import MOBILE_HOST, Host
from newsspider.replica.page import Page
from newsspider.replica.pages.chrome import bottom, padded, top
from newsspider.replica.pages.markup import fill


def html_page(catalogue: Catalogue, text: str, status: int = 200) -> Page:
    return Page(body=padded(text, catalogue.page_bytes), status=status)


def framed(catalogue: Catalogue, host: Host, title: str, main: str, *, status: int = 200) -> Page:
    head = fill("list_head", title=escape(title), domain=host.domain)
    frame = (head, top(host, catalogue.now), main, bottom(host, catalogue.now, catalogue.popular))
    return html_page(catalogue, "".join(frame), status)


def card_fields(catalogue: Catalogue, serial: int, place: str) -> dict[str, object]:
    """The template fields of a story's row in the list at `place` (any name)."""
    card, address = catalogue.listed_card(serial, place)
    title, section = escape(card.headline), card.section[1]
    return {
        "serial": card.serial,
        "url": escape(address),
        "relative": card.path.lstrip("/"),
        "title": title,
        "mobile_url": f"https://{MOBILE_HOST}{card.path}",
        "section": section,
        "intro": f"{section}: {title.lower()}",
        "clock": clock_text(card.published_at),
        "section_url": f"https://{card.host.domain}/{card.section[0]}",
        "stamp": f"{card.published_at:%Y-%m-%d %H:%M:%S}",
        "ago": ago_text(card.published_at, catalogue.now),
    }
