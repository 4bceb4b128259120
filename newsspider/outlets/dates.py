"""When was it, if an Indonesian newsroom says "Senin, 4 Mei 2020 04:25 WIB"?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
ZONES = {"WIB": WIB, "WITA": timezone(timedelta(hours=8), "WITA"), "WIT": timezone(timedelta(hours=9), "WIT")}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari february", "maret mar march", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agu ags agt aug august",
            "september sep sept", "oktober okt oct october", "november nov nop", "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_SPOKEN = re.compile(
    r"\b(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\s+(?P<year>\d{4})"
    r"(?:\s*[,|-]?\s*(?:pukul\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?)?"
    r"(?:\s*(?P<zone>WIB|WITA|WIT)\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"^\s*(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$"
)


def parse_spoken(text: str) -> datetime | None:
    """The first date with a time in Indonesian words; WIB where no zone is named, None without a time
    (a day alone is no time of publication) and for a day that does not exist."""
    for found in _SPOKEN.finditer(text):
        month = _MONTHS.get(found["month"].lower())
        if month is None or found["hour"] is None:
            continue
        zone = ZONES[(found["zone"] or "WIB").upper()]
        try:
            return datetime(
                int(found["year"]), month, int(found["day"]),
                int(found["hour"]), int(found["minute"]), tzinfo=zone,
            )  # fmt: skip
        except ValueError:
            continue
    return None


def parse_iso(text: str) -> datetime | None:
    """An ISO 8601 time, or the site's `2020-05-04 04:25:13`; WIB where no offset is given."""
    found = _ISO.match(text)
    if found is None:
        return None
    offset = _offset(found[7])
    if offset is None:
        return None
    numbers = [int(part or 0) for part in found.groups()[:6]]
    try:
        return datetime(*numbers, tzinfo=offset)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _offset(text: str | None) -> timezone | None:
    """The offset, WIB where none is stated; None for one that no place on earth has."""
    if text is None:
        return WIB
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    offset = sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(offset) if abs(offset) <= timedelta(hours=14) else None
