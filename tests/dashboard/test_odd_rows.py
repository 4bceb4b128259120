"""Every page of the dashboard over rows that another version of the program wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.dashboard.pages import VIEWS
from tests.conftest import a_database
from tests.dashboard.conftest import REASONS, Site, dashboard
from tests.dashboard.test_http import fetch
from tests.databases.run_rows import ended
from tests.databases.sessions import cut_sessions

TEXT = "the moon was full over solo.tribunnews.com"
UNHEARD = {"code": "moon_was_full", "subject": "solo.tribunnews.com", "text": TEXT, "numbers": {"moons": 2}}
ODD = [
    UNHEARD,
    {"code": "moon_was_full", "text": TEXT},
    {"code": "host_limit", "subject": "solo.tribunnews.com", "text": TEXT, "numbers": {"moons": 2}},
    {"code": "measure_low", "subject": "stories", "text": TEXT, "numbers": {"unit": "moons"}},
    {"code": "host_closed", "subject": "2 hosts", "text": TEXT, "numbers": {"hosts": ["solo", "jogja"]}},
    {"code": "logged_errors", "subject": "", "text": TEXT, "numbers": {}},
]
"""Reasons with a code, numbers or keys that this version does not write."""
COUNTERS = {
    "pages_settled": 3,
    "outcome/eclipse": 2,
    "rejection/MoonWasFull": 2,
    "cleaning/moonlight": 1,
    "moons": "two",
    "phases": [1, 2],
}


@pytest.fixture(scope="module")
def odd(server: str, night: Site) -> Iterator[Site]:
    """The good night with rows of words that nobody knows."""
    cut_sessions(night.database)
    with a_database(server, like=str(conninfo_to_dict(night.database)["dbname"])) as database:
        run = ended(database, "failed", REASONS, counters=COUNTERS, hours_ago=-1)
        values = {
            "run": run,
            "reasons": json.dumps(ODD),
            "story": night.edited,
            "counters": json.dumps(COUNTERS),
        }
        with psycopg.connect(database) as connection:
            for statement in _STATEMENTS:
                connection.execute(statement.encode(), values)
        with dashboard(database) as address:
            yield Site(
                address=address, database=database, edited=night.edited, rejected=night.rejected, hostile=run
            )


_STATEMENTS = (
    "update run set reasons = %(reasons)s where id = %(run)s",
    "insert into worker (run, machine, process, seen_at, ended_at, finish_reason, reasons, flaws, counters) values "
    "(%(run)s, 'm', 1, now(), now(), 'moonrise', %(reasons)s, %(reasons)s, %(counters)s)",
    "insert into run_outlet (run, outlet, verdict, reasons) values "
    "(%(run)s, 'moonnews', 'failed', %(reasons)s), (%(run)s, 'tribun', 'ok', '[]')",
    "insert into measure (run, outlet, name, value, sample) values "
    "(%(run)s, 'moonnews', 'moons/full', 0.5, 3), (%(run)s, 'tribun', 'moons', 2, 3)",
    "insert into alert (spider, kind, code, subject, reason, since, last_seen, run) select 'tribun', 'failed', "
    "odd.value ->> 'code', coalesce(odd.value ->> 'subject', ''), odd.value ->> 'text', now() + odd.place * interval "
    "'1 second', now(), %(run)s from jsonb_array_elements(%(reasons)s::jsonb) with ordinality as odd (value, place) "
    "where odd.place <> 2",
    'update article set blocks = blocks || \'[{"kind": "moon", "text": "Bulan"}]\', layout = \'Moon2099\', '
    'images = \'[{"url": null, "moon": true}]\', provenance = \'{"headline": "moon"}\' where page_id = %(story)s',
    "update link set kind = 'moonlight' where page_id = %(story)s or target_id = %(story)s",
    "update rejection set reason = 'MoonWasFull' where page_id = (select max(page_id) from rejection)",
    "update page set reason = 'moon was full', failure = 'moon' where outcome = 'rejected'",
    "insert into finding (run, kind, place, found) values (%(run)s, 'suspect', 1, '{\"moon\": true}')",
    "update run set looked_at = now() where id = %(run)s",
)


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_page_stands_rows_of_other_versions(odd: Site, language: str) -> None:
    seen = ""
    for path in VIEWS:
        number = odd.edited if "story" in path else odd.rejected if "rejections" in path else odd.hostile
        address = f"{path.replace('{number}', str(number))}?lang={language}"
        status, _, html = fetch(odd.address, address + ("&tag=baru" if path == "/topic" else ""))
        assert status in (200, 303), (address, status)
        seen += html
    assert TEXT in seen, "the sentence stands as it was written"
    assert "moon_was_full" in seen
    assert ("Another version" if language == "en" else "versi lain program") in seen
