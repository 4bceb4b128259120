"""Parsed page: decoding, elements, and the metadata of its head (meta, JSON-LD, dataLayer)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.outlets.pages.guard import guard, is_cut_short
from newsspider.text import collapse, storable

_BELOW = re.compile(r"(?P<root>[#.][\w-]+) (?P<rest>[^,>+~\s][^,]*)")
"""A selector that begins with an id or a class."""
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|meta|span|article|script|h1|table|br|a|urlset|rss)[\s/>]", re.I
)
_PLAIN = bytes((9, 10, 13, *range(32, 127)))
_UNSTORABLE = re.compile(rb"[\x00-\x7f]|\xc2[\x80-\x9f]|\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
"""The bytes of what `storable` replaces in valid UTF-8. The search looks only at bytes that are not plain
ASCII: a page of 120 KB has a few hundred."""
_WIDE = {
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
STORY_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle")
"""JSON-LD types of a story."""
_DATA_LAYER = re.compile(
    r"""(?<![\w"'])(["']?)(?P<name>[a-zA-Z_]+)\1\s*:\s*(?:"(?P<double>(?:[^"\\\n]|\\.)*+)"|'(?P<single>(?:[^'\\\n]|\\.)*+)')"""
)
_DATA_LAYER_START = re.compile(r"dataLayer(?<=\bdataLayer)\s*(?:=\s*\[|\.push\(\s*\{)")
_ESCAPED_QUOTE = re.compile(r"""\\(?=["'])""")
MOST_SIBLINGS = 6_000
"""Tags of a page on which siblings ("h1 ~ p") are looked for. The largest page seen has 4,100; with 45,000
the query took 28 s."""


def decode(body: bytes) -> str:
    """The text of a page, storable: UTF-16 or UTF-32 by its mark, UTF-8 if the bytes are nearly valid UTF-8,
    else Windows-1252. A declared encoding is ignored: newsrooms use no other, and declare wrongly."""
    if wide := wide_encoding(body):
        return storable(body.decode(wide, "replace").removeprefix("\ufeff"))
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as broken:
        return storable(body.decode("utf-8" if _nearly_utf8(body, broken) else "cp1252", "replace"))
    return storable(text) if _UNSTORABLE.search(body.translate(None, _PLAIN)) else text


def wide_encoding(body: bytes) -> str | None:
    """The encoding of a body with 16 or 32 bits a character, by its byte order mark or first tag."""
    for mark, encoding in _WIDE.items():
        if body.startswith(mark):
            return encoding
    return None


def _nearly_utf8(body: bytes, broken: UnicodeDecodeError) -> bool:
    """Whether a page is UTF-8 with cut or damaged characters, and not in another encoding."""
    if broken.start >= len(body) - 3:
        return True
    text = body.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - lost > 4 * lost


def is_markup(text: str) -> bool:
    """Whether a text is HTML or XML, not a plain text rendering."""
    return _TAG.search(text, 0, 100_000) is not None


class Page:
    """A parsed HTML page. Its metadata is read on first use.

    Raises EmptyPage, TooLarge, TooDeep or TooCrowded before parsing.
    """

    def __init__(self, html: str, url: str | None) -> None:
        guard(html)
        self.html = html
        self.url = url
        self.tree = LexborHTMLParser(html)
        self._found: dict[str, LexborNode | None] = {}
        self._roots: dict[str, list[LexborNode]] = {}

    def first(self, *selectors: str) -> LexborNode | None:
        """The first element of the first selector that matches."""
        for selector in selectors:
            if selector not in self._found:
                roots, rest = self._scope(selector)
                self._found[selector] = next(filter(None, (root.css_first(rest) for root in roots)), None)
            if (node := self._found[selector]) is not None:
                return node
        return None

    def css(self, selector: str) -> list[LexborNode]:
        """Every element that matches. In a list `a, b` an element that matches both comes twice."""
        roots, rest = self._scope(selector)
        return [node for root in roots for node in root.css(rest)]

    def _scope(self, selector: str) -> tuple[Sequence[LexborHTMLParser | LexborNode], str]:
        """The roots to search, and for what. Below the id of `#id rest` costs a third; below an id or a class
        that the page lacks is nothing, and so is a sibling on a page with too many tags: the parser compares
        all siblings with each other, and cannot be interrupted."""
        if " ~ " in selector and self.html.count("<") > MOST_SIBLINGS:
            return (), selector
        found = _BELOW.fullmatch(selector) if selector.startswith(("#", ".")) else None
        if found is None:
            return (self.tree,), selector
        root = found["root"]
        if root.startswith("."):
            return ((self.tree,) if self.first(root) is not None else ()), selector
        if root not in self._roots:
            self._roots[root] = self.tree.css(root)
        return self._roots[root], found["rest"]

    @property
    def cut_short(self) -> bool:
        """Whether the page has a beginning and no end tag."""
        return is_cut_short(self.html)

    @property
    def canonical(self) -> str | None:
        """The address of `<link rel="canonical">`, as written."""
        node = self.first('link[rel="canonical"]')
        return node.attributes.get("href") if node is not None else None

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """`<meta>` by name or property; the first of a name counts."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name")
            if name and attributes.get("content"):
                found.setdefault(name.lower(), collapse(attributes["content"] or ""))
        return found

    @cached_property
    def json_ld(self) -> tuple[Mapping[str, Any], ...]:
        """Every JSON-LD object of the page, `@graph` and lists unfolded, without broken scripts."""
        scripts = self.tree.css('script[type="application/ld+json"]')
        return tuple(thing for node in scripts for thing in _objects(_loads(node.text(deep=True))))

    def typed(self, *types: str) -> Mapping[str, Any]:
        """The first JSON-LD object of one of these `@type`s, or an empty mapping."""
        for thing in self.json_ld:
            kind = thing.get("@type")
            if any(name in types for name in (kind if isinstance(kind, list) else [kind])):
                return thing
        return {}

    @cached_property
    def data_layer(self) -> Mapping[str, str]:
        """The texts of the page's `dataLayer = [{"editor": "X", ...}]`, or of what is pushed to it:
        JavaScript, names with or without quotes."""
        place = self.html.find("dataLayer")  # a tenth of the pattern's cost
        start = _DATA_LAYER_START.search(self.html, place) if place >= 0 else None
        if start is None:
            return {}
        script = self.html[start.start() : self.html.find("</script>", start.start())]
        return {
            found["name"]: collapse(_ESCAPED_QUOTE.sub("", found["double"] or found["single"] or ""))
            for found in _DATA_LAYER.finditer(script)
        }


def page_title(page: Page) -> str:
    """The page's title, for messages."""
    node = page.first("title")
    return collapse((node.text(deep=True) or "")[:1000])[:120] if node is not None else ""


def _loads(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:  # raw control characters and lone surrogates, as browsers accept them
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            waiting.append(value.get("@graph"))
