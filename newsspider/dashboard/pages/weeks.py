"""Page of the stories of each outlet and host week by week, beside what is usual."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.charts import FULL_WIDTH, Bar, Chart, chart, usual_range
from newsspider.dashboard.pages.nights import severity, verdicts
from newsspider.dashboard.pages.request import PageRequest
from newsspider.dashboard.sparks import Spark, spark
from newsspider.store.reports.runs import run_states
from newsspider.store.reports.trends import HostWeek, weeks_of_hosts

WEEKS = 26
BEFORE = 8
"""Weeks whose range is the usual one of a week."""
HOSTS_SHOWN = 60


def weeks(request: PageRequest) -> Mapping[str, Any]:
    """The weeks up to ?day=, else to yesterday or the last night; of all outlets, or of ?outlet=."""
    outlet, page = request.text("outlet"), request.page()
    day = request.day() or last_full_day(request)
    rows = weeks_of_hosts(request.connection, day, WEEKS + BEFORE, outlet)
    marks = marks_of_weeks(request, day, outlet)
    hosts = host_sparks(rows, marks)
    first = (page - 1) * HOSTS_SHOWN
    return {
        "day": day,
        "outlet": outlet,
        "charts": [(name, outlet_chart(values, day, marks)) for name, values in outlet_weeks(rows)],
        "hosts": hosts[first : first + HOSTS_SHOWN],
        "number_of_hosts": len(hosts),
        "page": page,
        "more": len(hosts) > first + HOSTS_SHOWN,
    }


def last_full_day(request: PageRequest) -> date:
    """The last day whose stories a night has crawled: of the last night, yesterday at most."""
    states = run_states(request.connection, request.limits.lease, newest=1)
    return min(night_of(states), night_of([]) - timedelta(days=1))


def marks_of_weeks(request: PageRequest, day: date, outlet: str | None) -> list[str]:
    """The worst of the failed and lost nights of each week, the oldest week first; "" for a week without."""
    worst: dict[int, str] = {}
    for night, of_night in verdicts(request, day, 7 * WEEKS - 1, outlet).items():
        week, verdict = (day - night).days // 7, of_night[0].verdict
        if verdict in ("failed", "lost"):
            worst[week] = max(verdict, worst.get(week, verdict), key=severity)
    return [worst.get(week, "") for week in reversed(range(WEEKS))]


def outlet_weeks(rows: Iterable[HostWeek]) -> list[tuple[str, list[int]]]:
    """The stories of each outlet by week, the oldest first; the largest outlet first."""
    summed: dict[str, list[int]] = defaultdict(lambda: [0] * (WEEKS + BEFORE))
    for row in rows:
        summed[row.outlet][-1 - row.week] += row.stories
    return sorted(summed.items(), key=lambda one: (-sum(one[1]), one[0]))


def outlet_chart(values: Sequence[int], day: date, marks: Sequence[str]) -> Chart:
    """The stories of each week, with the range of eight in ten of the weeks before it."""
    first = next((place for place, value in enumerate(values) if value), len(values))
    bars = []
    for number, mark in enumerate(marks):
        place, ends = number + BEFORE, day - timedelta(days=7 * (WEEKS - 1 - number))
        usual = usual_range(values[max(first, place - BEFORE) : place])
        low, high = usual or (None, None)
        bars.append(
            Bar(
                label=f"{ends:%d.%m.}",
                values={"": values[place]},
                low=low,
                high=high,
                mark=mark,
                href=f"/?day={ends}",
            )
        )
    return chart(bars, width=FULL_WIDTH)


def host_sparks(rows: Iterable[HostWeek], marks: Sequence[str]) -> list[tuple[str, str, Spark]]:
    """The outlet, name and weeks of each host: fewer stories than usual first, then the largest."""
    by_host: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * (WEEKS + BEFORE))
    for row in rows:
        by_host[row.outlet, row.host][-1 - row.week] += row.stories
    made = [(outlet, host, _since_first(values, marks)) for (outlet, host), values in by_host.items()]
    return sorted(made, key=lambda one: (not one[2].is_low, -(one[2].value or 0), one[1]))


def _since_first(values: Sequence[int], marks: Sequence[str]) -> Spark:
    """A host's weeks; those before its first story are a gap."""
    shown = values[-WEEKS:]
    first = next((place for place, value in enumerate(shown) if value), len(shown))
    return spark([None] * first + list(shown[first:]), marks)
