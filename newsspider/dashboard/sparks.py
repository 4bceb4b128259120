"""Layout of small charts of one size: a line over time, with the usual band and marks of bad nights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsspider.dashboard.charts import usual_range

WIDTH, HEIGHT = 220, 56
MARGIN = 5
"""Around the line, so that its ends and marks are whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spark:
    """A small chart: the path of its line, the place of its band, the last point, and the places of marks.
    `low` and `high` are the usual range of the earlier values, `value` the last one; None where unknown."""

    line: str
    points: tuple[tuple[float, float], ...]
    value: float | None
    low: float | None = None
    high: float | None = None
    band_y: float = 0
    band_height: float = 0
    marks: tuple[tuple[float, str], ...] = ()

    @property
    def is_low(self) -> bool:
        """Whether the last value is below what is usual."""
        return self.value is not None and self.low is not None and self.value < self.low


def spark(values: Sequence[float | None], marks: Sequence[str] = (), top: float | None = None) -> Spark:
    """Lay out values, the oldest first; None is a gap. `marks` has a verdict or "" for each; `top` is the end
    of the scale, else the highest value."""
    known = [value for value in values if value is not None]
    usual = usual_range([value for value in values[:-1] if value is not None])
    low, high = usual or (None, None)
    end = top or max([*known, high or 0, 1e-9])
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)

    def x(place: int) -> float:
        return round(MARGIN + place * step, 1)

    def y(value: float) -> float:
        return round(HEIGHT - MARGIN - value / end * (HEIGHT - 2 * MARGIN), 1)

    placed = [None if value is None else (x(place), y(value)) for place, value in enumerate(values)]
    return Spark(
        line=_line(placed),
        points=tuple(
            point
            for place, point in enumerate(placed)
            if point and (_alone(placed, place) or point is placed[-1])
        ),
        value=values[-1] if values else None,
        low=low,
        high=high,
        band_y=y(high or 0),
        band_height=max(1.5, round(y(low or 0) - y(high or 0), 1)),
        marks=tuple((x(place), mark) for place, mark in enumerate(marks) if mark),
    )


def _line(points: Sequence[tuple[float, float] | None]) -> str:
    """The path through the points; a gap begins it anew."""
    pieces, is_drawing = [], False
    for point in points:
        if point is not None:
            pieces.append(f"{'L' if is_drawing else 'M'}{point[0]} {point[1]}")
        is_drawing = point is not None
    return "".join(pieces)


def _alone(points: Sequence[tuple[float, float] | None], place: int) -> bool:
    """Whether a point has no neighbour, so that no line shows it."""
    around = (*points[max(0, place - 1) : place], *points[place + 1 : place + 2])
    return all(point is None for point in around)
