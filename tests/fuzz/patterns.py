"""Every regular expression of the project, how it is used, and strings that are bad for it.

The replica newsroom is left out: it reads nobody's texts but ours.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import newsspider
import pipelines
from newsspider.outlets import OUTLETS

ROOT = Path(__file__).parents[2]
SCANNING = frozenset(("search", "findall", "finditer", "sub", "split"))
"""Methods that begin again at each place of a text."""
ANYWHERE = frozenset("abkxZ19 -.,:;/()[]\"'_<>=|*&?!#\n\t\u201d\u2013\u00a9")

GLUE = "/-,.|&'"
"""Characters that both join the parts of a word and part two words."""


@dataclass(frozen=True, kw_only=True)
class Used:
    """A pattern, where it stands, and whether it is looked for in a text or held against a whole line."""

    pattern: re.Pattern[str]
    name: str
    scanned: bool


@cache
def modules() -> tuple[ModuleType, ...]:
    names = [
        found.name
        for package in (newsspider, pipelines)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not found.name.endswith("__main__") and not found.name.startswith("newsspider.replica")
    ]
    return tuple(importlib.import_module(name) for name in names)


def every() -> dict[str, Used]:
    """Every pattern over text that our modules and outlets hold, or that stands in a call, by its place."""
    scanned = {name for module in modules() for name in _scanned_names(module)}
    found: dict[str, Used] = {}
    for module in modules():
        for name, value in vars(module).items():
            for place, pattern in _patterns(value, f"{module.__name__}.{name}", set()):
                found.setdefault(place, Used(pattern=pattern, name=place, scanned=_last(place) in scanned))
        for place, literal, method in _in_calls(module):
            found[place] = Used(pattern=re.compile(*literal), name=place, scanned=method in SCANNING)
    for outlet in OUTLETS.values():
        book = outlet.phrases
        for number, phrase in enumerate(book.phrases):
            place = f"{outlet.name}.phrases[{number}] {phrase.rule}"
            found[place] = Used(pattern=phrase.compiled, name=place, scanned=False)
    unique: dict[tuple[str, int, bool], Used] = {}
    for used in found.values():
        unique.setdefault((used.pattern.pattern, used.pattern.flags, used.scanned), used)
    return {used.name: used for used in unique.values()}


def _last(place: str) -> str:
    return re.split(r"[.\[]", place.rstrip("]0123456789").rstrip("["))[-1]


def _patterns(value: Any, place: str, seen: set[int]) -> Iterator[tuple[str, re.Pattern[str]]]:
    if id(value) in seen or len(seen) > 3000:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield place, value
        return
    for name, inner in _inside(value):
        yield from _patterns(inner, f"{place}{name}", seen)


def _inside(value: Any) -> list[tuple[str, Any]]:
    """What a collection, or an object of ours, holds, with its place."""
    if isinstance(value, dict):
        return [(f".{key}", inner) for key, inner in value.items()]
    if isinstance(value, (tuple, list, set, frozenset)):
        return [(f"[{number}]", inner) for number, inner in enumerate(value)]
    if type(value).__module__.split(".")[0] not in ("newsspider", "pipelines"):
        return []
    slots = [name for name in getattr(type(value), "__slots__", ()) if hasattr(value, name)]
    return [(f".{name}", getattr(value, name)) for name in sorted({*slots, *vars_of(value)})]


def vars_of(value: Any) -> dict[str, Any]:
    return vars(value) if hasattr(value, "__dict__") and not isinstance(value, type) else {}


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(module.__file__ or "").read_text("utf-8"))


def _scanned_names(module: ModuleType) -> Iterator[str]:
    """What stands before `.search(` and the like in a module."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Attribute) and node.attr in SCANNING:
            owner = node.value
            while isinstance(owner, ast.Subscript):
                owner = owner.value
            yield owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")


def _in_calls(module: ModuleType) -> Iterator[tuple[str, tuple[Any, ...], str]]:
    """The patterns that stand in calls such as re.fullmatch(r"...", text)."""
    for node in ast.walk(_tree(module)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                args=[ast.Constant(value=str(text)), *_],
            ) if method != "compile":
                flags = any("IGNORECASE" in ast.dump(word) for word in [*node.args, *node.keywords])
                yield (
                    f"{module.__name__}:{node.lineno}",
                    (text, re.IGNORECASE if flags else re.NOFLAG),
                    method,
                )


def hostile(pattern: re.Pattern[str], seed: int) -> Iterator[tuple[str, str, str]]:
    """Strings that are bad for a pattern, as (start, what is repeated, end): each of its repetitions alone and
    two together, with an end that does not match."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    draw = random.Random(seed)
    for end in ("\x01", ""):
        for _ in range(8):
            pieces = _sample(tree, draw)
            repeated = [place for place, (_, again) in enumerate(pieces) if again]
            whole = "".join(text for text, _ in pieces)
            yield "", whole or "a", end
            if repeated:
                place = draw.choice(repeated)
                before = "".join(text for text, _ in pieces[:place])
                unit = pieces[place][0] or "a"
                yield before, unit, end
                yield before, unit + " ", end
                yield before, unit + draw.choice(GLUE), end
                yield "", before + unit, end


def _sample(tree: Any, draw: random.Random) -> list[tuple[str, bool]]:
    """A text that the pattern may match, in pieces; True for those that it may repeat."""
    return [piece for operation, value in tree for piece in _pieces(str(operation), value, draw)]


def _pieces(operation: str, value: Any, draw: random.Random) -> list[tuple[str, bool]]:
    match operation:
        case "LITERAL":
            return [(chr(value), False)]
        case "NOT_LITERAL" | "ANY":
            return [("x", False)]
        case "IN":
            return [(_one_of(value, draw), False)]
        case "BRANCH":
            return _sample(draw.choice(value[1]), draw)
        case "SUBPATTERN" | "ATOMIC_GROUP":
            return _sample(value[-1] if operation == "SUBPATTERN" else value, draw)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = value
            return _repeated(_sample(inner, draw), int(least), int(most), draw)
    return []


def _repeated(
    inner: list[tuple[str, bool]], least: int, most: int, draw: random.Random
) -> list[tuple[str, bool]]:
    text = "".join(piece for piece, _ in inner)
    if most < 9:
        count = draw.randint(least, most)
        return inner * count
    return [(text * max(1, least), True)]


def _one_of(items: Any, draw: random.Random) -> str:
    """A character of a set, by trying."""
    options = [name for name in ANYWHERE if _is_in(items, name)]
    return draw.choice(sorted(options)) if options else "a"


def _is_in(items: Any, character: str) -> bool:
    found, negated = False, False
    for operation, value in items:
        match str(operation):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found = found or chr(value) == character
            case "RANGE":
                found = found or value[0] <= ord(character) <= value[1]
            case "CATEGORY":
                found = found or _in_category(str(value), character)
    return found != negated


def _in_category(name: str, character: str) -> bool:
    kind = {
        "DIGIT": character.isdigit(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum() or character == "_",
    }[name.rpartition("_")[2]]
    return kind != ("NOT" in name)
