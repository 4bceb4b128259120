"""Times that a page without a layout states, compared with each other.

A page's data often has the clock of the newsroom with a wrong offset, or none. Its visible date line says the
hour and the zone as a reader sees them. Where both show one clock, the visible zone is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from newsspider.outlets.dates import WIB, ZONES, parse_spoken, parse_stated
from newsspider.outlets.story import sources
from newsspider.outlets.story.reading import Reading

PUBLISHED = (
    "ld:datePublished",
    "meta:article:published_time",
    "css:[itemprop=datePublished]@content",
    "css:[itemprop=datePublished]@datetime",
    "meta:publishdate",
    "meta:pubdate",
    "meta:content_publisheddate",
    "meta:dc.date",
    "meta:date",
    "css:time[datetime]@datetime",
)
MODIFIED = (
    "ld:dateModified",
    "meta:article:modified_time",
    "css:[itemprop=dateModified]@content",
    "meta:og:updated_time",
    "meta:lastmod",
)
LONGEST = 160
"""Characters of a line that states the time; the credits may stand on it too."""
_ZONES = (timedelta(hours=7), timedelta(hours=8), timedelta(hours=9))
"""Offsets of Indonesian clocks."""
_NUMERIC = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\D{1,4}(?:pukul |pkl )?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\d)(?:[:.]\d{2})?\s?(?P<zone>WIB|WITA|WIT)?",
    re.IGNORECASE,
)
_LATER = re.compile(r"diperbarui|diupdate|update|terakhir|perubahan|edited|modified", re.IGNORECASE)
_AT = re.compile(r"\s(?:at|on|pada)\s", re.IGNORECASE)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StatedTimes:
    """When the story was published and modified."""

    published: datetime | None
    modified: datetime | None

    @classmethod
    def of(cls, reading: Reading, texts: Iterable[str]) -> StatedTimes:
        """The times of a page, in its data and in visible lines near the headline, the nearest first. Their
        sources go to the reading's provenance."""
        page, provenance = reading.page, reading.provenance
        data = sources.first(page, PUBLISHED, parse_stated, provenance, "published_at")
        modified = sources.first(page, MODIFIED, parse_stated, provenance, "modified_at")
        lines = list(texts)
        visible = next(_visible(text for text in lines if not _LATER.search(text)), None)
        later = next(_visible(text for text in lines if _LATER.search(text)), None)
        published = agreed(data, visible)
        if visible is not None and published == visible:
            provenance["published_at"] = "line:date"
        return cls(published, later or _same_clock(modified, data, published))


def agreed(data: datetime | None, visible: datetime | None) -> datetime | None:
    """The time of publication, of what the data and the visible line say."""
    if visible is None or data is None:
        return visible or (plausible(data) if data else None)
    if _clock(data) == _clock(visible):
        return data.replace(tzinfo=visible.tzinfo)
    if _clock(data.astimezone(visible.tzinfo)) == _clock(visible):
        return data.astimezone(visible.tzinfo)
    if abs(data - visible) < _DAY:
        return visible
    return plausible(data)


def plausible(time: datetime) -> datetime:
    """The time on an Indonesian clock: an offset of another country is a mistake of the page's template."""
    offset = time.utcoffset()
    if offset in _ZONES:
        return time
    return time.astimezone(WIB) if not offset else time.replace(tzinfo=WIB)


def _same_clock(
    modified: datetime | None, data: datetime | None, published: datetime | None
) -> datetime | None:
    """The time of modification, in the zone that the time of publication has turned out to be in."""
    if modified is None:
        return None
    if data is None or published is None or data.utcoffset() != modified.utcoffset():
        return plausible(modified)
    same = _clock(data) == _clock(published)
    return modified.replace(tzinfo=published.tzinfo) if same else plausible(modified)


def _clock(time: datetime) -> datetime:
    """What a clock on the wall shows, to the minute."""
    return time.replace(tzinfo=None, second=0, microsecond=0)


def _visible(texts: Iterable[str]) -> Iterator[datetime]:
    for text in texts:
        if len(text) <= LONGEST and (found := parse_visible(text)) is not None:
            yield found


def parse_visible(text: str) -> datetime | None:
    """A time in words or in numbers, day first: "Kamis, 05/11/2015 10:08 WIB"."""
    text = _AT.sub(" ", text)
    if (spoken := parse_spoken(text)) is not None:
        return spoken
    found = _NUMERIC.search(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(found[name]) for name in ("year", "month", "day", "hour", "minute"))
    zone: timezone = ZONES[(found["zone"] or "WIB").upper()]
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None
