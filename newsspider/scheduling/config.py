"""Schedules of `deploy/schedule.toml`, checked in full before anything is started.

Every error is one line: the file, the schedule, what was expected, what was found, and what to do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsspider.scheduling.cron import BadCron, Cron
from newsspider.validation import BadValue, length, refuse, whole_number

TIMEZONE = "Asia/Jakarta"
OURS = ("DATABASE_URL", "DATA_DIR", "FIRE")
"""Settings that are the scheduler's own: with others its crawls would use another database."""
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
RETRIES, MOST_RETRIES = 1, 20

Check = Callable[[str, dict[str, str], dict[str, str]], None]
"""Raises BadSchedule unless there is such a spider, and it takes these arguments under these settings."""


class BadSchedule(ValueError):
    """The file cannot be meant: one line that says where, what was expected and found, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """A crawl that starts by itself. `limit` is how long one may take, `stop_grace` how long it may take to
    stop then. A crawl that failed is tried `retries` times more, `retry_after` later each. A slot that was
    missed is made up for as long as `catch_up`."""

    name: str
    spider: str
    cron: Cron
    arguments: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    limit: timedelta = timedelta(hours=6)
    retries: int = RETRIES
    retry_after: timedelta = timedelta(minutes=10)
    catch_up: timedelta = timedelta(hours=6)
    stop_grace: timedelta = timedelta(minutes=2)


SECOND = timedelta(seconds=1)
LENGTHS = {"limit": SECOND, "retry_after": timedelta(), "catch_up": timedelta(), "stop_grace": SECOND}
"""Keys that hold a length of time, and the shortest."""
KEYS = ("name", "spider", "outlets", "cron", "timezone", "arguments", "settings", "retries", *LENGTHS)


def read_schedules(path: Path, check: Check) -> list[Schedule]:
    """All schedules of a file. Raises BadSchedule."""
    schedules: dict[str, Schedule] = {}
    for number, table in enumerate(_tables(path), start=1):
        name = table.get("name")
        place = f"schedule {name!r}" if isinstance(name, str) else f"schedule number {number}"
        try:
            schedule = _schedule(table, check)
            if schedule.name in schedules:
                raise BadSchedule(f"expected a name of its own, found a second {name!r}: rename one")
        except BadSchedule as error:
            raise BadSchedule(f"{path}: {place}: {error}") from None
        except BadValue as error:
            raise BadSchedule(f"{path}: {place}: {error}: correct it") from None
        schedules[schedule.name] = schedule
    return list(schedules.values())


def _tables(path: Path) -> list[dict[str, Any]]:
    stated = _parse(path)
    if unknown := sorted(set(stated) - {"schedule"}):
        raise BadSchedule(
            f"{path}: expected [[schedule]] tables only, found {unknown[0]!r}: correct or remove it"
        )
    tables = stated.get("schedule")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        found = "none" if tables in (None, []) else "something else under that name"
        raise BadSchedule(f"{path}: expected at least one [[schedule]] table, found {found}: write one")
    return tables


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadSchedule(
            f"{path}: expected a file to read, found: {error.strerror}: write it, or name another with --file"
        ) from None
    except ValueError as error:  # no TOML, no UTF-8, or a number of thousands of digits
        raise BadSchedule(f"{path}: expected TOML, found: {error}: correct it") from None


def _schedule(table: dict[str, Any], check: Check) -> Schedule:
    """One schedule. Raises BadSchedule, BadValue."""
    if unknown := sorted(set(table) - {*KEYS}):
        raise BadSchedule(
            f"expected keys among {', '.join(KEYS)}, found {unknown[0]!r}: correct or remove it"
        )
    name, spider, line = (_text(table, key) for key in ("name", "spider", "cron"))
    if not NAME.fullmatch(name):
        raise refuse("name", "at most 40 letters a-z, digits, - and _", name)
    try:
        cron = Cron.parse(line, _timezone(_text(table, "timezone", TIMEZONE)))
    except BadCron as error:
        raise BadSchedule(f"cron: {error}") from None
    arguments, settings = {**_strings(table, "arguments"), **_outlets(table)}, _strings(table, "settings")
    if taken := sorted({*settings} & {*OURS}):
        raise BadSchedule(
            f"settings: expected others than the scheduler's own, found {taken[0]}: set it for the scheduler"
        )
    check(spider, arguments, settings)
    return Schedule(
        name=name,
        spider=spider,
        cron=cron,
        arguments=arguments,
        settings=settings,
        retries=whole_number("retries", table.get("retries", RETRIES), 0, MOST_RETRIES),
        **{key: length(key, table[key], least) for key, least in LENGTHS.items() if key in table},
    )


def _outlets(table: dict[str, Any]) -> dict[str, str]:
    """The outlets as the argument of that name; none if the key is missing."""
    stated = table.get("outlets", [])
    named = isinstance(stated, list) and all(isinstance(one, str) and NAME.fullmatch(one) for one in stated)
    if not named or ("outlets" in table and not stated):
        raise refuse("outlets", 'a list such as ["one", "another"]', stated)
    if stated and "outlets" in table.get("arguments", {}):
        raise BadSchedule("expected outlets once, found them among the arguments too: remove one")
    return {"outlets": ",".join(stated)} if stated else {}


def _text(table: dict[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if isinstance(value, str) and value.strip():
        return value.strip()
    found = "nothing" if key not in table else ascii(value)
    raise BadSchedule(f"expected {key} to be a text in quotes, found {found}: write one")


def _timezone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise refuse("timezone", f"a name such as {TIMEZONE}", name) from None


def _strings(table: dict[str, Any], key: str) -> dict[str, str]:
    """A table of plain values, each as one would type it after `-a` or `-s`."""
    stated = table.get(key, {})
    if not isinstance(stated, dict):
        raise refuse(key, "a table such as { limit = 50 }", stated)
    for name, value in stated.items():
        if not isinstance(value, str | int | float) or not re.fullmatch(r"\w+", name) or "\0" in str(value):
            raise refuse(key, "names with texts or numbers", f"{name} = {value!r}")
    return {name: str(value) for name, value in stated.items()}
