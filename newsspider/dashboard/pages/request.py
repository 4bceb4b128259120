"""Request for a page: the database connection, the checked parameters of its address, and the limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from newsspider.dashboard.live.runs import LiveRuns
from newsspider.dashboard.machine import Machine
from newsspider.store.reports.readonly import Reader

MAX_NUMBER = 2**62
MAX_TEXT = 300
MAX_PAGES = 200
FIRST_YEAR, LAST_YEAR = 1990, 2100


class NotFound(Exception):
    """There is nothing at this address."""


class BadParameter(Exception):
    """A parameter of the address is invalid: its name, and what was expected."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: {expected}")
        self.name, self.expected = name, expected


class Redirected(Exception):
    """The requested page is at another address of the dashboard."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLimits:
    """Settings that judge runs: a lease in seconds, the maximal age of the last good run, and of any run."""

    lease: float
    max_age: timedelta
    max_run: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class PageRequest:
    """A request for one page; `number` is the part of the path that names a row, `archive` the folder of
    the archive, `live` the runs under way, `machine` what is known of this machine."""

    connection: Reader
    parameters: Mapping[str, str]
    number: str | None
    limits: RunLimits
    live: LiveRuns
    machine: Machine
    archive: Path | None = None

    def id(self) -> int:
        """The number in the path. Raises NotFound."""
        text = self.number or ""
        if not text.isascii() or not text.isdigit() or len(text) > 19 or int(text) > MAX_NUMBER:
            raise NotFound
        return int(text)

    def day(self) -> date | None:
        """?day=2026-07-24. Raises BadParameter."""
        text = self.parameters.get("day", "")
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            raise BadParameter("day", "2026-07-24") from None
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BadParameter("day", f"{FIRST_YEAR}–{LAST_YEAR}")
        return day

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        """An integer such as ?days=7. Raises BadParameter."""
        text = self.parameters.get(name, "")
        if not text:
            return default
        if not text.isascii() or not text.isdigit() or not least <= int(text[:20]) <= most:
            raise BadParameter(name, f"{least}–{most}")
        return int(text)

    def text(self, name: str) -> str | None:
        """Any text, or None if the parameter is missing or blank. Raises BadParameter."""
        text = self.parameters.get(name, "").strip()
        if len(text) > MAX_TEXT or "\x00" in text or not _is_unicode(text):
            raise BadParameter(name, f"≤ {MAX_TEXT}")
        return text or None

    def page(self) -> int:
        """The number of the requested result page, from 1. Raises BadParameter."""
        return self.integer("page", 1, 1, MAX_PAGES)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def paginate(rows: list[Any], page: int, page_size: int) -> dict[str, Any]:
    """The rows of one result page of a query for `page_size` + 1 rows, and whether there is a next page."""
    return {"rows": rows[:page_size], "page": page, "more": len(rows) > page_size and page < MAX_PAGES}
