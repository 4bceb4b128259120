"""Nights: the verdict of a spider's last run, or that on one outlet, whoever crawled it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg

from newsspider.store.reports.nights import verdicts_of_nights
from tests.run_rows import ended


def test_night_of_an_outlet_has_its_own_verdict(database: str) -> None:
    """Another outlet of the run has failed."""
    run = ended(database, "failed", spider="news")
    now = datetime.now(UTC)
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into run_outlet (run, outlet, verdict) values (%s, 'detik', 'ok'), (%s, 'kompas', 'failed')",
            (run, run),
        )
        for outlet, found in ((None, ("news", "failed")), ("detik", ("detik", "ok")), ("tribun", None)):
            nights = verdicts_of_nights(connection, 45, now - timedelta(days=2), now, outlet)
            assert [(night.outlet, night.verdict) for night in nights] == ([found] if found else [])
