"""Nights in which every host of the replica has another incident, with good nights between (issue item 12)."""

from __future__ import annotations

from pathlib import Path

from tests.running.bad_nights import a_season
from tests.running.clocks import needs_faketime

FIRST = {
    "www": "other_story_at_stories",
    "solo": "png_as_page",
    "jogja": "robots_closes_all",
    "surabaya": "captive_portal",
    "makassar": "lists_tracked",
}
SECOND = {
    "www": "notice_text_at_stories",
    "solo": "host_closed",
    "jogja": "story_503_for_a_week",
    "surabaya": "stories_410",
    "makassar": "control_characters",
}


@needs_faketime
def test_bad_nights_are_noticed_and_lose_nothing(
    data_dir: Path, programs: list[Path], tmp_path: Path
) -> None:
    """Cases T2, T3, H2, H4, E3, E4, I2, I3, X9 as whole hosts in whole nights; the first night is a bad one."""
    with a_season(data_dir, programs, tmp_path, per_day=40) as season:
        for incidents in (FIRST, {}, SECOND, {}):
            season.night(**incidents)
        assert {night.number: night.faults() for night in season.nights if night.faults()} == {}
        assert season.lost() == {}
        assert season.stale() == []
        assert season.doubles() == []
