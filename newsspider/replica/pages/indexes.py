"""Index pages: the stories of a day, or the newest ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from newsspider.replica.cards import slug_of
from newsspider.replica.catalogue import Catalogue
from newsspider.replica.dates import MONTHS
from newsspider.replica.hosts import Host
from newsspider.replica.page import Page, PageRequest
from newsspider.replica.pages.frame import card_fields, framed
from newsspider.replica.pages.markup import fill

PER_PAGE = 20
UNDATED_PAGES = 10
_TOPIC = '<h4 class="red"><a href="https://{domain}/topic/{slug}">{name}</a></h4>'


def page_at(catalogue: Catalogue, host: Host, request: PageRequest) -> Page | None:
    """The index at this path, or None."""
    sections = dict(host.sections)
    head, _, rest = request.path.strip("/").partition("/")
    if head == "index-news" and (not rest or rest in sections):
        return _index(catalogue, host, rest or None, request)
    found = re.fullmatch(r"(\d{4}/\d\d/\d\d)/kumpulan-berita-([a-z-]+)", rest)
    if found and found[2] == head and head in sections:
        day = {"date": found[1].replace("/", "-")}
        return _index(catalogue, host, head, request._replace(query=day))
    return None


def collection_path(section: str, day: date) -> str:
    """The path of an index page, which looks like an old story's."""
    return f"/{section}/{day:%Y/%m/%d}/kumpulan-berita-{section}"


def _index(catalogue: Catalogue, host: Host, section: str | None, request: PageRequest) -> Page:
    """A day's stories, twenty a page; without a date the newest, on ten pages.

    Beyond the last page of a day, regional hosts repeat the last one, and www shows an empty list.
    """
    stated = request.query.get("page", "1")
    page = max(1, int(stated)) if stated.isdecimal() else 1
    day = _day(request.query.get("date", ""))
    if day:
        serials = catalogue.chronicle.listed_on(day, host, section)
        page = min(page, _pages(serials)) if host.regional else page
    else:
        page = min(page, UNDATED_PAGES)
        serials = catalogue.chronicle.newest(host, section, UNDATED_PAGES * PER_PAGE)
    base = _base(host, section)
    items = "".join(_item(catalogue, n, base) for n in serials[(page - 1) * PER_PAGE : page * PER_PAGE])
    pager = _pager(base, day, page, _pages(serials))
    main = fill("index", items=items, selects=_selects(host, section, day), pager=pager)
    return framed(catalogue, host, f"Indeks Berita - {host.title}", main)


def _pages(serials: Sequence[int]) -> int:
    return max(1, -(-len(serials) // PER_PAGE))


def _day(text: str) -> date | None:
    try:
        year, month, day = map(int, text.split("-"))
        return date(year, month, day)
    except ValueError:
        return None


def _item(catalogue: Catalogue, serial: int, place: str) -> str:
    card = catalogue.index.card(serial)
    name, topic = f"Kabar {card.section[1]}", ""
    if card.serial % 4 == 0:
        topic = _TOPIC.format(domain=card.host.domain, slug=slug_of(name), name=name)
    return fill("index_item", topic=topic, **card_fields(catalogue, serial, place))


def _selects(host: Host, section: str | None, day: date | None) -> str:
    return fill(
        "selects",
        year=day.year if day else "",
        sections=_options(host.sections, section),
        days=_options([(n, n) for n in range(1, 32)], day and day.day),
        months=_options(list(enumerate(MONTHS, 1)), day and day.month),
    )


def _options(values: list[tuple[int, object]] | tuple[tuple[str, str], ...], chosen: object) -> str:
    return "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{name}</option>'
        for value, name in values
    )


def _base(host: Host, section: str | None) -> str:
    return f"https://{host.domain}/index-news" + (f"/{section}" if section else "")


def _pager(base: str, day: date | None, page: int, count: int) -> str:
    if count == 1:
        return ""
    dated = f"date={day.year}-{day.month}-{day.day}&amp;" if day else ""
    places = [(n, str(n)) for n in range(max(1, page - 3), min(count, page + 3) + 1)]
    if page < count:
        places += [(page + 1, "Next"), (count, "Last")]
    return "".join(
        f'<a href="{base}?{dated}page={n}"{" id=pagecurrent" if text == str(page) else ""}>{text}</a>'
        for n, text in places
    )
