"""Which page answers a request, by host and path?"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsspider.replica import hubs, lists, sitemaps
from newsspider.replica.addresses import bare_path, story_host
from newsspider.replica.amp import amp_page
from newsspider.replica.chrome import weighted
from newsspider.replica.desktop import desktop_page
from newsspider.replica.hosts import BARE_HOST, MOBILE_HOST, VIDEO_HOST, WIDGET_HOST
from newsspider.replica.mobile import mobile_page
from newsspider.replica.page import JSON, TEXT, Ask, Page
from newsspider.replica.paging import ALL
from newsspider.replica.robots import OPEN_TEXT, robots_text
from newsspider.replica.views import View
from newsspider.replica.widget import jixie_data, pilihan_data

if TYPE_CHECKING:
    from newsspider.replica.hosts import Host
    from newsspider.replica.newsroom import Newsroom
    from newsspider.replica.story import Story


_SERVICES = {"/v1/recommendation": ("pageurl", jixie_data), "/v1/pilihan": ("url", pilihan_data)}


def route(newsroom: Newsroom, host: str, target: str) -> Page:
    parts = urlsplit(target)
    domain = host.lower().partition(":")[0]
    ask = Ask(domain, parts.path or "/", dict(reversed(parse_qsl(parts.query))))
    if domain == BARE_HOST:
        return _moved(f"https://www.tribunnews.com{target}")
    return _answer(newsroom, ask) or hubs.not_found(newsroom, ask)


def _answer(newsroom: Newsroom, ask: Ask) -> Page | None:
    if ask.host == WIDGET_HOST:
        return _recommended(newsroom, ask)
    if ask.host == VIDEO_HOST:
        return hubs.video_page(newsroom, ask)
    host = story_host(ask.host, newsroom.hosts)
    if host is None:
        return None
    answers = (sitemaps.answer, lists.answer, hubs.answer)
    found = (answer(newsroom, host, ask) for answer in answers)
    return _plain(host, ask) or next(filter(None, found), None) or _story(newsroom, ask)


def _plain(host: Host, ask: Ask) -> Page | None:
    if ask.path == "/robots.txt":
        return Page(body=robots_text(ask.host).encode(), content_type=TEXT)
    if ask.path in ("/indeks", "/index-news/"):
        return _moved(f"https://{host.domain}/index-news")
    return None


def _moved(location: str) -> Page:
    return Page(body=b"", status=301, location=location)


def _story(newsroom: Newsroom, ask: Ask) -> Page | None:
    """A story in the form its address asks for. Of those known by an older address too, half move."""
    path = bare_path(ask.path)
    serial = newsroom.serial_of(ask.host, path)
    if serial is None:
        return None
    if serial in newsroom.deleted:
        return hubs.not_found(newsroom, ask, 410 if serial % 2 else 404)
    card = newsroom.index.card(serial)
    if path != card.path and serial % 2 == 0:
        query = f"?{urlencode(ask.query)}" if ask.query else ""
        return _moved(f"https://{ask.host}{ask.path.replace(path, card.path).rstrip('/')}{query}")
    return _rendered(newsroom, newsroom.story_at(serial), ask)


def _rendered(newsroom: Newsroom, story: Story, ask: Ask) -> Page | None:
    amp = ask.path.startswith("/amp/")
    wanted = _page_asked(ask.query.get("page", "1"), story)
    if wanted is None or (amp and ask.host != urlsplit(story.amp_url).netloc):
        return None
    render = amp_page if amp else mobile_page if ask.host == MOBILE_HOST else desktop_page
    body = weighted(render(story, View(wanted, newsroom.now)), 0 if amp else newsroom.page_bytes)
    serial = story.card.serial
    version = f"{serial}-{render.__name__}-{wanted}-{story.modified_at.timestamp():.0f}"
    return Page(body=body, modified=story.modified_at, version=version)


def _page_asked(text: str, story: Story) -> int | str | None:
    if text == ALL:
        return ALL
    return int(text) if re.fullmatch(r"[1-9]\d?", text) and int(text) <= story.pages else None


def _recommended(newsroom: Newsroom, ask: Ask) -> Page | None:
    """The recommendation service's answers about the story whose URL its query names."""
    if ask.path == "/robots.txt":
        return Page(body=OPEN_TEXT.encode(), content_type=TEXT)
    if ask.path not in _SERVICES:
        return None
    parameter, data = _SERVICES[ask.path]
    number = newsroom.number_of(ask.query.get(parameter, ""))
    return None if number is None else _json(data(newsroom.story(number)))


def _json(data: object) -> Page:
    return Page(body=json.dumps(data, ensure_ascii=False).encode(), content_type=JSON)
