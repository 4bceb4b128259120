"""Tallies of a database compared with a new count."""

from __future__ import annotations

from typing import Any

import psycopg

from tests.running.nights import rows

COUNTED = (
    "select what, day, outlet, name, sum(stored) as stored, sum(published) as published, sum(filled) as filled from tally "
    "where what not in ('edit', 'cut') group by 1, 2, 3, 4 having sum(stored) <> 0 or sum(published) <> 0 or sum(filled) <> 0 "
    "order by 1, 2, 3, 4"
)


def tallies(database: str) -> list[Any]:
    return rows(database, COUNTED)


def counted_anew(database: str) -> list[Any]:
    with psycopg.connect(database) as connection:
        connection.execute("select recount_tallies()")
    return tallies(database)


def assert_tallies_are_exact(database: str) -> None:
    kept = tallies(database)
    assert kept
    assert kept == counted_anew(database)
