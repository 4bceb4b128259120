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
    forms = ({**one, "page": b""} for one in found["form"])
    return Look(
        run=rows[0]["run"],
        looked_at=rows[0]["looked_at"],
        suspects=_values(Suspect, found["suspect"]),
        dead=_values(DeadRule, found["dead_rule"]),
        forms=_values(SkeletonGroup, forms),
    )


def _values(kind: type[T], found: Iterable[Mapping[str, Any]]) -> list[T]:
    """Findings as values of their class. What is not a field of it was saved for the views; a finding that
    lacks a field was saved by another version of the program, and is left out."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    needed = {name for name, field in known.items() if field.default is MISSING}
    return [
        _value(kind, {name: one[name] for name in known if name in one}) for one in found if needed <= {*one}
    ]


def _value(kind: type[T], stated: dict[str, Any]) -> T:
    moments = {name: datetime.fromisoformat(stated[name]) for name in _MOMENTS if stated.get(name)}
    return kind(**stated | moments)
