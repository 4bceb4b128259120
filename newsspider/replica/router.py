"""Which page answers a request, by host and path?"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from newsspider.replica import hubs, lists, sitemaps
from newsspider.replica.amp import amp_page
from newsspider.replica.chrome import weighted
from newsspider.replica.desktop import desktop_page
from newsspider.replica.hosts import BARE_HOST, MOBILE_HOST, VIDEO_HOST, WIDGET_HOST
from newsspider.replica.mobile import mobile_page
from newsspider.replica.page import JSON, TEXT, Ask, Page
from newsspider.replica.paging import ALL
from newsspider.replica.robots import robots_text
from newsspider.replica.views import View
from newsspider.replica.widget import jixie_data, pilihan_data

if TYPE_CHECKING:
    from newsspider.replica.hosts import Host
    from newsspider.replica.newsroom import Newsroom
    from newsspider.replica.story import Story


def route(newsroom: Newsroom, host: str, target: str) -> Page:
    parts = urlsplit(target)
    domain = host.lower().partition(":")[0]
    ask = Ask(domain, parts.path or "/", dict(reversed(parse_qsl(parts.query))))
    if domain == BARE_HOST:
        return _moved(f"https://www.tribunnews.com{target}")
    return _answer(newsroom, ask) or hubs.not_found(newsroom, ask)


def _answer(newsroom: Newsroom, ask: Ask) -> Page | None:
    if ask.host == WIDGET_HOST:
        return _jixie(newsroom, ask)
    if ask.host == VIDEO_HOST:
        return hubs.video_page(newsroom, ask)
    host = newsroom.hosts[0] if ask.host == MOBILE_HOST else newsroom.host_of(ask.host)
    if host is None:
        return None
    answers = (_plain, sitemaps.answer, lists.answer, hubs.answer)
    found = (answer(newsroom, host, ask) for answer in answers)
    return next(filter(None, found), None) or _story(newsroom, ask)


def _plain(newsroom: Newsroom, host: Host, ask: Ask) -> Page | None:
    if ask.path == "/robots.txt":
        return Page(body=robots_text(ask.host).encode(), content_type=TEXT)
    if ask.path in ("/indeks", "/index-news/"):
        return _moved(f"https://{host.domain}/index-news")
    return _pilihan(newsroom, ask) if ask.path == "/ajax/pilihanuntukmu" else None


def _moved(location: str) -> Page:
    return Page(body=b"", status=301, location=location)


def _story(newsroom: Newsroom, ask: Ask) -> Page | None:
    amp = ask.path.startswith("/amp/")
    serial = newsroom.serial_of(ask.host, ask.path.removeprefix("/amp"))
    if serial is None:
        return None
    story = newsroom.story_at(serial)
    wanted = _page_asked(ask.query.get("page", "1"), story)
    if wanted is None or (amp and story.amp_url != f"https://{ask.host}{ask.path}"):
        return None
    render = amp_page if amp else mobile_page if ask.host == MOBILE_HOST else desktop_page
    body = weighted(render(story, View(wanted, newsroom.now)), 0 if amp else newsroom.page_bytes)
    version = f"{serial}-{render.__name__}-{wanted}-{story.modified_at.timestamp():.0f}"
    return Page(body=body, modified=story.modified_at, version=version)


def _page_asked(text: str, story: Story) -> int | str | None:
    if text == ALL:
        return ALL
    return int(text) if re.fullmatch(r"[1-9]\d?", text) and int(text) <= story.pages else None


def _pilihan(newsroom: Newsroom, ask: Ask) -> Page | None:
    serial = newsroom.serial_of(ask.host, ask.query.get("url", ""))
    return None if serial is None else _json(pilihan_data(newsroom.story_at(serial)))


def _jixie(newsroom: Newsroom, ask: Ask) -> Page | None:
    if ask.path != "/v1/recommendation":
        return None
    number = newsroom.number_of(ask.query.get("pageurl", ""))
    return None if number is None else _json(jixie_data(newsroom.story(number)))


def _json(data: object) -> Page:
    return Page(body=json.dumps(data, ensure_ascii=False).encode(), content_type=JSON)
