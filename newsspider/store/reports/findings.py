"""Findings of drift: what the last run that looked for it found, as it saved them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.store.calls import fetch_all
from newsspider.store.reports.drift import DeadRule, SkeletonGroup
from newsspider.store.reports.suspects import Suspect

T = TypeVar("T")
_KINDS = ("suspect", "dead_rule", "form")
_MOMENTS = ("first_seen", "last_seen")


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What `run` found when it looked: the strongest first, of each list of texts the first few."""

    run: int
    looked_at: datetime
    suspects: list[Suspect]
    dead: list[DeadRule]
    forms: list[SkeletonGroup]


def last_look(connection: Connection[TupleRow]) -> Look | None:
    """What the last run that looked for drift found; None if none has looked."""
    rows = fetch_all(connection, dict, "last_findings")
    if not rows:
        return None
    found = {kind: [row["found"] for row in rows if row["kind"] == kind] for kind in _KINDS}
    return Look(
        run=rows[0]["run"],
        looked_at=rows[0]["looked_at"],
        suspects=_values(Suspect, found["suspect"]),
        dead=_values(DeadRule, found["dead_rule"]),
        forms=_values(SkeletonGroup, [{**one, "page": b""} for one in found["form"]]),
    )


def _values(kind: type[T], found: Iterable[Mapping[str, Any]]) -> list[T]:
    """Findings as values of their class; what is not a field of it was saved for the views. A finding that
    another version of the program saved, and that lacks a field, is left out."""
    known = fields(kind)  # type: ignore[arg-type]
    names = {field.name for field in known}
    needed = {field.name for field in known if field.default is MISSING and field.default_factory is MISSING}
    return [kind(**_named(one, names)) for one in found if needed <= one.keys()]


def _named(found: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    moments = {name: datetime.fromisoformat(found[name]) for name in _MOMENTS if found.get(name)}
    return {name: value for name, value in found.items() if name in names} | moments
