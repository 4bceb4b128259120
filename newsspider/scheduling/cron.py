"""Cron lines: the moments at which one falls due, by the clock of its time zone.

cronsim does the arithmetic on a clock without a zone, and the zone is put to its results here. By itself it
would move a slot of the hour that spring leaves out to the end of that hour, as Debian's cron does; here it
falls due an hour later by the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from typing import Self
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

FIELDS = ("minute", "hour", "day of the month", "month", "weekday")
MOST_COUNTED = 1000
"""Slots that are counted one by one; more are "or more"."""
FIRST_LOOK = timedelta(hours=1)
_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - a clock without a zone


class BadCron(ValueError):
    """A line that cannot be meant: the message says what was expected and what was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cron:
    """A line of a crontab as it stands in the file, and its time zone. An hour that autumn repeats counts
    once, the first time."""

    text: str
    timezone: ZoneInfo

    @classmethod
    def parse(cls, text: str, timezone: ZoneInfo) -> Self:
        """A line of five fields, as in a crontab. Raises BadCron."""
        fields = text.split()
        if len(fields) != len(FIELDS):
            raise BadCron(f"expected five fields ({', '.join(FIELDS)}) such as '30 23 * * *', found {text!r}")
        for place, (name, field) in enumerate(zip(FIELDS, fields, strict=True)):
            if not _falls_due(" ".join(["*"] * place + [field] + ["*"] * (len(FIELDS) - place - 1))):
                raise BadCron(f"expected {_example(name)}, found {field!r}")
        if not _falls_due(text):
            raise BadCron(f"expected a cron line that falls due some day, found {text!r}, which never does")
        return cls(text=text, timezone=timezone)

    def after(self, moment: datetime) -> datetime | None:
        """The first slot later than a moment, as a time of the schedule's zone."""
        return next(self._later(moment), None)

    def slots(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """The slots later than `after`, up to `until`."""
        until = until.astimezone(UTC)  # times of one zone compare by the wall
        return takewhile(lambda slot: slot.astimezone(UTC) <= until, self._later(after))

    def latest(self, after: datetime, until: datetime) -> datetime | None:
        """The last of these slots; those near `until` are looked at first."""
        look, after, until = FIRST_LOOK, after.astimezone(UTC), until.astimezone(UTC)
        while True:
            start = max(after, until - look)
            found = list(self.slots(start, until))
            if found or start == after:
                return found[-1] if found else None
            look *= 8

    def count(self, after: datetime, before: datetime) -> int:
        """The number of slots between two moments; MOST_COUNTED if there are so many or more."""
        return sum(slot < before for slot in islice(self.slots(after, before), MOST_COUNTED))

    def _later(self, moment: datetime) -> Iterator[datetime]:
        """All slots later than a moment, without end."""
        latest = moment.astimezone(UTC)
        wall = moment.astimezone(self.timezone).replace(tzinfo=None)
        for found in CronSim(_standard(self.text), wall):
            slot = found.replace(tzinfo=self.timezone).astimezone(UTC)
            if slot > latest:
                latest = slot
                yield slot.astimezone(self.timezone)


def _falls_due(line: str) -> bool:
    try:
        next(CronSim(_standard(line), _ANY_DAY))
    except (CronSimError, StopIteration, ValueError):  # the last of a number of thousands of digits
        return False
    return True


def _standard(line: str) -> str:
    """The line with `L` for `last`, the word that schedules of ours have used for a month's last day."""
    return line.lower().replace("last", "l")


def _example(name: str) -> str:
    if name == "weekday":
        return "weekdays such as mon, mon-fri, sat,sun or 1-5 (0 and 7 are Sunday)"
    return f"numbers, ranges or steps such as 5, 1-5 or */10 for the {name}"
