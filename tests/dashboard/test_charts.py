"""Tests of the layout of bar charts."""

from __future__ import annotations

import pytest

from newsspider.dashboard.charts import RIGHT, WIDEST, Bar, chart, round_up, usual_range


def test_chart_fits_its_bars_and_bands() -> None:
    layout = chart(
        [Bar(label="a", values={"x": 3, "y": 4}, low=2, high=9), Bar(label="b")], {"x": "s0", "y": "s1"}
    )
    first, second = layout.columns
    assert first.value == 7
    assert [segment.value for segment in first.segments] == [3, 4]
    assert first.segments[0].y + first.segments[0].height == pytest.approx(layout.baseline)
    assert first.segments[1].y + first.segments[1].height == pytest.approx(first.segments[0].y)
    assert first.band_y >= 0
    assert second.segments == ()
    assert all(round_up(value) >= value for value in (0, 1, 3, 5, 9.9, 10, 99, 101, 12345))
    assert usual_range([1, 2, 3]) is None
    assert usual_range([100, *range(1, 10), 0]) == (1, 9)


@pytest.mark.parametrize("high", [None, 9.0])
def test_only_bar_is_no_wall(high: float | None) -> None:
    (column,) = chart([Bar(label="1", values={"": 3}, low=high, high=high)], width=1160).columns
    assert column.width == WIDEST
    assert 1160 - RIGHT - WIDEST < column.x + column.width < 1160 - RIGHT, "at the newest end"
