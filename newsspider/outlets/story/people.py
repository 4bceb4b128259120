"""People of a story: names in a line, and credit lines such as "Penulis: A | Editor: B"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.story.reading import Reading

_LABEL = re.compile(
    r"\b(?P<label>penulis|reporter|kontributor|editor|sumber|source)\s*:\s*(?P<names>.*?)"
    r"(?=\s*[|/]?\s*\b(?:penulis|reporter|kontributor|editor|sumber|source|tayang|diperbarui|fotografer)\s*:|\s*\|\s*$|$)",
    re.IGNORECASE,
)
_FIELD = {
    "penulis": "authors",
    "reporter": "authors",
    "kontributor": "authors",
    "editor": "editors",
    "sumber": "source",
    "source": "source",
}
_BETWEEN = re.compile(r"(?<!\s)\s*(?:[,;|&/]|\bdan\b|\band\b)\s*")
_DEGREE = re.compile(r"(?:S|M|D|Dr|Ph|Sp)\.?\s?[A-Z][A-Za-z.]*\.?")


_ROLES = r"kontributor|wartawan|reporter|jurnalis|koresponden|pewarta"
_POST = re.compile(rf"(?<!\s)\s{{0,2}}\((?:{_ROLES}|penulis|editor)\b[^()]{{0,40}}\)", re.IGNORECASE)
_DESK = re.compile(rf"(?i:{_ROLES})(?: [A-Z][\w.]{{1,20}}){{0,3}}")


def split_names(text: str) -> tuple[str, ...]:
    """The people that a line names, each once. An academic degree stays with the name before it. Roles beside
    names are none: "Kontributor Ambon, Nia", "Nia (Kontributor)"."""
    people = _people_in(_POST.sub("", text))
    named = tuple(person for person in people if _DESK.fullmatch(person) is None)
    return named or tuple(people)


def _people_in(text: str) -> list[str]:
    people: list[str] = []
    for piece in _BETWEEN.split(text):
        piece = piece.strip(" .*:-")
        if piece and people and _DEGREE.fullmatch(piece):
            people[-1] = f"{people[-1]}, {piece}"
        elif piece and piece not in people:
            people.append(piece)
    return people


def labelled(label: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """The labels of a line, in small letters, each with the text up to the next one. `label` has the group
    `role`; where that matches nothing, the label is "" and only ends the text before it."""
    found = list(label.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        ((match["role"] or "").lower(), text[match.end() : end].strip(" |/"))
        for match, end in zip(found, ends[: len(found)], strict=True)
    ]


def credit_lines(reading: Reading, boxes: Iterable[LexborNode]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Field -> (source, values) of the credit lines in these boxes, each transcribed as furniture."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for node in boxes:
        lines: list[tuple[str, str]] = []
        for match in _LABEL.finditer(visible_text(node)):
            name = _FIELD[match["label"].lower()]
            listed = (match["names"].strip(" |"),) if name == "source" else _people(node, match)
            if listed and listed[0] and name not in found:
                found[name] = (f"css:{_place(node)}", listed)
                lines.append((CutRule.CREDIT_LINE, match[0].strip(" |")))
        if lines:
            reading.note(node, *lines)
    return found


def _people(node: LexborNode, match: re.Match[str]) -> tuple[str, ...]:
    """The names after a label. A linked name is whole; the rest of the line is split."""
    stated = match["names"].strip(" |")
    linked = [text for link in node.css("a") if (text := visible_text(link)) and text in stated]
    if linked and not split_names(_without(stated, linked)):
        return tuple(dict.fromkeys(linked))
    return split_names(stated)


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        text = text.replace(part, " ")
    return text


def _place(node: LexborNode) -> str:
    identity = node.attributes.get("id")
    classes = (node.attributes.get("class") or "").split()
    return f"#{identity}" if identity else ".".join([node.tag or "", *classes[:2]])
