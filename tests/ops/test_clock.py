"""Dashboards and alert rules show Jakarta's days at every hour, in every time zone. Case O14."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest

from newsspider.outlets.dates import WIB
from tests.conftest import a_database
from tests.ops.grafana import BOARDS, DAYS, PANELS, RULES, expand_query, read
from tests.running.crawling import ROOT

MOMENTS = [
    datetime(2026, 7, 15, 3, tzinfo=WIB),
    datetime(2026, 7, 15, 23, 59, tzinfo=WIB),
    datetime(2026, 7, 31, 23, 59, 59, tzinfo=WIB),
    datetime(2026, 8, 1, 0, 0, 1, tzinfo=WIB),
    datetime(2026, 8, 1, 6, 59, tzinfo=WIB),
    datetime(2026, 12, 31, 23, 59, tzinfo=WIB),
    datetime(2027, 1, 1, 0, 30, tzinfo=WIB),
    datetime(2028, 2, 29, 3, tzinfo=WIB),
    datetime(2028, 3, 1, 3, tzinfo=WIB),
]
ZONES = ("UTC", "Asia/Jakarta", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12")
CHOSEN = {"outlet": ["tribun"], "host": ["www.tribunnews.com"]}
FILLED = """
    insert into tally (what, day, outlet, name, writer, stored, published, filled)
    select given.what, day, 'tribun', given.name, 0, 60, 60, 60
    from generate_series(date '2026-05-01', date '2028-06-01', interval '1 day') as day, (values
        ('story', ''), ('edit', ''), ('gone', ''), ('incomplete', ''), ('field', 'lead'), ('freshness', '20'),
        ('host', 'www.tribunnews.com'), ('rejecting', 'www.tribunnews.com'), ('hour', '0'), ('hour', '23'),
        ('layout', 'L'), ('rejection', 'R'), ('cut', 'C'), ('section', 'S')) as given (what, name);
    insert into completeness select day, 'www.tribunnews.com', 'tribun', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0
    from generate_series(date '2026-05-01', date '2028-06-01', interval '1 day') as day;
    create schema clock;
    grant usage on schema clock to public;
    create function clock.now() returns timestamptz stable language sql
    return current_setting('clock.now')::timestamptz;"""
BY_DAY = {
    name: panel["targets"][0]["rawSql"]
    for name, panel in PANELS.items()
    if re.search(r"\bday between\b", panel["targets"][0]["rawSql"])
}


@pytest.fixture(scope="module")
def days(server: str, migrated: str) -> Iterator[str]:
    """A database with stories of every day of two years, and a function now() that a session sets."""
    with a_database(server, like=migrated) as conninfo:
        with psycopg.connect(conninfo) as connection:
            connection.execute(FILLED)
        yield conninfo


def at(conninfo: str, moment: datetime, zone: str) -> psycopg.Connection:
    """A session in this time zone whose questions find this moment in now(); views keep the server's."""
    settings = f"-c clock.now='{moment.isoformat()}' -c search_path=clock,pg_catalog,public"
    return psycopg.connect(conninfo, options=f"{settings} -c TimeZone={zone}")


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_panels_end_with_todays_jakarta_day(days: str, moment: datetime) -> None:
    assert len(BY_DAY) >= 12
    today, first = moment.date(), (moment - DAYS).date()
    for zone in ZONES:
        with at(days, moment, zone) as connection:
            for name, sql in BY_DAY.items():
                rows = connection.execute(expand_query(sql, CHOSEN, moment).encode()).fetchall()
                if PANELS[name]["type"] != "timeseries":
                    assert rows == [("www.tribunnews.com", 31, 31, 0, 0, 1.0)], (name, zone)
                elif name == "outlet/Stories by hour":
                    found = {datetime.fromtimestamp(float(row[0]), WIB) for row in rows}
                    assert all(moment - DAYS <= hour <= moment for hour in found), (name, zone)
                    assert datetime.combine(today, datetime.min.time(), WIB) in found, (name, zone)
                else:
                    found = {row[0].astimezone(WIB) for row in rows}
                    assert {hour.time() for hour in found} == {datetime.min.time()}, (name, zone)
                    assert (min(found).date(), max(found).date()) == (first, today), (name, zone)
                    assert len(found) == 31, (name, zone)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_rules_and_variables_ask_by_jakartas_day(days: str, moment: datetime) -> None:
    """Yesterday is the newsroom's; the field that vanished yesterday raises its alert at every hour."""
    (hosts,) = {
        v["query"] for path in BOARDS for v in read(path)["templating"]["list"] if v["name"] == "host"
    }
    stale = RULES["A tenth of the stories is stored more than a day late"]["data"][0]["model"]["rawSql"]
    fill = RULES["A field is missing in stories that used to have it"]["data"][0]["model"]["rawSql"]
    with psycopg.connect(days) as connection:
        yesterday = moment.date() - timedelta(days=1)
        connection.execute("update tally set filled = 0 where what = 'field' and day = %s", [yesterday])
    for zone in ZONES:
        with at(days, moment, zone) as connection:
            assert len(connection.execute(expand_query(hosts, CHOSEN).encode()).fetchall()) == 1
            assert len(connection.execute(stale.encode()).fetchall()) == 1
            assert connection.execute(fill.encode()).fetchall() == [("tribun", "lead", 1.0)], zone
    with psycopg.connect(days) as connection:
        connection.execute("update tally set filled = 60 where what = 'field'")


DATES = re.compile(r"now\(\)::date|current_date|timeFilter\(\w*day\w*\)|localtimestamp", re.I)


def test_no_statement_takes_a_moment_for_a_date() -> None:
    """Of a moment and a date the session's time zone makes one day or another: each conversion names its own."""
    folders = ("newsspider", "deploy", "bench", "docs", "tests")
    kinds = ("*.sql", "*.py", "*.json", "*.md")
    paths = [path for folder in folders for kind in kinds for path in (ROOT / folder).rglob(kind)]
    files = [path for path in paths if "tests/pages" not in path.as_posix()]
    assert len(files) > 300
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        if path.name != "test_clock.py"
        for match in DATES.finditer(path.read_text("utf-8"))
    ]
    assert found == []
    assert DATES.search(json.dumps("where $__timeFilter(day)"))
