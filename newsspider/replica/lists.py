"""What do the pages that are no story show: index, hubs, home, tags, videos, and nothing at all?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from newsspider.replica.cards import slugged
from newsspider.replica.chrome import bottom, menu, top, weighted
from newsspider.replica.dates import MONTHS, ago_text, clock_text
from newsspider.replica.hosts import MOBILE_HOST, Host
from newsspider.replica.markup import fill
from newsspider.replica.page import Ask, Page
from newsspider.replica.writer import video_link

if TYPE_CHECKING:
    from newsspider.replica.newsroom import Newsroom
    from newsspider.replica.story import Card

PER_PAGE = 20
UNDATED_PAGES = 10


def answer(newsroom: Newsroom, host: Host, ask: Ask) -> Page | None:
    """The list at this path, or None."""
    sections = dict(host.sections)
    head, _, rest = ask.path.strip("/").partition("/")
    if ask.host == MOBILE_HOST and ask.path == "/":
        return _page(newsroom, _mobile_home(newsroom, host))
    if head == "index-news" and (not rest or rest in sections):
        return _index(newsroom, host, rest or None, ask)
    if not head or (head in sections and not rest):
        return _page(newsroom, _hub(newsroom, host, head or None))
    if head in ("tag", "topic") and rest:
        return _page(newsroom, _hub(newsroom, host, None))
    if found := re.fullmatch(r"(\d{4})/(\d\d)/(\d\d)/kumpulan-berita-([a-z-]+)", rest):
        year, month, day, name = found.groups()
        if name == head and head in sections:
            return _index(newsroom, host, head, ask._replace(query={"date": f"{year}-{month}-{day}"}))
    return None


def collection_path(section: str, day: date) -> str:
    """An index page whose address looks like an old article's."""
    return f"/{section}/{day:%Y/%m/%d}/kumpulan-berita-{section}"


def _page(newsroom: Newsroom, text: str) -> Page:
    return Page(body=weighted(text, newsroom.page_bytes))


def _framed(newsroom: Newsroom, host: Host, title: str, main: str) -> str:
    head = fill("list_head", title=escape(title), domain=host.domain)
    frame = (head, top(host, newsroom.now), main, bottom(host, newsroom.now, newsroom.popular))
    return "".join(frame)


