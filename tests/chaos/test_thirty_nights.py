"""Thirty bad nights with good ones between, drawn from all incidents of the replica.

`NIGHTS` says how many are bad, `NIGHTS_SEED` repeats a draw, `NIGHTS_KINDS` names the incidents instead.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from random import Random

import pytest

from newsspider.replica.incidents import INCIDENTS
from tests.chaos.conftest import NIGHTS
from tests.running.bad_nights import HOSTS, Season, a_season
from tests.running.clocks import needs_faketime

BAD = int(os.environ.get("NIGHTS", "30"))
SEED = int(os.environ.get("NIGHTS_SEED", "") or time.time())
KINDS = os.environ.get("NIGHTS_KINDS", "").split()
GOOD_AT_THE_END = 4
"""A page that nothing names any more is asked for again at growing intervals, the third of three days."""


def _drawn() -> list[dict[str, str]]:
    """An incident of each bad night, on one to three hosts."""
    rng, known = Random(SEED), sorted(INCIDENTS)
    names = KINDS or rng.sample(known * (BAD // len(known) + 1), BAD)
    return [dict.fromkeys(rng.sample(HOSTS, rng.choice((1, 1, 2, 3))), name) for name in names]


@needs_faketime
@pytest.mark.timeout(250 * BAD + 1200)
def test_thirty_bad_nights(data_dir: Path, programs: list[Path], tmp_path: Path) -> None:
    with a_season(data_dir, programs, tmp_path, seed=SEED % 1000) as season:
        season.night()
        season.night()
        for incidents in _drawn():
            season.night(**incidents)
            season.night()
        for _ in range(GOOD_AT_THE_END):
            season.night()
        _report(season)
        assert {night.number: night.faults() for night in season.nights if night.faults()} == {}
        assert season.lost() == {}
        assert season.stale() == []
        assert season.doubles() == []


def _report(season: Season) -> None:
    bad = [night for night in season.nights if night.incidents]
    replaced = sum(len(night.replaced) for night in season.nights)
    alarms = sum(not night.is_well for night in season.nights if not night.incidents)
    NIGHTS.extend(
        [
            *map(str, season.nights),
            f"seed {SEED}: {len(bad)} bad nights, {sum(bool(night.faults()) for night in bad)} not as they should be; "
            f"lost {len(season.lost())}, replaced {replaced}, stale {len(season.stale())}, stored twice "
            f"{len(season.doubles())}, alarms on {len(season.nights) - len(bad)} good nights {alarms}",
        ]
    )
