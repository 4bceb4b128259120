"""What did a run measure, and what did runs of its kind measure before?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from psycopg.rows import class_row

from newsspider.store.crawl.documents import document
from newsspider.store.pool import Pool
from newsspider.store.queries import query


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A share, a mean or a count by its name, such as fill/authors, and of how many things it is."""

    name: str
    value: float
    sample: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """The values of a measure in `runs` earlier runs of the same kind; a run without it has none."""

    name: str
    values: list[float]
    runs: int


async def measures_of(pool: Pool, run: int) -> list[Measure]:
    """What the stories are like that this run stored first."""
    async with pool.connection() as connection, connection.cursor(row_factory=class_row(Measure)) as cursor:
        await cursor.execute(query("measures_of_run"), {"run": run})
        return await cursor.fetchall()


async def save_measures(pool: Pool, run: int, measures: Iterable[Measure]) -> None:
    """Keep what a run measured, for those that are compared with it."""
    rows = document([asdict(measure) for measure in measures]).decode()
    async with pool.connection() as connection:
        await connection.execute(query("save_measures"), {"run": run, "measures": rows})


async def usual(pool: Pool, run: int) -> Mapping[str, Usual]:
    """What runs of this one's kind measured before, by measure."""
    async with pool.connection() as connection, connection.cursor(row_factory=class_row(Usual)) as cursor:
        await cursor.execute(query("baseline_measures"), {"run": run})
        return {row.name: row for row in await cursor.fetchall()}
