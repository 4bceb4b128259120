"""Listings of feeds: RSS 0.9 to 2.0, Atom, JSON Feed.

The root element decides, or the version that a JSON Feed states; never the address. A feed that gives whole
stories gives second opinions: their texts are compared with what is read from the pages, and never stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from newsspider.items import DropReason, Link, LinkKind, Listing
from newsspider.outlets.dates import parse_listed
from newsspider.outlets.listings.listing import placed
from newsspider.outlets.listings.xmltree import children, parse_entries, parse_tree, split_name, text_of
from newsspider.outlets.pages.content import root_name
from newsspider.outlets.pages.guard import UnreadablePage
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.site import Site
from newsspider.text import collapse, storable
from newsspider.visits import Source

LONGEST_OPINION = 200_000
"""Characters of a story's HTML in a feed that are read."""
MOST_OPINIONS = 200
"""Stories of a feed whose texts are read; the longest feed seen has 100."""
FEWEST_WORDS = 60
"""Words of a whole story; what is shorter is a summary."""
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed)(?=[\s/>])", re.IGNORECASE)
_ROOTS = ("rss", "rdf", "feed")
_JSON_FEED = re.compile(
    r'\{(?=[^}]{0,4000}?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org)', re.DOTALL
)
_TAG = re.compile(r"<[^<>]{0,500}>")

Values = Mapping[str, str]
"""The values of an entry: link, title, published, modified, text (HTML)."""


def is_feed(text: str) -> bool:
    """Whether a text is a feed, by its root element or by the version that a JSON Feed states."""
    return root_name(text) in _ROOTS or _is_json_feed(text)


def _is_json_feed(text: str) -> bool:
    return text[:1] in "{\ufeff \t\r\n" and _JSON_FEED.match(text.lstrip("\ufeff \t\r\n")) is not None


class XmlFeed:
    """An RSS or Atom feed. Prefixes and case do not matter."""

    name = "XmlFeed"

    def recognises(self, text: str, path: str) -> bool:
        return root_name(text) in _ROOTS

    def read(self, text: str, url: str, site: Site) -> Listing:
        found = _ROOT.search(text)
        start = found.start() if found else 0
        root = parse_tree(text, start)
        if root is None:
            raise UnreadablePage("expected the entries of a feed, found XML that cannot be parsed")
        entries = map(_values, parse_entries(text, start, root, "item|entry", _entries))
        return _listing(self.name, entries, _hub(root), url, site)


class JsonFeed:
    """A JSON Feed (jsonfeed.org)."""

    name = "JsonFeed"

    def recognises(self, text: str, path: str) -> bool:
        return _is_json_feed(text)

    def read(self, text: str, url: str, site: Site) -> Listing:
        try:
            feed = orjson.loads(text.strip("\ufeff \t\r\n"))
        except json.JSONDecodeError as error:
            raise UnreadablePage(f"expected a JSON Feed, found JSON that ends too early: {error}") from error
        items, hubs = feed.get("items"), feed.get("hubs")
        entries = (_json_values(item) for item in _mappings(items))
        hub = next(
            (str(each.get("url") or "") for each in _mappings(hubs) if each.get("type") == "WebSub"), ""
        )
        return _listing(self.name, entries, hub, url, site)


def _listing(name: str, entries: Iterator[Values], hub: str, url: str, site: Site) -> Listing:
    """The list of a feed: each address once, at most as many as the outlet's limits allow."""
    found: dict[str, Link] = {}
    opinions: dict[str, str] = {}
    most, left, nowhere = site.limits.list_links_limit, 0, 0
    for values in entries:
        if len(found) >= most:
            left += 1
            continue
        link = _link(values, url, site)
        if not link.url:
            nowhere += 1
        elif link.url not in found:
            found[link.url] = link
            if len(opinions) < MOST_OPINIONS and (text := _opinion(values)):
                opinions[link.url] = text
    named = site.absolute(storable(hub), url) or ""
    return Listing(
        outlet=site.name,
        url=url,
        layout=name,
        source=Source.NEWS_SITEMAP,
        links=placed(found.values()),
        left_out={"LIST_LINKS_LIMIT": left} if left else {},
        dropped={DropReason.NO_ADDRESS: nowhere} if nowhere else {},
        hub=named if 0 < len(named.encode()) <= site.limits.urllength_limit else None,
        opinions=opinions,
    )


def _link(values: Values, base: str, site: Site) -> Link:
    return Link(
        kind=LinkKind.STORY,
        url=site.absolute(values.get("link"), base),
        anchor=collapse(_TAG.sub(" ", unescape(storable(values.get("title", ""))))),
        published_at=parse_listed(values.get("published", "")),
        modified_at=parse_listed(values.get("modified", "")),
    )


def _opinion(values: Values) -> str | None:
    """The visible text of a whole story in a feed; None for a summary."""
    html = values.get("text", "")[:LONGEST_OPINION]
    if html.count(" ") < FEWEST_WORDS:
        return None
    root = LexborHTMLParser(html).body
    text = visible_text(root) if root is not None else ""
    return text if text.count(" ") >= FEWEST_WORDS else None


def _entries(root: Any) -> Iterator[Any]:
    """The entries of a feed: `item` below the channel (RSS) or beside it (RDF), `entry` (Atom)."""
    for child in children(root):
        name = split_name(child.tag)[1]
        if name in ("item", "entry"):
            yield child
        elif name == "channel":
            yield from (each for each in children(child) if split_name(each.tag)[1] == "item")


def _hub(root: Any) -> str:
    """The address of the WebSub hub that a feed names; empty for none."""
    heads = [root, *(child for child in children(root) if split_name(child.tag)[1] == "channel")]
    links = (child for head in heads for child in children(head) if split_name(child.tag)[1] == "link")
    return next((link.get("href") or "" for link in links if link.get("rel") == "hub"), "")


def _values(entry: Any) -> Values:
    """The values of an entry, those of media extensions left out."""
    found: dict[str, str] = {}
    for child in children(entry):
        space, name = split_name(child.tag)
        if any(word in space for word in _EXTENSIONS):
            continue
        if name == "link":
            _take_link(found, child)
        elif name in _NAMES and (value := text_of(child)):
            found.setdefault(_NAMES[name], value)
    permanent = found.get("guid", "") if found.get("guid", "").startswith("http") else ""
    link = found.get("origlink") or found.get("link") or permanent
    return {**found, "link": link}


_EXTENSIONS = ("mrss", "media", "itunes", "podcast")
"""Words in the namespaces of extensions whose elements bear the names of a feed's own."""
_NAMES = {
    "title": "title",
    "guid": "guid",
    "origlink": "origlink",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "date": "published",
    "updated": "modified",
    "modified": "modified",
    "encoded": "text",
    "content": "text",
}


def _take_link(found: dict[str, str], link: Any) -> None:
    """The address of a story: the text of a link (RSS), or one that leads to its page (Atom)."""
    href = link.get("href")
    if href is None:
        found.setdefault("link", text_of(link))
    elif link.get("rel", "alternate") == "alternate" and "html" in (link.get("type") or "html"):
        found.setdefault("link", href)


def _json_values(item: Mapping[str, Any]) -> Values:
    names = {
        "link": item.get("url") or item.get("external_url") or item.get("id"),
        "title": item.get("title"),
        "published": item.get("date_published"),
        "modified": item.get("date_modified"),
        "text": item.get("content_html") or item.get("content_text"),
    }
    return {name: value for name, value in names.items() if isinstance(value, str)}


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else iter(())
