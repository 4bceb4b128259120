"""Named queries: one SQL file each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of `<name>.sql`; parameters are named, as psycopg takes them."""
    return (files(__name__) / f"{name}.sql").read_text(encoding="utf-8")
