"""Pages about rejections: by day and reason, and one rejected page with its kept source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_of
from newsspider.dashboard.charts import FULL_WIDTH, Chart, chart
from newsspider.dashboard.pages.captures import captured_pages
from newsspider.dashboard.pages.nights import day_bar, marks
from newsspider.dashboard.pages.request import MAX_NUMBER, NotFound, PageRequest, paginate
from newsspider.outlets.pages.page import decode
from newsspider.outlets.pages.skeleton import skeleton_of
from newsspider.store.reports.listings import (
    Chosen,
    Part,
    parts_of_days,
    rejection,
    rejection_list,
    rejection_reasons,
)

ROWS = 40
MOST_DAYS = 60
REASONS_SHOWN, STYLES = 6, 7
DAYS = 14
CHARACTERS = 200_000
"""The most of a kept page that is displayed."""


def rejections(request: PageRequest) -> Mapping[str, Any]:
    """Rejections of the last ?days=, or those that ?run= rejected last; of a host and with a reason."""
    run, days = request.integer("run", 0, 1, MAX_NUMBER) or None, request.integer("days", DAYS, 1, 3650)
    host, reason, page = request.text("host"), request.text("reason"), request.page()
    chosen = Chosen(days=None if run else days, run=run, host=host)
    rows = rejection_list(request.connection, chosen, reason, ROWS + 1, (page - 1) * ROWS)
    reasons = rejection_reasons(request.connection, chosen)
    return {
        "days": days,
        "run": run,
        "host": host,
        "filters": {name: value for name, value in asdict(chosen).items() if value},
        "reason": reason,
        "reasons": reasons,
        "most": max([*(one["pages"] for one in reasons), 1]),
        "chart": None if run or host else chart_of_days(request, days),
        **paginate(rows, page, ROWS),
    }


def chart_of_days(request: PageRequest, days: int) -> Chart:
    """The rejections of the last days, with the verdicts of their nights."""
    today, shown = night_of([]), min(days, MOST_DAYS)
    parts = parts_of_days(request.connection, "rejections", today, shown)
    return by_day(parts, today, days, marks(request, today, shown))


def by_day(parts: Iterable[Part], last: date, days: int, verdicts: Mapping[date, str]) -> Chart:
    """The rejections of each day, by the most frequent reasons and the rest; bad nights have a mark."""
    totals: Counter[str] = Counter()
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for part in parts:
        totals[part.part] += part.stories
        counts[part.day][part.part] += part.stories
    styles = {name: f"s{place % STYLES}" for place, (name, _) in enumerate(totals.most_common(REASONS_SHOWN))}
    days_shown = (last - timedelta(days=ago) for ago in range(min(days, MOST_DAYS), -1, -1))
    bars = []
    for day in days_shown:
        values = {name: float(counts[day][name]) for name in styles}
        rest = counts[day].total() - sum(values.values())
        bars.append(day_bar(day, {**values, "…": rest}, verdicts))
    rest_style = {"…": "s7"} if len(totals) > REASONS_SHOWN else {}
    return chart(bars, width=FULL_WIDTH, styles={**styles, **rest_style})


def rejected(request: PageRequest) -> Mapping[str, Any]:
    found = rejection(request.connection, request.id())
    if found is None:
        raise NotFound
    body = found["body"]
    text = decode(body) if body else ""
    form = skeleton_of(body) if body else None
    return {
        "page": found,
        "captures": captured_pages(request, found["id"]),
        "text": text[:CHARACTERS],
        "left": max(0, len(text) - CHARACTERS),
        "bytes": len(body or b""),
        "form": {"headline": form.headline, "text": form.text, "time": form.time} if form else {},
    }
