"""Schedules of a file, checked in full: each mistake is one line that says what to do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsspider.commands.schedule import FILE, Command
from newsspider.outlets import OUTLETS
from newsspider.scheduling.config import BadSchedule, Schedule, read_schedules

GOOD = """
[[schedule]]
name = "nightly"
spider = "tribun"
cron = "30 23 * * *"
"""
# What is wrong with a file, and what its one line says.
MISTAKES = {
    "": "expected at least one [[schedule]] table, found none: write one",
    "schedule = []": "expected at least one [[schedule]] table, found none",
    "schedule = 3": "expected at least one [[schedule]] table, found something else",
    "[[schedule]\n": "expected TOML, found: Expected ']]'",
    "[[schedules]]\nname = 'x'": "expected [[schedule]] tables only, found 'schedules'",
    GOOD + "crom = '1'": "schedule 'nightly': expected keys among name, spider, outlets, cron,",
    GOOD.replace('"nightly"', "7"): "schedule number 1: expected name to be a text in quotes, found 7",
    GOOD.replace(
        'name = "nightly"', ""
    ): "schedule number 1: expected name to be a text in quotes, found nothing",
    GOOD.replace(
        "nightly", "Each Night"
    ): "expected name to be at most 40 letters a-z, digits, - and _, found 'Each Night'",
    GOOD + GOOD: "schedule 'nightly': expected a name of its own, found a second 'nightly': rename one",
    GOOD.replace(
        "tribun", "koran"
    ): f"schedule 'nightly': expected a spider among {', '.join(sorted({*OUTLETS, 'news'}))}, found 'koran': correct it",
    GOOD.replace("30 23 * * *", "30 23 * *"): "cron: expected five fields",
    GOOD.replace("30 23 * * *", "@daily"): "cron: expected five fields",
    GOOD.replace("tribun", "news") + 'outlets = "detik"': "expected outlets to be a list such as",
    GOOD.replace("tribun", "news") + "outlets = []": "expected outlets to be a list such as",
    GOOD.replace("tribun", "news") + 'outlets = ["koran"]': "expected -a outlets= to be one of antara,",
    GOOD + 'outlets = ["detik"]': "found outlets: correct it",
    GOOD.replace("tribun", "news")
    + 'outlets = ["detik"]\narguments = { outlets = "kompas" }': "expected outlets once",
    GOOD.replace(
        "30 23 * * *", "60 23 * * *"
    ): "cron: expected numbers, ranges or steps such as 5, 1-5 or */10 for the minute, found '60'",
    GOOD.replace("30 23 * * *", "30 24 * * *"): "for the hour, found '24'",
    GOOD.replace("30 23 * * *", "30 23 0 * *"): "for the day of the month, found '0'",
    GOOD.replace("30 23 * * *", "30 23 * 13 *"): "for the month, found '13'",
    GOOD.replace(
        "30 23 * * *", "30 23 31 2 *"
    ): "cron: expected a cron line that falls due some day, found '30 23 31 2 *'",
    GOOD.replace(
        "30 23 * * *", "x 23 * * *"
    ): "cron: expected numbers, ranges or steps such as 5, 1-5 or */10 for the minute",
    GOOD.replace("30 23 * * *", "*/0 23 * * *"): "for the minute, found '*/0'",
    GOOD + "retries = " + "9" * 5000: "expected TOML, found: ",
    GOOD.replace("30 23 * * *", "9" * 5000 + " 23 * * *"): "for the minute, found '999",
    GOOD.replace(
        "30 23 * * *", "30 23 * * 8"
    ): "cron: expected weekdays such as mon, mon-fri, sat,sun or 1-5 (0 and 7 are Sunday), found '8'",
    GOOD.replace("30 23 * * *", "30 23 * * fri-mon"): "found 'fri-mon'",
    GOOD.replace("30 23 * * *", "30 23 * * mon#6"): "found 'mon#6'",
    GOOD.replace("30 23 * * *", "30 23 * * senin"): "found 'senin'",
    GOOD
    + "timezone = 'Asia/Djakarta'": "expected timezone to be a name such as Asia/Jakarta, found 'Asia/Djakarta': correct it",
    GOOD + "timezone = '../../etc/passwd'": "expected timezone to be a name",
    GOOD + "limit = '6 hours'": 'expected limit to be a length of time such as "90s", "30m" or "6h"',
    GOOD + "limit = '0s'": "expected limit to be a length of time",
    GOOD + "limit = 6": "expected limit to be a length of time",
    GOOD + "catch_up = '400d'": "expected catch_up to be a length of time",
    GOOD + "retries = -1": "expected retries to be a whole number from 0 to 20, found -1",
    GOOD + "retries = true": "expected retries to be a whole number",
    GOOD
    + "arguments = 'limit=3'": "expected arguments to be a table such as { limit = 50 }, found 'limit=3'",
    GOOD
    + "arguments = { limit = [3] }": "expected arguments to be names with texts or numbers, found 'limit = [3]'",
    GOOD
    + "arguments = { limit = 'many' }": "expected -a limit= to be a whole number from 1, found 'many': correct it",
    GOOD + "arguments = { hosts = 'solo,mars' }": "expected -a hosts= to be all or some of",
    GOOD + "arguments = { pages = 3 }": "expected -a with one of again, depth,",
    GOOD
    + "settings = { RENDER = 'perhaps' }": "expected RENDER to be one of auto, never, always, found 'perhaps'",
    GOOD
    + "settings = { DATABASE_URL = 'postgresql:///x' }": "settings: expected others than the scheduler's own, found DATABASE_URL",
    GOOD + "settings = { FIRE = 3 }": "found FIRE",
}


def project_settings() -> Settings:
    """Not Scrapy's own function of that name: it leaves a mark in the environment that later tests would inherit."""
    settings = Settings()
    settings.setmodule("settings.production")
    return settings


