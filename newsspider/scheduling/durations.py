"""How long is "6h"?"""

from __future__ import annotations

import re
from datetime import timedelta

UNITS = {"d": 86_400, "h": 3600, "m": 60, "s": 1}
_DURATION = re.compile(r"(?=\d)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?", re.ASCII)


def duration(text: str) -> timedelta | None:
    """Of "90s", "30m", "6h", "1h30m", "2d"; None of anything else."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    return timedelta(
        seconds=sum(
            int(number or 0) * unit for number, unit in zip(found.groups(), UNITS.values(), strict=True)
        )
    )


def spoken(length: timedelta | float) -> str:
    """Such as "1 h 12 min", "3 days 4 h", "2 s": the two largest units; never less than 0."""
    seconds = max(0, round(length.total_seconds() if isinstance(length, timedelta) else length))
    parts: list[tuple[int, str]] = []
    for unit, name in ((86_400, "days"), (3600, "h"), (60, "min"), (1, "s")):
        number, seconds = divmod(seconds, unit)
        if number or parts:
            parts.append((number, "day" if (name, number) == ("days", 1) else name))
    told = [f"{number} {name}" for number, name in parts[:2] if number]
    return " ".join(told) or "0 s"
