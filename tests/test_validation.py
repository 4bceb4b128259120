"""Validator of settings, options and arguments: what it takes, and its one-line errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from newsspider.validation import BadValue, day, length, number, one_of, seconds, whole_number


@pytest.mark.parametrize(
    ("parse", "stated", "value"),
    [
        (lambda text: whole_number("--days", text), "7", 7),
        (lambda text: whole_number("--days", text), " 0 ", 0),
        (lambda text: whole_number("--days", text, 1, 9), 9, 9),
        (lambda text: number("HOST_LEASE", text, 1), " 4.5 ", 4.5),
        (lambda text: number("DOWNLOAD_DELAY", text), 0, 0),
        (lambda text: one_of("RENDER", text, ("auto", "never")), "never", "never"),
        (lambda text: day("--since", text), "2026-11-01", date(2026, 11, 1)),
        (lambda text: length("limit", text), "1h30m", timedelta(minutes=90)),
        (lambda text: length("retry_after", text), "0s", timedelta()),
        (lambda texts: seconds("REVISIT_AGES", texts), ["60", 900], (60, 900)),
        (lambda texts: seconds("REVISIT_AGES", texts), [], ()),
    ],
)
def test_value_that_can_be_meant(parse: Callable[[object], object], stated: object, value: object) -> None:
    assert parse(stated) == value


@pytest.mark.parametrize(
    ("parse", "stated", "message"),
    [
        (lambda text: whole_number("--days", text, 1), "0", "a whole number from 1, found '0'"),
        (lambda text: whole_number("--days", text, 1, 9), "10", "a whole number from 1 to 9, found '10'"),
        (lambda text: whole_number("--days", text), "٣", "a whole number from 0, found '\\u0663'"),
        (lambda text: whole_number("--days", text), "9" * 5000, "a whole number from 0, found '999"),
        (lambda text: whole_number("--days", text), True, "a whole number from 0, found True"),
        (lambda text: whole_number("--days", text), "1e3", "found '1e3'"),
        (lambda text: number("--days", text, 1), "0.5", "a number from 1, found '0.5'"),
        (lambda text: number("--days", text), "nan", "a number from 0, found 'nan'"),
        (lambda text: number("--days", text), "inf", "a number from 0, found 'inf'"),
        (lambda text: number("--days", text), None, "a number from 0, found None"),
        (lambda text: one_of("--days", text, ("auto", "never")), "x", "one of auto, never, found 'x'"),
        (lambda text: one_of("--days", text, ("auto", "never")), None, "one of auto, never, found None"),
        (lambda text: day("--days", text), "24.07.2026", "a day like 2026-11-01, found '24.07.2026'"),
        (lambda text: length("--days", text), "6 hours", 'a length of time such as "90s"'),
        (lambda text: length("--days", text, timedelta(seconds=1)), "0s", "longer than 0s and at most 366d"),
        (lambda text: length("--days", text), "400d", "at most 366d, found '400d'"),
        (lambda texts: seconds("--days", texts, 2), [1], "2 whole numbers of seconds, found ['1']"),
        (lambda texts: seconds("--days", texts), 60, "a list of seconds, found 60"),
        (lambda texts: seconds("--days", texts), ["x"], "whole numbers of seconds, found ['x']"),
    ],
)
def test_error_names_expected_and_found(
    parse: Callable[[object], object], stated: object, message: str
) -> None:
    with pytest.raises(BadValue, match=r"^expected --days to be ") as caught:
        parse(stated)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
