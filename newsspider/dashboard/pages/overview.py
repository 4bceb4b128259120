"""Overview of the last night: verdict, stories by hour and section, missing stories, open alerts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of, troubles
from newsspider.dashboard.charts import FULL_WIDTH, Bar, Chart, chart, usual_range
from newsspider.dashboard.pages.request import PageRequest
from newsspider.dashboard.pages.runs import sum_counters
from newsspider.store.alerts import open_alerts
from newsspider.store.reports.days import day_account, newest_story
from newsspider.store.reports.listings import Part, freshness, outlets_of_run, parts_of_days, run_list
from newsspider.store.reports.runs import RunState, live_counters, run_states

DAYS_BEFORE = 28
RUNS_SHOWN = 30
MISSING_SHOWN = 8


def overview(request: PageRequest) -> Mapping[str, Any]:
    connection = request.connection
    states = run_states(connection, request.limits.lease, newest=RUNS_SHOWN)
    run = _night(states)
    day = request.day() or night_of(states)
    account = day_account(connection, day, MISSING_SHOWN)
    hours = parts_of_days(connection, "hours", day, DAYS_BEFORE)
    recent = run_list(connection, request.limits.lease, RUNS_SHOWN, None)
    return {
        "run": run,
        "counters": _counters(request, run),
        "outlets": outlets_of_run(connection, run.id) if run else [],
        "going_on": [one for one in states if one.goes_on and one is not run],
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "account": account,
        "hours": hours_chart(hours, day),
        "sections": sections(parts_of_days(connection, "sections", day, DAYS_BEFORE), day),
        "known_days": len({part.day for part in hours if part.day < day}),
        "fresh": freshness(connection, day, 0)[-1:],
        "alerts": open_alerts(connection),
        "troubles": troubles(states, request.limits.max_age, request.limits.max_run),
        "newest": newest_story(connection),
        "recent": runs_chart(recent),
    }


def _night(states: Iterable[RunState]) -> RunState | None:
    """The run of the last night: the last whole run, else the last run."""
    return max(states, key=lambda run: (run.whole, run.id), default=None)


def _counters(request: PageRequest, run: RunState | None) -> Mapping[str, Any]:
    """The run's counters; of an open run, the sum of its workers' counters so far."""
    if run is None:
        return {}
    if run.finished_at is not None:
        return run.counters
    return sum_counters(live_counters(request.connection, run.id))


def by_part(parts: Iterable[Part], day: date) -> tuple[dict[Any, int], dict[Any, list[int]]]:
    """The stories of each part on the day, and on each earlier day with any story."""
    today: dict[Any, int] = {}
    before: dict[date, dict[Any, int]] = defaultdict(dict)
    for part in parts:
        (today if part.day == day else before[part.day])[part.part] = part.stories
    names = {*today, *(name for stories in before.values() for name in stories)}
    return today, {name: [stories.get(name, 0) for stories in before.values()] for name in names}


def hours_chart(parts: Iterable[Part], day: date) -> Chart:
    """The stories of each hour, with the usual range of that hour."""
    today, before = by_part(parts, day)
    bars = []
    for hour in range(24):
        usual = usual_range(before.get(hour, ()))
        low, high = usual or (None, None)
        bars.append(Bar(label=f"{hour:02}", values={"": today.get(hour, 0)}, low=low, high=high))
    return chart(bars, height=280)


def sections(parts: Iterable[Part], day: date) -> list[dict[str, Any]]:
    """The stories and usual range of each section, the largest first; sections without a story today too."""
    today, before = by_part(parts, day)
    found = []
    for name, values in before.items():
        number, usual = today.get(name, 0), usual_range(values)
        low = bool(usual and number < usual[0])
        if number or (usual and usual[1] >= 1):
            found.append({"name": name, "stories": number, "usual": usual, "low": low})
    found.sort(key=lambda one: (-one["stories"], -(one["usual"] or (0, 0))[1], one["name"]))
    most = max([*(max(one["stories"], (one["usual"] or (0, 0))[1]) for one in found), 1])
    return [{**one, "most": most} for one in found]


def runs_chart(recent: Iterable[Any]) -> Chart:
    """The new stories of the last runs, the newest at the right, in the color of the verdict."""
    bars = [
        Bar(
            label=str(run.id),
            values={run.verdict_now: run.stories or 0},
            href=f"/runs/{run.id}",
            style=f"verdict-{run.verdict_now.replace(' ', '-')}",
        )
        for run in reversed(list(recent))
    ]
    return chart(bars, width=FULL_WIDTH, height=170)
