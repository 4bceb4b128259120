"""XML documents of hosts: sitemaps and feeds, parsed without entities, a network or a document type."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from newsspider.text import collapse

_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,10});")


def parse_tree(text: str, start: int) -> Any:
    """The root element that begins at `start`; None if nothing can be parsed. What precedes it is not parsed:
    the declaration, whose encoding is already applied, and the document type, whose entities are not
    needed."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    text = _REFERENCE.sub(_character, text[start:]).replace("\ufffe", "\ufffd")
    return etree.fromstring(text.replace("\uffff", "\ufffd").encode("utf-8", "replace"), parser)


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


def _character(reference: re.Match[str]) -> str:
    """A character reference; U+FFFD for one to no character of XML."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    valid = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return reference[0] if valid and number not in (0xFFFE, 0xFFFF) else "\ufffd"
