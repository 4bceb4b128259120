"""Invention of a page: the elements that the parser found, with other text.

The page is written anew from its parsed tree, and nothing of the source is copied: neither comments, scripts
and styles, nor what no reader looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborNode

from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.pages.page import Page
from newsspider.recordings.addresses import LOOKS_LIKE_ADDRESS, InventedAddresses
from newsspider.recordings.inventing import LONGEST_LINE, Inventor
from newsspider.recordings.scripts import Scripts

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_EMPTIED = frozenset("style iframe noembed noframes xmp plaintext template svg math object".split())
"""Elements whose content no reader looks at."""
_KEPT = frozenset(
    """
    class id rel type property itemprop itemtype itemscope lang dir charset http-equiv role width height
    target colspan rowspan datetime async defer media sizes crossorigin loading for method align valign
    hidden layout
    """.split()
)
_ADDRESSES = frozenset("href src action data-src data-original poster formaction background cite".split())
_KEPT_META = frozenset(
    "viewport robots googlebot og:type og:locale twitter:card referrer theme-color format-detection".split()
)
_TOKEN = re.compile(r"[a-zA-Z0-9:.#%]{0,40}(?:[_-][a-zA-Z0-9:.#%]{0,40})?")
"""A value of one word, or two with a hyphen."""
_DOCTYPE = re.compile(r"\s*<!doctype", re.IGNORECASE)


class Markup:
    """Writes one page with invented text."""

    def __init__(self, page: Page, inventor: Inventor) -> None:
        self.page, self.inventor = page, inventor
        self.addresses = InventedAddresses(inventor, page.url)
        self.scripts = Scripts(inventor, self.addresses, page)
        self._kept: list[frozenset[str]] = [frozenset()]

    def html(self) -> str:
        """The page; without end tags if it was cut."""
        doctype = "<!DOCTYPE html>\n" if _DOCTYPE.match(self.page.html) else ""
        root = self.page.tree.root
        written = "".join(self._nodes(root)) if root is not None else ""
        if self.page.cut_short:
            written = written.removesuffix("</html>").removesuffix("</body>")
        return f"{doctype}{written}\n"

    def _nodes(self, root: LexborNode) -> Iterator[str]:
        """The page, depth first without recursion."""
        node: LexborNode | None = root
        while node is not None:
            yield from self._open(node)
            if self._enters(node):
                node = node.child
                continue
            while node is not None:
                yield from self._close(node)
                if node.mem_id == root.mem_id:
                    return
                if node.next is not None:
                    node = node.next
                    break
                node = node.parent

    def _enters(self, node: LexborNode) -> bool:
        return node.child is not None and _is_element(node) and node.tag not in (*_EMPTIED, "script")

    def _open(self, node: LexborNode) -> Iterator[str]:
        tag = node.tag or ""
        if tag == "-text":
            yield self._text(node)
        elif _is_element(node):
            attributes = "".join(self._attributes(node))
            yield f"<{tag}{attributes}>"
            if tag == "script":
                kind = node.attributes.get("type") or ""
                yield self.scripts.content(node.text(deep=True) or "", kind)
            self._kept.append(self._kept[-1] | self._rule_words(node))

    def _close(self, node: LexborNode) -> Iterator[str]:
        if _is_element(node):
            self._kept.pop()
            if node.tag not in _VOID:
                yield f"</{node.tag}>"

    def _rule_words(self, node: LexborNode) -> frozenset[str]:
        """The words to keep in an element that is one line of a rule."""
        if not self._enters(node) or len(node.text_content or "") > 2 * LONGEST_LINE:
            return frozenset()
        return self.inventor.kept_in(visible_text(node))

    def _text(self, node: LexborNode) -> str:
        return escape(self.inventor.line(node.text_content or "", self._kept[-1]), quote=False)

    def _attributes(self, node: LexborNode) -> Iterator[str]:
        for name, value in node.attributes.items():
            if not re.fullmatch(r"[^\s\"'<>/=]{1,80}", name):
                continue
            yield f" {name}" if value is None else f' {name}="{escape(self._attribute(node, name, value))}"'

    def _attribute(self, node: LexborNode, name: str, value: str) -> str:
        """The new value of an attribute."""
        if name in _KEPT or (name == "name" and node.tag == "meta"):
            return value
        if name.startswith("on") or name == "srcdoc":
            return ""
        if name == "style":
            return ";".join(part for part in value.split(";") if "url(" not in part)
        if name == "content" and _meta_name(node) in _KEPT_META:
            return value
        if name in ("srcset", "data-srcset"):
            return self.addresses.listed(value)
        if name in _ADDRESSES or LOOKS_LIKE_ADDRESS.match(value):
            return self.addresses.invented(value)
        if name not in ("content", "alt", "title") and _TOKEN.fullmatch(value):
            return self.inventor.numbers(value)
        return self.inventor.line(value)


def _is_element(node: LexborNode) -> bool:
    return (node.tag or "-")[0].isalpha()


def _meta_name(node: LexborNode) -> str:
    attributes = node.attributes
    return (
        attributes.get("property") or attributes.get("name") or attributes.get("http-equiv") or ""
    ).lower()
