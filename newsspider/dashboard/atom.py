"""Atom feed of the newest stories by filter (RFC 4287), with an ETag for conditional requests.

Texts are those of pages: control characters and what XML does not allow are U+FFFD, and only http(s)
addresses are links.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from starlette.datastructures import Headers
from starlette.responses import Response

from newsspider import __version__
from newsspider.dashboard.formats import is_web, plain
from newsspider.dashboard.pages.request import BadParameter, PageRequest
from newsspider.store.reports.listings import FeedStory, feed_stories
from newsspider.store.reports.search import NoWords

PATH = "/feed.atom"
FILTERS = ("outlet", "host", "section", "search")
STORIES = 50
LEAD_LENGTH, MOST_TAGS = 600, 20
NAMESPACE = "http://www.w3.org/2005/Atom"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without stories was updated."""
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def feed_response(asked: PageRequest, headers: Headers, prefix: str) -> Response:
    """The feed that the request's filters ask for; status 304 if the reader has it. Raises BadParameter."""
    stated = {name: text for name in FILTERS if (text := asked.text(name)) is not None}
    try:
        stories = feed_stories(asked.connection, STORIES, **stated)
    except NoWords:
        raise BadParameter("search", "harga beras") from None
    updated = max((story.changed_at for story in stories), default=NEVER).astimezone(UTC)
    body = feed(stories, stated, updated, prefix)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {
        "etag": tag,
        "last-modified": format_datetime(updated.replace(microsecond=0), usegmt=True),
        "cache-control": "private, no-cache",
    }
    if is_known(headers, tag, updated):
        return Response(status_code=304, headers=known)
    return Response(body, media_type="application/atom+xml", headers=known)


def is_known(headers: Headers, tag: str, updated: datetime) -> bool:
    """Whether a conditional request says that its reader has this feed; a tag counts before a time."""
    if (tags := headers.get("if-none-match")) is not None:
        return tags.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in tags.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except (ValueError, OverflowError):
        return False
    return since.tzinfo is not None and updated.replace(microsecond=0) <= since


def feed(stories: Iterable[FeedStory], stated: Mapping[str, str], updated: datetime, prefix: str) -> bytes:
    """The feed's XML in UTF-8. Its id is that of its filters, in whatever order they are stated."""
    root = ElementTree.Element("feed", xmlns=NAMESPACE)
    query = urlencode(sorted(stated.items()))
    _add(root, "id", _id(f"newsspider{PATH}?{query}"))
    _add(root, "title", ", ".join(["newsspider", *stated.values()]))
    _add(root, "updated", _moment(updated))
    _add(root, "generator", "newsspider", version=__version__)
    _add(root, "link", rel="self", type="application/atom+xml", href=_address(prefix + PATH, query))
    words = {"q" if name == "search" else name: text for name, text in stated.items() if name != "outlet"}
    page = _address(f"{prefix}/stories", urlencode(words))
    _add(root, "link", rel="alternate", type="text/html", href=page)
    for story in stories:
        _add_entry(root, story)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: ElementTree.Element, story: FeedStory) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _add(entry, "id", _id(story.url))
    _add(entry, "title", story.headline)
    _add(entry, "updated", _moment(story.changed_at))
    _add(entry, "published", _moment(story.at))
    for name in story.authors or [story.host]:
        _add(_add(entry, "author"), "name", name)
    if is_web(story.url):
        _add(entry, "link", rel="alternate", href=story.url)
    for term in dict.fromkeys([story.section or story.host, *story.tags[:MOST_TAGS]]):
        _add(entry, "category", term=term)
    _add(entry, "summary", story.lead[:LEAD_LENGTH])


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.attrib.update({key: _safe(value) for key, value in attributes.items()})
    element.text = _safe(text) or None
    return element


def _safe(text: str) -> str:
    return _NO_XML.sub("\ufffd", plain(text))


def _id(address: str) -> str:
    return uuid5(NAMESPACE_URL, address).urn


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
