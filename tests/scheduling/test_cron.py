"""Cron lines and lengths of time: slots by the clock of a zone, texts for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from newsspider.durations import duration, spoken
from newsspider.scheduling.clock import SlotTrigger
from newsspider.scheduling.cron import Cron

JAKARTA = ZoneInfo("Asia/Jakarta")


def due(line: str, zone: str, after: str, count: int = 1) -> list[str]:
    """The next slots after a moment, by the zone's clock."""
    cron, moment, found = Cron.parse(line, ZoneInfo(zone)), datetime.fromisoformat(after), []
    for _ in range(count):
        slot = cron.after(moment)
        assert slot is not None
        assert slot > moment
        found.append(f"{slot:%a %d.%m. %H:%M%z}")
        moment = slot.astimezone(UTC)
    return found


@pytest.mark.parametrize(
    ("name", "day"),
    [(name, 23 + number) for number, name in enumerate("mon tue wed thu fri sat sun".split())],
)
def test_every_weekday_by_name(name: str, day: int) -> None:
    """23 November 2026 is a Monday."""
    (slot,) = due(f"0 6 * * {name}", "Asia/Jakarta", "2026-11-23T00:00:00+07:00")
    assert slot == f"{name.capitalize()} {day}.11. 06:00+0700"
    assert due(f"0 6 * * {name.upper()}", "Asia/Jakarta", "2026-11-23T00:00:00+07:00") == [slot]


def test_ranges_lists_steps_and_the_last_day() -> None:
    start = "2026-11-27T12:00:00+07:00"  # a Friday
    assert due("0 6 * * mon-fri", "Asia/Jakarta", start) == ["Mon 30.11. 06:00+0700"]
    assert due("0 6 * * sat,sun", "Asia/Jakarta", start, 2) == [
        "Sat 28.11. 06:00+0700",
        "Sun 29.11. 06:00+0700",
    ]
    assert due("*/20 12 * * *", "Asia/Jakarta", start, 3)[:2] == [
        "Fri 27.11. 12:20+0700",
        "Fri 27.11. 12:40+0700",
    ]
    assert due("0 0 last * *", "Asia/Jakarta", start) == ["Mon 30.11. 00:00+0700"]
    assert due("0 0 1 jan *", "Asia/Jakarta", start) == ["Fri 01.01. 00:00+0700"]


# 27 November 2026 is a Friday. Cron counts weekdays from Sunday; a day and a weekday are either of them.
@pytest.mark.parametrize(
    ("line", "slots"),
    [
        ("0 6 * * 0", ["Sun 29.11.", "Sun 06.12."]),
        ("0 6 * * 7", ["Sun 29.11.", "Sun 06.12."]),
        ("0 6 * * 1-5", ["Mon 30.11.", "Tue 01.12."]),
        ("0 6 * * 1,3", ["Mon 30.11.", "Wed 02.12."]),
        ("0 6 * * mon#1", ["Mon 07.12.", "Mon 04.01."]),
        ("0 6 1 * mon", ["Mon 30.11.", "Tue 01.12."]),
    ],
)
def test_weekdays_by_number_are_those_of_cron(line: str, slots: list[str]) -> None:
    found = due(line, "Asia/Jakarta", "2026-11-27T12:00:00+07:00", 2)
    assert found == [f"{slot} 06:00+0700" for slot in slots]


def test_days_follow_schedule_time_zone() -> None:
    """23:30 and 00:00 in Jakarta are 16:30 and 17:00 UTC of the day before midnight."""
    assert due("30 23 * * *", "Asia/Jakarta", "2026-11-25T16:29:59+00:00", 2) == [
        "Wed 25.11. 23:30+0700",
        "Thu 26.11. 23:30+0700",
    ]
    assert due("0 0 * * thu", "Asia/Jakarta", "2026-11-25T16:59:59+00:00") == ["Thu 26.11. 00:00+0700"]
    assert due("0 0 * * thu", "Asia/Jakarta", "2026-11-25T17:00:00+00:00") == ["Thu 03.12. 00:00+0700"]
    assert due("0 0 * * *", "America/New_York", "2026-11-25T16:59:59+00:00") == ["Thu 26.11. 00:00-0500"]


