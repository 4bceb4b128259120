"""Sources of a field's value on a page.

A source is a string, kept as provenance: `css:h1.title` (text of an element), `css:time@datetime` (an
attribute), `ld:headline` (JSON-LD of a story, a dotted path), `meta:og:title`, `layer:editor` (the page's
dataLayer), `crumbs:` (JSON-LD BreadcrumbList). A value of keywords is a list with commas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, TypeVar

from selectolax.lexbor import LexborNode

from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.pages.page import STORY_TYPES, Page
from newsspider.text import collapse, storable

T = TypeVar("T")
Sources = tuple[str, ...]
"""Sources of one field, tried in order."""


def value(page: Page, source: str) -> str | None:
    """The value at a source, on one line; None for none. Raises ValueError for an unknown kind of source."""
    kind, _, place = source.partition(":")
    match kind:
        case "css":
            return _element(page, place)
        case "ld":
            return _plain(_path(page.typed(*STORY_TYPES), place))
        case "meta":
            return page.meta.get(place) or None
        case "layer":
            return page.data_layer.get(place) or None
    raise ValueError(f"expected a source css:, ld:, meta: or layer:, found {source!r}")


def values(page: Page, source: str) -> tuple[str, ...]:
    """All values at a source, each once: of every element, or of every entry of a JSON-LD list."""
    kind, _, place = source.partition(":")
    if kind == "css":
        found: Iterable[str | None] = (_parted(node) for node in page.css(place))
    elif kind in ("ld", "crumbs"):
        crumbs = page.typed("BreadcrumbList").get("itemListElement") or []
        raw = crumbs if kind == "crumbs" else _path(page.typed(*STORY_TYPES), place)
        found = (_plain(entry) for entry in (raw if isinstance(raw, list) else [raw]))
    else:
        found = (value(page, source),)
    if place.endswith("keywords"):
        found = (word.strip() for text in found if text for word in text.split(","))
    return tuple(dict.fromkeys(text for text in found if text))


def first(
    page: Page,
    sources: Iterable[str],
    parse: Callable[[str], T | None],
    provenance: dict[str, str],
    name: str,
) -> T | None:
    """The first value that `parse` accepts. Its source is recorded in `provenance` under `name`."""
    for source in sources:
        text = value(page, source)
        parsed = parse(text) if text else None
        if parsed is not None:
            provenance[name] = source
            return parsed
    return None


def _element(page: Page, place: str) -> str | None:
    selector, _, attribute = place.partition("@")
    node = page.first(selector)
    if node is None:
        return None
    if attribute:
        return collapse(node.attributes.get(attribute) or "") or None
    return visible_text(node) or None


def _parted(node: LexborNode) -> str:
    """The text of an element, with a comma between links that a blank alone parts: two names."""
    text = visible_text(node)
    for one, other in pairwise(filter(None, map(visible_text, node.css("a")))):
        text = text.replace(f"{one} {other}", f"{one}, {other}")
    return text


def _path(thing: Any, place: str) -> Any:
    for key in place.split("."):
        if isinstance(thing, list):
            thing = [entry.get(key) for entry in thing if isinstance(entry, Mapping)]
        elif isinstance(thing, Mapping):
            thing = thing.get(key)
        else:
            return None
    return thing


def _plain(raw: Any) -> str | None:
    """A JSON-LD value as text; of a person or an organisation the name."""
    if isinstance(raw, list):
        raw = raw[0] if raw else None
    if isinstance(raw, Mapping):
        raw = raw.get("name") or _plain(raw.get("item")) or raw.get("@id") or raw.get("url")
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return collapse(storable(str(raw))) or None if isinstance(raw, (str, int, float)) else None
