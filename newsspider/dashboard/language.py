"""Labels of the dashboard in each language, and the choice of a reader's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}
_DEFAULT = "en"
_OLD_CODES = {"in": "id"}
"""Current codes of languages by their former ones."""


@cache
def labels() -> dict[str, dict[str, str]]:
    """The texts of every label by its key, and by language."""
    text = (files("newsspider.dashboard") / "words.toml").read_text("utf-8")
    tables: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)
    return {f"{group}.{name}": texts for group, table in tables.items() for name, texts in table.items()}


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The label of a key; for an unknown key the key without its group."""
        texts = labels().get(key)
        return texts[self.language].format(**values) if texts else key.partition(".")[2]

    def number(self, value: float) -> str:
        """A number as the language writes it: 12,345 or 12.345; fractions with two significant digits."""
        text = f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.2g}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "id" else text


def choose_language(stated: str | None, accepted: str) -> str:
    """The language stated in the address, else the best one of the Accept-Language header."""
    if stated in LANGUAGES:
        return str(stated)
    wanted: list[tuple[float, str]] = []
    for part in accepted[:500].lower().split(","):
        name, _, weight = part.partition(";q=")
        code = name.strip().split("-")[0]
        wanted.append((-_weight(weight), _OLD_CODES.get(code, code)))
    return next((code for _, code in sorted(wanted, key=lambda one: one[0]) if code in LANGUAGES), _DEFAULT)


def _weight(text: str) -> float:
    try:
        return float(text) if text.strip() else 1.0
    except ValueError:
        return 0.0
