"""Credits of a Tribun story: authors, editors and first publisher."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsspider.outlets import sources
from newsspider.outlets.lines import visible_text
from newsspider.outlets.people import credit_lines, split_names
from newsspider.outlets.reading import Reading

_BOXES = "#penulis, #editor, div.sources, .credit, .penulis-editor, .author, .f12.grey, .f13.grey"
MOST_BOXES = 20
"""A page has two to five; a hostile one thousands, inside each other."""
_LONGEST_BOX = 400
"""Characters: an element around #editor with more text than this is the article, not the credits."""


def read_credits(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Authors, editors and source: from the visible credit lines, else from dataLayer, else from JSON-LD.
    JSON-LD counts only since 2024, when it began to separate editors from authors."""
    found = credit_lines(reading, _boxes(reading))
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
        authors = tuple(name for name in sources.values(reading.page, "ld:author") if name not in editors)
        if authors:
            provenance["authors"] = "ld:author"
    source = found.get("source", ("", ()))[1]
    return authors, editors, source[0] if source else None


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
