"""Which runs were there, and what is one run's story?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.pages.look import Look, NotThere
from newsspider.outlets import OUTLETS
from newsspider.runs.anomalies import Weighed, weighed
from newsspider.store.reports.listings import run_list, stories_of_run, whole_run
from newsspider.store.reports.runs import live_counters

RUNS_SHOWN = 40
STORIES_SHOWN = 8
_OUTCOMES = ("article", "listing", "unchanged", "moved", "rejection")
_GROUPS = ("outcome/", "rejection/", "downloader/response_status_count/", "cleaning/", "render/", "backfill/")


def runs(look: Look) -> Mapping[str, Any]:
    before = look.whole("before", 0, 1, 2**62) or None
    found = run_list(look.connection, look.lease, RUNS_SHOWN + 1, before)
    return {
        "runs": found[:RUNS_SHOWN],
        "older": found[RUNS_SHOWN - 1].id if len(found) > RUNS_SHOWN else None,
    }


def run(look: Look) -> Mapping[str, Any]:
    number = look.id()
    found = whole_run(look.connection, number)
    if found is None:
        raise NotThere
    row = found.row
    states = [one for one in run_list(look.connection, look.lease, 1, number + 1) if one.id == number]
    counters = row["counters"] or dict(_together(live_counters(look.connection, number)))
    outlet = OUTLETS.get(row["spider"])
    return {
        "run": row,
        "state": states[0],
        "workers": found.workers,
        "counters": counters,
        "outcomes": [(name, counters.get(f"outcome/{name}", 0)) for name in _OUTCOMES],
        "rejections": _group("rejection/", counters),
        "statuses": _group("downloader/response_status_count/", counters),
        "cuts": _group("cleaning/", counters),
        "others": sorted((name, value) for name, value in counters.items() if not name.startswith(_GROUPS)),
        "measures": measures(weighed(found.measures, found.usual, outlet.expectations if outlet else ())),
        "stories": stories_of_run(look.connection, number, STORIES_SHOWN),
    }


def measures(judged: list[Weighed]) -> list[dict[str, Any]]:
    """Each measure beside its range, in groups by the first part of its name; what is odd first."""
    told = [
        {
            "name": one.measure.name, "value": one.measure.value, "sample": one.measure.sample,
            "low": one.low if math.isfinite(one.low) and one.low > 0 else None,
            "high": one.high if math.isfinite(one.high) else None,
            "usual": sorted(one.usual)[len(one.usual) // 2] if one.usual else None,
            "runs": len(one.usual), "odd": one.is_odd, "counts": one.counts, "means": one.expected.means,
            "is_share": one.measure.value <= 1 and one.measure.name.startswith(_SHARES),
        }
        for one in judged
    ]  # fmt: skip
    for one in told:
        one["ranged"] = one["odd"] or (one["counts"] and (one["low"] is not None or one["high"] is not None))
    return sorted(told, key=lambda one: (not one["odd"], one["name"]))


_SHARES = ("fill/", "layout/", "rejections/", "status/", "distinct/", "roles/", "lists/", "render/success")


def _group(prefix: str, counters: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The counters of a group by the rest of their names, the largest first."""
    told = [(name.removeprefix(prefix), n) for name, n in counters.items() if name.startswith(prefix)]
    return sorted(told, key=lambda one: (-one[1], one[0]))


def _together(parts: list[Mapping[str, Any]]) -> Counter[str]:
    numbers: Counter[str] = Counter()
    for part in parts:
        numbers.update({name: value for name, value in part.items() if isinstance(value, (int, float))})
    return numbers
