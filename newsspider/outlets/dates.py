"""Parsing of times as Indonesian newsrooms write them: "Senin, 4 Mei 2020 04:25 WIB"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

WIB = timezone(timedelta(hours=7), "WIB")
ZONES = {"WIB": WIB, "WITA": timezone(timedelta(hours=8), "WITA"), "WIT": timezone(timedelta(hours=9), "WIT")}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agus ags agt agst aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nop nopember",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_SPOKEN = re.compile(
    r"\b(?P<day>\d{1,2})(?:[ \t\u00a0]{1,4}(?P<month>[A-Za-z]{3,9})\.?[ \t\u00a0]{1,4}|/(?P<number>\d{1,2})/)"
    r"(?P<year>\d{4})(?!\d)"
    r"(?:[ \t\u00a0]{0,4}[,|•·–—-]{0,2}[ \t\u00a0]{0,4}(?:(?:pukul|pkl|pk|jam|at)\b[.:]?[ \t\u00a0]{0,4})?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\d)(?:[:.]\d{2}(?!\d))?)?"
    r"(?:[ \t\u00a0]{0,4}(?P<zone>WIB|WITA|WIT)\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"[ ]?(Z|[+-]\d{2}(?::?\d{2})?|WIB|WITA|WIT)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LETTERS = re.compile(r"\s{0,9}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d")
"""The beginning of a time of RFC 5322, as in RSS: "Mon, 09 Nov 2026 07:15:00 +0700"."""


def parse_spoken(text: str) -> datetime | None:
    """The first date with a time in Indonesian words; in WIB if no zone is named. Of `05/11/2015 10:08 WIB`
    the zone says that the day comes first. None for a day without a time, which is no time of publication,
    and for a day that does not exist."""
    for found in _SPOKEN.finditer(text):
        month = _month(found)
        if month is None or found["hour"] is None or (found["number"] and not found["zone"]):
            continue
        zone = ZONES[(found["zone"] or "WIB").upper()]
        year, day, hour, minute = map(int, found.group("year", "day", "hour", "minute"))
        try:
            return datetime(year, month, day, hour, minute, tzinfo=zone)
        except ValueError:
            continue
    return None


def parse_iso(text: str) -> datetime | None:
    """An ISO 8601 time, or one like `2020-05-04 04:25:13` or `2020/05/04 04:25`; in WIB without an offset."""
    found = _ISO.fullmatch(text.strip())
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


def parse_stated(text: str) -> datetime | None:
    """A time in ISO 8601, RFC 5322 or Indonesian words."""
    return parse_iso(text) or (parse_letter(text) if _LETTERS.match(text) else parse_spoken(text))


def parse_listed(text: str) -> datetime | None:
    """The time that a list states for a story, in any of these forms. A day alone is midnight in WIB: it says
    to which day the story belongs, not when it was published."""
    return parse_stated(text) or (None if _LETTERS.match(text) else _parse_day(text))


def parse_letter(text: str) -> datetime | None:
    """A time of RFC 5322, as in feeds; in WIB without a zone."""
    text = text.strip()[:60]
    if _LETTERS.match(text) is None:
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    offset = found.utcoffset()
    if offset is None:
        zone = text.rpartition(" ")[2].upper()
        return found.replace(tzinfo=ZONES.get(zone, WIB)) if zone in ZONES or zone[-1:].isdigit() else None
    return found if abs(offset) <= timedelta(hours=14) else None


def _parse_day(text: str) -> datetime | None:
    if (found := _DAY.fullmatch(text.strip())) is not None:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif (spoken := _SPOKEN.search(text)) is not None and (spoken["month"] or "").lower() in _MONTHS:
        year, month, day = int(spoken["year"]), _MONTHS[spoken["month"].lower()], int(spoken["day"])
    else:
        return None
    try:
        return datetime(year, month, day, tzinfo=WIB)
    except ValueError:
        return None


def _month(found: re.Match[str]) -> int | None:
    """The month of a date, by its number or its name; None for a name of no month."""
    return int(found["number"]) if found["number"] else _MONTHS.get(found["month"].lower())


def _offset(text: str | None) -> timezone | None:
    """The offset; WIB for none, None for one that no place on earth has."""
    if text is None:
        return WIB
    if text.upper() in ZONES:
        return ZONES[text.upper()]
    if text in ("Z", "z"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    offset = sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:].lstrip(":") or 0))
    return timezone(offset) if abs(offset) <= timedelta(hours=14) else None
