"""Tests of times in the spellings of newsrooms and lists. Case S5."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.outlets.dates import ZONES, parse_iso, parse_letter, parse_listed, parse_spoken

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senin, 4 Mei 2020 04:25 WIB", "2020-05-04T04:25+07:00"),
        ("Jumat, 9 Oktober 2020 13:52", "2020-10-09T13:52+07:00"),
        ("Tayang: Senin, 3 November 2025 19:26 WIB", "2025-11-03T19:26+07:00"),
        ("Dipublikasikan: Senin, 3 November 2025 19.26 WITA", "2025-11-03T19:26+08:00"),
        ("Kamis, 1 Januari 2015 | 00:00 WIT", "2015-01-01T00:00+09:00"),
        ("Rabu, 17 Agustus 2022, pukul 10.00 WIB", "2022-08-17T10:00+07:00"),
        ("Rabu, 17 Agt 2022 - 10:00:59 WIB", "2022-08-17T10:00+07:00"),
        ("31 Des 2019 23:59 wib", "2019-12-31T23:59+07:00"),
        ("Sabtu,\u00a029 Februari 2020 7:05 WIB", "2020-02-29T07:05+07:00"),
        ("Minggu, 12 Pebruari 2012 08:00", "2012-02-12T08:00+07:00"),
        ("9 Nopember 2026 07:15 WIB", "2026-11-09T07:15+07:00"),
        ("3 Peb 2026 19:02 WIB", "2026-02-03T19:02+07:00"),
        ("12 Agst 2026 06:30 WIB", "2026-08-12T06:30+07:00"),
        ("12 Agus 2026 06:30", "2026-08-12T06:30+07:00"),
        ("1 Des. 2026 21:40 WIB", "2026-12-01T21:40+07:00"),
        ("9 November 2026 pkl 07.15 WIB", "2026-11-09T07:15+07:00"),
        ("9 November 2026 jam 07.15 WITA", "2026-11-09T07:15+08:00"),
        ("9 November 2026 – 07:15 WIB", "2026-11-09T07:15+07:00"),
        ("9 November 2026 • 07:15 WIT", "2026-11-09T07:15+09:00"),
        ("Senin, 9 Nop. 2026, pkl. 07.15", "2026-11-09T07:15+07:00"),
        ("Senin, 9 Sept. 2026 · pukul 07:15:30 WITA", "2026-09-09T07:15+08:00"),
        ("Tayang: 2 Agus. 2026 — jam 23.59", "2026-08-02T23:59+07:00"),
        ("3 Febuari 2026 19:02", "2026-02-03T19:02+07:00"),
        ("9 November 2026 / 07:15 (WITA)", "2026-11-09T07:15+08:00"),
        ("9\u2009November\u20092026\n07:15 W.I.B.", "2026-11-09T07:15+07:00"),
        ("November 9, 2026, 7:15 PM", "2026-11-09T19:15+07:00"),
        ("9 November 2026 12:15 AM", "2026-11-09T00:15+07:00"),
        ("9 November 2026 pukul 7.15 malam", "2026-11-09T19:15+07:00"),
        ("9 November 2026 pukul 3.15 sore WIT", "2026-11-09T15:15+09:00"),
        ("9 November 2026 pukul 11.15 siang", "2026-11-09T11:15+07:00"),
        ("9 November 2026 00:15 GMT", "2026-11-09T00:15+00:00"),
        ("9 November 2026 07:15 GMT+7", "2026-11-09T07:15+07:00"),
        ("Sen, 09 Nov 2026 02:15:00 +0200", "2026-11-09T02:15+02:00"),
        ("Mon Nov 09 2026 07:15:00 GMT+0700 (WIB)", "2026-11-09T07:15+07:00"),
        ("Senin (9/11/2026) 07.15 WIB", "2026-11-09T07:15+07:00"),
        ("29/11/2026, 07:15", "2026-11-29T07:15+07:00"),
        ("2026/11/09 07:15", "2026-11-09T07:15+07:00"),
        ("Kamis, 05/11/2015 10:08 WIB", "2015-11-05T10:08+07:00"),
        ("05/11/2015, 10:08 WITA", "2015-11-05T10:08+08:00"),
        ("on 16 Feb 2016 at 09:10 WIB", "2016-02-16T09:10+07:00"),
        ("9 November 2026 07:15 Z", "2026-11-09T07:15+00:00"),
        ("9 November 2026 pukul 07.15 Waktu Indonesia Timur", "2026-11-09T07:15+09:00"),
        ("9 November 2026, 07.15 waktu Indonesia Tengah", "2026-11-09T07:15+08:00"),
        ("9 November 2026 07:15 W.I.T.A.", "2026-11-09T07:15+08:00"),
        ("9 November 2026 07:15 WIB Waktu Baca 3 Menit", "2026-11-09T07:15+07:00"),
        ("9 November 2026 07:15 WIB Reading time: 3 min", "2026-11-09T07:15+07:00"),
        ("09-Nov-2026 07:15 WIB", "2026-11-09T07:15+07:00"),
        ("Senin, 09/Nov/2026 07:15", "2026-11-09T07:15+07:00"),
        ("9th November 2026 07:15", "2026-11-09T07:15+07:00"),
        ("07:15 WIB, 9 November 2026", "2026-11-09T07:15+07:00"),
        ("07.15 WITA, Senin 09/11/2026", "2026-11-09T07:15+08:00"),
        ("9:15 malam WIB | Senin, 9 November 2026", "2026-11-09T21:15+07:00"),
        ("07:15 WIB, 9 November 2026, 08:00 WIB", "2026-11-09T08:00+07:00"),
        ("9 November 2026 07:15 WIB, 10 November 2026 08:00 WIB", "2026-11-09T07:15+07:00"),
    ],
)
def test_parse_spoken_reads_indonesian_times(text: str, expected: str) -> None:
    found = parse_spoken(text)
    assert found is not None
    assert found.isoformat(timespec="minutes") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Selasa, 13 Oktober 2020",
        "30 Februari 2020 10:00 WIB",
        "31 April 2020 10:00",
        "4 Mei 2020 25:10 WIB",
        "4 Mei 2020 10:61 WIB",
        "4 Mayo 2020 10:00 WIB",
        "0 Mei 2020 10:00",
        "3 menit lalu",
        "4 Mei 0000 10:00",
        "4 Mei 2020 10:00 KST",
        "10:00, 4 Mei 2020",
        "sampai 10.00 WIB pada 4 Mei 2020",
        "4 Mei 2020 pukul 10.00 waktu setempat",
        "4 Mei 2020 pukul 10.00 waktu London",
        "4 Mei 2020 10:00 local time",
        "4 Mei 2020 10:00 Europe/Berlin",
        "4 Mei 2020 10:00 GMT+25",
        "4/5/2020 10:00",
        "13/13/2020 10:00",
        "1.2.3.2020 10:00",
        "31/02/2015 10:08 WIB",
        "05/13/2015 10:08 WIB",
    ],
)
def test_parse_spoken_rejects_other_text(text: str) -> None:
    assert parse_spoken(text) is None


def test_parse_spoken_skips_day_without_time() -> None:
    found = parse_spoken("Selasa, 13 Oktober 2020 Home Nasional Jumat, 9 Oktober 2020 13:52 WIB")
    assert found == datetime(2020, 10, 9, 13, 52, tzinfo=ZONES["WIB"])


@given(st.datetimes(datetime(1995, 1, 1), datetime(2099, 12, 31)), st.sampled_from(sorted(ZONES)))  # noqa: DTZ001
def test_written_times_are_parsed_back(when: datetime, zone: str) -> None:
    text = f"{when.day} {MONTHS[when.month - 1]} {when.year} {when.hour:02}:{when.minute:02} {zone}"
    assert parse_spoken(text) == when.replace(second=0, microsecond=0, tzinfo=ZONES[zone])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-05-04T04:25:13+07:00", "2020-05-04T04:25+07:00"),
        ("2020-05-04 04:25:13", "2020-05-04T04:25+07:00"),
        ("2026-07-24T12:40+07:00", "2026-07-24T12:40+07:00"),
        (" 2026-07-24T12:40:00.123Z ", "2026-07-24T12:40+00:00"),
        ("2026-07-24T12:40:00+0700", "2026-07-24T12:40+07:00"),
        ("2026-11-09T07:15:00+07", "2026-11-09T07:15+07:00"),
        ("2026-11-09T07:15:00 WIB", "2026-11-09T07:15+07:00"),
        ("2026-11-09 07:15 WITA", "2026-11-09T07:15+08:00"),
        ("2026-11-09T07:15:00,250Z", "2026-11-09T07:15+00:00"),
        ("2026-07-24T12:40:00-07:00", "2026-07-24T12:40-07:00"),
        ("2026-11-09T07:15:00 GMT", "2026-11-09T07:15+00:00"),
        ("2026-11-09T07:15:00 GMT+7", "2026-11-09T07:15+07:00"),
        ("2026-11-09T07:15:00 Asia/Makassar", "2026-11-09T07:15+08:00"),
        ("2026-11-09T07:15:00[Asia/Jayapura]", "2026-11-09T07:15+09:00"),
        ("2026-11-09T07:15:00+07:00[Asia/Jakarta]", "2026-11-09T07:15+07:00"),
        ("20261109T071500Z", "2026-11-09T07:15+00:00"),
        ("20261109T0715", "2026-11-09T07:15+07:00"),
    ],
)
def test_parse_iso_reads_iso_times(text: str, expected: str) -> None:
    found = parse_iso(text)
    assert found is not None
    assert found.isoformat(timespec="minutes") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020-05-04",
        "2020-13-04T04:25:13",
        "0000-05-04 04:25:13",
        "2020-05-04T24:25:13",
        "2020-05-04T04:25:13+99:00",
        "2020-05-04T04:25:13 Europe/Berlin",
        "2020-05-04T04:25:13[America/New_York]",
        "20201304T042513Z",
    ],
)
def test_parse_iso_rejects_other_text(text: str) -> None:
    assert parse_iso(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-09", "2026-11-09T00:00+07:00"),
        ("2026-11-09T07:15:00+07", "2026-11-09T07:15+07:00"),
        ("Mon, 09 Nov 2026 07:15:00 +0700", "2026-11-09T07:15+07:00"),
        ("2026-11-09T07:15:00 WIB", "2026-11-09T07:15+07:00"),
        ("Mon, 09 Nov 2026 07:15:00 GMT", "2026-11-09T07:15+00:00"),
        ("Mon, 9 Nov 2026 07:15:00 WITA", "2026-11-09T07:15+08:00"),
        ("Senin, 9 Nopember 2026", "2026-11-09T00:00+07:00"),
        ("9 Nopember 2026 07:15 WIB", "2026-11-09T07:15+07:00"),
        ("2026/11/09", "2026-11-09T00:00+07:00"),
        ("29-11-2026", "2026-11-29T00:00+07:00"),
        ("November 9, 2026", "2026-11-09T00:00+07:00"),
        ("2026-11-09T07:15:00\u221207:00", "2026-11-09T07:15-07:00"),
    ],
)
def test_parse_listed_reads_every_spelling(text: str, expected: str) -> None:
    """Case S5: a day alone is a day, for what needs only the day."""
    found = parse_listed(text)
    assert found is not None
    assert found.isoformat(timespec="minutes") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kemarin",
        "2026-13-09",
        "2026-02-30",
        "11/09/2026 07:15",
        "Mon, 99 Nov 2026 07:15:00 +0700",
        "Mon, 09 Nov 2026 07:15:00 XYZ",
        "Mon, 09 Nov 2026 07:15:00 +2300",
        "20261109",
        "9 Mayo 2026",
    ],
)
def test_ambiguous_times_are_rejected(text: str) -> None:
    """Case S5: never a wrong time."""
    assert parse_listed(text) is None


@pytest.mark.parametrize("offset", ["+16:00", "-18:30", "+23:59"])
def test_impossible_offset_is_rejected(offset: str) -> None:
    """PostgreSQL takes no offset of 16 hours or more, and the widest in use is 14: such a time would cost us the article."""
    assert parse_iso(f"2020-05-04T04:25:13{offset}") is None


@given(st.datetimes(datetime(1, 1, 2), timezones=st.just(UTC)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_iso_times_survive_round_trip(when: datetime, minutes: int) -> None:
    try:
        local = when.replace(microsecond=0).astimezone(timezone(timedelta(minutes=minutes)))
    except OverflowError:
        return
    assert parse_iso(local.isoformat()) == local


@given(st.text(max_size=60))
def test_date_parsers_never_raise(text: str) -> None:
    for found in (parse_iso(text), parse_spoken(text), parse_letter(text), parse_listed(text)):
        assert found is None or found.tzinfo is not None
