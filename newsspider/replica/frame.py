"""How is a page that is no story put together: head, chrome, main part, weight?"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsspider.replica.chrome import bottom, top, weighted
from newsspider.replica.dates import ago_text, clock_text
from newsspider.replica.hosts import MOBILE_HOST, Host
from newsspider.replica.markup import fill
from newsspider.replica.page import Page

if TYPE_CHECKING:
    from newsspider.replica.newsroom import Newsroom


def html_page(newsroom: Newsroom, text: str, status: int = 200) -> Page:
    return Page(body=weighted(text, newsroom.page_bytes), status=status)


def framed(newsroom: Newsroom, host: Host, title: str, main: str, *, status: int = 200) -> Page:
    head = fill("list_head", title=escape(title), domain=host.domain)
    frame = (head, top(host, newsroom.now), main, bottom(host, newsroom.now, newsroom.popular))
    return html_page(newsroom, "".join(frame), status)


def card_holes(newsroom: Newsroom, serial: int, place: str) -> dict[str, object]:
    """What the rows of the list at `place` (any name) show of a story."""
    card, address = newsroom.listed_card(serial, place)
    title, section = escape(card.headline), card.section[1]
    return {
        "serial": card.serial, "url": escape(address), "relative": card.path.lstrip("/"), "title": title,
        "mobile_url": f"https://{MOBILE_HOST}{card.path}", "section": section,
        "intro": f"{section}: {title.lower()}", "clock": clock_text(card.published_at),
        "section_url": f"https://{card.host.domain}/{card.section[0]}",
        "stamp": f"{card.published_at:%Y-%m-%d %H:%M:%S}", "ago": ago_text(card.published_at, newsroom.now),
    }  # fmt: skip
