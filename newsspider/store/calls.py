"""Calls of the named queries: each returns rows as values of a class, as dictionaries or as tuples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from psycopg import AsyncConnection, Connection
from psycopg.rows import class_row, dict_row, tuple_row

from newsspider.store.queries import query

T = TypeVar("T")


def _factory(kind: type[T]) -> Any:
    if issubclass(kind, dict):
        return dict_row
    return tuple_row if issubclass(kind, tuple) else class_row(kind)


def fetch_all(connection: Connection[Any], kind: type[T], name: str, **values: object) -> list[T]:
    """All rows of the query `name`. `kind` is a class with the columns' names as arguments, dict or tuple."""
    with connection.cursor(row_factory=_factory(kind)) as cursor:
        return list(cursor.execute(query(name), values).fetchall())


def fetch_one(connection: Connection[Any], kind: type[T], name: str, **values: object) -> T | None:
    """The first row of the query `name`, if it has any."""
    rows = fetch_all(connection, kind, name, **values)
    return rows[0] if rows else None


async def fetch_all_async(
    connection: AsyncConnection[Any], kind: type[T], name: str, values: Mapping[str, object]
) -> list[T]:
    """The same on an asynchronous connection; no rows from a statement that returns none."""
    async with connection.cursor(row_factory=_factory(kind)) as cursor:
        await cursor.execute(query(name), values)
        return list(await cursor.fetchall()) if cursor.description else []
