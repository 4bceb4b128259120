"""People of stories: bylines normalised, and counted for each outlet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import psycopg
import pytest

from tests.nights import rows
from tests.store.test_store import article, opened, save
from tests.tallying import counted_anew, tallies

NAMES = [
    ("Kirana Lestari", "Kirana Lestari"),
    ("  Kirana   Lestari. ", "Kirana Lestari"),
    ("KIRANA LESTARI", "Kirana Lestari"),
    ("kirana lestari", "Kirana Lestari"),
    ("Tribunnews.com/Kirana Lestari", "Kirana Lestari"),
    ("TRIBUNNEWS.COM / KIRANA LESTARI", "Kirana Lestari"),
    ("Kirana Lestari/Tribunnews.com", "Kirana Lestari"),
    ("Penulis: Kirana Lestari", "Kirana Lestari"),
    ("Reporter : Kirana Lestari", "Kirana Lestari"),
    ("Kontributor Solo, Kirana Lestari", "Kirana Lestari"),
    ("Kirana Lestari (Reporter)", "Kirana Lestari"),
    ("Oleh Kirana Lestari", "Kirana Lestari"),
    ("Editorial", "Editorial"),
    ("M Arif", "M Arif"),
    ("AN Uyung", "AN Uyung"),
    ("Tim Redaksi", "Tim Redaksi"),
    ("Tribunnews.com", "Tribunnews.com"),
    ("Dr. Sekar Ayu, M.Pd", "Dr. Sekar Ayu, M.Pd"),
    ("***", "***"),
]


@pytest.fixture(scope="module")
def connection(night: str) -> Any:
    with psycopg.connect(night) as found:
        yield found


@pytest.mark.parametrize(("stated", "name"), NAMES)
def test_name_has_no_brand_role_or_shouting(connection: Any, stated: str, name: str) -> None:
    assert connection.execute("select person_name(%s)", [stated]).fetchone() == (name,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M. Arif", "M Arif"),
        ("Sekar Ayu, M.Pd", "Sekar Ayu"),
        ("Sekar Ayu, S.Pd., M.Pd", "SEKAR AYU"),
        ("Tribunnews.com/Sekar Ayu", "sekar ayu"),
        ("Ma'ruf Amin", "Ma’ruf Amin"),
    ],
)
def test_spellings_of_a_person_have_one_key(connection: Any, one: str, other: str) -> None:
    assert connection.execute("select person_key(%s) = person_key(%s)", [one, other]).fetchone() == (True,)


@pytest.mark.parametrize(
    ("stated", "desk"),
    [
        ("Tim Redaksi", True),
        ("Tim detikcom", True),
        ("Redaksi", True),
        ("Liputan6.com", True),
        ("Admin", True),
        ("Timotius Wira", False),
        ("Kirana Lestari", False),
        ("Adminto Saputra", False),
    ],
)
def test_desk_is_no_person(connection: Any, stated: str, desk: bool) -> None:
    assert connection.execute("select is_desk(%s)", [stated]).fetchone() == (desk,)


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
        "Muhammad Arif": (3, 0, False),
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
