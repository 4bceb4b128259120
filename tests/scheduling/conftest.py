"""Fires of a test, printed at its end for docs/breakages.md (pytest -s shows them)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsspider.text import printable
from tests.running.nights import rows

SEEN = """
select fire.state, fire.exit_code, fire.attempt, fire.reason, run.verdict,
    extract(epoch from fire.noticed_at - fire.slot) as began_late,
    extract(epoch from fire.ended_at - fire.started_at) as took
from fire left join run on run.id = fire.run order by fire.id limit 3
"""


@pytest.fixture(autouse=True)
def seen(request: pytest.FixtureRequest) -> Iterator[None]:
    database = request.getfixturevalue("database") if "database" in request.fixturenames else ""
    yield
    if database:
        for fire in rows(database, SEEN):
            took = f"{fire['took']:.1f} s" if fire["took"] is not None else "-"
            text = (
                f"{request.node.name} | {fire['state']} | exit code {fire['exit_code']} | attempt {fire['attempt']} "
                f"| {fire['reason']} | run: {fire['verdict']} | noticed {fire['began_late']:.1f} s after its slot, took {took}"
            )
            print(printable(text))
