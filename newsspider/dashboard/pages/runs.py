"""Pages about runs: the list, and one run with its outcomes, measures, workers and stories."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.pages.nights import rejected
from newsspider.dashboard.pages.request import NotFound, PageRequest
from newsspider.outlets import OUTLETS
from newsspider.outlets.expectations import NEWSROOM
from newsspider.runs.anomalies import Weighed, weighed
from newsspider.store.reports.listings import run_list, stories_of_run, whole_run

RUNS_SHOWN = 40
STORIES_SHOWN = 8
_OUTCOMES = ("article", "listing", "unchanged", "moved", "rejection")
_SHARES = ("fill/", "layout/", "rejections/", "status/", "distinct/", "roles/", "lists/", "render/success")
"""Prefixes of measures that are shares."""
_GROUPS = ("outcome/", "rejection/", "downloader/response_status_count/", "cleaning/", "render/", "backfill/")


def runs(request: PageRequest) -> Mapping[str, Any]:
    before = request.integer("before", 0, 1, 2**62) or None
    found = run_list(request.connection, request.limits.lease, RUNS_SHOWN + 1, before)
    return {
        "runs": found[:RUNS_SHOWN],
        "older": found[RUNS_SHOWN - 1].id if len(found) > RUNS_SHOWN else None,
    }


def run(request: PageRequest) -> Mapping[str, Any]:
    number = request.id()
    found = whole_run(request.connection, number, request.text("outlet"))
    if found is None:
        raise NotFound
    row = found.row
    newest = run_list(request.connection, request.limits.lease, 1, number + 1)
    counters = row["counters"]
    outlet = OUTLETS.get(found.outlet)
    expected = outlet.expectations if outlet else NEWSROOM
    came, absent = rejected(counters)
    return {
        "run": row,
        "state": next(one for one in newest if one.id == number),
        "workers": found.workers,
        "outlets": found.outlets,
        "outlet": found.outlet,
        "counters": counters,
        "outcomes": [(name, counters.get(f"outcome/{name}", 0)) for name in _OUTCOMES],
        "no_story": came,
        "no_page": absent,
        "statuses": _group("downloader/response_status_count/", counters),
        "cuts": _group("cleaning/", counters),
        "others": sorted((name, value) for name, value in counters.items() if not name.startswith(_GROUPS)),
        "measures": measures(weighed(found.measures, found.usual, expected)),
        "stories": stories_of_run(request.connection, number, STORIES_SHOWN),
    }


def measures(judged: list[Weighed]) -> list[dict[str, Any]]:
    """Each measure with its expected range: anomalies first, then by name."""
    found = [_measure(one) for one in judged]
    return sorted(found, key=lambda one: (not one["odd"], one["name"]))


def _measure(judged: Weighed) -> dict[str, Any]:
    name, value = judged.measure.name, judged.measure.value
    low = judged.low if math.isfinite(judged.low) and judged.low > 0 else None
    high = judged.high if math.isfinite(judged.high) else None
    return {
        "name": name,
        "value": value,
        "sample": judged.measure.sample,
        "low": low,
        "high": high,
        "usual": sorted(judged.usual)[len(judged.usual) // 2] if judged.usual else None,
        "odd": judged.is_odd,
        "counts": judged.counts,
        "means": judged.expected.means,
        "is_share": value <= 1 and name.startswith(_SHARES),
        "has_range": judged.is_odd or (judged.counts and (low is not None or high is not None)),
    }


def _group(prefix: str, counters: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The counters with a prefix by the rest of their names, the largest first."""
    group = [(name.removeprefix(prefix), n) for name, n in counters.items() if name.startswith(prefix)]
    return sorted(group, key=lambda one: (-one[1], one[0]))
