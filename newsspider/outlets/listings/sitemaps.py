"""Listings of a site's robots.txt and its sitemaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from newsspider.items import DropReason, Link, LinkKind, Listing
from newsspider.outlets.dates import parse_listed
from newsspider.outlets.listings.listing import is_cut, placed
from newsspider.outlets.listings.xmltree import children, parse_entries, parse_tree, split_name, text_of
from newsspider.outlets.pages.content import root_name
from newsspider.outlets.site import Site
from newsspider.visits import Source

MAX_SITEMAPS = 500
"""Sitemaps that one robots.txt may name; the most seen are 3."""
_SITEMAP = re.compile(
    r"(?:[^\w#]{0,80}(?:xml\s)?|user-agent\s?:\s?\S{1,60}\s)"
    r"site-?maps?(?:[\w -]{0,20}[:=：](?!//)|\s)(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(r"[\s<>\"'`|‘’“”«»]+|[,;](?=https?:|/|\s|$)")
_WHOLE = re.compile(
    r"https?://(?:(?!site-?maps?[:=])[^\s<>\"'`|‘’“”«»(){}\[\],;]|[,;](?!https?:|\s|$))+", re.IGNORECASE
)
_RELATIVE = re.compile(r"/|[\w.-]{1,80}\.\w")
_HOST = re.compile(r"(?:[\w-]{1,60}\.){1,4}(?:com|id|net|org|co)/")
LATEST_ROOT = 4096
"""Characters before a sitemap's root element, unless a comment or document type precedes it."""
LONGEST_ENTRY = 4096
"""Characters at the end of a cut sitemap in which its last address begins."""
_SCHEMES = ("https://", "http://")
_LOC = re.compile(r"<(?:[\w.-]{1,40}:)?loc\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)(?=[\s/>])", re.IGNORECASE)


class RobotsFile:
    """The sitemaps that robots.txt names (RFC 9309 leaves that to sitemaps.org)."""

    name = "RobotsFile"

    def recognises(self, text: str, path: str) -> bool:
        return path == "/robots.txt"

    def read(self, text: str, url: str, site: Site) -> Listing:
        hrefs = islice(named_sitemaps(text), MAX_SITEMAPS)
        named = dict.fromkeys(site.absolute(href, url) for href in hrefs)
        links = [Link(kind=LinkKind.PAGINATION, url=address, anchor="") for address in named if address]
        return Listing(outlet=site.name, url=url, layout=self.name, source=Source.ROBOTS, links=placed(links))


def named_sitemaps(text: str) -> Iterator[str]:
    """The addresses on the `Sitemap:` lines in any spelling: several on a line, in brackets or quotes, on the
    next lines, before a lone CR or a comment, without a scheme."""
    continues = False
    for line in text.replace("\ufffd", "\n").splitlines():
        match = _SITEMAP.match(line)
        value = match["value"] if match else line.strip() if continues or line[:1].isspace() else ""
        value = re.split(r"(?:^|\s)#", value, maxsplit=1)[0]
        found = list(_addresses(value)) if match or value.startswith("http") else []
        continues = bool(found) if match is None else not found
        yield from found


def _addresses(value: str) -> Iterator[str]:
    """The addresses behind `Sitemap:`; whole ones, or else paths."""
    whole = [address.rstrip(".") for address in _WHOLE.findall(value)]
    for word in whole or _BETWEEN.split(value):
        if whole or _RELATIVE.match(word):
            yield f"https://{word}" if not whole and _HOST.match(word) else word


class Sitemap:
    """A sitemap, a news sitemap (Google's extension) or a sitemap index. Its root element decides; prefixes
    and case do not matter. A text of nothing but addresses is one too (sitemaps.org)."""

    name = "Sitemap"

    def recognises(self, text: str, path: str) -> bool:
        return _start(text) is not None or _is_text(text)

    def read(self, text: str, url: str, site: Site) -> Listing:
        root, entries = _entries_of(text)
        found: dict[str, Link] = {}
        most, left, nowhere, news = site.limits.list_links_limit, 0, 0, False
        for entry in entries:
            if len(found) >= most:
                left += 1
                continue
            link, has_news = _link(entry, url, site)
            news = news or has_news
            if link.url:
                found.setdefault(link.url, link)
            else:
                nowhere += 1
        return Listing(
            outlet=site.name,
            url=url,
            layout=self.name,
            source=_source(root, news),
            links=placed(found.values()),
            left_out={"LIST_LINKS_LIMIT": left} if left else {},
            dropped={DropReason.NO_ADDRESS: nowhere} if nowhere else {},
        )


def _entries_of(text: str) -> tuple[Any, Iterable[Any]]:
    """The root element of a sitemap and its entries; no root and the words of one in plain text."""
    if _is_text(text):
        return None, text.split()
    text = _without_cut_entry(text)
    start = _start(text) or 0
    root = parse_tree(text, start)
    return root, parse_entries(text, start, root, "url|sitemap", _entries)


def _is_text(text: str) -> bool:
    """Whether every word is an address."""
    return text[:LATEST_ROOT].lstrip().startswith(_SCHEMES) and all(
        word.startswith(_SCHEMES) for word in text.split()
    )


def _without_cut_entry(text: str) -> str:
    """The text without an address at its end that is cut."""
    if not is_cut(text):
        return text
    begun = [found.start() for found in _LOC.finditer(text, max(0, len(text) - LONGEST_ENTRY))]
    whole = not begun or "</" in text[begun[-1] :]
    return text if whole else text[: begun[-1]]


def _start(text: str) -> int | None:
    """The place of a sitemap's root element; a few lines of other text may precede it."""
    found = _ROOT.search(text, 0, LATEST_ROOT)
    if found is None and "<!" in text[:LATEST_ROOT] and root_name(text) in ("urlset", "sitemapindex"):
        found = _ROOT.search(text)  # after a long comment or document type
    return found.start() if found else None


def _entries(root: Any) -> Iterator[Any]:
    """The entries of the root, whatever their namespace: directly below it, or in an element around them."""
    for child in children(root):
        if _is_entry(child):
            yield child
        else:
            yield from filter(_is_entry, children(child))


def _is_entry(element: Any) -> bool:
    return split_name(element.tag)[1] in ("url", "sitemap")


def _link(entry: Any, base: str, site: Site) -> tuple[Link, bool]:
    """The link of an entry, with title and date of its news, and whether it has news. Other extensions, such
    as image and video, are ignored even if their elements have the same names."""
    if isinstance(entry, str):
        return Link(kind=LinkKind.STORY, url=site.absolute(entry, base), anchor=""), False
    space, kind = split_name(entry.tag)
    own, news = dict[str, Any](), None
    for child in children(entry):
        inner, name = split_name(child.tag)
        if name == "news" and (inner == "news" or "sitemap-news" in inner):
            news = child if news is None else news
        elif inner in (space, ""):
            own.setdefault(name, child)
    values = own
    if news is not None:
        values = own | {split_name(child.tag)[1]: child for child in children(news)}
    link = Link(
        kind=LinkKind.PAGINATION if kind == "sitemap" else LinkKind.STORY,
        url=site.absolute(text_of(own.get("loc")), base),
        anchor=text_of(values.get("title")),
        published_at=parse_listed(text_of(values.get("publication_date"))),
        modified_at=parse_listed(text_of(own.get("lastmod"))),
    )
    return link, news is not None


def _source(root: Any, news: bool) -> Source:
    if root is not None and split_name(root.tag)[1] == "sitemapindex":
        return Source.SITEMAP_INDEX
    return Source.NEWS_SITEMAP if news else Source.SITEMAP
