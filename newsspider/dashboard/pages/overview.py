"""How did last night go: the verdict, the stories by hour and section, what is missing, what is red?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of, troubles
from newsspider.dashboard.charts import WHOLE, Bar, Chart, chart, usual_range
from newsspider.dashboard.pages.look import Look
from newsspider.store.alerts import open_alerts
from newsspider.store.reports.days import day_account, newest_story
from newsspider.store.reports.listings import Part, freshness, parts_of_days, run_list
from newsspider.store.reports.runs import RunState, live_counters, run_states

DAYS_BEFORE = 28
RUNS_SHOWN = 30
MISSING_SHOWN = 8


def overview(look: Look) -> Mapping[str, Any]:
    connection = look.connection
    states = run_states(connection, look.lease, newest=RUNS_SHOWN)
    run = _night(states)
    day = look.day() or night_of(states)
    account = day_account(connection, day, MISSING_SHOWN)
    hours = parts_of_days(connection, "hours", day, DAYS_BEFORE)
    recent = run_list(connection, look.lease, RUNS_SHOWN, None)
    return {
        "run": run,
        "counters": _counters(look, run),
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
        "troubles": troubles(states, look.max_age, look.max_run),
        "newest": newest_story(connection),
        "recent": runs_chart(recent),
    }


def _night(states: Iterable[RunState]) -> RunState | None:
    """The run that tells how last night went: the last whole one, else the last one."""
    told = sorted(states, key=lambda run: (run.whole, run.id))
    return told[-1] if told else None


def _counters(look: Look, run: RunState | None) -> Mapping[str, Any]:
    """What the run counted; of one whose books are open, what its processes had counted."""
    if run is None:
        return {}
    if run.finished_at is not None:
        return run.counters
    told: dict[str, Any] = defaultdict(int)
    for part in live_counters(look.connection, run.id):
        for name, value in part.items():
            if isinstance(value, (int, float)):
                told[name] += value
    return told


def by_part(parts: Iterable[Part], day: date) -> tuple[dict[Any, int], dict[Any, list[int]]]:
    """The stories of each part on the day, and on each of the days before it that have any story."""
    today: dict[Any, int] = {}
    before: dict[date, dict[Any, int]] = defaultdict(dict)
    for part in parts:
        (today if part.day == day else before[part.day])[part.part] = part.stories
    every = {*today, *(name for told in before.values() for name in told)}
    return today, {name: [told.get(name, 0) for told in before.values()] for name in every}


def hours_chart(parts: Iterable[Part], day: date) -> Chart:
    """The stories of each hour, beside what is usual in that hour."""
    today, before = by_part(parts, day)
    bars = []
    for hour in range(24):
        usual = usual_range(before.get(hour, ()))
        low, high = usual or (None, None)
        bars.append(Bar(label=f"{hour:02}", parts={"": today.get(hour, 0)}, low=low, high=high))
    return chart(bars, height=280)


def sections(parts: Iterable[Part], day: date) -> list[dict[str, Any]]:
    """The stories of each section with what is usual, the largest first, those that are missing too."""
    today, before = by_part(parts, day)
    told = []
    for name, values in before.items():
        number, usual = today.get(name, 0), usual_range(values)
        low = bool(usual and number < usual[0])
        if number or (usual and usual[1] >= 1):
            told.append({"name": name, "stories": number, "usual": usual, "low": low})
    told.sort(key=lambda one: (-one["stories"], -(one["usual"] or (0, 0))[1], one["name"]))
    most = max([*(max(one["stories"], (one["usual"] or (0, 0))[1]) for one in told), 1])
    return [{**one, "most": most} for one in told]


def runs_chart(recent: Iterable[Any]) -> Chart:
    """The new stories of the last runs, the newest at the right, in the colour of the verdict."""
    bars = [
        Bar(
            label=str(run.id), parts={run.verdict_now: run.stories or 0}, href=f"/runs/{run.id}",
            style=f"verdict-{run.verdict_now.replace(' ', '-')}", missing=not run.stories,
        )
        for run in reversed(list(recent))
    ]  # fmt: skip
    return chart(bars, width=WHOLE, height=170)
