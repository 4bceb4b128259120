"""Credits of a Tribun story: authors, editors and first publisher."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.story import sources
from newsspider.outlets.story.people import credit_lines, split_names
from newsspider.outlets.story.reading import Reading

_BOXES = "#penulis, #editor, .penulis, .editor, div.sources, .credit, .penulis-editor, .author, .f12.grey, .f13.grey"
_UNLABELLED = {
    "authors": (
        "#penulis",
        re.compile(r"(?<!\w)(?:penulis|reporter|pewarta|oleh)(?!\w)\s*:?\s*", re.IGNORECASE),
    ),
    "editors": ("#editor", re.compile(r"editor(?!\w)\s*:?\s*", re.IGNORECASE)),
}
"""Field -> its box, and the words of a role that is no label."""
LONGEST_NAMES = 120
"""Characters of the names in a credit box."""
MOST_BOXES = 20
"""A page has two to five; a hostile one thousands, inside each other."""
_LONGEST_BOX = 400
"""Characters: an element around #editor with more text than this is the article, not the credits."""


def read_credits(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Authors, editors and source: from the visible credit lines, else from dataLayer, else from JSON-LD.
    JSON-LD counts only since 2024, when it began to separate editors from authors."""
    found = _stated(reading)
    provenance = reading.provenance
    for name, key in (("authors", "penulis"), ("editors", "editor"), ("source", "source")):
        if name in found:
            provenance[name] = found[name][0]
        elif (stated := reading.page.data_layer.get(key)) and not (
            key == "penulis" and _is_editor(reading, stated)
        ):
            found[name] = (f"layer:{key}", split_names(stated) if name != "source" else (stated,))
            provenance[name] = f"layer:{key}"
    editors = found.get("editors", ("", ()))[1] or sources.values(reading.page, "ld:editor")
    if "editors" not in found and editors:
        provenance["editors"] = "ld:editor"
    authors = found.get("authors", ("", ()))[1]
    if not authors and sources.values(reading.page, "ld:editor"):
        named = (name for text in sources.values(reading.page, "ld:author") for name in split_names(text))
        authors = tuple(name for name in named if name not in editors)
        if authors:
            provenance["authors"] = "ld:author"
    source = found.get("source", ("", ()))[1]
    return authors, editors, source[0] if source else None


def _stated(reading: Reading) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Field -> (source, values) of the visible credits, with a label or in a box of their own."""
    found = credit_lines(reading, _boxes(reading))
    for name, (css, role) in _UNLABELLED.items():
        node = reading.page.first(css) if name not in found else None
        if node is not None and _is_small(node) and (people := _people(reading, node, role)):
            reading.note(node, (CutRule.CREDIT_LINE, visible_text(node)))
            found[name] = (f"css:{css}", people)
        source = f"css:#article a[href*='/{css.lstrip('#')}/']"
        if name not in found and (linked := sources.values(reading.page, source)):
            found[name] = (source, linked)
    return found


def _people(reading: Reading, node: LexborNode, role: re.Pattern[str]) -> tuple[str, ...]:
    """The people in a credit box without "Penulis:" or "Editor:": its links, a reporter line, or bare names."""
    text = visible_text(node)
    linked = [name for link in node.css("a") if (name := visible_text(link))]
    rest = text
    for name in linked:
        rest = rest.replace(name, "", 1)
    if linked and role.sub("", rest).strip(" ,") in ("", "dan", "&"):
        return tuple(dict.fromkeys(role.sub("", name).strip(" ,-") for name in linked))
    if (reporter := reading.outlet.marks.reporter_of(text)) is not None:
        return split_names(reporter["name"])
    bare = role.sub("", text)
    return split_names(bare) if len(bare) <= LONGEST_NAMES and not set(bare) & set(":|") else ()


def _is_editor(reading: Reading, name: str) -> bool:
    """dataLayer repeats the editor where a story has no writer."""
    return name == reading.page.data_layer.get("editor")


def _boxes(reading: Reading) -> list[LexborNode]:
    """The credit boxes, and the parents of #penulis and #editor, if they are small."""
    boxes: dict[int, LexborNode] = {}
    parents: dict[int, LexborNode] = {}
    for node in reading.page.tree.css(_BOXES)[:MOST_BOXES]:
        boxes.setdefault(node.mem_id, node)
        if node.parent is not None and node.attributes.get("id") in ("penulis", "editor"):
            parents.setdefault(node.parent.mem_id, node.parent)
    return [node for node in {**boxes, **parents}.values() if _is_small(node)]


def _is_small(node: LexborNode) -> bool:
    length = len(node.text(deep=True))  # with blanks between its parts it is at most twice as long
    return length <= _LONGEST_BOX / 2 or (
        length <= 3 * _LONGEST_BOX and len(visible_text(node)) <= _LONGEST_BOX
    )
