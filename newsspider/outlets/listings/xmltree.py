"""XML documents of hosts: sitemaps and feeds, parsed without entities, a network or a document type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html.entities import html5
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from newsspider.text import collapse

_REFERENCE = re.compile(
    r"(?P<literal><!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))"
    r"|&(?:#(?P<digits>[xX][0-9a-fA-F]{1,8}|[0-9]{1,10});|(?P<name>[A-Za-z]\w{0,31});)?",
    re.DOTALL,
)
"""A reference to a character, or a lone ampersand; in CDATA and in comments there is none."""
LONGEST_ROOT = 4096
"""Characters of a root element's tag that is repeated for each entry of a damaged document."""
_FORMATTING = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|s|small|span|strong|sub|sup|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""Tags of HTML, which titles have by mistake."""


def parse_tree(text: str, start: int) -> Any:
    """The root element that begins at `start`; None if nothing can be parsed. What precedes it is not parsed:
    the declaration, whose encoding is already applied, and the document type, whose entities are not
    needed. All references are numbers then: after its first error libxml2 leaves out those with a name."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    text = _REFERENCE.sub(_character, text[start:]).replace("\ufffe", "\ufffd")
    return etree.fromstring(text.replace("\uffff", "\ufffd").encode("utf-8", "replace"), parser)


def parse_entries(text: str, start: int, root: Any, names: str, found: Finder) -> list[Any]:
    """The entries of a document, which `found` finds in a tree. `root` is its parsed root element, which
    begins at `start`; `names` are those of entries, as a pattern.

    libxml2 ends a document at a tag that is closed wrongly, such as a `<b>` in a title. If it has met such an
    error and the text has more entries than the tree, each is parsed by itself, without tags of HTML.
    """
    entries = list(found(root)) if root is not None else []
    if root is not None and not root.getroottree().parser.error_log.filter_from_fatals():
        return entries
    opening = text[start : text.find(">", start) + 1]
    prefix = re.match(r"<(?:[\w.-]{1,40}:)?", opening)
    begin = re.compile(rf"(?:{prefix[0] if prefix else '<'}|<)(?:{names})(?=[\s/>])", re.IGNORECASE)
    bare = _without_comments(text[start + len(opening) :])
    places = [match.start() for match in begin.finditer(bare)]
    if len(places) <= len(entries) or len(opening) > LONGEST_ROOT:
        return entries
    pieces = (bare[place:end] for place, end in zip(places, [*places[1:], len(bare)], strict=True))
    trees = (parse_tree(opening + _FORMATTING.sub("", piece), 0) for piece in pieces if "/" in piece)
    return [entry for tree in trees if tree is not None for entry in found(tree)]


def _without_comments(text: str) -> str:
    """The text without comments; one that is not closed is none. Linear in the length."""
    kept, place = [], 0
    while (begin := text.find("<!--", place)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[place:begin])
        place = end + 3
    return "".join([*kept, text[place:]])


Finder = Callable[[Any], Iterable[Any]]
"""Finds the entries of a tree."""


def children(element: Any) -> list[Any]:
    """The elements right below an element."""
    return list(element.iterchildren(etree.Element))


def text_of(node: Any) -> str:
    """The text of an element without children, on one line, without comments."""
    if node is None:
        return ""
    text = node.text or ""
    return collapse(text if not len(node) else text + "".join(child.tail or "" for child in node))


@lru_cache(maxsize=256)
def split_name(tag: str) -> tuple[str, str]:
    """An element's namespace and its name in lower case. An undeclared prefix counts as a namespace."""
    space, _, name = tag.rpartition("}")
    prefix, _, local = name.rpartition(":")
    return space.lstrip("{") or prefix, local.lower()


def _character(found: re.Match[str]) -> str:
    """A reference by number, U+FFFD for one to no character of XML; nothing for an unknown entity."""
    if found["literal"] is not None:
        return found[0]
    if found["digits"] is None:
        characters = html5.get(f"{found['name']};", "") if found["name"] else "&"
        return "".join(f"&#{ord(character)};" for character in characters)
    digits = found["digits"]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    valid = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return found[0] if valid and number not in (0xFFFE, 0xFFFF) else "\ufffd"
