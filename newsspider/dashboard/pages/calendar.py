"""Page of a year's nights, by verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.calendar import DAYS, calendar
from newsspider.dashboard.pages.nights import verdicts
from newsspider.dashboard.pages.request import PageRequest
from newsspider.outlets import OUTLETS
from newsspider.store.reports.nights import NightVerdict
from newsspider.store.reports.runs import run_states

BAD_SHOWN = 60


def nights(request: PageRequest) -> Mapping[str, Any]:
    """The year up to ?day=, else to the last night; of all outlets, or of ?outlet=."""
    outlet = request.text("outlet")
    states = run_states(request.connection, request.limits.lease, newest=1)
    day = request.day() or max(night_of(states), night_of([]))
    found = verdicts(request, day, DAYS + 6, outlet)
    runs = {
        night: [(one.outlet, one.run, one.verdict) for one in of_night] for night, of_night in found.items()
    }
    year = calendar(runs, day)
    bad = [square for square in reversed(year.squares) if square.verdict not in ("ok", "")]
    return {
        "day": day,
        "outlet": outlet,
        "outlets": outlets_of(chain.from_iterable(found.values())) if outlet is None else [outlet],
        "calendar": year,
        "bad": bad[:BAD_SHOWN],
    }


def outlets_of(verdicts: Iterable[NightVerdict]) -> list[str]:
    """The outlets that have a file, among all that these runs crawl."""
    return sorted({name for one in verdicts for name in (one.outlet, *one.outlets)} & {*OUTLETS})
