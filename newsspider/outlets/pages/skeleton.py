"""Skeleton of a page: a fingerprint of its template, whatever its text.

Two pages made by one template have the same signature. It is a hash of a set: the `tag#id.class` of the
elements around the headline and around the text, from the body inwards. Boxes beside these may vary, numbers
in names (`post-123`) are folded, and neither texts nor counts matter. For a page without headline and text
the set is that of the body's children.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from selectolax.lexbor import LexborNode

from newsspider.outlets.pages.guard import UnreadablePage, decompress
from newsspider.outlets.pages.page import Page, decode

MOST_BYTES = 4_000_000
MOST_ELEMENTS = 2_000
"""Elements of one kind that are looked at; real stories have far fewer."""
MOST_CLASSES = 6
LONGEST_NAME = 40
_OUTSIDE = frozenset(("html", "-undef", "#document"))
_NUMBER = re.compile(r"\d+")
_NO_NAME = re.compile(r"[^\w-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Skeleton:
    """The `signature` that pages of one template share, and selectors of its headline, text and time."""

    signature: str
    headline: str | None
    text: str | None
    time: str | None


def skeleton_of(body: bytes | str) -> Skeleton | None:
    """The skeleton of a page; None if it has no elements or cannot be parsed."""
    try:
        page = Page(_text(body), None)
    except UnreadablePage:
        return None
    headline = page.first("h1", "h2")
    text = _fullest(page, "p") or _fullest(page, "div, td, article, section, main")
    time = page.first("time")
    around = [*_path(headline), *_path(text)]
    structure = sorted(set(around or _body(page)))
    if not structure:
        return None
    signature = blake2b("\n".join(structure).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return Skeleton(
        signature=signature, headline=_selector(headline), text=_selector(text), time=_selector(time)
    )


def _text(body: bytes | str) -> str:
    if isinstance(body, bytes):
        body = decode(decompress(body, MOST_BYTES))
    return body.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _fullest(page: Page, css: str) -> LexborNode | None:
    """The element that holds the most text: the parent, for paragraphs."""
    sizes: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for node in page.css(css)[:MOST_ELEMENTS]:
        holder = node.parent if css == "p" else node
        if holder is None:
            continue
        nodes.setdefault(holder.mem_id, holder)
        size = len((node.text(deep=css == "p") or "").strip())
        sizes[holder.mem_id] = sizes.get(holder.mem_id, 0) + size
    best = max(sizes, key=lambda place: sizes[place], default=None)
    return nodes[best] if best is not None and sizes[best] else None


def _path(node: LexborNode | None, folded: bool = True) -> list[str]:
    """The element and those around it, the innermost first; the body itself is not among them."""
    found: list[str] = []
    while node is not None and node.tag not in ("body", *_OUTSIDE):
        found.append(_name(node, folded))
        node = node.parent
    return found


def _body(page: Page) -> Iterator[str]:
    body = page.first("body")
    node = body.child if body is not None else None
    while node is not None:
        if node.tag and node.tag[0].isalpha():
            yield _name(node, folded=True)
        node = node.next


def _name(node: LexborNode, folded: bool) -> str:
    attributes = node.attributes
    named = _plain(attributes.get("id") or "", folded)
    classes = sorted({_plain(name, folded) for name in (attributes.get("class") or "").split()} - {""})
    marks = (f"#{named}" if named else "", *(f".{name}" for name in classes[:MOST_CLASSES]))
    return "".join((_plain(node.tag or "", folded=False), *marks))


def _plain(name: str, folded: bool) -> str:
    name = _NO_NAME.sub("", name)[:LONGEST_NAME]
    return _NUMBER.sub("N", name) if folded else name


def _selector(node: LexborNode | None) -> str | None:
    """The path to the element from the nearest one with an id."""
    path = _path(node, folded=False)
    named = next((place for place, name in enumerate(path) if "#" in name), min(2, len(path) - 1))
    return " > ".join(reversed(path[: named + 1])) or None
