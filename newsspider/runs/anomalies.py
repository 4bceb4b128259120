"""Anomalies of a run: measures that differ from what its outlet expects, or from its baseline.

The baseline is the median of lagged runs, not of the last few, which would rot along. What varies by nature
is given room: four times the usual deviation, and four times what chance alone does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from newsspider.outlets.expectations import Expectation, Unit
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.runs.verdict import pages
from newsspider.store.reports.baselines import Measure, Usual

FEWEST_RUNS = 7
"""Earlier runs that make something usual."""
ROOM = 4.0
"""Deviations; 1.4826 times the median distance from the median is one, of what is normally distributed."""
_DEVIATION = 1.4826
_COUNTS = ("stories",)
"""Measures that are numbers of things."""
_NONE_IS_ZERO = ("stories", "layout", "links", "cuts")
"""Measures that are 0 where a run has none; of the others none says nothing."""
_NONE_WAS_ZERO = ("rejections", "lists")
"""Measures that were 0 where no earlier run has any; others, such as a new rule's cuts, are new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A measure beside what it may be: from `low` to `high`. `usual` are the values before; `counts` says
    whether there are enough things of it to be judged."""

    measure: Measure
    expected: Expectation
    usual: list[float]
    low: float
    high: float
    counts: bool

    @property
    def is_odd(self) -> bool:
        """Whether it is out of range."""
        return self.counts and not self.low <= self.measure.value <= self.high


def anomalies(
    measures: Iterable[Measure], before: Mapping[str, Usual], expectations: Sequence[Expectation]
) -> list[Reason]:
    """A reason for each measure that is out of range."""
    return [reason_for(one) for one in weighed(measures, before, expectations) if one.is_odd]


def weighed(
    measures: Iterable[Measure], before: Mapping[str, Usual], expectations: Sequence[Expectation]
) -> list[Weighed]:
    """Every measure that something is expected of, by name; also those that only earlier runs have."""
    found = {measure.name: measure for measure in measures}
    sample = found["stories"].sample if "stories" in found else 0
    for name in before.keys() - found.keys():
        if name.split("/")[0] in _NONE_IS_ZERO:
            found[name] = Measure(name=name, value=0.0, sample=sample)
    runs = max((usual.runs for usual in before.values()), default=0)
    judged: list[Weighed] = []
    for name in sorted(found):
        expected = next((one for one in expectations if one.of(name)), None)
        if expected is not None:
            never = Usual(name=name, values=[], runs=runs if name.split("/")[0] in _NONE_WAS_ZERO else 0)
            judged.append(_weighed(found[name], before.get(name, never), expected))
    return judged


def _weighed(measure: Measure, before: Usual, expected: Expectation) -> Weighed:
    usual = _filled(before)
    busy = _is_count(measure.name) and bool(usual) and median(usual) >= expected.enough
    low, high = _range(measure, usual, expected)
    counts = measure.sample >= expected.enough or busy
    return Weighed(measure=measure, expected=expected, usual=usual, low=low, high=high, counts=counts)


def reason_for(odd: Weighed) -> Reason:
    """The reason of a measure that is out of range, such as "status/403: 100 % of 212 pages were refused
    (403), at most 5 % expected"."""
    measure, expected = odd.measure, odd.expected
    low = measure.value < odd.low
    value = _figure(measure.value, expected)
    numbers = {
        "unit": expected.unit.value,
        "value": value,
        "sample": measure.sample,
        "means": expected.means.replace("stories", "story") if _is_one(value, expected) else expected.means,
        "things": expected.things,
        "bound": _figure(odd.low if low else odd.high, expected),
        "usual": _figure(median(odd.usual), expected) if odd.usual else None,
        "runs": len(odd.usual),
    }
    return Reason.of(ReasonCode.MEASURE_LOW if low else ReasonCode.MEASURE_HIGH, measure.name, **numbers)


def _is_one(figure: str, expected: Expectation) -> bool:
    return expected.unit is Unit.COUNT and figure == "1"


def _figure(value: float, expected: Expectation) -> str:
    """A number with as many digits as say something; a share in per cent."""
    if expected.unit is Unit.SHARE:
        return f"{_number(100 * value)} %"
    return _number(value)


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}".removesuffix(".0") if value >= 10 else f"{value:.2g}"


def _filled(before: Usual) -> list[float]:
    """The values before, 0 for a run that has none; nothing if there were too few runs."""
    if before.runs < FEWEST_RUNS:
        return []
    return [*before.values, *[0.0] * (before.runs - len(before.values))]


def _range(measure: Measure, usual: Sequence[float], expected: Expectation) -> tuple[float, float]:
    """The least and the most that the measure may be."""
    lows, highs = [], []
    if usual:
        middle = median(usual)
        deviation = ROOM * _DEVIATION * median(abs(value - middle) for value in usual)
        chance = ROOM * _chance(measure, middle)
        if (least := expected.falls_to) is not None:
            varies = max(middle - deviation, middle * least / 3)
            lows.append(min(middle * least, varies, middle - chance))
        if (most := expected.rises_to) is not None:
            highs.append(max(middle * most, middle + deviation, middle + chance))
        if (apart := expected.differs_by) is not None:
            lows.append(middle - max(apart, deviation, chance))
            highs.append(middle + max(apart, deviation, chance))
    if expected.least is not None:
        lows.append(expected.least)
    if expected.most is not None:
        highs.append(expected.most)
    return max(lows, default=-math.inf), min(highs, default=math.inf)


def _chance(measure: Measure, usual: float) -> float:
    """The deviation that chance alone makes: of a count, or of a mean or share of so many things, which is a
    count divided by their number. What is rare comes in ones and twos: one more is granted."""
    number = 1 if _is_count(measure.name) else max(1, measure.sample)
    return (math.sqrt(usual * number) + 1) / number


def _is_count(name: str) -> bool:
    return name.split("/")[0] in _COUNTS


def counted(counters: Mapping[str, Any]) -> list[Measure]:
    """The measures that a run's counters give: shares of the pages fetched, of the lists, of the browser."""
    fetched, _ = pages(counters)
    statuses = {status: int(n) for status, n in _named("downloader/response_status_count/", counters)}
    answered = sum(statuses.values())
    shown = counters.get("render/pages", 0)
    differs, same = (counters.get(f"second_reading/{word}", 0) for word in ("differs", "agrees"))
    failures = sum(n for status, n in statuses.items() if status.startswith("5"))
    shares = {
        **{f"rejections/{reason}": (int(n), fetched) for reason, n in _named("rejection/", counters)},
        "status/403": (statuses.get("403", 0), answered),
        "status/429": (statuses.get("429", 0), answered),
        "status/5xx": (failures, answered),
        **{
            f"lists/empty/{source}": (counters.get(f"lists_empty/{source}", 0), int(n))
            for source, n in _named("lists/", counters)
        },
        "second_reading/differs": (differs, differs + same),
        "render/success": (shown, shown + counters.get("render/failed", 0)),
        "store/seconds": (counters.get("write_seconds", 0.0), counters.get("batches", 0)),
    }
    return [
        Measure(name=name, value=part / whole, sample=int(whole))
        for name, (part, whole) in shares.items()
        if whole > 0
    ]


def _named(group: str, counters: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The counters of a group, by the rest of their names."""
    return ((name.removeprefix(group), n) for name, n in counters.items() if name.startswith(group))
