"""Measures of a run, and their baselines from earlier runs of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from newsspider.store.crawl.documents import json_text
from newsspider.store.pool import Pool


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A share, a mean or a count, by a name such as fill/authors; `sample` is the number of things."""

    name: str
    value: float
    sample: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """Values of a measure in `runs` earlier runs of the same kind. A run without the measure has none."""

    name: str
    values: list[float]
    runs: int


async def measures_of(pool: Pool, run: int, outlet: str) -> list[Measure]:
    """Measures of the outlet's stories that this run stored first."""
    return await pool.fetch_all(Measure, "measures_of_run", run=run, outlet=outlet)


async def save_measures(pool: Pool, run: int, outlet: str, measures: Iterable[Measure]) -> None:
    """Save the measures of a run and outlet; of a run of several as a whole, with an empty name."""
    rows = json_text([asdict(measure) for measure in measures])
    await pool.execute("save_measures", run=run, outlet=outlet, measures=rows)


async def usual(pool: Pool, run: int, outlet: str) -> Mapping[str, Usual]:
    """Earlier values of each measure of the outlet in runs of this run's kind."""
    rows = await pool.fetch_all(Usual, "baseline_measures", run=run, outlet=outlet)
    return {row.name: row for row in rows}
