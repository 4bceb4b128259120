"""Router: the page for a host and path."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsspider.replica.addresses import bare_path, story_host
from newsspider.replica.catalogue import Catalogue
from newsspider.replica.hosts import BARE_HOST, MOBILE_HOST, VIDEO_HOST, WIDGET_HOST, Host
from newsspider.replica.page import JSON, TEXT, Page, PageRequest
from newsspider.replica.pages import fronts, indexes, sitemaps
from newsspider.replica.pages.amp import amp_page
from newsspider.replica.pages.chrome import padded
from newsspider.replica.pages.desktop import desktop_page
from newsspider.replica.pages.mobile import mobile_page
from newsspider.replica.pages.paging import ALL, View
from newsspider.replica.pages.robots import OPEN_TEXT, robots_text
from newsspider.replica.pages.widget import jixie_data, pilihan_data
from newsspider.replica.story import Story

_SERVICES = {"/v1/recommendation": ("pageurl", jixie_data), "/v1/pilihan": ("url", pilihan_data)}


def route(catalogue: Catalogue, host: str, target: str) -> Page:
    """The page at a host and request target; an error page if there is none."""
    parts = urlsplit(target)
    domain = host.lower().partition(":")[0]
    request = PageRequest(domain, parts.path or "/", dict(reversed(parse_qsl(parts.query))))
    if domain == BARE_HOST:
        return _moved(f"https://www.tribunnews.com{target}")
    return _page_for(catalogue, request) or fronts.not_found(catalogue, request)


def _page_for(catalogue: Catalogue, request: PageRequest) -> Page | None:
    if request.host == WIDGET_HOST:
        return _recommended(catalogue, request)
    if request.host == VIDEO_HOST:
        return fronts.video_page(catalogue, request)
    host = story_host(request.host, catalogue.hosts)
    if host is None:
        return None
    lists = (sitemaps.page_at, indexes.page_at, fronts.page_at)
    found = (page_at(catalogue, host, request) for page_at in lists)
    return _plain(host, request) or next(filter(None, found), None) or _story(catalogue, request)


def _plain(host: Host, request: PageRequest) -> Page | None:
    if request.path == "/robots.txt":
        return Page(body=robots_text(request.host).encode(), content_type=TEXT)
    if request.path in ("/indeks", "/index-news/"):
        return _moved(f"https://{host.domain}/index-news")
    return None


def _moved(location: str) -> Page:
    return Page(body=b"", status=301, location=location)


def _story(catalogue: Catalogue, request: PageRequest) -> Page | None:
    """The page of a story in the form of its address. Half of the older addresses redirect."""
    path = bare_path(request.path)
    serial = catalogue.serial_of(request.host, path)
    if serial is None:
        return None
    if serial in catalogue.deleted:
        return fronts.not_found(catalogue, request, 410 if serial % 2 else 404)
    card = catalogue.index.card(serial)
    if path != card.path and serial % 2 == 0:
        query = f"?{urlencode(request.query)}" if request.query else ""
        return _moved(f"https://{request.host}{request.path.replace(path, card.path).rstrip('/')}{query}")
    return _rendered(catalogue, catalogue.story_at(serial), request)


def _rendered(catalogue: Catalogue, story: Story, request: PageRequest) -> Page | None:
    amp = request.path.startswith("/amp/")
    number = _page_number(request.query.get("page", "1"), story)
    if number is None or (amp and request.host != urlsplit(story.amp_url).netloc):
        return None
    render = amp_page if amp else mobile_page if request.host == MOBILE_HOST else desktop_page
    body = padded(render(story, View(number, catalogue.now)), 0 if amp else catalogue.page_bytes)
    serial = story.card.serial
    version = f"{serial}-{render.__name__}-{number}-{story.modified_at.timestamp():.0f}"
    return Page(body=body, modified=story.modified_at, version=version)


def _page_number(text: str, story: Story) -> int | str | None:
    if text == ALL:
        return ALL
    return int(text) if re.fullmatch(r"[1-9]\d?", text) and int(text) <= story.pages else None


def _recommended(catalogue: Catalogue, request: PageRequest) -> Page | None:
    """The recommendation service's data about the story in its query."""
    if request.path == "/robots.txt":
        return Page(body=OPEN_TEXT.encode(), content_type=TEXT)
    if request.path not in _SERVICES:
        return None
    parameter, data = _SERVICES[request.path]
    number = catalogue.number_of(request.query.get(parameter, ""))
    return None if number is None else _json(data(catalogue.story(number)))


def _json(data: object) -> Page:
    return Page(body=json.dumps(data, ensure_ascii=False).encode(), content_type=JSON)
