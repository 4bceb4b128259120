"""Where does each bar of a chart stand?

Charts are SVG that the server draws; a table beside each says the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 26
"""Room around the bars, for the scale and the labels."""
WHOLE, PART = 1160, 760
"""Widths of a chart that has the page's width, and of one beside another."""
LINES = 4
_STEPS = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10)
"""What a scale may end with, as a multiple of a power of ten."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A rectangle of a column: its class in the style sheet, and what it stands for."""

    y: float
    height: float
    style: str
    name: str
    value: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One place on the horizontal axis; `low` and `high` are what is usual there, if that is known."""

    label: str
    x: float
    width: float
    segments: tuple[Segment, ...]
    value: float
    low: float | None = None
    high: float | None = None
    band_y: float = 0
    band_height: float = 0
    labelled: bool = True
    href: str = ""
    missing: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart of columns, in its own coordinates."""

    width: int
    height: int
    columns: tuple[Column, ...]
    scale: tuple[tuple[float, float], ...]
    """The horizontal lines: each with its height and its value."""
    names: tuple[tuple[str, str], ...] = ()
    """For a chart of several parts: the class and the name of each."""

    @property
    def baseline(self) -> int:
        return self.height - BOTTOM

    @property
    def has_bands(self) -> bool:
        return any(column.high is not None for column in self.columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """What a column is to show: its parts from below by name, and the class of each."""

    label: str
    parts: Mapping[str, float] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    href: str = ""
    style: str = ""
    missing: bool = False

    @property
    def total(self) -> float:
        return sum(self.parts.values())


def chart(
    bars: Sequence[Bar], styles: Mapping[str, str] | None = None, *, width: int = PART, height: int = 210
) -> Chart:
    """The columns of the bars side by side; `styles` are the classes of the parts by their name."""
    top = rounded(max([*(bar.total for bar in bars), *(bar.high or 0 for bar in bars), 1]))
    room = height - TOP - BOTTOM
    step = (width - LEFT - RIGHT) / max(1, len(bars))
    every = max(1, math.ceil(len(bars) * 34 / (width - LEFT - RIGHT)))

    wide = 0.5 if any(bar.high is not None for bar in bars) else 0.72

    def y(value: float) -> float:
        return round(height - BOTTOM - value / top * room, 1)

    columns = []
    for place, bar in enumerate(bars):
        low, high = bar.low, bar.high
        columns.append(
            Column(
                label=bar.label,
                x=round(LEFT + (place + (1 - wide) / 2) * step, 1), width=round(step * wide, 1),
                segments=_segments(bar, styles or {}, y), value=bar.total, low=low, high=high,
                band_y=y(high or 0), band_height=round(max(2.0, y(low or 0) - y(high or 0)), 1),
                labelled=place % every == 0, href=bar.href, missing=bar.missing,
            )
        )  # fmt: skip
    scale = tuple((y(top * line / LINES), top * line / LINES) for line in range(LINES + 1))
    names = tuple((style, name) for name, style in (styles or {}).items())
    return Chart(width=width, height=height, columns=tuple(columns), scale=scale, names=names)


def _segments(bar: Bar, styles: Mapping[str, str], y: object) -> tuple[Segment, ...]:
    assert callable(y)
    found, below = [], 0.0
    for name, value in bar.parts.items():
        if value > 0:
            head = y(below + value)
            found.append(
                Segment(
                    y=head, height=round(y(below) - head, 1), style=styles.get(name, bar.style or "s0"),
                    name=name, value=value,
                )
            )  # fmt: skip
        below += value
    return tuple(found)


def rounded(value: float) -> float:
    """The next number that four lines of a scale part well."""
    if value <= 4:
        return 4.0 if value > 1 else 1.0
    size = 10 ** math.floor(math.log10(value))
    return float(next(step * size for step in _STEPS if step * size >= value))


def usual_range(values: Sequence[float], fewest: int = 4) -> tuple[float, float] | None:
    """From the lower to the upper tenth of what was before; None where that is too little to say."""
    if len(values) < fewest:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(last * 0.1)], ordered[round(last * 0.9)]
