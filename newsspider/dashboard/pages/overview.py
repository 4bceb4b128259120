"""Overview of a night: verdict, stories by hour and section, missing stories, alerts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of, night_span, troubles
from newsspider.dashboard.charts import FULL_WIDTH, Bar, Chart, chart, usual_range
from newsspider.dashboard.pages.nights import night_on, rejected
from newsspider.dashboard.pages.request import PageRequest
from newsspider.store.alerts import alerts_open_at
from newsspider.store.reports.days import day_account, newest_story_of_day
from newsspider.store.reports.listings import Part, RunRow, outlets_of_run, parts_of_days, run_list
from newsspider.store.reports.runs import run_states

DAYS_BEFORE = 28
RUNS_SHOWN = 30
MISSING_SHOWN = 8


def overview(request: PageRequest) -> Mapping[str, Any]:
    """The night of ?day=, else of the last whole run. What is known only of now, such as a run that is late,
    belongs to the last night."""
    connection = request.connection
    states = run_states(connection, request.limits.lease, newest=RUNS_SHOWN)
    last = night_of(states)
    day = request.day() or last
    night = night_on(request, day)
    _, ends = night_span(day)
    is_last = day == last
    came, absent = rejected(night.counters)
    return {
        "night": night,
        "run": night.run,
        "counters": night.counters,
        "outlets": outlets_of_run(connection, night.run.id) if night.run else [],
        "no_story": sum(number for _, number in came),
        "no_page": sum(number for _, number in absent),
        "is_last": is_last,
        "troubles": troubles(states, request.limits.max_age, request.limits.max_run) if is_last else [],
        "alerts": alerts_open_at(connection, ends),
        "newest": newest_story_of_day(connection, day),
        "recent": runs_chart(run_list(connection, request.limits.lease, RUNS_SHOWN, until=ends)),
        **stories_of_day(request, day),
    }


def stories_of_day(request: PageRequest, day: date) -> Mapping[str, Any]:
    """The stories of the day: how they stand, and by hour and section beside the days before."""
    hours = parts_of_days(request.connection, "hours", day, DAYS_BEFORE)
    return {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "account": day_account(request.connection, day, MISSING_SHOWN),
        "hours": hours_chart(hours, day),
        "sections": sections(parts_of_days(request.connection, "sections", day, DAYS_BEFORE), day),
        "known_days": len({part.day for part in hours if part.day < day}),
    }


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


def runs_chart(recent: Iterable[RunRow]) -> Chart:
    """The new stories of the last runs, the newest at the right, in the color of the verdict; a run that is
    not ok has a mark, which shows where it stored nothing."""
    bars = [
        Bar(
            label=str(run.id),
            values={run.verdict_now: run.stories or 0},
            href=f"/runs/{run.id}",
            style=verdict_style(run.verdict_now),
            mark="" if run.verdict_now == "ok" else run.verdict_now,
        )
        for run in reversed(list(recent))
    ]
    return chart(bars, width=FULL_WIDTH, height=170)


def verdict_style(verdict: str) -> str:
    """The CSS class of a verdict's bars and marks."""
    return f"verdict-{verdict.replace(' ', '-')}"
