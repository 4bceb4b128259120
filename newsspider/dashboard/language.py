"""In which language are the labels, and what is each called?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}
_USUAL = "en"
_ALSO = {"in": "id"}
"""Old names of a language."""


@cache
def words() -> dict[str, dict[str, str]]:
    """Every label by its key: what it is called in each language."""
    text = (files("newsspider.dashboard") / "words.toml").read_text("utf-8")
    tables: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)
    return {f"{group}.{name}": told for group, labels in tables.items() for name, told in labels.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """What `key` is called; a key that has no label is shown as it is."""
        told = words().get(key)
        return told[self.language].format(**values) if told else key.partition(".")[2]

    def number(self, value: float) -> str:
        """As the language writes it: 12,345 or 12.345; a fraction with two digits that count."""
        text = f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.2g}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "id" else text


def chosen(stated: str | None, accepted: str) -> str:
    """The language of a reader: the one in the address, else the best that the browser asks for."""
    if stated in LANGUAGES:
        return str(stated)
    wanted: list[tuple[float, str]] = []
    for part in accepted[:500].lower().split(","):
        name, _, weight = part.partition(";q=")
        code = name.strip().split("-")[0]
        wanted.append((-_weight(weight), _ALSO.get(code, code)))
    return next((code for _, code in sorted(wanted, key=lambda one: one[0]) if code in LANGUAGES), _USUAL)


def _weight(text: str) -> float:
    try:
        return float(text) if text.strip() else 1.0
    except ValueError:
        return 0.0
