"""Dates and times as the newsroom prints them, always in WIB."""

from datetime import datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7))
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = tuple(
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)


def day_text(moment: datetime) -> str:
    """ "Senin, 4 Mei 2020"."""
    return f"{DAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def clock_text(moment: datetime) -> str:
    """ "Senin, 4 Mei 2020 04:25"."""
    return f"{day_text(moment)} {moment:%H:%M}"


def press_day(moment: datetime) -> str:
    """ "Senin (4/5/2020)", as running text dates an event."""
    return f"{DAYS[moment.weekday()]} ({moment.day}/{moment.month}/{moment.year})"


def ago_text(moment: datetime, now: datetime) -> str:
    """ "12 jam lalu", the only form of a time in lists of the mobile site."""
    minutes = max(1, int((now - moment).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} menit lalu"
    return f"{minutes // 60} jam lalu" if minutes < 1440 else f"{minutes // 1440} hari lalu"
