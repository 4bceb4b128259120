"""What does the index of a day (or of the newest stories) show?"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from newsspider.replica.cards import slugged
from newsspider.replica.dates import MONTHS
from newsspider.replica.frame import card_holes, framed
from newsspider.replica.hosts import Host
from newsspider.replica.markup import fill
from newsspider.replica.page import Ask, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsspider.replica.newsroom import Newsroom

PER_PAGE = 20
UNDATED_PAGES = 10
_TOPIC = '<h4 class="red"><a href="https://{domain}/topic/{slug}">{name}</a></h4>'


def answer(newsroom: Newsroom, host: Host, ask: Ask) -> Page | None:
    """The index at this path, or None."""
    sections = dict(host.sections)
    head, _, rest = ask.path.strip("/").partition("/")
    if head == "index-news" and (not rest or rest in sections):
        return _index(newsroom, host, rest or None, ask)
    found = re.fullmatch(r"(\d{4}/\d\d/\d\d)/kumpulan-berita-([a-z-]+)", rest)
    if found and found[2] == head and head in sections:
        day = {"date": found[1].replace("/", "-")}
        return _index(newsroom, host, head, ask._replace(query=day))
    return None


def collection_path(section: str, day: date) -> str:
    """An index page whose address looks like an old article's."""
    return f"/{section}/{day:%Y/%m/%d}/kumpulan-berita-{section}"


def _index(newsroom: Newsroom, host: Host, section: str | None, ask: Ask) -> Page:
    """A day's stories, twenty a page; without a date the newest, in ten pages of which the last repeats.

    Beyond the last page of a day, regional hosts show the last one again, and www an empty list: both happen.
    """
    asked = ask.query.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() else 1
    day = _day(ask.query.get("date", ""))
    if day:
        serials = newsroom.chronicle.listed_on(day, host, section)
        page = min(page, _pages(serials)) if host.regional else page
    else:
        page = min(page, UNDATED_PAGES)
        serials = newsroom.chronicle.newest(host, section, UNDATED_PAGES * PER_PAGE)
    base = _base(host, section)
    items = "".join(_item(newsroom, n, base) for n in serials[(page - 1) * PER_PAGE : page * PER_PAGE])
    pager = _pager(base, day, page, _pages(serials))
    main = fill("index", items=items, selects=_selects(host, section, day), pager=pager)
    return framed(newsroom, host, f"Indeks Berita - {host.title}", main)


def _pages(serials: Sequence[int]) -> int:
    return max(1, -(-len(serials) // PER_PAGE))


def _day(text: str) -> date | None:
    try:
        year, month, day = map(int, text.split("-"))
        return date(year, month, day)
    except ValueError:
        return None


def _item(newsroom: Newsroom, serial: int, place: str) -> str:
    card = newsroom.index.card(serial)
    name, topic = f"Kabar {card.section[1]}", ""
    if card.serial % 4 == 0:
        topic = _TOPIC.format(domain=card.host.domain, slug=slugged(name), name=name)
    return fill("index_item", topic=topic, **card_holes(newsroom, serial, place))


def _selects(host: Host, section: str | None, day: date | None) -> str:
    return fill(
        "selects", year=day.year if day else "", sections=_options(host.sections, section),
        days=_options([(n, n) for n in range(1, 32)], day and day.day),
        months=_options(list(enumerate(MONTHS, 1)), day and day.month),
    )  # fmt: skip


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
