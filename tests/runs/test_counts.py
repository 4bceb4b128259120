"""Counts of a run of several outlets: each outlet's own, apart."""

from __future__ import annotations

from newsspider.items import Rejection
from newsspider.runs.counters import Counts, counts_of

HOST = "money.kompas.com"


def test_outcome_counts_for_the_run_and_its_outlet() -> None:
    counts = Counts()
    page = Rejection(outlet="kompas", url=f"https://{HOST}/a", reason="NoLayout", detail="")
    counts.outcome(page, by_outlet=True)
    assert counts["outcome/rejection"] == counts["outlet/kompas/outcome/rejection"] == 1
    counts.outcome(page)
    assert counts["rejection/NoLayout"] == 2
    assert counts["outlet/kompas/rejection/NoLayout"] == 1


def test_counts_of_an_outlet_are_its_own_and_its_hosts() -> None:
    counters = {
        "outcome/article": 9,
        "outlet/kompas/outcome/article": 4,
        "outlet/detik/outcome/article": 5,
        f"generic/{HOST}": 3,
        "generic/www.detik.com": 2,
        "archive/records": 7,
    }
    assert counts_of(counters, "kompas", {HOST}) == {
        "asked": 0,
        "outcome/article": 4,
        f"generic/{HOST}": 3,
    }