def test_summer_time_begins_and_ends() -> None:
    """Berlin, 29 March 2026: no 02:30; 25 October: two of them, of which the first counts."""
    assert due("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00+01:00", 2) == [
        "Sun 29.03. 03:30+0200",
        "Mon 30.03. 02:30+0200",
    ]
    assert due("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00+02:00", 2) == [
        "Sun 25.10. 02:30+0200",
        "Mon 26.10. 02:30+0100",
    ]
    assert due("*/30 2,3 * * *", "Europe/Berlin", "2026-10-24T23:59:00+02:00", 3) == [
        "Sun 25.10. 02:00+0200",
        "Sun 25.10. 02:30+0200",
        "Sun 25.10. 03:00+0100",
    ]
    assert due("0 12 * * *", "Europe/Berlin", "2026-10-25T02:45:00+01:00") == ["Sun 25.10. 12:00+0100"]


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca"]
)
@pytest.mark.parametrize("line", ["30 2 * * *", "*/15 * * * *", "0 0 * * *", "15 1,2,3 * * sun"])
def test_slots_increase_through_clock_changes(zone: str, line: str) -> None:
    cron = Cron.parse(line, ZoneInfo(zone))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    slots = [slot.astimezone(UTC) for slot in cron.slots(start, start + timedelta(days=365))]
    assert slots == sorted(set(slots))
    longest = max(later - earlier for earlier, later in pairwise(slots))
    usual = {"*/15 * * * *": timedelta(hours=1, minutes=15), "15 1,2,3 * * sun": timedelta(days=7)}
    assert longest <= usual.get(line, timedelta(hours=25))
    assert [cron.latest(start, slot) for slot in slots[:3]] == slots[:3]


def test_latest_slot_and_count_before_it() -> None:
    cron = Cron.parse("0 * * * *", JAKARTA)
    now = datetime(2026, 11, 25, 12, 30, tzinfo=JAKARTA)
    month = now - timedelta(days=30)
    latest = cron.latest(month, now)
    assert latest == datetime(2026, 11, 25, 12, tzinfo=JAKARTA)
    assert cron.count(month, latest) == 719
    assert cron.latest(latest, now) is None
    assert Cron.parse("* * * * *", JAKARTA).count(month, now) == 1000
    leap = Cron.parse("0 0 29 2 *", JAKARTA)
    assert leap.latest(now - timedelta(days=8 * 366), now) == datetime(2024, 2, 29, tzinfo=JAKARTA)


def test_apscheduler_gets_the_same_slots() -> None:
    cron = Cron.parse("30 2 * * *", ZoneInfo("Europe/Berlin"))
    now = datetime(2026, 10, 24, 12, tzinfo=UTC)
    first = SlotTrigger(cron).get_next_fire_time(None, now)
    assert first == cron.after(now)
    assert SlotTrigger(cron).get_next_fire_time(first, now) == cron.after(
        datetime(2026, 10, 25, 12, tzinfo=UTC)
    )


def test_lengths_of_time() -> None:
    seconds = {"90s": 90, "30m": 1800, "6h": 21_600, "1h30m": 5400, "2d": 172_800, " 5m ": 300, "0s": 0}
    assert {text: duration(text) for text in seconds} == {
        text: timedelta(seconds=number) for text, number in seconds.items()
    }
    for wrong in ("", "6", "h", "6 h", "1.5h", "-6h", "6h6h", "m6", "٦h", "9999999d"):
        assert duration(wrong) is None, wrong
    texts = {
        0: "0 s",
        -5: "0 s",
        59.6: "1 min",
        3600: "1 h",
        4330: "1 h 12 min",
        90_000: "1 day 1 h",
        180_060: "2 days 2 h",
    }
    assert {number: spoken(number) for number in texts} == texts