def read(text: str, folder: Path) -> list[Schedule]:
    command = Command()
    command.settings = project_settings()
    file = folder / "schedule.toml"
    file.write_text(text)
    return read_schedules(file, command._check)


@pytest.mark.parametrize("text", MISTAKES)
def test_schedule_mistake_is_one_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadSchedule) as caught:
        read(text, tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path}/schedule.toml: ")
    assert MISTAKES[text] in message
    assert "\n" not in message


def test_schedule_file_missing_or_binary(tmp_path: Path) -> None:
    command = Command()
    command.settings = project_settings()
    with pytest.raises(
        BadSchedule, match="expected a file to read, found: No such file or directory: write it"
    ):
        read_schedules(tmp_path / "none.toml", command._check)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadSchedule, match="expected TOML, found: 'utf-8' codec"):
        read_schedules(tmp_path / "bytes.toml", command._check)


def test_schedule_values_and_defaults(tmp_path: Path) -> None:
    stated = (
        "timezone = 'Europe/Berlin'\narguments = { limit = 5, hosts = 'solo' }\nsettings = { LOG_LEVEL = 'DEBUG' }\n"
        "limit = '1h30m'\nretries = 0\nretry_after = '0s'\ncatch_up = '2d'\nstop_grace = '90s'"
    )
    (usual,), (one,) = read(GOOD, tmp_path), read(GOOD + stated, tmp_path)
    assert (usual.cron.timezone.key, usual.retries, usual.limit) == ("Asia/Jakarta", 1, timedelta(hours=6))
    assert one.arguments == {"limit": "5", "hosts": "solo"}
    assert one.settings == {"LOG_LEVEL": "DEBUG"}
    assert (one.cron.timezone.key, one.retries) == ("Europe/Berlin", 0)
    lengths = [one.limit, one.retry_after, one.catch_up, one.stop_grace]
    assert lengths == [timedelta(minutes=90), timedelta(), timedelta(days=2), timedelta(seconds=90)]


def test_bundled_schedule_file_is_valid(tmp_path: Path) -> None:
    assert [one.name for one in read(FILE.read_text(), tmp_path)] == ["nightly", "hourly"]


def test_outlets_of_a_schedule_are_an_argument(tmp_path: Path) -> None:
    text = GOOD.replace("tribun", "news") + 'outlets = ["detik", "kompas"]\narguments = { depth = 1 }'
    (schedule,) = read(text, tmp_path)
    assert schedule.arguments == {"depth": "1", "outlets": "detik,kompas"}