def _index(newsroom: Newsroom, host: Host, section: str | None, ask: Ask) -> Page | None:
    """A day's stories, twenty a page; without a date the newest, in ten pages of which the last repeats."""
    page = int(ask.query.get("page", "1")) if ask.query.get("page", "1").isdecimal() else 1
    day = _day(ask.query["date"]) if "date" in ask.query else None
    if day:
        serials = newsroom.listed_on(day, host, section)
    else:
        page = min(page, UNDATED_PAGES)
        serials = newsroom.newest(host, section, UNDATED_PAGES * PER_PAGE)
    count = max(1, -(-len(serials) // PER_PAGE))
    cards = [newsroom.index.card(n) for n in serials[(page - 1) * PER_PAGE : page * PER_PAGE]]
    base = f"https://{host.domain}/index-news" + (f"/{section}" if section else "")
    main = fill(
        "index", items="".join(map(_index_item, cards)), selects=_selects(host, section, day),
        pager=_pager(base, f"date={day.year}-{day.month}-{day.day}&" if day else "", page, count),
    )  # fmt: skip
    return _page(newsroom, _framed(newsroom, host, f"Indeks Berita - {host.title}", main))


def _day(text: str) -> date | None:
    try:
        year, month, day = map(int, text.split("-"))
        return date(year, month, day)
    except ValueError:
        return None


def _index_item(card: Card) -> str:
    title = escape(card.headline)
    topic = ""
    if card.serial % 4 == 0:
        label = f"Kabar {card.section[1]}"
        topic = f'<h4 class="red"><a href="https://{card.host.domain}/topic/{slugged(label)}">{label}</a></h4>'
    return f"""		<li class="ptb15">
			<time class="grey">{clock_text(card.published_at)} WIB</time>
			{topic}<h3 class="f16 fbo"><a href="{card.url}" title="{title}">{title}</a></h3>
		</li>
"""


def _selects(host: Host, section: str | None, day: date | None) -> str:
    days = "".join(f'<option value="{n}"{_chosen(day and day.day, n)}>{n}</option>' for n in range(1, 32))
    months = "".join(
        f'<option value="{n}"{_chosen(day and day.month, n)}>{name}</option>' for n, name in enumerate(MONTHS, 1)
    )
    names = "".join(f'<option value="{slug}"{_chosen(section, slug)}>{name}</option>' for slug, name in host.sections)
    return (
        f'<select id="sectionpil">{names}</select><select id="dayindex">{days}</select>'
        f'<select id="monthindex">{months}</select><select id="yearindex"><option>{day.year if day else ""}</option></select>'
    )


def _chosen(value: object, own: object) -> str:
    return " selected" if value == own else ""


def _pager(base: str, query: str, page: int, count: int) -> str:
    if count == 1:
        return ""
    shown = range(max(1, page - 3), min(count, page + 3) + 1)
    links = [f'<a href="{base}?{query}page={n}"{" id=pagecurrent" if n == page else ""}>{n}</a>' for n in shown]
    if page < count:
        links.append(f'<a href="{base}?{query}page={page + 1}">Next</a>')
        links.append(f'<a href="{base}?{query}page={count}">Last</a>')
    return "".join(links).replace("&page", "&amp;page")


def _hub(newsroom: Newsroom, host: Host, section: str | None) -> str:
    """The home page or a section's front: its thumbnails link relative to the root, without a slash."""
    cards = [newsroom.index.card(n) for n in newsroom.newest(host, section, PER_PAGE)]
    items = "".join(_hub_item(place, card, newsroom) for place, card in enumerate(cards, 1))
    name = dict(host.sections)[section] if section else "Berita Terkini"
    first = section or host.sections[0][0]
    collection = f"https://{host.domain}{collection_path(first, newsroom.now.date())}"
    main = fill("hub", items=items, name=name, collection=collection)
    return _framed(newsroom, host, f"{name} - {host.title}", main)


def _hub_item(place: int, card: Card, newsroom: Newsroom) -> str:
    title, slug = escape(card.headline), card.section[0]
    return f"""<li class="p1520 art-list pos_rel" data-sort="{place}">
	<div class="fr mt5 pos_rel"><a href="{card.path.lstrip("/")}" title="{title}"><img src="https://cdn2.tstatic.net/thumb/{card.serial}.jpg" class="shou2 bgwhite" alt="{title}" /></a></div>
	<div class="mr140"><h3><a href="{card.url}" class="f20 ln24 fbo txt-oev-2" title="{title}">{title}</a></h3>
	<div class="grey2 pt5 f13 ln18 txt-oev-2">{escape(card.section[1])}: {title.lower()}</div>
	<div class="grey pt5"><span><a href="https://{card.host.domain}/{slug}" class="fbo2 tsa-2" title="{card.section[1]}">{card.section[1]}</a></span>
	<time class="foot timeago" title="{card.published_at:%Y-%m-%d %H:%M:%S}">{ago_text(card.published_at, newsroom.now)}</time></div></div>
	<div class="cl2"></div>
</li>
"""


def _mobile_home(newsroom: Newsroom, host: Host) -> str:
    cards = [newsroom.index.card(n) for n in newsroom.newest(host, None, PER_PAGE)]
    items = "".join(_mobile_item(place, card, newsroom) for place, card in enumerate(cards, 1))
    return fill("mobile_home", items=items, menu=menu(host).replace("//www.", "//m."), this_year=newsroom.now.year)


def _mobile_item(place: int, card: Card, newsroom: Newsroom) -> str:
    title, address = escape(card.headline), f"https://{MOBILE_HOST}{card.path}"
    return f"""<li sort="{place}"><div class="btsquare"><a href="{address}"><img src="https://cdn2.tstatic.net/thumb/{card.serial}.jpg" alt="{title}"></a></div>
<div class="m-btsquare"><h3><a href="{address}" class="fbo2 f16 ln22 txt-oev-3">{title}</a></h3>
<h4><a class="fbo f12 red" href="https://{MOBILE_HOST}/{card.section[0]}">{card.section[1]}</a></h4><time class="foot">{ago_text(card.published_at, newsroom.now)}</time></div></li>
"""


def video_page(newsroom: Newsroom, ask: Ask) -> Page | None:
    """A video's page: a player, a title, links, and no article."""
    found = re.fullmatch(r"/view/(\d+)/[a-z0-9-]+", ask.path)
    if not found or not newsroom.first <= int(found[1]) <= newsroom.last:
        return None
    link = video_link(newsroom.index.draft(int(found[1])))
    if link.url != f"https://{ask.host}{ask.path}":
        return None
    links: Sequence[Card] = newsroom.popular
    rows = "".join(f'<li><a href="{card.url}">{escape(card.headline)}</a></li>' for card in links)
    return _page(newsroom, fill("video", title=escape(link.title), url=link.url, rows=rows))


def not_found(newsroom: Newsroom, ask: Ask) -> bytes:
    host = newsroom.host_of(ask.host) or newsroom.hosts[0]
    main = '<div class="content"><h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p></div>'
    return _framed(newsroom, host, "Halaman tidak ditemukan", main).encode()
