"""What does this page say before anybody interprets it?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.outlets.guard import NESTING_LIMIT, guard, is_cut_short
from newsspider.text import collapse, storable

_BELOW_ID = re.compile(r"(?P<root>#[\w-]+) (?P<rest>[^,>+~\s][^,]*)")
"""A selector that begins with an id: what it finds stands below one element."""
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|meta|span|article|script|h1|table|br|a|urlset|rss)[\s/>]", re.I
)
_PLAIN = bytes((9, 10, 13, *range(32, 127)))
_UNSTORABLE = re.compile(rb"[\x00-\x7f]|\xc2[\x80-\x9f]|\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
"""The bytes of what `storable` replaces in valid UTF-8. They are looked for among the bytes that are not
plain ASCII: a page of 120 KB has a few hundred of those."""
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)  # fmt: skip
_DATA_LAYER = re.compile(r"""(["'])(?P<name>[a-zA-Z_]+)\1\s*:\s*(["'])(?P<value>(?:(?!\3)[^\\\n]|\\.)*)\3""")
_DATA_LAYER_START = re.compile(r"\bdataLayer\s*=\s*\[")
_ESCAPED_QUOTE = re.compile(r"""\\(["'])""")


def decode(body: bytes) -> str:
    """The page's characters, storable: UTF-8 wherever the bytes are valid or nearly valid UTF-8, UTF-16 where
    they say so, else Windows-1252. What a page declares of itself is not asked: newsrooms here write nothing
    else, and declare wrongly."""
    if wide := _wide(body):
        return storable(body.decode(wide, "replace").removeprefix("\ufeff"))
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as broken:
        return storable(body.decode("utf-8" if _nearly_utf8(body, broken) else "cp1252", "replace"))
    return storable(text) if _UNSTORABLE.search(body.translate(None, _PLAIN)) else text


def _wide(body: bytes) -> str | None:
    """The encoding of a body in 16 or 32 bits a character: by its byte order mark, or by its first tag."""
    for mark, encoding in _WIDE:
        if body.startswith(mark):
            return encoding
    return None


def is_wide(body: bytes) -> bool:
    """Whether the body is in UTF-16 or UTF-32."""
    return _wide(body) is not None


def _nearly_utf8(body: bytes, broken: UnicodeDecodeError) -> bool:
    """A page of UTF-8 with a cut or damaged character, not one in another charset."""
    if broken.start >= len(body) - 3:
        return True
    text = body.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - lost > 4 * lost


def is_markup(text: str) -> bool:
    """Whether a page is HTML or XML, and no plain text rendering."""
    return _TAG.search(text, 0, 100_000) is not None


class Page:
    """A parsed HTML page. Cheap to build; its metadata is read on first use.

    Raises EmptyPage, TooLarge or TooDeep, each before the parser sees the text.
    """

    def __init__(self, html: str, url: str | None, nesting_limit: int = NESTING_LIMIT) -> None:
        guard(html, nesting_limit)
        self.html = html
        self.url = url
        self.tree = LexborHTMLParser(html)
        self._found: dict[str, LexborNode | None] = {}

    def first(self, *selectors: str) -> LexborNode | None:
        """The first element that matches the first selector that matches at all."""
        for selector in selectors:
            if selector not in self._found:
                root, rest = self._within(selector)
                self._found[selector] = root.css_first(rest) if root is not None else None
            if (node := self._found[selector]) is not None:
                return node
        return None

    def css(self, selector: str) -> list[LexborNode]:
        """Every element that matches; of a list `a, b` one that matches both comes twice."""
        root, rest = self._within(selector)
        return root.css(rest) if root is not None else []

    def _within(self, selector: str) -> tuple[LexborHTMLParser | LexborNode | None, str]:
        """Where to look for what. For `#id rest` it is the element of the id: at a third of the cost."""
        found = _BELOW_ID.fullmatch(selector) if selector.startswith("#") else None
        return (self.first(found["root"]), found["rest"]) if found else (self.tree, selector)

    @property
    def cut_short(self) -> bool:
        """Whether it has a beginning and no end."""
        return is_cut_short(self.html)

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """`<meta>` by name or property; the first of a name wins."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name")
            if name and attributes.get("content"):
                found.setdefault(name.lower(), collapse(attributes["content"] or ""))
        return found

    @cached_property
    def json_ld(self) -> tuple[Mapping[str, Any], ...]:
        """Every JSON-LD object of the page, `@graph` and lists unfolded; broken scripts are passed over."""
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
        """The texts of the page's `dataLayer = [{"editor": "X", ...}]`: JavaScript, either kind of quotes."""
        start = _DATA_LAYER_START.search(self.html)
        if start is None:
            return {}
        script = self.html[start.start() : self.html.find("</script>", start.start())]
        return {
            found["name"]: collapse(_ESCAPED_QUOTE.sub(r"\1", found["value"]))
            for found in _DATA_LAYER.finditer(script)
        }


def page_title(page: Page) -> str:
    """What the page calls itself, for messages."""
    node = page.first("title")
    return collapse((node.text(deep=True) or "")[:1000])[:120] if node is not None else ""


def _loads(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:  # what browsers and sites accept: raw control characters, lone surrogates
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
