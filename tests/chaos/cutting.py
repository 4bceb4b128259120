"""What each process did while one was cut off from the database."""

from __future__ import annotations

from typing import Any

from tests.running.nights import rows
from tests.running.processes import SLACK, Witness

LEASE = 4.0
"""Seconds: HOST_LEASE of the replica's settings."""
SLOWER = ("-s", "DOWNLOAD_DELAY=0.1", "-s", "HOST_PAGES_IN_FLIGHT=64", "-s", "DOWNLOAD_TIMEOUT=3")
"""So slow that much is left to do when one is cut off, and that it has pages in hand to go on with. As in a live
crawl (30 s, and a lease of 45), a request is given up while the lease of its host is still trusted."""


def assert_handed_over(witness: Witness, alone: str, other: str, silent: float, back: float) -> None:
    """From `silent` to `back` (seconds since 1970) `alone` could ask the newsroom and not the database: it
    stopped within a lease, and nobody took over a host of its before."""

    def between(agent: str) -> list[dict[str, Any]]:
        return [
            entry
            for entry in witness.entries()
            if entry["user_agent"] == agent and silent < entry["time"] < back
        ]

    last = {entry["host"]: entry["time"] for entry in between(alone)}
    assert last
    assert max(last.values()) < silent + LEASE
    taken = {entry["host"]: entry["time"] for entry in reversed(between(other)) if entry["host"] in last}
    assert taken
    assert [host for host in taken if taken[host] < last[host] - SLACK] == []


def assert_at_most_what_was_in_flight(witness: Witness, figures: Any) -> None:
    assert (figures.lost, figures.stored_twice) == (0, 0), witness.lost()
    assert figures.fetched_twice <= figures.in_flight
    assert witness.trespasses() == []
    assert unsaid(witness) == [], unsaid(witness)


def unsaid(witness: Witness) -> list[str]:
    """Stories that are stored, and whose visit says that they could not be had: one who came back too late has
    written that."""
    stored = (
        "select url, outcome, reason from page where exists (select from article where page_id = page.id)"
    )
    return [
        f"{row['url']}: {row['outcome']}, {row['reason']}"
        for row in rows(witness.database, stored)
        if row["outcome"] != "article"
    ]
