"""Tests of the pages about schedules, alerts, storage, backlog and edits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import psycopg
import pytest
from playwright.sync_api import sync_playwright
from psycopg.conninfo import make_conninfo

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.dashboard.formats import size
from newsspider.dashboard.language import Labels
from newsspider.dashboard.machine import Disk, Machine
from newsspider.dashboard.pages.storage import daily_growth, days_left
from tests.conftest import a_database
from tests.dashboard import factories
from tests.dashboard.browsing import visit
from tests.dashboard.conftest import Site, dashboard
from tests.dashboard.test_http import fetch
from tests.databases.run_rows import ended
from tests.running.nights import rows

HOSTILE = "<script>document.title='taken'</script>\u202e"
DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def operated(server: str, migrated: str) -> Iterator[Site]:
    """A dashboard over invented runs, fires, alerts and edits, with a scheduler at work."""
    with a_database(server, like=migrated) as database:
        runs = [ended(database, "ok", hours_ago=24 * days) for days in range(9, -1, -1)]
        _fill(database, runs)
        factories.hostile(database)
        story = factories.edited_hostile(database)
        name = "newsspider schedule 77 crawler-1"
        with (
            psycopg.connect(make_conninfo(database, application_name=name)),
            dashboard(database, "-s", "BACKUP_FILE=/nowhere/at-all") as address,
        ):
            yield Site(address=address, database=database, edited=story)


def _fill(database: str, runs: list[int]) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(
            b"insert into schedule (name, spider, cron, timezone, next_slot) values "
            b"('nightly', 'tribun', '30 23 * * *', 'Asia/Jakarta', now() + interval '5 hours'), "
            b"('late', 'tribun', '15 * * * *', 'Asia/Jakarta', now() - interval '1 hour')"
        )
        for days, state, missed in ((1, "ok", 0), (2, "skipped", 0), (3, "missed", 2), (4, "failed", 0)):
            reason = "" if state == "ok" else HOSTILE
            connection.execute(
                b"insert into fire (schedule, slot, spider, state, reason, machine, supervisor, ended_at, missed_before, run) "
                b"values ('nightly', now() - make_interval(days => %s), 'tribun', %s, %s, 'm', 1, now(), %s, %s)",
                [days, state, reason, missed, runs[-1 - days] if state == "ok" else None],
            )
        for subject, is_over in (("solo.tribunnews.com", False), ("jogja.tribunnews.com", True)):
            connection.execute(
                b"insert into alert (spider, kind, code, subject, reason, since, last_seen, run, notified, notified_at, "
                b"cleared_at, cleared_by) values ('tribun', 'degraded', 'host_closed', %(subject)s, %(text)s, now(), "
                b"now(), %(run)s, '{a1b2c3d4e5f6}', now(), case when %(over)s then now() end, %(run)s)",
                {"subject": subject, "text": f"{subject}: {HOSTILE}", "run": runs[0], "over": is_over},
            )
        connection.execute(
            b"insert into webhook (name, filters, failures, failing_since, error, given_up, given_up_at, delivered) values "
            b"('desk', '{\"host\": \"solo.tribunnews.com\"}', 9, now() - interval '2 days', %s, 7, now(), 0), "
            b"('well', '{}', 0, null, '', 0, null, 1234)",
            [HOSTILE],
        )
        for number, run in enumerate(runs):
            connection.execute(
                b"insert into table_size (run, relation, bytes, rows) values (%(run)s, 'database', %(bytes)s, 0), "
                b"(%(run)s, 'article', %(bytes)s / 2, 1000)",
                {"run": run, "bytes": 2_000_000_000 + number * 100_000_000},
            )
            connection.execute(
                b"insert into backlog (run, outlet, new_due, new_later, again_due, again_later, counted_at) "
                b"select id, outlet, 100, 20, 30, 4, finished_at from run, unnest(array['tribun', 'kompas']) as outlet "
                b"where id = %s",
                [run],
            )


def test_schedules_show_fires_leader_and_who_was_notified(operated: Site) -> None:
    status, _, html = fetch(operated.address, "/schedules", Accept_Language="en")
    assert status == 200
    for text in ("crawler-1 (77)</bdi>: stands by", "overdue", "2 slots before it were missed", "a1b2c3"):
        assert text in html
    open_part, _, past_part = html.partition('id="past"')
    assert "solo.tribunnews.com" in open_part
    assert "jogja.tribunnews.com" in past_part
    assert "jogja.tribunnews.com" not in open_part
    _, _, troubles = fetch(operated.address, "/schedules?only=troubles", Accept_Language="id")
    fires = troubles.partition('aria-labelledby="fires"')[2].partition('id="webhooks"')[0]
    assert fires.count("<tr>") == 1 + 3
    assert "terlewat" in fires


def test_schedules_show_webhooks(operated: Site) -> None:
    _, _, html = fetch(operated.address, "/schedules", Accept_Language="en")
    _, _, table = html.partition('id="webhooks"')
    desk, _, well = table.partition("<bdi>well</bdi>")
    for text in (
        "host=solo.tribunnews.com",
        '<span class="verdict failed">failing</span>',
        "&lt;script&gt;",
        "7",
    ):
        assert text in desk
    for text in ("all new stories", '<span class="verdict ok">in order</span>', "1,234"):
        assert text in well


def test_storage_shows_growth_backlog_and_backup(operated: Site) -> None:
    status, _, html = fetch(operated.address, "/storage", Accept_Language="en")
    assert status == 200
    html = html.replace("\u00a0", " ")
    for text in ("2.9 GB", "100 MB a day", "the last backup is unknown", "260<small>", "1.4 GB", "350 MB"):
        assert text in html, text
    assert "revisits, due" in html


def test_pages_without_rows_say_so(database: str) -> None:
    ended(database, "ok")
    with dashboard(database) as address:
        for path in ("/storage", "/schedules", "/edits"):
            status, _, html = fetch(address, path, Accept_Language="en")
            assert status == 200
            assert "Traceback" not in html
        assert "counted at the end of each run" in fetch(address, "/storage", Accept_Language="en")[2]
        assert "scrapy schedule" in fetch(address, "/schedules", Accept_Language="en")[2]


def test_edits_of_a_day_word_by_word(operated: Site) -> None:
    found = rows(
        operated.database, "select (max(until) at time zone 'Asia/Jakarta')::date as day from revision"
    )
    today = found[0]["day"]
    status, _, html = fetch(operated.address, f"/edits?day={today}", Accept_Language="en")
    assert status == 200
    assert "<ins> disunting</ins>" in html
    assert "<del>" in html
    assert "<script>document" not in html
    assert "&lt;script&gt;" in html
    assert "U+202E" in html
    assert f'href="/story/{operated.edited}"' in html
    _, _, before = fetch(operated.address, f"/edits?day={today - timedelta(days=1)}", Accept_Language="en")
    assert "No edit was found on this day." in before


@pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")
def test_pages_are_accessible_and_fit_a_telephone(operated: Site) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=["--no-sandbox"])
        for path, scheme in (("/schedules", "light"), ("/storage", "dark"), ("/edits", "light")):
            with visit(browser, color_scheme=scheme, locale="id") as visited:
                visited.page.goto(operated.address + path)
                assert not visited.messages
                assert not visited.problems()
                assert visited.page.title() != "taken"
                visited.page.set_viewport_size({"width": 360, "height": 740})
                assert not visited.overflows(), path
        browser.close()


@pytest.mark.parametrize(
    ("sizes", "growth"),
    [
        ({}, None),
        ({DAY: 5}, None),
        ({DAY - timedelta(days=2): 1, DAY: 5}, None),
        ({DAY - timedelta(days=4): 100, DAY: 500}, 100),
        ({DAY - timedelta(days=59): 0, DAY - timedelta(days=30): 1000, DAY: 4000}, 100),
        ({DAY - timedelta(days=10): 500, DAY: 400}, -10),
    ],
)
def test_growth_is_that_of_the_last_month(sizes: dict[date, int], growth: float | None) -> None:
    assert daily_growth(sizes) == growth


def test_days_left_only_for_the_disk_of_the_database() -> None:
    disk = Disk(names=("data", "database"), free=1000, total=4000)
    assert disk.used == 0.75
    assert days_left(disk, 30.0) == 33
    assert days_left(disk, None) is None
    assert days_left(disk, -5.0) is None
    assert days_left(Disk(names=("data",), free=1000, total=4000), 30.0) is None


def test_folders_of_one_disk_are_one_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("data")
    machine = Machine(folders={"data": folder, "archive": folder, "database": folder / "absent"})
    (disk,) = machine.disks()
    assert disk.names == ("data", "archive")
    assert 0 < disk.free <= disk.total


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (None, "–", "–"),
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1500, "1.5 kB", "1,5 kB"),
        (99_950_000, "100 MB", "100 MB"),
        (-2.5e9, "-2.5 GB", "-2,5 GB"),
    ],
)
def test_sizes_are_in_powers_of_a_thousand(value: float | None, english: str, indonesian: str) -> None:
    assert size(value, Labels("en")) == english
    assert size(value, Labels("id")) == indonesian
