"""Floors of our reader's figures on the recordings, by outlet: they only go up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from bench.quality.cases import RECORDINGS, ROOT, cases
from bench.quality.readers import read_ours
from bench.quality.scoring import Tally

FLOORS = ROOT / "tests" / "quality_floors.json"
Figures = Mapping[str, Mapping[str, float]]
"""Figures by outlet and name."""


def measured() -> dict[str, dict[str, float]]:
    """The figures of our reader on the recordings, to four places."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for case in cases(RECORDINGS):
        tallies[case.outlet].add(case.label, read_ours(case))
    return {
        outlet: {name: round(value, 4) for name, value in tally.figures.items()}
        for outlet, tally in sorted(tallies.items())
    }


def floors() -> Figures:
    """The floors as they are written down."""
    found: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    return found


def below(floors: Figures, figures: Figures) -> list[str]:
    """What is below its floor, or has none, in words."""
    wrong = []
    for outlet in sorted({*floors, *figures}):
        for name, floor in floors.get(outlet, {}).items():
            value = figures.get(outlet, {}).get(name)
            if value is None or value < floor:
                wrong.append(f"{outlet}: expected {name} of {floor} at least, found {value}")
        if outlet not in floors:
            wrong.append(f"{outlet}: expected a floor, found none: python -m bench.quality --raise-floors")
    return wrong


def raised(floors: Figures, figures: Figures) -> dict[str, dict[str, float]]:
    """The floors with each figure that is higher; none is lowered."""
    return {
        outlet: {
            name: max(floors.get(outlet, {}).get(name, 0.0), value)
            for name, value in {**floors.get(outlet, {}), **figures.get(outlet, {})}.items()
        }
        for outlet in sorted({*floors, *figures})
    }


def raise_floors() -> None:
    """Write the raised floors."""
    text = json.dumps(raised(floors(), measured()), indent=1)
    FLOORS.write_text(text + "\n", "utf-8")
