"""Planted copies among replica stories are found; look-alikes from templates are none."""

from __future__ import annotations

from bench.clusters import measure
from bench.planted import planted


async def test_planted_copies_are_found(database: str) -> None:
    """As `python -m bench.clusters` plants them, 500 in all."""
    found = await measure(database, planted(stories=320, copies=100, look_alikes=80))
    assert found.recall >= 0.95
    assert found.precision >= 0.99
