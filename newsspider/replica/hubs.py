"""What do the pages show that are neither story nor index: home, sections, tags, videos, nothing at all?"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from newsspider.replica.chrome import menu
from newsspider.replica.frame import card_holes, framed, html_page
from newsspider.replica.hosts import MOBILE_HOST, Host
from newsspider.replica.lists import PER_PAGE, collection_path
from newsspider.replica.markup import fill
from newsspider.replica.page import Ask, Page
from newsspider.replica.writer import video_link

if TYPE_CHECKING:
    from newsspider.replica.newsroom import Newsroom


def answer(newsroom: Newsroom, host: Host, ask: Ask) -> Page | None:
    """The front page at this path, or None. Fronts do not page, whatever `?page=` says."""
    head, _, rest = ask.path.strip("/").partition("/")
    if ask.host == MOBILE_HOST and not head:
        return html_page(newsroom, _mobile_home(newsroom, host))
    if head in dict(host.sections) and not rest:
        return _hub(newsroom, host, head)
    anything = not head or (head == "news" and not rest) or (head in ("tag", "topic") and rest)
    return _hub(newsroom, host, None) if anything else None


def _hub(newsroom: Newsroom, host: Host, section: str | None) -> Page:
    """The home page or a section's front: its thumbnails link relative to the root, without a slash.

    At its end stands an old story that the newsroom keeps there.
    """
    place = f"{host.domain}/{section or ''}"
    rows = (
        fill("hub_item", place=row, **card_holes(newsroom, serial, place))
        for row, serial in enumerate(_shown(newsroom, host, section), 1)
    )
    name = dict(host.sections)[section] if section else "Berita Terkini"
    path = collection_path(section or host.sections[0][0], newsroom.now.date())
    main = fill("hub", items="".join(rows), name=name, collection=f"https://{host.domain}{path}")
    return framed(newsroom, host, f"{name} - {host.title}", main)


def _shown(newsroom: Newsroom, host: Host, section: str | None) -> tuple[int, ...]:
    """The newest, then the pinned one, if it is not among them."""
    newest, pinned = (
        newsroom.chronicle.newest(host, section, PER_PAGE),
        newsroom.chronicle.pinned(host, section),
    )
    return newest if pinned is None or pinned in newest else (*newest, pinned)


def _mobile_home(newsroom: Newsroom, host: Host) -> str:
    pinned = newsroom.chronicle.pinned(host, None)
    rows = (
        fill(
            "mobile_item", mark='class="cindex"' if serial == pinned else f'sort="{row}"',
            **card_holes(newsroom, serial, MOBILE_HOST),
        )
        for row, serial in enumerate(_shown(newsroom, host, None), 1)
    )  # fmt: skip
    mobile_menu = menu(host).replace("//www.", "//m.")
    return fill("mobile_home", items="".join(rows), menu=mobile_menu, this_year=newsroom.now.year)


def video_page(newsroom: Newsroom, ask: Ask) -> Page | None:
    """A video's page: a player, a title, links, and no article."""
    found = re.fullmatch(r"/view/(\d+)/[a-z0-9-]+", ask.path)
    if not found or not newsroom.first <= int(found[1]) <= newsroom.last:
        return None
    link = video_link(newsroom.index.draft(int(found[1])))
    if link.url != f"https://{ask.host}{ask.path}":
        return None
    rows = "".join(f'<li><a href="{card.url}">{escape(card.headline)}</a></li>' for card in newsroom.popular)
    return html_page(newsroom, fill("video", title=escape(link.title), url=link.url, rows=rows))


def not_found(newsroom: Newsroom, ask: Ask, status: int = 404) -> Page:
    """The page for what is not there, or (status 410) no longer."""
    host = newsroom.host_of(ask.host) or newsroom.hosts[0]
    main = f'<div class="content"><h1>{status}</h1><p>Halaman yang Anda cari tidak ditemukan.</p></div>'
    return framed(newsroom, host, "Halaman tidak ditemukan", main, status=status)
