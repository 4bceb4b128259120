"""Check of a recording: no run of words of the source is left in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from newsspider.outlets.pages.page import Page, is_markup
from newsspider.recordings.inventing import is_kept

RUN = 5
"""Words in a row that no recording has from its source."""
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?<!\S)\S*/\S*")
_SITE = re.compile(r"(?<![\w-])(?:[\w-]{1,63}\.){1,6}[a-z]{2,4}\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"[/?&=#:;,.]")
_NAMES = frozenset("class content id media name property rel sizes style type".split())
"""Attributes that hold no text; the content of `<meta>` is read apart."""
_TECHNICAL = ("viewport",)


def survivors(source: str, recorded: str, kept: Collection[str] = ()) -> list[str]:
    """The runs of RUN words of one text that stand in another, without those of kept words alone. `kept` are
    the words of phrases that stand in the source."""
    left = set(_runs(source)) & set(_runs(recorded))
    return sorted(" ".join(run) for run in left if not all(is_kept(word) or word in kept for word in run))


def text_of(page: str) -> str:
    """All text of a page, HTML or plain text, one piece a line: of elements, attributes, JSON-LD values.
    An address is taken apart."""
    return _page_text(Page(page, None)) if is_markup(page) else page


def _page_text(page: Page) -> str:
    root = page.tree.root
    pieces: list[str] = []
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.tag == "-text" and node.parent is not None and node.parent.tag not in ("script", "style"):
            pieces.append(" ".join((node.text_content or "").split()))
        elif (node.tag or "-")[0].isalpha():
            attributes = node.attributes.items()
            pieces += [_parts(value) for name, value in attributes if value and name not in _NAMES]
    pieces += [_parts(text) for thing in page.json_ld for text in _texts(thing)]
    pieces += [_parts(text) for name, text in page.meta.items() if name not in _TECHNICAL]
    return "\n".join((*pieces, *page.data_layer.values()))


def _parts(text: str) -> str:
    """A text; an address or a name of several parts in it is taken apart."""
    if " " not in text.strip():
        return _SEPARATOR.sub("\n", unquote(text))
    return _ADDRESS.sub(lambda found: f"\n{_SEPARATOR.sub(chr(10), unquote(found[0]))}\n", text)


def _texts(value: object) -> Iterator[str]:
    """The texts of a JSON document."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, (list, tuple)):
            waiting.extend(value)
        elif isinstance(value, str):
            yield value


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    for line in _SITE.sub("\n", text).splitlines():
        words = [word.casefold() for word in _WORD.findall(line) if not word.isdigit()]
        runs = (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
        yield from (run for run in runs if all(map(str.isalpha, run)))
