"""Front pages: home, sections, tags; also videos and error pages."""

from __future__ import annotations

import re
from html import escape

from newsspider.replica.catalogue import Catalogue
from newsspider.replica.hosts import MOBILE_HOST, Host
from newsspider.replica.page import Page, PageRequest
from newsspider.replica.pages.chrome import menu
from newsspider.replica.pages.frame import card_fields, framed, html_page
from newsspider.replica.pages.indexes import PER_PAGE, collection_path
from newsspider.replica.pages.markup import fill
from newsspider.replica.writing.writer import video_link


def page_at(catalogue: Catalogue, host: Host, request: PageRequest) -> Page | None:
    """The front page at this path, or None. Fronts have one page, whatever `?page=` says."""
    head, _, rest = request.path.strip("/").partition("/")
    if request.host == MOBILE_HOST and not head:
        return html_page(catalogue, _mobile_home(catalogue, host))
    if head in dict(host.sections) and not rest:
        return _front(catalogue, host, head)
    anything = not head or (head == "news" and not rest) or (head in ("tag", "topic") and rest)
    return _front(catalogue, host, None) if anything else None


def _front(catalogue: Catalogue, host: Host, section: str | None) -> Page:
    """The home page or a section's front; its thumbnails link relative to the root, without a slash.

    It ends with a pinned old story.
    """
    place = f"{host.domain}/{section or ''}"
    rows = (
        fill("hub_item", place=row, **card_fields(catalogue, serial, place))
        for row, serial in enumerate(_stories(catalogue, host, section), 1)
    )
    name = dict(host.sections)[section] if section else "Berita Terkini"
    path = collection_path(section or host.sections[0][0], catalogue.now.date())
    main = fill("hub", items="".join(rows), name=name, collection=f"https://{host.domain}{path}")
    return framed(catalogue, host, f"{name} - {host.title}", main)


def _stories(catalogue: Catalogue, host: Host, section: str | None) -> tuple[int, ...]:
    """The newest stories, then the pinned one if it is not among them."""
    newest, pinned = (
        catalogue.chronicle.newest(host, section, PER_PAGE),
        catalogue.chronicle.pinned(host, section),
    )
    return newest if pinned is None or pinned in newest else (*newest, pinned)


def _mobile_home(catalogue: Catalogue, host: Host) -> str:
    pinned = catalogue.chronicle.pinned(host, None)
    rows = (
        fill(
            "mobile_item",
            mark='class="cindex"' if serial == pinned else f'sort="{row}"',
            **card_fields(catalogue, serial, MOBILE_HOST),
        )
        for row, serial in enumerate(_stories(catalogue, host, None), 1)
    )
    mobile_menu = menu(host).replace("//www.", "//m.")
    return fill("mobile_home", items="".join(rows), menu=mobile_menu, this_year=catalogue.now.year)


def video_page(catalogue: Catalogue, request: PageRequest) -> Page | None:
    """A video's page: player, title and links, no article."""
    found = re.fullmatch(r"/view/(\d+)/[a-z0-9-]+", request.path)
    if not found or not catalogue.first <= int(found[1]) <= catalogue.last:
        return None
    link = video_link(catalogue.index.draft(int(found[1])))
    if link.url != f"https://{request.host}{request.path}":
        return None
    rows = "".join(f'<li><a href="{card.url}">{escape(card.headline)}</a></li>' for card in catalogue.popular)
    return html_page(catalogue, fill("video", title=escape(link.title), url=link.url, rows=rows))


def not_found(catalogue: Catalogue, request: PageRequest, status: int = 404) -> Page:
    """The error page for a missing or (status 410) deleted page."""
    host = catalogue.host_of(request.host) or catalogue.hosts[0]
    main = f'<div class="content"><h1>{status}</h1><p>Halaman yang Anda cari tidak ditemukan.</p></div>'
    return framed(catalogue, host, "Halaman tidak ditemukan", main, status=status)
