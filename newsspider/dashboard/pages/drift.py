"""Pages about drift: suspect lines, dead rules, layouts over time, page forms that no layout reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.charts import FULL_WIDTH, chart
from newsspider.dashboard.pages.nights import day_bar, marks
from newsspider.dashboard.pages.request import PageRequest
from newsspider.dashboard.sparks import spark
from newsspider.outlets import OUTLETS
from newsspider.outlets.boilerplate.phrases import Phrasebook
from newsspider.outlets.boilerplate.proposals import proposed, source_of
from newsspider.store.reports.drift import dead_rules, skeletons
from newsspider.store.reports.drift import suspects as suspects_of
from newsspider.store.reports.findings import last_look
from newsspider.store.reports.listings import fill_rates, parts_of_days
from newsspider.store.reports.runs import run_states
from newsspider.store.reports.suspects import Suspect
from newsspider.store.reports.trends import fill_rates_of_days

DAYS = 3
SHOWN = 40
LAYOUT_DAYS = 28
STYLES = 8


def suspects(request: PageRequest) -> Mapping[str, Any]:
    """What the last run that looked for drift found. With ?days=, and if none has looked, a look at the
    stories of so many days, which takes seconds in a large database."""
    days = request.integer("days", DAYS, 1, 3650)
    look = None if request.text("days") else last_look(request.connection)
    found = look.suspects if look else suspects_of(request.connection, days)
    return {
        "days": days,
        "look": look,
        "suspects": [(one, rule_for(one)) for one in found[:SHOWN]],
        "dead": look.dead if look else dead_rules(request.connection),
        "forms": look.forms if look else skeletons(request.connection, days),
    }


def rule_for(suspect: Suspect) -> str:
    """Source code of a rule that cuts the suspect's lines, for the outlet's phrases."""
    outlet = OUTLETS.get(suspect.outlet)
    return source_of(proposed(suspect.text, suspect.texts, outlet.phrases if outlet else Phrasebook(())))


def layouts(request: PageRequest) -> Mapping[str, Any]:
    days = request.integer("days", LAYOUT_DAYS, 1, 120)
    last = max(
        request.day() or night_of(run_states(request.connection, request.limits.lease, newest=5)),
        night_of([]),
    )
    parts = parts_of_days(request.connection, "layouts", last, days)
    stored: dict[date, dict[str, int]] = defaultdict(dict)
    totals: Counter[str] = Counter()
    for part in parts:
        stored[part.day][part.part] = part.stories
        totals[part.part] += part.stories
    styles = {name: f"s{place % STYLES}" for place, (name, _) in enumerate(totals.most_common())}
    verdicts = marks(request, last, days)
    first = max(min((*stored, *verdicts), default=last), last - timedelta(days=days))
    every_day = [first + timedelta(days=after) for after in range((last - first).days + 1)]
    bars = [day_bar(day, {name: stored[day].get(name, 0) for name in styles}, verdicts) for day in every_day]
    return {
        "days": days,
        "chart": chart(bars, styles, width=FULL_WIDTH, height=240),
        "totals": totals.most_common(),
        "styles": styles,
        "fields": fields(request, last, days, every_day, verdicts),
        "all": max(1, sum(totals.values())),
        "table": [(day, stored[day]) for day in reversed(every_day) if stored[day]],
        "outlets": [(outlet.name, [layout.name for layout in outlet.layouts]) for outlet in OUTLETS.values()],
    }


def fields(
    request: PageRequest, last: date, days: int, every_day: list[date], verdicts: Mapping[date, str]
) -> list[Mapping[str, Any]]:
    """Each field with its share of the last week, of the time before, and day by day."""
    shares: dict[str, dict[date, float]] = defaultdict(dict)
    for row in fill_rates_of_days(request.connection, last, days):
        shares[row.field][row.day] = row.share
    failed = [
        verdict if (verdict := verdicts.get(day, "")) in ("failed", "lost") else "" for day in every_day
    ]
    return [
        {**one, "days": spark([shares[one["field"]].get(day) for day in every_day], failed, top=1.0)}
        for one in fill_rates(request.connection, last, days)
    ]
