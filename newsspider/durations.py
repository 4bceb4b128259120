"""Durations and times as people write and read them: "26h", "1 h 12 min", WIB."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")

_DURATION = re.compile(r"(?=\d)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?", re.ASCII)
_UNITS = (("days", 86_400), ("h", 3600), ("min", 60), ("s", 1))
INDONESIAN = {"days": "hari", "day": "hari", "h": "jam", "min": "mnt", "s": "dtk"}
"""The Indonesian names of the units."""


def duration(text: str) -> timedelta | None:
    """Parse "90s", "30m", "26h", "1h30m", "2d"; None for anything else."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def spoken(length: timedelta | float, units: Mapping[str, str] = MappingProxyType({})) -> str:
    """Format a duration by its two largest units, such as "1 h 12 min" or "3 days 4 h"; at least "0 s".

    `units` has other names of units, such as `INDONESIAN`.
    """
    seconds = max(0, round(length.total_seconds() if isinstance(length, timedelta) else length))
    parts: list[tuple[int, str]] = []
    for name, unit in _UNITS:
        number, seconds = divmod(seconds, unit)
        if number or parts:
            parts.append((number, "day" if (number, name) == (1, "days") else name))
    shown = [f"{number} {units.get(name, name)}" for number, name in parts[:2] if number]
    return " ".join(shown) or f"0 {units.get('s', 's')}"


def wib(moment: datetime) -> str:
    """The time in Jakarta, such as "25.07.2026 03:12 WIB"."""
    return f"{moment.astimezone(JAKARTA):%d.%m.%Y %H:%M} WIB"


def short_wib(moment: datetime) -> str:
    """The same without year and zone, such as "25.07. 03:12"."""
    return f"{moment.astimezone(JAKARTA):%d.%m. %H:%M}"
