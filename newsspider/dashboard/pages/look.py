"""What may a page ask for: a day, a number, a word of the address?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from newsspider.store.reports.readonly import Reader

LARGEST = 2**62
LONGEST = 300
MOST_PAGES = 200
FIRST_YEAR, LAST_YEAR = 1990, 2100


class NotThere(Exception):
    """There is nothing at this address."""


class BadParameter(Exception):
    """A part of the address that cannot be understood: its name, and what was expected."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: {expected}")
        self.name, self.expected = name, expected


class Elsewhere(Exception):
    """What was asked for is at another address of the dashboard."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A look into the database for one page: the connection, what the address says, and the settings that
    say when a run is dead (`lease`, in seconds) or late."""

    connection: Reader
    asked: Mapping[str, str]
    number: str | None
    lease: float
    max_age: timedelta
    max_run: timedelta

    def id(self) -> int:
        """The number in the path. Raises NotThere."""
        told = self.number or ""
        if not told.isascii() or not told.isdigit() or len(told) > 19 or int(told) > LARGEST:
            raise NotThere
        return int(told)

    def day(self) -> date | None:
        """?day=2026-07-24. Raises BadParameter."""
        told = self.asked.get("day", "")
        try:
            day = date.fromisoformat(told) if told else None
        except ValueError:
            raise BadParameter("day", "2026-07-24") from None
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BadParameter("day", f"{FIRST_YEAR}–{LAST_YEAR}")
        return day

    def whole(self, name: str, usual: int, least: int, most: int) -> int:
        """A number such as ?days=7. Raises BadParameter."""
        told = self.asked.get(name, "")
        if not told:
            return usual
        if not told.isascii() or not told.isdigit() or not least <= int(told[:20]) <= most:
            raise BadParameter(name, f"{least}–{most}")
        return int(told)

    def word(self, name: str) -> str | None:
        """Any word, None where there is none. Raises BadParameter."""
        told = self.asked.get(name, "").strip()
        if len(told) > LONGEST or "\x00" in told or not _is_text(told):
            raise BadParameter(name, f"≤ {LONGEST}")
        return told or None

    def page(self) -> int:
        """Which screenful is wanted, from 1. Raises BadParameter."""
        return self.whole("page", 1, 1, MOST_PAGES)


def _is_text(told: str) -> bool:
    try:
        told.encode()
    except UnicodeEncodeError:
        return False
    return True


def paged(rows: list[Any], page: int, most: int) -> dict[str, Any]:
    """One row more than fit was asked for: whether there is a next screenful, and the rows of this one."""
    return {"rows": rows[:most], "page": page, "more": len(rows) > most and page < MOST_PAGES}
