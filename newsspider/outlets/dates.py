"""Parsing of times as Indonesian newsrooms write them: "Senin, 4 Mei 2020 04:25 WIB".

A spelling that is not known gives no time, never a wrong one: what stands behind the clock must be known too.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

WIB = timezone(timedelta(hours=7), "WIB")
ZONES = {"WIB": WIB, "WITA": timezone(timedelta(hours=8), "WITA"), "WIT": timezone(timedelta(hours=9), "WIT")}
_LONG_NAMES = {
    "WAKTU INDONESIA BARAT": "WIB",
    "WAKTU INDONESIA TENGAH": "WITA",
    "WAKTU INDONESIA TIMUR": "WIT",
    "ASIA/JAKARTA": "WIB",
    "ASIA/PONTIANAK": "WIB",
    "ASIA/MAKASSAR": "WITA",
    "ASIA/UJUNG_PANDANG": "WITA",
    "ASIA/JAYAPURA": "WIT",
}
"""The zones by other names: in words, and in the tz database."""

_NAMES = (
    "januari january",
    "februari february febuari pebruari",
    "maret march mart mrt",
    "april",
    "mei may",
    "juni june",
    "juli july",
    "agustus august augustus agst agt ags",
    "september",
    "oktober october",
    "november nopember",
    "desember december",
)
_FEWEST = 3
"""Letters of an abbreviated month."""
_MONTHS = {
    name[:length]: number
    for number, names in enumerate(_NAMES, start=1)
    for name in names.split()
    for length in range(_FEWEST, len(name) + 1)
}

_WEEKDAYS = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
_FIGURES = r"(?P<day>\d{1,2})(?P<dash>[/.-])(?P<number>\d{1,2})(?P=dash)(?P<year>\d{4})(?!\d)"
_YEAR_FIRST = r"(?P<year>\d{4})(?P<dash>[/-])(?P<number>\d{1,2})(?P=dash)(?P<day>\d{1,2})(?!\d)"
_WORDS = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s{1,4}|[/-])(?P<month>[A-Za-z]{3,9})\.?,?(?:\s{1,4}|[/-])"
    r"(?P<year>\d{4})(?!\d)"
)
_MONTH_FIRST = (
    r"(?P<month>[A-Za-z]{3,9})\.?\s{1,4}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,4}(?P<year>\d{4})(?!\d)"
)
_CLOCK = r"""
    [\s,|•·–—/@()-]{1,9}(?:(?:pukul|pkl|pk|jam|pada|at)\b[.:]?\s{0,4})?
    (?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\d)(?:[:.]\d{2}(?!\d))?
    (?:\s?(?P<half>am|pm|a\.m\.|p\.m\.|pagi|siang|sore|petang|malam)(?!\w))?
    (?:\s{0,4}\(?(?P<zone>WIB|WITA|WIT|W\.I\.(?:B|TA?|T\.A)\.|waktu\s{1,3}indonesia\s{1,3}(?:barat|tengah|timur)|Z|(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|\+\d{2}:?\d{2}|(?<=\s)-\d{4})(?!\w))?
    (?!\s?(?:[+-]\d|(?-i:[A-Z]{1,3}T\b)|(?:Asia|Europe|America|Africa|Australia|Pacific|Etc)/
        |waktu\s(?!baca|jakarta|indonesia)(?:setempat|lokal|(?-i:[A-Z]))|(?:local|eastern|pacific|london)\stime\b))
"""
_DAYS = [
    *(re.compile(rf"\b{day}", re.IGNORECASE) for day in (_WORDS, _MONTH_FIRST)),
    *(re.compile(rf"(?<![\w/.-]){day}", re.IGNORECASE) for day in (_FIGURES, _YEAR_FIRST)),
]
_CLOCK_FIRST = rf"""
    (?<![\w:.])(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.]\d{{2}})?(?:\s(?P<half>pagi|siang|sore|petang|malam))?
    \s{{0,4}}\(?(?P<zone>WIB|WITA|WIT)(?!\w)[\s,|•·–—/@()-]{{1,9}}(?:(?:{_WEEKDAYS})[\s,]{{1,4}})?
"""
_OTHER_CLOCK = r"(?![\s,|•·–—/@()-]{1,9}(?:[a-z]{2,5}[.:]?\s{0,4})?\d{1,2}[:.]\d{2})"
_TIMES = [
    re.compile(form, re.IGNORECASE | re.VERBOSE)
    for day in _DAYS
    for form in (f"{day.pattern}{_CLOCK}", f"{_CLOCK_FIRST}{day.pattern}{_OTHER_CLOCK}")
]
_OURS = re.compile(rf"\b(?:wib|wita|wit|{_WEEKDAYS})\b", re.IGNORECASE)
"""Words of an Indonesian time, which has the day before the month."""
_EVENING = {"pm", "sore", "petang", "malam", "siang"}
_ISO = re.compile(
    r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"[ ]?(Z|[+-]\d{2}(?::?\d{2})?|WIB|WITA|WIT|(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
    r"\s?\[?((?<=[ \[])[A-Z]{3,10}/[A-Z_]{3,20})?\]?",
    re.IGNORECASE,
)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(?=Z|[+-]|\Z)", re.IGNORECASE)
"""ISO 8601 without signs: 20261109T071500Z."""
_LETTERS = re.compile(r"\s{0,9}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d")
"""The beginning of a time of RFC 5322, as in RSS: "Mon, 09 Nov 2026 07:15:00 +0700"."""


def parse_spoken(text: str) -> datetime | None:
    """The first date with a time in words or figures; in WIB if no zone is named.

    None for a day without a time, which is no time of publication, for a day that does not exist, for an
    unknown zone, and for figures that may be either day or month.
    """
    text = text.replace("\u2212", "-")
    found = sorted((match for form in _TIMES for match in form.finditer(text)), key=re.Match.start)
    times = (_time(match, text) for match in found)
    return next((time for time in times if time is not None), None)


def _time(found: re.Match[str], text: str) -> datetime | None:
    zone, month = _zone(found["zone"]), _month(found, text)
    if zone is None or month is None:
        return None
    year, day, hour, minute = map(int, found.group("year", "day", "hour", "minute"))
    try:
        return datetime(year, month, day, _hour(hour, found["half"]), minute, tzinfo=zone)
    except ValueError:
        return None


def _month(found: re.Match[str], text: str) -> int | None:
    """The number of the month; None for an unknown word, and for figures of which either may be the month."""
    stated = found.groupdict()
    if "month" in stated:
        return _MONTHS.get(stated["month"].lower())
    month, day = int(stated["number"]), int(stated["day"])
    year_first = found.start("year") < found.start("day")
    known = year_first or day > 12 or day == month or _OURS.search(text) is not None
    return month if known else None


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day, from one of a half day: "7.15 malam" is 19, "12:15 AM" is 0."""
    half = (half or "").replace(".", "").lower()
    if hour > 12 or not half:
        return hour
    if half == "am" or (half == "malam" and (hour == 12 or hour < 5)):
        return hour % 12
    return hour % 12 + 12 if half in _EVENING and not (half == "siang" and 8 < hour < 12) else hour


def _zone(text: str | None) -> timezone | None:
    """The zone that a time in words or ISO names; WIB for none, None for an unknown one."""
    bare = " ".join((text or "WIB").upper().replace(".", "").split())
    bare = _LONG_NAMES.get(bare, bare)
    if bare in ZONES:
        return ZONES[bare]
    offset = bare.removeprefix("GMT").removeprefix("UTC").strip() or "Z"
    if offset[0] not in "Z+-":
        return None
    return _offset(offset if offset == "Z" or len(offset) > 2 else f"{offset[0]}0{offset[1:]}")


def parse_iso(text: str) -> datetime | None:
    """An ISO 8601 time, or one like `2020-05-04 04:25:13` or `2020/05/04 04:25`; in WIB without an offset."""
    text = _BASIC.sub(_with_signs, text.strip().replace("\u2212", "-"), count=1)
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    offset = _zone(found[7] or found[8])
    if offset is None:
        return None
    numbers = [int(part or 0) for part in found.groups()[:6]]
    try:
        return datetime(*numbers, tzinfo=offset)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _with_signs(found: re.Match[str]) -> str:
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}:{found[6] or '00'}"


def parse_stated(text: str) -> datetime | None:
    """A time in ISO 8601, RFC 5322, Indonesian words or figures."""
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
    found = next((match for form in _DAYS if (match := form.search(text)) is not None), None)
    month = _month(found, text) if found is not None else None
    if found is None or month is None:
        return None
    try:
        return datetime(int(found["year"]), month, int(found["day"]), tzinfo=WIB)
    except ValueError:
        return None


def _offset(text: str) -> timezone | None:
    """The offset; None for one that no place on earth has."""
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    offset = sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:].lstrip(":") or 0))
    return timezone(offset) if abs(offset) <= timedelta(hours=14) else None
