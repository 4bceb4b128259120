"""At which moments does a cron line fall due?

APScheduler's CronTrigger does the arithmetic, on a wall clock that is never set; we set it. (Left alone with
a zone that has summer time, 3.11.3 comes to a standstill in the hour that autumn repeats.) Lines that it
takes for something else than cron does (`mon#1` is every Monday to it) are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Self
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]

FIELDS = ("minute", "hour", "day of the month", "month", "weekday")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As cron numbers them, 0 to 7; APScheduler 3 begins with Monday."""
_DAY, _MONTH = "(?:mon|tue|wed|thu|fri|sat|sun)", "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NUMBERS = r"\*(?:/\d{1,2})?|\d{1,2}(?:-\d{1,2}(?:/\d{1,2})?)?"
_ITEMS = (
    _NUMBERS, _NUMBERS, rf"{_NUMBERS}|last", rf"{_NUMBERS}|{_MONTH}(?:-{_MONTH})?", rf"\*|{_DAY}(?:-{_DAY})?",
)  # fmt: skip
COUNTED = 1000
"""Slots that are counted one by one; of more it is said that they are more."""
FIRST_LOOK = timedelta(hours=1)


class BadCron(ValueError):
    """A line that cannot be meant: the message says what was expected, what was found and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cron:
    """`text` is the line as it stands in the file. An hour that autumn repeats counts once, the first time;
    what falls due in one that spring leaves out falls due an hour later by the clock on the wall."""

    text: str
    timezone: ZoneInfo
    trigger: CronTrigger

    @classmethod
    def parse(cls, text: str, timezone: ZoneInfo) -> Self:
        """Of five fields, as in a crontab. Raises BadCron."""
        fields = text.lower().split()
        if len(fields) != len(FIELDS):
            raise BadCron(f"expected five fields ({', '.join(FIELDS)}) such as '30 23 * * *', found {text!r}")
        for name, field, items in zip(FIELDS, fields, _ITEMS, strict=True):
            if not re.fullmatch(rf"(?:{items})(?:,(?:{items}))*", field, re.ASCII):
                raise BadCron(_refusal(name, field))
        if fields[2] != "*" and fields[4] != "*":
            raise BadCron(
                f"expected a day of the month or a weekday, found both in {text!r}, which cron takes for "
                "either and APScheduler for both at once: make two schedules of it"
            )
        try:
            trigger = CronTrigger.from_crontab(" ".join(fields), timezone=UTC)
        except ValueError as error:
            raise BadCron(
                f"expected a cron line, found {text!r}: {str(error)[:1].lower()}{str(error)[1:]}"
            ) from None
        cron = cls(text=text, timezone=timezone, trigger=trigger)
        if cron.after(datetime.now(timezone)) is None:
            raise BadCron(f"expected a cron line that falls due some day, found {text!r}, which never does")
        return cron

    def after(self, moment: datetime) -> datetime | None:
        """The first slot later than a moment, as a time of the schedule's zone."""
        wall = moment.astimezone(self.timezone).replace(tzinfo=UTC, fold=0)
        while True:
            found: datetime | None = self.trigger.get_next_fire_time(None, wall + timedelta(microseconds=1))
            if found is None:
                return None
            slot, wall = found.replace(tzinfo=self.timezone).astimezone(UTC), found
            if slot > moment:
                return slot.astimezone(self.timezone)

    def slots(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """The slots later than `after`, up to `until`."""
        after, until = after.astimezone(UTC), until.astimezone(UTC)  # times of one zone compare by the wall
        while (slot := self.after(after)) is not None and slot <= until:
            yield slot
            after = slot.astimezone(UTC)

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
        """How many slots lie between two moments; COUNTED if there are so many or more."""
        return sum(slot < before for slot in islice(self.slots(after, before), COUNTED))


def _refusal(name: str, field: str) -> str:
    if name == "weekday" and re.search(r"\d", field):
        told = re.fullmatch(r"([0-7])(?:-([0-7]))?", field)
        advice = (
            "-".join(DAYS[int(number)] for number in told.groups() if number) if told else "mon, tue, ..."
        )
        return (
            f"expected weekdays by name, found {field!r}: cron counts them from Sunday and APScheduler from "
            f"Monday; write {advice}"
        )
    if name == "weekday":
        return f"expected weekdays such as mon, mon-fri or sat,sun, found {field!r}"
    return f"expected numbers, ranges or steps such as 5, 1-5 or */10 for the {name}, found {field!r}"
