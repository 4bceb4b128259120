"""Layout of bar charts: the coordinates of columns, segments and scale lines.

Charts are SVG that the server renders; a table beside each has the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

LEFT, RIGHT, TOP, BOTTOM = 44, 8, 20, 26
"""Margins around the bars, for the scale and the labels."""
FULL_WIDTH, SIDE_WIDTH = 1160, 760
"""Widths of a chart as wide as the page, and of one beside another."""
SCALE_LINES = 4
LABEL_WIDTH = 34
WIDEST = 72
"""Width of a bar at most: the only one of a chart is no wall. Few bars stand at the newest end, where a
telephone begins to show a chart."""
_STEPS = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10)
"""Ends of a scale, as multiples of a power of ten."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A rectangle of a column: its CSS class, name and value."""

    y: float
    height: float
    style: str
    name: str
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One place on the horizontal axis; `low` and `high` are the usual range, if it is known. `mark` is the
    verdict whose mark stands at `top`, above the segments."""

    label: str
    x: float
    width: float
    segments: tuple[Segment, ...]
    value: float
    low: float | None = None
    high: float | None = None
    band_y: float = 0
    band_height: float = 0
    has_label: bool = True
    href: str = ""
    mark: str = ""
    top: float = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart of columns, in its own coordinates."""

    width: int
    height: int
    columns: tuple[Column, ...]
    scale: tuple[tuple[float, float], ...]
    """The horizontal lines: the height and value of each."""
    names: tuple[tuple[str, str], ...] = ()
    """The CSS class and name of each kind of segment, for charts with several."""

    @property
    def baseline(self) -> int:
        return self.height - BOTTOM

    @property
    def has_links(self) -> bool:
        return any(column.href for column in self.columns)

    @property
    def marks(self) -> tuple[str, ...]:
        """The verdicts that have a mark, each once."""
        return tuple(dict.fromkeys(column.mark for column in self.columns if column.mark))

    @property
    def has_bands(self) -> bool:
        return any(column.high is not None for column in self.columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """The content of a column: the value of each segment by its name, from below; a verdict to mark it with;
    the page that it leads to."""

    label: str
    values: Mapping[str, float] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    href: str = ""
    style: str = ""
    mark: str = ""

    @property
    def total(self) -> float:
        return sum(self.values.values())


def chart(
    bars: Sequence[Bar],
    styles: Mapping[str, str] | None = None,
    *,
    width: int = SIDE_WIDTH,
    height: int = 210,
) -> Chart:
    """Lay out the bars side by side; `styles` are the CSS classes of segments by their names."""
    styles = styles or {}
    top = round_up(max([*(bar.total for bar in bars), *(bar.high or 0 for bar in bars), 1]))
    label_every = max(1, math.ceil(len(bars) * LABEL_WIDTH / (width - LEFT - RIGHT)))
    fill = 0.5 if any(bar.high is not None for bar in bars) else 0.72
    step = min((width - LEFT - RIGHT) / max(1, len(bars)), WIDEST / fill)
    first = width - RIGHT - step * len(bars)

    def y(value: float) -> float:
        return round(height - BOTTOM - value / top * (height - TOP - BOTTOM), 1)

    columns = tuple(
        Column(
            label=bar.label,
            x=round(first + (index + (1 - fill) / 2) * step, 1),
            width=round(step * fill, 1),
            segments=_segments(bar, styles, y),
            value=bar.total,
            low=bar.low,
            high=bar.high,
            band_y=y(bar.high or 0),
            band_height=round(max(2.0, y(bar.low or 0) - y(bar.high or 0)), 1),
            has_label=index % label_every == 0,
            href=bar.href,
            mark=bar.mark,
            top=y(bar.total),
        )
        for index, bar in enumerate(bars)
    )
    scale = tuple((y(top * line / SCALE_LINES), top * line / SCALE_LINES) for line in range(SCALE_LINES + 1))
    names = tuple((style, name) for name, style in styles.items())
    return Chart(width=width, height=height, columns=columns, scale=scale, names=names)


def _segments(bar: Bar, styles: Mapping[str, str], y: Callable[[float], float]) -> tuple[Segment, ...]:
    segments, below = [], 0.0
    for name, value in bar.values.items():
        if value > 0:
            head = y(below + value)
            style = styles.get(name, bar.style or "s0")
            height = round(y(below) - head, 1)
            segments.append(Segment(y=head, height=height, style=style, name=name, value=value))
        below += value
    return tuple(segments)


def round_up(value: float) -> float:
    """The next number that divides well into the lines of a scale."""
    if value <= SCALE_LINES:
        return float(SCALE_LINES) if value > 1 else 1.0
    size = 10 ** math.floor(math.log10(value))
    return float(next(step * size for step in _STEPS if step * size >= value))


def usual_range(values: Sequence[float]) -> tuple[float, float] | None:
    """The range from the lower to the upper tenth of earlier values; None for fewer than four."""
    if len(values) < 4:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(last * 0.1)], ordered[round(last * 0.9)]
