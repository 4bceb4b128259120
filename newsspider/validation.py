"""Validator of what operators state: settings, options (`--limit 5`) and spider arguments (`-a limit=5`).

Every error is one line that says what was expected and what was found. `name` is what the operator types,
such as `--days`, `-a depth=` or `RENDER`; `stated` is a text, or what a file or a program gives instead.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from math import inf, nan

from newsspider.durations import duration

LONGEST = timedelta(days=366)
MOST_DIGITS = 19


class BadValue(ValueError):
    """A value that cannot be meant: the message says what was expected and what was found."""


def refuse(name: str, expected: str, stated: object) -> BadValue:
    """The error for a value, to be raised."""
    return BadValue(f"expected {name} to be {expected}, found {stated!a}")


def whole_number(name: str, stated: object, least: int = 0, most: int | None = None) -> int:
    """A number in ASCII digits, within bounds. Raises BadValue."""
    text = "" if isinstance(stated, bool) else str(stated).strip()
    is_number = text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS
    if is_number and least <= int(text) and (most is None or int(text) <= most):
        return int(text)
    bounds = f"from {least}" if most is None else f"from {least} to {most}"
    raise refuse(name, f"a whole number {bounds}", stated)


def number(name: str, stated: object, least: float = 0.0) -> float:
    """A finite number, not below `least`. Raises BadValue."""
    try:
        found = float(str(stated))
    except ValueError:
        found = nan
    if least <= found < inf:
        return found
    raise refuse(name, f"a number from {least:g}", stated)


def one_of(name: str, stated: object, known: Collection[str]) -> str:
    """One of the known words. Raises BadValue."""
    if not isinstance(stated, str) or stated not in known:
        raise refuse(name, f"one of {', '.join(known)}", stated)
    return stated


def day(name: str, stated: str) -> date:
    """A day in ISO 8601. Raises BadValue."""
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise refuse(name, "a day like 2026-11-01", stated) from None


def length(name: str, stated: object, least: timedelta = timedelta()) -> timedelta:
    """A length of time such as "90s", "30m" or "6h", within bounds. Raises BadValue."""
    found = duration(stated) if isinstance(stated, str) else None
    if found is None or not least <= found <= LONGEST:
        longer = "longer than 0s and " if least else ""
        bounds = f"{longer}at most {LONGEST.days}d"
        raise refuse(name, f'a length of time such as "90s", "30m" or "6h", {bounds}', stated)
    return found


def seconds(name: str, stated: object, count: int | None = None) -> tuple[int, ...]:
    """A list of whole numbers of seconds, `count` of them. Raises BadValue."""
    if not isinstance(stated, list | tuple):
        raise refuse(name, "a list of seconds", stated)
    texts = [str(each).strip() for each in stated]
    if not all(text.isascii() and text.isdecimal() for text in texts) or count not in (None, len(texts)):
        raise refuse(
            name, f"{count} whole numbers of seconds" if count else "whole numbers of seconds", texts
        )
    return tuple(map(int, texts))
