"""Figures of a reading against the label of its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FIGURES = ("words", "paragraphs", "clean", "headline", "authors", "time", "tags")
"""Figures from 0 to 1: F1 of words and paragraphs; the share of boilerplate lines that are not in the text;
the shares of pages with the right headline, authors, time and tags."""
WHOLE_LINE = 25
"""Characters: a boilerplate line shorter than this may stand inside a sentence, but never be one."""
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a reader found on a page. `lines` is the text, a paragraph each; `ms` is CPU. A field that it does
    not give is None; `error` says why it failed on the page."""

    lines: tuple[str, ...] = ()
    headline: str | None = None
    authors: tuple[str, ...] | None = None
    published_at: str | None = None
    tags: tuple[str, ...] | None = None
    ms: float = 0.0
    error: str | None = None


@dataclass(slots=True)
class Tally:
    """Sums over pages."""

    pages: int = 0
    ms: float = 0.0
    errors: list[str] = field(default_factory=list)
    sums: Counter[str] = field(default_factory=Counter)

    def add(self, label: Mapping[str, Any], found: Found) -> None:
        self.pages += 1
        self.ms += found.ms
        self.errors += [found.error] if found.error else []
        expected = [_squeeze(block["text"]) for block in label["blocks"]]
        lines = [line for line in map(_squeeze, found.lines) if line]
        for name, one, other in (
            ("words", _words(expected), _words(lines)),
            ("paragraphs", expected, lines),
        ):
            common = Counter(one) & Counter(other)
            self.sums += Counter(
                {f"{name} right": common.total(), f"{name} there": len(one), f"{name} found": len(other)}
            )
        boilerplate = {_squeeze(line) for line in label["boilerplate"]} - set(expected)
        left = sum(any(_stands(line, text) for text in lines) for line in boilerplate)
        self.sums += Counter({"boilerplate": len(boilerplate), "left": left})
        self._add_fields(label, found)

    def _add_fields(self, label: Mapping[str, Any], found: Found) -> None:
        self._add_field(
            "headline", found.headline, _plain([label["headline"]]) == _plain([found.headline or ""])
        )
        for name, value in (("authors", found.authors), ("tags", found.tags)):
            self._add_field(name, value, _plain(label[name]) == _plain(value or ()))
        if "T" in (stated := label["published_at"] or ""):
            self._add_field("time", found.published_at, minute(stated) == minute(found.published_at))

    def _add_field(self, name: str, value: object, right: bool) -> None:
        given = int(value is not None)
        self.sums += Counter({f"{name} asked": 1, f"{name} right": int(right), f"{name} given": given})

    def share(self, name: str, of: str) -> float:
        """A part of a sum; 1 of nothing."""
        return self.sums[name] / self.sums[of] if self.sums[of] else 1.0

    @property
    def figures(self) -> dict[str, float]:
        """The figures by name (FIGURES)."""
        shares = {name: self.share(f"{name} right", f"{name} asked") for name in FIGURES[3:]}
        return {
            "words": self.f1("words"),
            "paragraphs": self.f1("paragraphs"),
            "clean": 1 - self.share("left", "boilerplate") if self.sums["boilerplate"] else 1.0,
            **shares,
        }

    def f1(self, name: str) -> float:
        right = self.sums[f"{name} right"]
        return 2 * right / max(1, self.sums[f"{name} there"] + self.sums[f"{name} found"])


def minute(stated: str | None) -> datetime | None:
    """A time to the minute; None of what is no time with an offset."""
    try:
        time = datetime.fromisoformat(stated or "")
    except ValueError:
        return None
    return time.replace(second=0, microsecond=0) if time.tzinfo is not None else None


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(text.casefold())]


def _plain(values: Iterable[str]) -> Sequence[str]:
    """Names as they are compared: in any order, without case."""
    return sorted({_squeeze(value).casefold() for value in values} - {""})


def _stands(line: str, text: str) -> bool:
    return text == line or (len(line) >= WHOLE_LINE and line in text)


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
