"""People of stories, counted for each outlet."""

from __future__ import annotations

from dataclasses import replace

from tests.databases.tallying import counted_anew, tallies
from tests.running.nights import rows
from tests.store.test_store import article, opened, save


async def test_people_are_counted_by_outlet(database: str) -> None:
    stories = [
        article(1, authors=("Muhammad Arif", "Sekar Ayu"), editors=("Bagas",)),
        article(2, authors=("M. ARIF",), editors=("Sekar Ayu",)),
        article(3, authors=("Tribunnews.com/Muhammad Arif", "Muhammad Arif")),
        article(4, authors=("Tim Redaksi",)),
        article(5, authors=("S. Ayu", "Sari Ayu")),
    ]
    async with opened(database) as store:
        await save(store, *stories)
        await save(store, replace(stories[3], authors=("Tim Redaksi", "Gilang"), lead="Baru"))
    found = {row["person"]: row for row in rows(database, "select * from ops.people")}
    counts = {name: (row["written"], row["edited"], row["desk"]) for name, row in found.items()}
    assert counts == {
        "Muhammad Arif": (4, 0, False),
        "Sekar Ayu": (1, 1, False),
        "Sari Ayu": (1, 0, False),
        "S. Ayu": (1, 0, False),
        "Bagas": (0, 1, False),
        "Tim Redaksi": (1, 0, True),
        "Gilang": (1, 0, False),
    }
    spellings = ["M. ARIF", "Muhammad Arif", "Tribunnews.com/Muhammad Arif"]
    assert sorted(found["Muhammad Arif"]["spellings"]) == spellings
    assert tallies(database) == counted_anew(database)
